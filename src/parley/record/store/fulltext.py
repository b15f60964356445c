"""Full text: the one place where SQLite (FTS5) and PostgreSQL (tsvector) are asked in different words."""

import re

import sqlalchemy as sa

from parley.model import Hit
from parley.record.store import schema

_ASKED = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")
_AROUND = 90


def matches(dialect: str, words: str) -> "sa.ColumnElement[bool]":
    """The condition that a row of `passages` has all the words; "…" asks for a phrase. Nothing matches words without a letter or digit."""
    phrases = _phrases(words)
    if not phrases:
        return sa.false()
    if dialect == "sqlite":
        asked = sa.text("SELECT rowid FROM passages_words WHERE passages_words MATCH :words").bindparams(words=_fts5(phrases))
        return schema.passages.c.rowid.in_(asked.columns(sa.column("rowid", sa.Integer)))
    return sa.literal_column("passages.words").bool_op("@@")(sa.func.websearch_to_tsquery("english", _web(phrases)))


def search(connection: sa.Connection, words: str, limit: int) -> list[Hit]:
    """Passages of documents and statements that have all the words, best first; equal ones by document and place."""
    phrases = _phrases(words)
    if not phrases:
        return []
    table, hidden = schema.passages, schema.withheld
    wanted = sa.select(table.c.kind, table.c.id, table.c.document, table.c.start, table.c.end, table.c.text)
    wanted = wanted.where(table.c.kind.in_(("document", "statement")), ~sa.exists().where(hidden.c.finding == table.c.id))
    rejected = sa.exists().where(schema.findings.c.id == table.c.id, schema.findings.c.review == "rejected")
    wanted = wanted.where(~rejected)
    if connection.dialect.name == "sqlite":
        index = sa.table("passages_words", sa.column("rowid"), sa.column("rank"))
        wanted = wanted.join(index, index.c.rowid == table.c.rowid).where(sa.literal_column("passages_words").op("MATCH")(_fts5(phrases)))
        rank: sa.ColumnElement[float] = sa.func.round(index.c.rank, 6)
    else:
        asked = sa.func.websearch_to_tsquery("english", _web(phrases))
        wanted = wanted.where(sa.literal_column("passages.words").bool_op("@@")(asked))
        rank = -sa.func.ts_rank(sa.literal_column("passages.words"), asked)
    found = connection.execute(wanted.order_by(rank, table.c.document, table.c.start, table.c.kind, table.c.id).limit(limit)).all()
    return [Hit(kind, id, document, start, end, _snippet(text, phrases)) for kind, id, document, start, end, text in found]


def rebuild(connection: sa.Connection) -> None:
    """Makes the index anew, so that no word of a row that was taken out stays in it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO passages_words(passages_words) VALUES ('rebuild')")


def _phrases(words: str) -> list[str]:
    found = (" ".join(_WORD.findall(quoted or bare)) for quoted, bare in _ASKED.findall(words))
    return [phrase for phrase in found if phrase]


def _fts5(phrases: list[str]) -> str:
    return " AND ".join(f'"{phrase}"' for phrase in phrases)


def _web(phrases: list[str]) -> str:
    return " ".join(f'"{phrase}"' for phrase in phrases)


def _snippet(text: str, phrases: list[str]) -> str:
    first = re.search("|".join(re.escape(phrase.split()[0]) for phrase in phrases), text, re.IGNORECASE)
    middle = first.start() if first else 0
    start, end = max(0, middle - _AROUND), min(len(text), middle + 2 * _AROUND)
    while 0 < start < middle and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > middle and not text[end].isspace():
        end -= 1
    return ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")
