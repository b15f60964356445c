"""Origins: what each report counts as when sources are counted. All copies of one agency's report are one origin.

A report's origin is the agency that it, or its copy group, credits; else the one agency to which its sources spoke ("told Reuters": its own reporting,
reprinted with or without a credit); else the first report of its group; else itself. A garbled copy has the origin of its group and never stands for it.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from parley.lang import languages, load
from parley.model import Copy, Document
from parley.record.who.names import fold

_FALLBACK = "en"


def agencies(doc: Document) -> set[str]:
    """The agencies that a report credits."""
    return {credit.name for credit in doc.credits if credit.kind == "agency"}


def credited(doc: Document) -> str | None:
    """The one agency that a report's words say it is from; None when they name none, or several. An outlet that is an agency goes before."""
    names = agencies(doc)
    if not names and doc.language in (None, *languages()):
        names = spoken_to(doc)
    return names.pop() if len(names) == 1 else None


def of_group(group: Sequence[Copy], named: Mapping[str, str | None]) -> str:
    """The origin of a copy group. `named`: document → the agency that it is from."""
    counted = Counter(agency for copy in group if copy.kind != "garbled" and (agency := named[copy.document]))
    return min(counted, key=lambda agency: (-counted[agency], agency)) if counted else group_original(group)


def spoken_to(doc: Document) -> set[str]:
    """The agencies that sources of a report are said to have told something, or to have shown it."""
    found = _asked(doc.language or _FALLBACK)
    if found is None:
        return set()
    pattern, names = found
    return {names[fold(match.group("agency"))] for match in pattern.finditer(doc.text)}


@functools.cache
def _asked(language: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """What finds "told AGENCY" in a language, with the canonical name of each agency by its folded ways."""
    lang = load(language)
    if not lang.has("record") or not lang.has("press"):
        return None
    names = {written: name for name, ways in lang.table("press").get("agencies", {}).items() for written in (name, *ways)}
    asked = lang.table("record").get("origins", {}).get("asked", ())
    if not names or not asked:
        return None
    verbs, agencies = "|".join(asked), "|".join(re.escape(written) for written in sorted(names, key=lambda written: (-len(written), written)))
    return re.compile(rf"\b(?:{verbs})\s+(?:[Tt]he\s+)?(?P<agency>{agencies})\b"), {fold(written): name for written, name in names.items()}


def group_original(group: Iterable[Copy]) -> str:
    """The document that a group's origin is when no agency is."""
    return min(copy.origin for copy in group)
