"""Origins: what each report counts as when sources are counted. All copies of one agency's report are one origin.

A report's origin is the agency that it, or its copy group, credits; else the first report of its group; else itself. A garbled copy has the origin
of its group and never stands for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from parley.model import Copy, Document
from parley.record.names import fold


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
    return names.pop() if len(names) == 1 else None


def group_original(group: Iterable[Copy]) -> str:
    """The document that a group's origin is when no agency is."""
    return min(copy.origin for copy in group)


def with_origins(found: Iterable[Copy], origin: Mapping[str, str]) -> list[Copy]:
    """The copies with their origin filled in."""
    return [msgspec.structs.replace(copy, origin=origin[copy.document]) for copy in found]
