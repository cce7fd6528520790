"""Where GitHub is and what we need to go there: checked before anything is sent."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from docverify.errors import TrackerError
from docverify.model import TrackerConfig

PUBLIC = "https://api.github.com"


def base_url(config: TrackerConfig, environ: Mapping[str, str]) -> str:
    """The API root, without a slash at its end; https only, since a token goes there."""
    return _checked_base(config.base_url or environ.get("GITHUB_API_URL") or PUBLIC)


def repository(config: TrackerConfig) -> str:
    """`owner/name`, fit for a path."""
    if not re.fullmatch(r"(?!\.)[\w.-]+/(?!\.{1,2}$)[\w.-]+", config.repository, re.ASCII):
        hint = 'name it in [tracker], as in repository = "owner/name"'
        raise TrackerError(f"{config.repository!r} is no repository", hint)
    return config.repository


def proxies(base: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The proxy that the environment names for it."""
    names = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
    proxy = next((environ[name] for name in names if environ.get(name)), "")
    return {"https": proxy} if proxy and not is_loopback(base) and not _bypassed(base, environ) else {}


def certificates(environ: Mapping[str, str]) -> str | bool:
    """The file of certificates that the environment names; True for those that come with the client."""
    names = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
    return next((environ[name] for name in names if environ.get(name)), True)


def _checked_base(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    secure = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))
    if not secure or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise TrackerError(
            f"{parts.scheme}://{parts.hostname or ''} is no address that a token may be sent to",
            "name the API root of the server in [tracker] base_url, with https://",
        )
    return url.rstrip("/")


def token(config: TrackerConfig, environ: Mapping[str, str]) -> str:
    """The token; no message ever holds it."""
    found = environ.get(config.token_env, "").strip()
    if not found:
        raise TrackerError(
            f"there is no token for GitHub: {config.token_env} is not set",
            f"put a token with the right Issues: read and write on {config.repository} into {config.token_env}",
        )
    if not re.fullmatch(r"[\x21-\x7e]+", found):
        raise TrackerError(f"what {config.token_env} holds is no token", "it must be one word of ASCII")
    return found


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _bypassed(base: str, environ: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names the host or a domain above it."""
    host = urlsplit(base).hostname or ""
    listed = (environ.get("NO_PROXY") or environ.get("no_proxy") or "").split(",")
    names = [name.strip().lstrip(".").lower() for name in listed if name.strip()]
    return any(name == "*" or host == name or host.endswith("." + name) for name in names)
