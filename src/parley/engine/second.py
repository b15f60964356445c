"""A second reader over a record: asks an endpoint about each passage, keeps what the text bears out as candidates, and counts the rest.

Every answer is written as it comes, keyed by what was asked: a run that is stopped goes on where it was, and the same passage in a copy is asked about once.
"""

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from parley.codebook import Codebook
from parley.engine.endpoint import Endpoint, NoAnswer, Refused
from parley.extract.second import INSTRUCTION, PROMPT, Passage, answer_schema, ground, passages
from parley.lang import load
from parley.model import Answer, digest
from parley.record import Record

GIVE_UP = 3
"""Passages in a row without an answer after which the endpoint counts as gone."""


class SecondSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of a second reader did: passages asked about, answered before, without an answer; candidates kept; items dropped, by reason.

    gone: True when the endpoint stopped answering and the run ended early.
    """

    asked: int = 0
    known: int = 0
    unanswered: int = 0
    kept: int = 0
    dropped: dict[str, int] = {}
    gone: bool = False

    @property
    def ungrounded(self) -> float | None:
        """Share of what was said that was dropped; None when nothing was said."""
        said = self.kept + sum(self.dropped.values())
        return sum(self.dropped.values()) / said if said else None


class _Run:
    """One run over one record."""

    def __init__(self, record: Record, endpoint: Endpoint, book: Codebook, language: str) -> None:
        self.record, self.endpoint, self.book = record, endpoint, book
        self.lang = load(language)
        self.schema = answer_schema(book)
        self.reader = f"llm:{endpoint.model}"
        self.form = digest(PROMPT, INSTRUCTION, msgspec.json.encode(self.schema, order="deterministic").decode())
        self.counts: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.silent = 0

    def document(self, id: str) -> None:
        """Asks about each passage of one document; raises `NoAnswer` when the endpoint is gone."""
        doc = self.record.material(id)
        found = list(passages(doc.document))
        for passage in found:
            key = digest(self.reader, self.form, passage.text)
            text = self.record.answered(key)
            if text is None:
                text = self._ask(passage)
                if text is None:
                    continue
                self.counts["asked"] += 1
            else:
                self.counts["known"] += 1
            made = ground(doc, passage, text, self.reader, self.lang, self.book)
            self.counts["kept"] += len(made.findings)
            self.dropped.update(made.dropped)
            answer = Answer(document=id, start=passage.start, end=passage.end, reader=self.reader, key=key, at="", text=text, dropped=made.dropped)
            self.record.put_answer(answer, made.findings)
        self.record.drop_answers(id, self.reader, besides=[passage.start for passage in found])

    def _ask(self, passage: Passage) -> str | None:
        try:
            text = self.endpoint.ask(INSTRUCTION, f"Passage:\n<<<\n{passage.text}\n>>>", self.schema)
        except Refused:
            raise
        except NoAnswer:
            self.counts["unanswered"] += 1
            self.silent += 1
            if self.silent >= GIVE_UP:
                raise
            return None
        self.silent = 0
        return text


def second_read(
    record: Record, endpoint: Endpoint, book: Codebook, *, language: str = "en", progress: Callable[[str], None] = lambda item: None
) -> SecondSummary:
    """Asks the endpoint about every passage of the record that it has not answered, and gives back what came of it.

    Findings are never touched. A passage without an answer is counted and asked about in the next run; after `GIVE_UP` in a row the run ends.
    Raises `Refused` when the endpoint says no.
    """
    run = _Run(record, endpoint, book, language)
    gone = False
    for id, item in _readable(record, language):
        progress(item)
        try:
            run.document(id)
        except Refused:
            raise
        except NoAnswer:
            gone = True
            break
    counts = {name: run.counts[name] for name in ("asked", "known", "unanswered", "kept")}
    return SecondSummary(**counts, dropped=dict(sorted(run.dropped.items())), gone=gone)


def _readable(record: Record, language: str) -> Iterator[tuple[str, str]]:
    for doc in list(record.documents()):
        if doc.language in (None, language):
            yield doc.id, doc.item
