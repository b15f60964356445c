"""Builders of annotated documents from small texts: findings are placed by the words that they stand on."""

from __future__ import annotations

import re
from typing import Any

from parley.model import (
    Actor,
    ActorRef,
    Alias,
    AnnotatedDocument,
    Antecedent,
    Block,
    By,
    Condition,
    Consequent,
    Credit,
    Document,
    Event,
    Figure,
    IssueTag,
    Participant,
    Party,
    Proposal,
    Published,
    Source,
    Span,
    Stance,
    Statement,
    Target,
    Time,
    digest,
    document,
    finding_id,
)

BY = By("test", "by_hand")


def day(edtf: str | None) -> Time | None:
    """A day as a time, or none."""
    if edtf is None:
        return None
    from datetime import date, timedelta

    end = (date.fromisoformat(edtf) + timedelta(days=1)).isoformat()
    return Time(edtf=edtf, start=edtf, end=end, grain="day")


class Report:
    """One report with its findings: every method takes words of the text and adds what they say."""

    def __init__(self, text: str, *, item: str | None = None, day: str | None = None, **metadata: Any) -> None:
        self.doc: Document = document(item or digest(text), text, **metadata)
        if day is not None:
            given = _published(day)
            self.doc = replace(self.doc, published=given)
        if not self.doc.blocks:
            self.doc = replace(self.doc, blocks=(Block("body", 0, len(text)),))
        self.actors: dict[str, Actor] = {}
        self.found: dict[str, list[Any]] = {}
        self.ids: set[str] = set()

    def at(self, words: str) -> Span:
        """The span of the words where they first stand."""
        start = self.doc.text.index(words)
        return self.doc.span(start, start + len(words))

    def actor(self, name: str, *, kind: str = "person", key: str | None = None, words: str | None = None, **more: Any) -> Actor:
        """An actor of this report; its alias is the words, when they stand in the text."""
        key = key or re.sub(r"\W+", " ", name.lower()).strip()
        if key not in self.actors:
            words = words or name
            aliases = (Alias(words, self.at(words)),) if words in self.doc.text else ()
            self.actors[key] = Actor(id=digest("local", self.doc.id, key), name=name, kind=kind, key=key, aliases=aliases, **more)
        return self.actors[key]

    def ref(self, name: str) -> ActorRef:
        return self.who(name).ref

    def who(self, name: str) -> Actor:
        known = [actor for actor in self.actors.values() if actor.name == name]
        return known[0] if known else self.actor(name)

    def party(self, name: str) -> Party:
        who = self.who(name)
        return Party(who.id, who.name, self.at(name) if name in self.doc.text else None)

    def _id(self, kind: str, span: Span) -> str:
        nth = 0
        while finding_id(kind, span, nth) in self.ids:
            nth += 1
        self.ids.add(finding_id(kind, span, nth))
        return finding_id(kind, span, nth)

    def _add(self, kind: str, made: Any) -> Any:
        self.found.setdefault(kind, []).append(made)
        return made

    def _head(self, kind: str, words: str, issues: tuple[str, ...]) -> dict[str, Any]:
        span = self.at(words)
        tags = tuple(IssueTag(issue, span) for issue in issues)
        return {"id": self._id(kind, span), "document": self.doc.id, "evidence": (span,), "by": BY, "issues": tags}

    def statement(self, speaker: str | None, words: str, *, issues: tuple[str, ...] = (), **more: Any) -> Statement:
        who = self.who(speaker) if speaker else None
        source = Source(who.ref if who else None, self.at(speaker) if speaker and speaker in self.doc.text else None, "person" if who else "unnamed")
        more = {"form": "indirect", "source": source, "content": (self.at(words),), **more}
        return self._add("statements", Statement(**self._head("statement", words, issues), **more))

    def event(self, words: str, type: str, status: str = "happened", *, who: tuple[str, ...] = (), time: str | None = None, **more: Any) -> Event:
        parts = tuple(Participant(self.ref(name), "attendee") for name in who)
        head = self._head("event", words, more.pop("issues", ()))
        more = {"trigger": self.at(words), "participants": parts, "time": day(time), **more}
        return self._add("events", Event(**head, type=type, status=status, **more))

    def stance(self, holder: str, words: str, value: str, *, issue: str | None = None, target: Target | None = None, **more: Any) -> Stance:
        target = target or Target("issue", issue or "ceasefire", self.at(words), issue=issue)
        time = more.pop("time", None)
        more = {"time": day(time) if isinstance(time, str) else time, **more}
        head = self._head("stance", words, (issue,) if issue else ())
        return self._add("stances", Stance(**head, holder=self.party(holder), target=target, value=value, **more))

    def condition(self, holder: str, words: str, antecedent: str, *, must: str | None = None, relation: str = "only_if", **more: Any) -> Condition:
        after = more.pop("consequent", None)
        consequent = Consequent(self.at(after), self.ref(holder), more.pop("consequent_act", None), after) if after else None
        first = Antecedent(self.at(antecedent), self.ref(must) if must else None, more.pop("act", None), more.pop("antecedent_kind", None), antecedent)
        head = self._head("condition", words, more.pop("issues", ()))
        return self._add("conditions", Condition(**head, holder=self.party(holder), consequent=consequent, antecedent=first, relation=relation, **more))

    def figure(self, words: str, value: Any, unit: str, *, bound: str = "exactly", by: str | None = None, **more: Any) -> Figure:
        head = self._head("figure", words, ())
        more = {"span": self.at(words), "claimant": self.party(by) if by else None, **more}
        return self._add("figures", Figure(**head, value=value, bound=bound, unit=unit, **more))

    def proposal(self, words: str, kind: str = "truce", *, proposers: tuple[str, ...] = (), **more: Any) -> Proposal:
        head = self._head("proposal", words, more.pop("issues", ()))
        name = more.pop("name", words)
        return self._add("proposals", Proposal(**head, kind=kind, name=name, proposers=tuple(self.party(who) for who in proposers), **more))

    def credit(self, words: str, name: str, kind: str = "agency") -> None:
        self.doc = replace(self.doc, credits=(*self.doc.credits, Credit(name, self.at(words), kind)))

    def done(self) -> AnnotatedDocument:
        """The report as the stages would hand it on."""
        return AnnotatedDocument(document=self.doc, actors=tuple(self.actors.values()), **{field: tuple(found) for field, found in self.found.items()})


def between(text: str, item: str, day: str) -> Report:
    """A report that knows two states, Orlan and Marin."""
    made = Report(text, item=item, day=day)
    for name in ("Orlan", "Marin"):
        made.actor(name, kind="state", key=f"state:{name}")
    return made


def _published(day_: str) -> Published:
    time = day(day_)
    assert time is not None
    return Published(edtf=day_, start=time.start, end=time.end, grain="day", basis="given")


def replace(value: Any, **changes: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(value, **changes)
