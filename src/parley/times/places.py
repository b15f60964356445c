"""Where a report stands: the zone that "local time" is of, and the days that a copy edited elsewhere may mean."""

import functools
import re
from datetime import datetime

from parley.lang import Language
from parley.model import Document
from parley.times.daytime import zone_offset

FAR = 360
"""Minutes between two clocks from which their days often differ while a report is edited."""


class Places:
    """One language's places with a known zone, compiled."""

    def __init__(self, lang: Language) -> None:
        table = lang.table("times")
        here = table.get("local_time", {})
        peoples = here.get("peoples", [])
        zones = {**table["classes"].get("zone_place", {}), **here.get("places", {})}
        self.zones: dict[str, str] = {name: zone for name, zone in zones.items() if name not in peoples}
        self._times = {word for name in ("month", "weekday", "season", "feast") for word in table["classes"].get(name, {})}
        known = "|".join(re.escape(name) for name in sorted(self.zones, key=lambda name: (-len(name), name)))
        heads, between = "|".join(here.get("prepositions", [])), "|".join(here.get("between", []))
        self._named = re.compile(rf"(?<!\w)(?i:{heads})\s+(?:(?i:{between})\s+)*(?=[^\W\d_a-z])(?P<place>(?i:{known})(?!\w)|[\w’'-]+)") if heads else None

    def in_clause(self, clause: str) -> tuple[bool, str | None]:
        """Whether a clause says where it happens, and the zone there; None when a place has no known zone or two have different ones."""
        if self._named is None:
            return False, None
        names = [m["place"].lower() for m in self._named.finditer(clause)]
        zones = {self.zones.get(name) for name in names if name not in self._times}
        return bool(zones), next(iter(zones)) if len(zones) == 1 else None

    def of_dateline(self, place: str, states: frozenset[str]) -> str | None:
        """The zone of a dateline's place, alone or with its state ("KYIV, Ukraine")."""
        city, _, rest = (part.strip() for part in place.lower().partition(","))
        return self.zones.get(city) if not rest or rest in states else None


@functools.cache
def places(lang: Language) -> Places:
    """The places of a language, compiled once."""
    return Places(lang)


@functools.cache
def _states(lang: Language) -> frozenset[str]:
    return frozenset(state["name"].lower() for state in lang.table("world")["states"]) if lang.has("world") else frozenset()


def home_zone(doc: Document, lang: Language) -> str | None:
    """The IANA zone of the dateline's place, None when there is none or it is not known."""
    if doc.dateline is None or not doc.dateline.place:
        return None
    return places(lang).of_dateline(doc.dateline.place, _states(lang))


def edited_days(doc: Document, lang: Language) -> tuple[int, ...]:
    """How many days off a day like "yesterday" may be, () when nothing makes it doubtful.

    Without a dateline's day, an agency's words may be of the day before the page's; where the page's clock is six hours or more ahead of the
    dateline's place its day may be one too late, and one too early where it is behind.
    """
    if doc.dateline is not None and doc.dateline.day:
        return ()
    off = {-1} if any(credit.kind == "agency" for credit in doc.credits) else set()
    home = home_zone(doc, lang)
    try:
        page = datetime.fromisoformat(doc.published.start or doc.published.edtf or "")
    except ValueError:
        return tuple(off)
    gap = page.utcoffset()
    there = zone_offset(home, page.replace(tzinfo=None))
    if gap is not None and there is not None:
        ahead = int(gap.total_seconds() // 60) - there
        off |= {-1} if ahead >= FAR else {1} if ahead <= -FAR else set()
    return tuple(sorted(off))
