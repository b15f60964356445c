"""The map on one screen: what is done to each document, in order. The only module that knows two stages."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from parley.actors import decide_negotiation, find_actors
from parley.codebook import Codebook
from parley.codebook import load as load_codebook
from parley.extract.conditions import find_conditions
from parley.extract.dating import date_findings
from parley.extract.events import find_events, limit_events
from parley.extract.figures import find_figures
from parley.extract.opinion import own_voice
from parley.extract.proposals import find_proposals
from parley.extract.stances import find_stances
from parley.extract.statements import find_statements
from parley.lang import Language
from parley.lang import load as load_language
from parley.model import AnnotatedDocument, Document, Problem, digest
from parley.read.language import READ, in_read_language
from parley.segment import find_quotations, label, parse, parse_ahead
from parley.times import date_report, read_times

Stage = Callable[[AnnotatedDocument, Language, Codebook], AnnotatedDocument]

STAGES: tuple[Stage, ...] = (
    label,
    date_report,
    find_quotations,
    parse,
    read_times,
    find_actors,
    decide_negotiation,
    find_statements,
    find_events,
    find_proposals,
    find_conditions,
    limit_events,
    find_stances,
    date_findings,
    find_figures,
    own_voice,
)
VERSION = "5"


def version(book: Codebook) -> str:
    """What tells one way of reading from another: the version of the stages, and a hash of the codebook with its parties."""
    tables = msgspec.json.encode(msgspec.to_builtins({**book.tables}), order="deterministic")
    return f"{VERSION}:{book.id}:{digest(tables.decode(), msgspec.json.encode(book.parties).decode())[:8]}"


def annotate(document: Document, *, language: str = "en", codebook: Codebook | None = None) -> AnnotatedDocument:
    """The document with everything that the stages find in it. A stage that fails costs that document that stage: a problem row says so."""
    return annotate_all((document,), language=language, codebook=codebook)[0]


def annotate_all(documents: Sequence[Document], *, language: str = "en", codebook: Codebook | None = None) -> list[AnnotatedDocument]:
    """The documents as `annotate` gives each: what is found in one does not depend on the others, but parsed together they cost less."""
    lang = load_language(language)
    book = codebook or load_codebook()
    before, after = STAGES[: STAGES.index(parse)], STAGES[STAGES.index(parse) :]
    docs = [AnnotatedDocument(document=document) for document in documents]
    # The others are kept and searched; reading said so in a problem row.
    read = [n for n, document in enumerate(documents) if language != READ or in_read_language(document.text, document.language)]
    for n in read:
        docs[n] = _run(before, docs[n], lang, book)
    if len(read) > 1:
        with suppress(Exception):  # what cannot be parsed costs its own document the stage, in its turn
            parse_ahead((docs[n] for n in read), lang)
    for n in read:
        docs[n] = _run(after, docs[n], lang, book)
    return docs


def _run(stages: Sequence[Stage], doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    for stage in stages:
        try:
            doc = stage(doc, lang, book)
        except Exception as fault:  # noqa: BLE001 - the law: a document that breaks a step costs that document's step, not the run
            doc = msgspec.structs.replace(doc, problems=(*doc.problems, _broken(doc.document, stage, fault)))
    return doc


def _broken(document: Document, stage: Stage, fault: Exception) -> Problem:
    room = stage.__module__.split(".")[1]
    return Problem(
        stage=room,  # type: ignore[arg-type]
        code="stage_failed", document=document.id, message=f"{stage.__module__}.{stage.__name__}: {type(fault).__name__}: {fault}",
        advice="The report is kept without this step. Please report it with the text, if you may share it.",
    )  # fmt: skip
