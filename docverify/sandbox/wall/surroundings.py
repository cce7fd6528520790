"""What examples have around them, the same on every machine: clock zone, locale, and where hashes begin.

A set of texts is printed in the order of their hashes, and an example that prints one says the same in every run.
"""

from docverify.model import ZONE, Surroundings

HERE = Surroundings(zone=ZONE, locale="C.UTF-8", hash_seed=1)
"""With a seed of 0 Python would say of itself that its hashes are not random, as no reader's does."""


def variables(hash_seed: int = HERE.hash_seed, zone: str = HERE.zone) -> dict[str, str]:
    """Those that programs document; Ruby, PHP and JavaScript keep the order in which things were put in."""
    seed = str(hash_seed)
    return {"LANG": HERE.locale, "TZ": zone, "PERL_HASH_SEED": seed, "PYTHONHASHSEED": seed}
