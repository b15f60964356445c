"""Origins: what each report counts as when sources are counted. All copies of one agency's report are one origin.

A report's origin is the agency that it, or its copy group, credits; else the one agency to which its sources spoke ("told Reuters": its own reporting,
reprinted with or without a credit); else the first report of its group; else itself. A garbled copy has the origin of its group and never stands for it.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from parley.lang import languages, load
from parley.model import Copy, Document
from parley.record.names import fold

_FALLBACK = "en"


def origins(documents: Mapping[str, Document], found: Iterable[Copy]) -> dict[str, str]:
    """Document → origin: an agency's name, or the id of a document."""
    agencies = {fold(credit.name): credit.name for doc in documents.values() for credit in doc.credits if credit.kind == "agency"}
    named = {id: _credited(doc, agencies) for id, doc in documents.items()}
    groups: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in found:
        groups[copy.group].append(copy)
    origin = {id: agency or id for id, agency in named.items()}
    for group in groups.values():
        counted = Counter(agency for copy in group if copy.kind != "garbled" and (agency := named[copy.document]))
        one = min(counted, key=lambda agency: (-counted[agency], agency)) if counted else group_original(group)
        origin |= {copy.document: one for copy in group}
    return origin


def _credited(doc: Document, agencies: Mapping[str, str]) -> str | None:
    """The one agency that a report says it is from: its outlet, if that is one, else its credit; None when it credits several."""
    if doc.outlet and fold(doc.outlet) in agencies:
        return agencies[fold(doc.outlet)]
    names = {credit.name for credit in doc.credits if credit.kind == "agency"}
    if not names and doc.language in (None, *languages()):
        names = spoken_to(doc)
    return names.pop() if len(names) == 1 else None


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


def with_origins(found: Iterable[Copy], origin: Mapping[str, str]) -> list[Copy]:
    """The copies with their origin filled in."""
    return [msgspec.structs.replace(copy, origin=origin[copy.document]) for copy in found]
