"""What an address asks for, checked: days, numbers, choices. What makes no sense is a fault of the caller, never of the page."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from starlette.requests import Request

from parley.errors import UsageError
from parley.model import Filter

MOST_PAGES = 10_000
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_KEPT = ("negotiation", "outlet", "speaker", "addressee", "actor", "issue", "text")


class Asked:
    """The query of one request."""

    def __init__(self, request: Request) -> None:
        self._query: Mapping[str, str] = request.query_params

    def text(self, name: str, most: int = 300) -> str | None:
        """The words under a name, None when there are none."""
        value = " ".join(self._query.get(name, "").replace("\0", " ").split())[:most]
        # Half of a surrogate pair is no text that a database takes.
        return value.encode("utf-8", "ignore").decode() or None

    def day(self, name: str) -> str | None:
        """The ISO day (or month, or year) under a name."""
        value = self.text(name)
        if value is None:
            return None
        if not _DAY.fullmatch(value):
            raise UsageError(f"{value!r} is no day: write 2025-03-14")
        try:
            date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
        except ValueError as fault:
            raise UsageError(f"{value!r} is no day: {fault}") from fault
        return value

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """The number under a name, kept within bounds; the default when there is none."""
        value = self.text(name)
        if value is None:
            return default
        if not re.fullmatch(r"-?[0-9]{1,12}", value):
            raise UsageError(f"{value!r} is no number")
        return min(max(int(value), low), high)

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str | None:
        """The value under a name when it is one of the choices; another is a fault."""
        value = self.text(name)
        if value is None:
            return default
        if value not in choices:
            raise UsageError(f"{name} cannot be {value!r}: there are {', '.join(choices)}")
        return value

    def page(self) -> int:
        """Which page, from 1."""
        return self.number("page", 1, 1, MOST_PAGES)

    def where(self, **more: str | None) -> Filter:
        """The filter that the address gives; `since` and `until` are the finding's own time."""
        given: dict[str, Any] = {name: self.text(name) for name in _KEPT}
        return Filter(**{**given, "since": self.day("since"), "until": self.day("until")} | more)

    def pairs(self) -> list[tuple[str, str]]:
        """All that was asked, for links that change one thing of it."""
        return [(name, value) for name, value in self._query.items() if value]
