"""Names folded for comparison."""

import functools
import re

from anyascii import anyascii

_OTHER = re.compile(r"[^a-z0-9]+")


@functools.lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name in lower-case ASCII, one space between words.

    >>> fold("Volodymyr  Zelenskyy’s")
    'volodymyr zelenskyy s'
    """
    return _OTHER.sub(" ", anyascii(name).lower()).strip()
