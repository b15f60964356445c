"""What a caller may say about a reading: metadata given from outside, names of columns, and the bounds within which every reader stays."""

from collections.abc import Mapping

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of a reading. A report longer than the bounds is a `Problem`, not a slow hour.

    report_characters: the longest text of one report (a long magazine feature has 60,000).
    file_bytes: the largest file that has to be held whole (HTML, JSON, mail, PDF). line_bytes: the longest line of JSON lines, field of CSV included.
    expanded_bytes, ratio, members, depth: what an archive may unpack to, how much more than its own size, how many files, how deep archives may nest.
    text_ratio: how much more text than its own size the reports of an archive may have together. Prose packs to a quarter; it is text that costs hours.
    """

    report_characters: int = 1_000_000
    file_bytes: int = 32_000_000
    line_bytes: int = 16_000_000
    expanded_bytes: int = 2_000_000_000
    ratio: int = 200
    text_ratio: int = 50
    members: int = 100_000
    depth: int = 3


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller says of everything that is read in one go.

    manifest: path of a CSV with the columns file, outlet, published, url, title, authors. outlet, published, negotiation, language: for every
    report of which neither a manifest's row nor a column of its own says more (a page's own metadata does not win). columns: our name of a field →
    the name of its column or key in CSV and JSON lines. apart: paths of files that are no press although they may lie among it, such as the record itself.
    """

    manifest: str | None = None
    outlet: str | None = None
    published: str | None = None
    negotiation: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = {}
    apart: tuple[str, ...] = ()
    limits: Limits = Limits()
