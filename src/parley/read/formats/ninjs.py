"""ninjs (IPTC's news in JSON): version 1 has one body and one headline, versions 2 and 3 have lists of them, each with its role and type."""

from collections.abc import Mapping
from typing import Any

_LISTS = {"bodies": "body", "headlines": "headline", "bylines": "byline"}


def ninjs_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields (keys in lower case), those of versions 2 and 3 under the names that version 1 has for them; fields of any other export as they are."""
    found = dict(fields)
    for name, single in _LISTS.items():
        main = _main(fields.get(name))
        if main is None:
            continue
        key = single
        if name == "bodies":
            key = "body_html" if "html" in str(main.get("contenttype", "")).lower() else "body_text"
        found.setdefault(key, main.get("value"))
    if isinstance(sources := fields.get("infosources"), list):
        found.setdefault("source", next((source.get("name") for source in sources if isinstance(source, dict)), None))
    return found


def _main(entries: Any) -> dict[str, Any] | None:
    """The entry of the role "main", else the first; its keys in lower case."""
    if not isinstance(entries, list):
        return None
    some = [{str(key).lower(): value for key, value in entry.items()} for entry in entries if isinstance(entry, dict)]
    return next((entry for entry in some if entry.get("role") == "main"), some[0] if some else None)
