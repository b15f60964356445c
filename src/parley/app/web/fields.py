"""The fields of a finding as an analyst sees and corrects them: paths, values in words, and what each may be."""

import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from parley.model import ActorRef, AnyFinding, Condition, Event, Figure, Party, Proposal, Span, Stance, Statement, Time
from parley.views.figures import amount
from parley.views.row import names, speaker, when, words

FIXED = {"id", "document", "finding", "evidence", "by", "review", "issues"}


class Field(NamedTuple):
    """One value of a finding: its path ("antecedent.actor"), the value in words, what kind of control corrects it, and its choices."""

    path: str
    shown: str
    control: Literal["choice", "text", "number", "actor", "time", "none"]
    choices: tuple[str, ...] = ()


def fields_of(finding: AnyFinding) -> list[Field]:
    """The fields of a finding in the order of the model; those that cannot be corrected come with the control none."""
    return [field for name in finding.__struct_fields__ if name not in FIXED and not (name == "kind" and not isinstance(finding, Proposal))
            for field in _fields(name, getattr(finding, name), _hints(type(finding))[name])]  # fmt: skip


def _fields(path: str, value: Any, hint: Any) -> Iterator[Field]:
    hint = _inner(hint)
    if isinstance(value, Span):
        yield Field(path, f"“{' '.join(value.text.split())}”", "none")
    elif hint in (ActorRef, Party) or isinstance(value, (ActorRef, Party)):
        yield Field(path, value.name if value is not None else "", "actor")
    elif hint is Time or isinstance(value, Time):
        yield Field(path, when(value) or "", "time")
    elif isinstance(value, tuple):
        member = (typing.get_args(hint) or (Any,))[0]
        for n, one in enumerate(value):
            yield from _fields(f"{path}.{n}", one, member)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if not (name == "text" and "span" in value.__struct_fields__):
                yield from _fields(f"{path}.{name}", getattr(value, name), _hints(type(value))[name])
    elif typing.get_origin(hint) is Literal:
        yield Field(path, "" if value is None else str(value), "choice", tuple(map(str, typing.get_args(hint))))
    elif hint in (int, float):
        yield Field(path, "" if value is None else str(value), "number")
    elif isinstance(value, bool) or hint is bool:
        yield Field(path, "" if value is None else ("true" if value else "false"), "choice", ("true", "false"))
    elif value is None and isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield Field(path, "", "none")
    else:
        yield Field(path, "" if value is None else str(value), "text")


def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _inner(hint: Any) -> Any:
    """A type without its None."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        rest = [one for one in typing.get_args(hint) if one is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def line_of(finding: AnyFinding) -> str:
    """A finding on one line."""
    match finding:
        case Statement():
            return f"{speaker(finding.source)}: {words(finding.content)}"
        case Event():
            who = names(p.actor for p in finding.participants if p.role != "absent")
            return f"{finding.type.replace('_', ' ')} ({finding.status})" + (f": {who}" if who else "")
        case Proposal():
            return f"{finding.name}" + (f", by {names(finding.proposers)}" if finding.proposers else "")
        case Stance():
            return f"{finding.holder.name} {finding.value.replace('_', ' ')}: {finding.target.issue or finding.target.name}".replace("_", " ")
        case Condition():
            after = words([finding.consequent.span]) if finding.consequent else "…"
            return f"{finding.holder.name if finding.holder else 'not named'}: {after} {finding.relation.replace('_', ' ')} {words([finding.antecedent.span])}"
        case Figure():
            return f"{amount(finding)} {finding.unit.replace('_', ' ')}" + (f", {finding.of_what}" if finding.of_what else "")
