"""Frames without a verb: "according to", and colons ("Ministry: no deal yet", transcripts)."""

from collections.abc import Iterator, Sequence

from parley.extract.statements.candidate import Candidate, below, runs
from parley.extract.statements.verbs import source_spans
from parley.model import AnnotatedDocument, Sentence, Token
from parley.model.tree import dependent

LONGEST_SOURCE = 10
DASHES = ("-", "--", "—", "―", "–")


def according(sent: Sentence, phrases: Sequence[str]) -> Iterator[Candidate]:
    """ "According to X, Y": X is the source, the clause is the content. One reading takes the whole sentence, one the clause that the phrase hangs on."""
    lowers = [t.lower for t in sent.tokens]
    line = f" {' '.join(lowers)} "
    for phrase in phrases:
        if f" {phrase} " not in line:
            continue
        words = phrase.split()
        for at in range(len(lowers) - len(words)):
            if lowers[at : at + len(words)] == words:
                yield from _according(sent, at, at + len(words))


def _according(sent: Sentence, start: int, end: int) -> Iterator[Candidate]:
    last = sent.tokens[end - 1]
    source = dependent(sent, last.i, "pobj") or next((t for t in sent.tokens[end:] if t.pos in ("NOUN", "PROPN", "PRON")), None)
    if source is None or source.quote >= 0:
        return
    named = below(sent, source.i)
    if not runs(named):
        return
    cue = list(sent.tokens[start:end])
    top = sent.tokens[start]
    while top.head != top.i and start <= top.head < end:
        top = sent.tokens[top.head]
    gone = {t.i for t in named} | set(range(start, end))
    host = sent.tokens[top.head] if top.head != top.i else sent.tokens[sent.root]
    while host.pos not in ("VERB", "AUX") and host.head != host.i:
        host = sent.tokens[host.head]
    readings = [("accord:clause", [t for t in below(sent, host.i) if t.i not in gone]), ("accord:all", [t for t in _segment(sent, start) if t.i not in gone])]
    inside = start > 0 and sent.tokens[start - 1].text == "," and any(t.text == "," and t.i == max(n.i for n in named) + 1 for t in sent.tokens)
    for label, content in readings[: 1 if inside else 2]:
        spans = runs(content)
        if spans:
            yield Candidate(
                sent.index, start, "phrase", " ".join(t.lower for t in cue), label, runs(cue), source_spans(sent, source), (sent.index, source.i), spans, host.i
            )


def _segment(sent: Sentence, at: int) -> Sequence[Token]:
    """The tokens around token `at` between two semicolons."""
    stops = [-1, *(t.i for t in sent.tokens if t.text == ";"), len(sent.tokens)]
    first = max(s for s in stops if s < at)
    return sent.tokens[first + 1 : min(s for s in stops if s > at)]


def colon(doc: AnnotatedDocument, sents: Sequence[Sentence]) -> Iterator[Candidate]:
    """A short noun phrase, a colon, and what it says, to the end of the paragraph. `sents` are those of one paragraph, in order."""
    sent = sents[0]
    at = next((t.i for t in sent.tokens[: LONGEST_SOURCE + 1] if t.text in (":", "―") and t.quote < 0), None)
    if at is None or at == 0 or any(t.quote >= 0 or t.tag in ("VBD", "VBZ", "VBP", "MD") for t in sent.tokens[:at]):
        return
    rest = [t for t in sent.tokens[at + 1 :] if t.end > t.start]
    end = max(s.end for s in sents)
    start = rest[0].start if rest else sents[1].start if len(sents) > 1 else end
    head = _nominal_head(sent, at)
    if start < end and head is not None and any(t.text[0].isalnum() for t in sent.tokens[:at]):
        text = doc.document.text
        while end > start and text[end - 1].isspace():
            end -= 1
        mark = sent.tokens[at]
        yield Candidate(
            sent.index, at, "phrase", ":", "colon", ((mark.start, mark.end),), ((sent.tokens[0].start, sent.tokens[at - 1].end),), (sent.index, head.i),
            ((start, end),), rest[0].i if rest else at,
        )  # fmt: skip


def dash(doc: AnnotatedDocument, sent: Sentence) -> Iterator[Candidate]:
    """A quotation, a dash, and who said it to the end of the line ("“Enough.” — Ada Renn")."""
    at = next((t.i for t in sent.tokens[:3] if t.text in DASHES), None)
    if at is None or at == 0 or len(sent.tokens) - at > LONGEST_SOURCE + 4:
        return
    quotes = [t for t in sent.tokens[:at] if t.quote >= 0]
    rest = [t for t in sent.tokens[at + 1 :] if t.end > t.start]
    if not quotes or not rest or rest[0].pos not in ("PROPN", "NOUN", "DET") or any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in rest):
        return
    mark, head = sent.tokens[at], next((t for t in rest if t.pos in ("PROPN", "NOUN")), rest[0])
    named = runs(rest)
    if named:
        yield Candidate(
            sent.index, at, "phrase", "-", "q-dash", ((mark.start, mark.end),), ((named[0][0], named[-1][1]),), (sent.index, head.i),
            tuple((t.start, t.end) for t in quotes), quotes[0].i,
        )  # fmt: skip


def _nominal_head(sent: Sentence, end: int) -> Token | None:
    named = [t for t in sent.tokens[:end] if t.pos in ("PROPN", "NOUN", "PRON")]
    return next((t for t in named if t.head >= end or t.head == t.i), named[-1] if named else None)
