"""Annotated corpora: reports with their attributions, inline in plain text or as JSON lines with offsets.

Inline (see corpora/attributions/README.md): `{s1:Ada Renn} {c1:said} {q1:the talks had failed}.`; s source, c cue, q content, a addressee,
h channel; parts nest, a part in pieces repeats its label; `{s2=Ada Renn:she}` says who a source is; braces mean nothing else. A first line
that begins with # is a header. JSON lines: {"id", "text", "attributions": [{"source", "cue", "content"}]}, each a list of [start, end).
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from parley.errors import CodebookError
from parley.extract.statements.candidate import Spans

LABEL = re.compile(r"\{([scqah])(\d+)(?:=([^:{}]*))?:")


class Gold(msgspec.Struct, frozen=True):
    """One annotated attribution."""

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    addressee: Spans = ()
    channel: Spans = ()
    who: str | None = None


class Annotated(msgspec.Struct, frozen=True):
    """One annotated report."""

    id: str
    text: str
    attributions: tuple[Gold, ...]


def read_inline(name: str, raw: str) -> Annotated:
    """The report of a file with inline marks; raises `CodebookError` with the place when the braces do not balance."""
    if raw.startswith("#"):
        raw = raw.partition("\n")[2]
    out: list[str] = []
    at = length = 0
    stack: list[tuple[str, int, int]] = []
    spans: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    who: dict[int, str] = {}
    while at < len(raw):
        label = LABEL.match(raw, at)
        if label:
            stack.append((label[1], int(label[2]), length))
            if label[3] is not None:
                who[int(label[2])] = label[3]
            at = label.end()
            continue
        if raw[at] == "}" and stack:
            part, number, start = stack.pop()
            if start < length:
                spans[number, part].append((start, length))
        elif raw[at] in "{}":
            raise CodebookError(f"{name}: a brace that belongs to no mark: {raw[max(0, at - 20) : at + 20]!r}")
        else:
            out.append(raw[at])
            length += 1
        at += 1
    if stack:
        raise CodebookError(f"{name}: a mark {stack[-1][0]}{stack[-1][1]} that is not closed")
    numbers = sorted({number for number, part in spans if part == "q"})
    parts = {n: [tuple(sorted(spans.get((n, part), ()))) for part in "qscah"] for n in numbers}
    return Annotated(name, "".join(out), tuple(Gold(q, s, c, a, h, who.get(n)) for n, (q, s, c, a, h) in parts.items()))


def read_jsonl(raw: str) -> Iterator[Annotated]:
    """The reports of a file of JSON lines; raises `CodebookError` with the line when one is not as described above."""
    for number, line in enumerate(raw.splitlines(), 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=Annotated)
            except msgspec.DecodeError as fault:
                raise CodebookError(f"line {number}: {fault}") from fault
