"""A certificate authority that lives as long as a run, and that nobody but the sandbox trusts."""

import ipaddress
import os
import ssl
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from docverify.proxy.javastore import write_java_store
from docverify.proxy.needed import ec, hashes, serialization, x509

Allowed = Callable[[str], bool]
"""Whether a name may be spoken for; it is told each name that a client asks for, and can note it."""

_FROM, _UNTIL = datetime(2000, 1, 1), datetime(2049, 1, 1)
"""Valid whatever the clock of an example says."""
_MOST = 256
"""Names whose certificates are kept: a pattern of hosts allows any number."""
PROTOCOLS = ("h2", "http/1.1")
"""What is spoken over TLS, the best first."""


class Authority:
    """Certificates for the hosts that examples name; its keys are in memory alone."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("docverify throw-away authority")
        self._certificate = self._sign_own()
        self._leaf = lru_cache(_MOST)(self._make_leaf)

    @property
    def pem(self) -> str:
        """The authority's certificate."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    def bundle(self) -> str:
        """What the sandbox trusts, as PEM: this authority alone."""
        return self.pem

    def java_store(self) -> bytes:
        """What Java in the sandbox trusts: this authority alone."""
        return write_java_store([self._certificate.public_bytes(serialization.Encoding.DER)])

    def context(self, allowed: Allowed, address: str = "") -> ssl.SSLContext:
        """A server's side of TLS that speaks for each name that is allowed, and tells others that it does not know it.

        A client that names nobody means the address; `allowed` is told an empty name then.
        """

        def choose(conversation: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
            meant = (name or "").lower().removesuffix(".")
            if not allowed(meant):
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            conversation.context = self._leaf(meant or address)
            return None

        context = _server_side()
        context.sni_callback = choose
        return context

    def _make_leaf(self, name: str) -> ssl.SSLContext:
        context = _server_side()
        chain = self._sign(name).public_bytes(serialization.Encoding.PEM) + _private(self._leaf_key)
        held = os.memfd_create("certificate")  # `ssl` reads files only
        try:
            os.write(held, chain)
            context.load_cert_chain(f"/proc/self/fd/{held}")
        finally:
            os.close(held)
        return context

    def _sign_own(self) -> x509.Certificate:
        public = self._key.public_key()
        own = _draft(self._name, public).issuer_name(self._name)
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return own.add_extension(_usage(signs=True), critical=True).sign(self._key, hashes.SHA256())

    def _sign(self, name: str) -> x509.Certificate:
        leaf = _draft(_named(name), self._leaf_key.public_key()).issuer_name(self._name)
        leaf = leaf.add_extension(x509.SubjectAlternativeName([_general(name)]), critical=False)
        leaf = leaf.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        leaf = leaf.add_extension(_usage(signs=False), critical=True)
        leaf = leaf.add_extension(x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return leaf.add_extension(issuer, critical=False).sign(self._key, hashes.SHA256())


def _server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(list(PROTOCOLS))
    return context


def _draft(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    draft = x509.CertificateBuilder(subject_name=subject, public_key=public, serial_number=x509.random_serial_number())
    known = x509.SubjectKeyIdentifier.from_public_key(public)
    return draft.not_valid_before(_FROM).not_valid_after(_UNTIL).add_extension(known, critical=False)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name[:64])])


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
