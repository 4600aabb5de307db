"""The demonstration: invented officers, partner systems and cases for one installation.

`people` and `systems` post officers and partner systems, `stories` invents cases (no rows, only
content), `world` lets them happen through the portal's own verbs, `accounts` writes the two
files that say how to sign in. Everything comes from one seed: the same world each time.
"""

from random import Random

SEED = "border liaison"


def dice(*purpose: object) -> Random:
    """The same throws for the same purpose, whenever they are thrown."""
    return Random(" ".join(map(str, (SEED, *purpose))))  # noqa: S311  stories, not secrets
