"""Judgements applied: what an analyst decided laid over what was read, by rules that do not depend on the order of hearing.

A judgement stands unless a standing `undo` takes it back. Those on one target apply in order of (when, id); a later one wins. What was read
is never lost: the store keeps it beside the corrected form, so that an undo brings it back.
"""

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress

import msgspec

from parley.errors import UsageError
from parley.model import AnyFinding, Document, Judgement, Published, digest

CORRECTABLE = ("outlet", "url", "title", "authors", "language", "negotiation", "published")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")


def judgement_id(made: Judgement) -> str:
    """The id of a judgement: the same decision by the same person at the same moment is one."""
    parts = (made.by, made.when, made.action, made.on, made.target, made.field or "", made.new or "", made.why, made.undoes or "")
    return digest("judgement", *parts)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not undone, in order of (when, id); undos themselves are left out."""
    known = {made.id: made for made in judgements}
    takers: defaultdict[str, list[str]] = defaultdict(list)
    for made in known.values():
        if made.action == "undo" and made.undoes in known and made.undoes != made.id:
            takers[made.undoes].append(made.id)
    stands: dict[str, bool] = {}

    def holds(id: str, above: frozenset[str]) -> bool:
        if id not in stands:
            stands[id] = not any(holds(taker, above | {id}) for taker in sorted(takers[id]) if taker not in above)
        return stands[id]

    found = [made for made in known.values() if made.action != "undo" and holds(made.id, frozenset())]
    return sorted(found, key=lambda made: (made.when, made.id))


def by_target(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Standing judgements by what they are on, each list in order."""
    found: defaultdict[str, list[Judgement]] = defaultdict(list)
    for made in standing(judgements):
        found[made.target].append(made)
    return dict(found)


def judged_finding(finding: AnyFinding, judgements: Sequence[Judgement]) -> AnyFinding:
    """The finding with its standing judgements applied; a correction of a field that the finding no longer has leaves it as it is."""
    for made in judgements:
        match made.action:
            case "accept":
                finding = msgspec.structs.replace(finding, review="accepted")
            case "reject":
                finding = msgspec.structs.replace(finding, review="rejected")
            case "correct":
                with suppress(UsageError):
                    finding = corrected(finding, made.field or "", made.new)
    return finding


def corrected(finding: AnyFinding, field: str, new: str | None) -> AnyFinding:
    """The finding with one field set: `field` is a dotted path ("holder.name", "terms.0.value"), `new` JSON, or a bare word."""
    if field in ("", "id", "document", "finding", "kind", "evidence"):
        raise UsageError(f"{field or 'nothing'} is no field of a finding that can be corrected")
    built = msgspec.json.decode(msgspec.json.encode(finding))  # lists where the model has tuples, which cannot be set within
    at, path = built, field.split(".")
    try:
        for step in path[:-1]:
            at = at[int(step)] if isinstance(at, list) else at[step]
        last: str | int = int(path[-1]) if isinstance(at, list) else path[-1]
        if isinstance(last, str) and last not in at:
            raise KeyError(last)
        at[last] = _value(new)
        made: AnyFinding = msgspec.convert({**built, "review": "corrected"}, AnyFinding, strict=False)
    except (KeyError, IndexError, ValueError, TypeError) as fault:
        raise UsageError(f"{field} of a {finding.kind} cannot be {new!r}: {fault}") from fault
    return made


def _value(new: str | None) -> object:
    if new is None:
        return None
    try:
        return msgspec.json.decode(new)
    except msgspec.DecodeError:
        return new


def judged_document(doc: Document, judgements: Sequence[Judgement]) -> Document:
    """The document with its standing corrections of metadata applied."""
    for made in judgements:
        if made.action == "set" and made.field in CORRECTABLE:
            doc = with_field(doc, made.field, made.new)
    return doc


def with_field(doc: Document, field: str, value: str | None) -> Document:
    """The document with one field of its metadata set; raises `UsageError` for a field that is none or a date that is none."""
    if field not in CORRECTABLE:
        raise UsageError(f"{field!r} cannot be set: there are {', '.join(CORRECTABLE)}")
    if field == "published":
        return msgspec.structs.replace(doc, published=given(value, doc.published))
    if field == "authors":
        return msgspec.structs.replace(doc, authors=tuple(name.strip() for name in (value or "").split(";") if name.strip()))
    return msgspec.structs.replace(doc, **{field: value or None})


def given(value: str | None, before: Published) -> Published:
    """A date of publication as a person gives it: year, month, day or moment; the other candidates are kept."""
    if not value:
        return Published(unresolved="set to unknown", candidates=before.candidates)
    match = _DATE.fullmatch(value)
    try:
        start, end, grain = _interval(match) if match else ("", "", "")
    except ValueError:
        match = None
    if not match:
        raise UsageError(f"{value!r} is no date: write 2025-03-14, 2025-03 or 2025-03-14T18:30+01:00")
    made = Published(edtf=value, start=start, end=end, as_written=value, basis="given", candidates=before.candidates)
    return msgspec.convert({**msgspec.to_builtins(made), "grain": grain}, Published)


def _interval(match: "re.Match[str]") -> tuple[str, str, str]:
    year, month, day, clock = match.groups()
    if clock:
        moment = datetime.datetime.fromisoformat(match.group())
        return match.group(), (moment + datetime.timedelta(minutes=1)).isoformat(), "minute"
    if day:
        date = datetime.date(int(year), int(month), int(day))
        return date.isoformat(), (date + datetime.timedelta(days=1)).isoformat(), "day"
    if month:
        first = datetime.date(int(year), int(month), 1)
        return first.isoformat(), (first + datetime.timedelta(days=calendar.monthrange(first.year, first.month)[1])).isoformat(), "month"
    return f"{year}-01-01", f"{int(year) + 1:04}-01-01", "year"
