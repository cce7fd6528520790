"""The outside packages of the proxy: the extra `backends`, or a sentence that says how to have it."""

from docverify.errors import DocverifyError

try:
    import h2.config
    import h2.connection
    import h2.errors
    import h2.events
    import h2.exceptions
    import h2.settings
    import h11
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
except ImportError as missing:
    raise DocverifyError(f"backends need {missing.name}", "pip install 'docverify[backends]'") from missing

__all__ = ["ec", "h2", "h11", "hashes", "serialization", "x509"]
