"""What a caller may say of fetching: bounds, pace, and whether a private network may be reached."""

import msgspec

AGENT = "parley/0.1"
"""How parley names itself to a site, and the name that its robots.txt is asked for."""


class FetchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of fetching.

    seconds: one request in all, from connecting to the last byte. size: bytes of an answer, unpacked. redirects: hops at most. pause: seconds between two
    requests to one host; a longer `Crawl-delay` of its robots.txt counts, up to `longest_pause`. most: pages of one run. private: addresses of this machine
    and of private networks may be reached (for an intranet; never needed for the press).
    """

    seconds: float = 30.0
    size: int = 32_000_000
    redirects: int = 5
    pause: float = 1.0
    longest_pause: float = 30.0
    most: int = 500
    private: bool = False
