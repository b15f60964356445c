"""Opinion: in a piece that says that it is one, what stands in nobody else's mouth is its author's word and no state of the talks."""

from typing import TypeVar

import msgspec

from parley.codebook import Codebook
from parley.extract.scene import Scene
from parley.lang import Language
from parley.model import ActorRef, AnnotatedDocument, Condition, Event, Figure, Proposal, Source, Span, Stance, Statement

_Claim = TypeVar("_Claim", Event, Proposal, Figure)
_NOBODY = ActorRef(None, "the author")


def own_voice(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its author named as the speaker of "I", and what the author alone asserts marked so; any other genre unchanged.

    Stances and conditions become those of an individual, told by the author; events, proposals and figures unconfirmed. What an official is quoted
    or reported as saying remains what it is.
    """
    if doc.document.genre != "opinion":
        return doc
    author = _author(doc)
    first = Scene(doc, lang, book).voices.i
    if author is not None:
        doc = msgspec.structs.replace(doc, statements=tuple(_named(stmt, author, first) for stmt in doc.statements))
    scene = Scene(doc, lang, book)
    return msgspec.structs.replace(
        doc,
        stances=tuple(_stance(one, scene, author or _NOBODY) for one in doc.stances),
        conditions=tuple(_condition(one, scene, author or _NOBODY) for one in doc.conditions),
        events=tuple(_claim(one, one.trigger, scene) for one in doc.events),
        proposals=tuple(_claim(one, one.evidence[0], scene) for one in doc.proposals),
        figures=tuple(_claim(one, one.span, scene) for one in doc.figures),
    )


def _author(doc: AnnotatedDocument) -> ActorRef | None:
    """The one author whom the byline names: the document's actor of that name, else the name alone. None where there is none, or several."""
    if len(doc.document.authors) != 1:
        return None
    name = doc.document.authors[0]
    return next((actor.ref for actor in doc.actors if actor.name.lower() == name.lower()), ActorRef(None, name))


def _named(stmt: Statement, author: ActorRef, first: frozenset[str]) -> Statement:
    """The statement with the author as its source where an "I" says it that is nobody else's."""
    source = stmt.source
    if source.actor is not None or source.span is None or source.span.text.lower() not in first or stmt.inside is not None:
        return stmt
    return msgspec.structs.replace(stmt, source=Source(author, source.span, "person", source.count, source.hint))


def _alone(scene: Scene, span: Span) -> bool:
    """Whether the author alone stands behind a run of text: nobody else is said to have said it, and it is not quoted."""
    quoted = any(mark.inner_start <= span.start and span.end <= mark.inner_end for mark in scene.annotated.quotations)
    return not quoted and all(_is_authors(stmt, scene) for stmt in scene.covering(span.start, span.end))


def _is_authors(stmt: Statement, scene: Scene) -> bool:
    return stmt.source.span is not None and stmt.source.span.text.lower() in scene.voices.i and stmt.inside is None


def _stance(one: Stance, scene: Scene, author: ActorRef) -> Stance:
    if one.level == "anonymous" or not _alone(scene, one.evidence[0]):
        return one
    if one.holder.name == author.name:
        return msgspec.structs.replace(one, level="individual")
    return msgspec.structs.replace(one, level="individual", voice="attributed_by", attributed_by=author)


def _condition(one: Condition, scene: Scene, author: ActorRef) -> Condition:
    if one.level == "anonymous" or not _alone(scene, one.antecedent.span):
        return one
    if one.holder is None or one.holder.name == author.name:
        return msgspec.structs.replace(one, level="individual", policy=False)
    return msgspec.structs.replace(one, level="individual", voice="attributed_by", attributed_by=author, policy=False)


def _claim(one: _Claim, at: Span, scene: Scene) -> _Claim:
    return msgspec.structs.replace(one, certainty="unconfirmed") if one.certainty == "asserted" and _alone(scene, at) else one
