"""The tables of a record, the same in SQLite and PostgreSQL, and the steps from each version of them to the next.

schema_version      one row: the version of the tables
state               generation of the record, generation that the derived tables were computed from
documents           one row a document: body (JSON, as corrected), raw (as read, where that differs)
readings            document × pipeline version, and the publication date that its relative times were counted from
findings            the six kinds: JSON body (as corrected), raw (as read, where that differs), and columns to find them by:
                    facets of each kind, and the proposal or event that a stance is on (target)
finding_actors      finding × local actor × role;  finding_issues: finding × issue
mentions, times, local_actors, problems, judgements
passages            paragraphs of documents and evidence of findings, for full text (`fulltext`)
identities          local actor, and name, → name and actor of the record, derived;  withheld: findings in boilerplate, derived
cards               what one report tells of one of its actors (`told`), by local actor, with the name that it goes by, derived
called              what the actors in `derived` are found by (`who.called`): names and aliases, folded; negotiations they have a role in; members; derived
names, marks        names with what the joining rules look at, what all reports tell of them, and which actor they are; what names are found by, derived
repeats, namings    what the whole record says of one report: its origin and a digest of its copies and boilerplate, a digest of who its actors are
                    (and of what its cards were made from)
taken               what was taken of each document for `repeats`, its words for `stretches`, and from which digest of it; documents go by number there
                    (`prints.number_of`)
prints, common_prints   fingerprint × document; those that very many have, and how many
paragraphs, boilerplates   paragraph × document, by the size of the document's set; those that are boilerplate
copy_pairs, agencies    pairs of documents of which one is a copy, their containment, whether words were swapped; names that reports credit, and how many do
answers, candidates what a second reader answered about a passage, and what was kept of it: no finding until accepted
derived             actors, copies, stories, claims, disputes, positions, blocked, states, agenda: kind, id, part, place in order, JSON body
parts               stretch of a negotiation → digest of what its derived rows were computed from
heard, holds        the negotiation of each report that was heard, and what it says that holds on: part × document, the latest day that makes something
                    else of it, JSON items
talks               negotiation → the day of its last report by which what holds on was computed
stale               what is to be looked at or computed anew: document (for who is who, for what repeats), report, negotiation or part, by name, and the number
                    of when it became stale
"""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table
from sqlalchemy.dialects.postgresql import JSONB

from parley.errors import RecordError
from parley.model import digest
from parley.record.who.called import found_by

VERSION = 7

# Fields of findings that pages and views are narrowed by, each a column beside the JSON: those by which nothing is found stay in the JSON alone.
FACETS = ("act", "form", "channel", "certainty", "status", "type", "unit")

# Code-point order on both: PostgreSQL's default collation depends on the server's locale.
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

tables = MetaData()


def _text(name: str, *, null: bool = False, key: bool = False, default: str | None = None) -> "Column[str]":
    return Column(name, Text, nullable=null, primary_key=key, server_default=default)


def _of_document() -> "Column[str]":
    return Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


def _key_of_document() -> "Column[str]":
    return Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _of_finding() -> "Column[str]":
    return Column("finding", Text, ForeignKey("findings.id", ondelete="CASCADE"), nullable=False)


def _int(name: str, *, key: bool = False) -> "Column[int]":
    return Column(name, Integer, nullable=False, primary_key=key, autoincrement=False)


def _big(name: str) -> "Column[int]":
    return Column(name, sa.BigInteger, nullable=False, primary_key=True, autoincrement=False)


def _bytes(name: str) -> "Column[bytes]":
    return Column(name, sa.LargeBinary, nullable=False)


JUDGED = sa.text("raw IS NOT NULL OR added = 1")
"""Which findings are not as they were read."""

POSITIONS = sa.text("kind || '' = 'position'")
"""Which of what is derived are positions; asked for by their kind alone, SQLite would go through those of all negotiations in their order."""

schema_version = Table("schema_version", tables, _int("version", key=True))
state = Table("state", tables, _text("key", key=True), _text("value"))
documents = Table(
    "documents", tables, _text("id", key=True), _text("item"), _text("outlet", null=True), _text("negotiation", null=True),
    _text("published", null=True), _text("published_end", null=True), _text("dated"), _text("added"), _text("body"),
    _text("raw", null=True), _text("digest", default=""), Index("documents_order", "published", "id"), Index("documents_outlet", "outlet"),
    # What a part is made of is read off indexes, without its texts.
    Index("documents_part", "negotiation", "id", "digest"),
)  # fmt: skip
readings = Table(
    "readings", tables, Column("document", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True), _text("pipeline"),
    _text("published"), _text("digest"), _text("sentences"), Index("readings_digest", "document", "digest"),
)  # fmt: skip
findings = Table(
    "findings", tables, _text("id", key=True), _text("kind"), _of_document(), _int("start"), _int("end"), _text("time_start", null=True),
    _text("time_end", null=True), _text("review"), _text("body"), _text("raw", null=True), _int("added"),
    *(_text(facet, null=True) for facet in FACETS), _text("target", null=True),
    # Whether a finding belongs to a page is read off an index, without its row.
    Index("findings_place", "document", "start", "end", "id"), Index("findings_facets", "kind", "document", "review", *FACETS),
    Index("findings_moment", "kind", "time_start", "id", "document", "review", "status", "type"), Index("findings_target", "target"),
    Index("findings_judged", "document", sqlite_where=JUDGED, postgresql_where=JUDGED),
)  # fmt: skip
finding_actors = Table(
    "finding_actors", tables, _of_finding(), _text("role"), _text("local"), Index("finding_actors_finding", "finding"),
    Index("finding_actors_local", "local", "role"),
)  # fmt: skip
finding_issues = Table("finding_issues", tables, _of_finding(), _text("issue"), Index("finding_issues_finding", "finding"), Index("issues", "issue"))
mentions = Table(
    "mentions", tables, _of_document(), _int("n"), _text("local", null=True), _text("body"), sa.PrimaryKeyConstraint("document", "n"),
)  # fmt: skip
times = Table(
    "times", tables, _of_document(), _int("n"), _text("time_start", null=True), _text("time_end", null=True), _text("body"),
    sa.PrimaryKeyConstraint("document", "n"),
)  # fmt: skip
local_actors = Table(
    "local_actors", tables, _text("id", key=True), _of_document(), _text("key"), _text("name"), _text("body"),
    Index("local_actors_document", "document"),
)  # fmt: skip
problems = Table(
    "problems", tables, _text("id", key=True), _text("document", null=True), _text("stage"), _text("code"), _text("body"),
    Index("problems_document", "document"),
)  # fmt: skip
judgements = Table("judgements", tables, _text("id", key=True), _text("at"), _text("target"), _text("body"), Index("judgements_target", "target"))
passages = Table(
    "passages", tables, Column("rowid", sa.BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _text("kind"), _text("id"), _of_document(), _int("start"), _int("end"), _text("text"), Index("passages_document", "document"),
)  # fmt: skip
identities = Table(
    "identities", tables, _text("local", key=True), _text("actor"), _text("name"), Index("identities_actor", "actor"), Index("identities_name", "name")
)
cards = Table(
    "cards", tables, _text("local", key=True), _of_document(), _text("name"), _text("told"), Index("cards_document", "document"),
    Index("cards_name", "name", "document"),
)  # fmt: skip
# What a name is joined by, found without its row: what names that may be its person's share, whom it is put to, whose it is.
JOINED = ("family", "first", "sought", "home", "put", "actor", "of")
names = Table(
    "names", tables, _text("id", key=True), *(_text(name, null=True) for name in JOINED), _text("body"), _text("told"),
    *(Index(f"names_{name}", name) for name in JOINED),
)  # fmt: skip
# Each name under its spellings, its keys in documents and its members.
marks = Table(
    "marks", tables, _text("kind", key=True), _text("value", key=True), _text("name", key=True), Index("marks_name", "name"),
)  # fmt: skip
called = Table(
    "called", tables, _text("kind", key=True), _text("value", key=True), _text("actor", key=True), Index("called_actor", "actor"), sqlite_with_rowid=False
)
# None of what repeats goes with its document by itself: what the document shared with others must be known to bring these up to date (`repeats.forget`).
withheld = Table("withheld", tables, _text("finding", key=True), _text("document"), Index("withheld_document", "document"))
repeats = Table("repeats", tables, _text("document", key=True), _text("origin"), _text("digest"))
taken = Table(
    "taken", tables, _text("document", key=True), _text("source"), _text("compared"), _text("reading"), _text("published"), _int("credited"),
    _int("words"), _text("outlet", null=True), _text("credit", null=True), _text("agencies"), _bytes("keys"), _bytes("places"), _bytes("prints"),
    _bytes("stems"), Index("taken_source", "document", "source", "compared"), Index("taken_outlet", "outlet"),
)  # fmt: skip
prints = Table("prints", tables, _big("mark"), _big("number"), sqlite_with_rowid=False)
common_prints = Table("common_prints", tables, _big("mark"), _int("documents"))
paragraphs = Table("paragraphs", tables, _big("mark"), _int("place", key=True), _big("number"), sqlite_with_rowid=False)
boilerplates = Table("boilerplates", tables, _big("mark"))
copy_pairs = Table(
    "copy_pairs", tables, _big("one"), _big("other"), Column("share", sa.Float, nullable=False), Column("swapped", Integer),
    Index("copy_pairs_other", "other", "one"), sqlite_with_rowid=False,
)  # fmt: skip
agencies = Table("agencies", tables, _text("folded", key=True), _text("name", key=True), _int("documents"))
namings = Table("namings", tables, _key_of_document(), _text("digest"), _text("read"))
derived = Table(
    "derived", tables, _text("kind"), _text("id"), _text("part"), _text("place"), _text("body"), sa.PrimaryKeyConstraint("kind", "id"),
    Index("derived_place", "kind", "place", "id"), Index("derived_part", "part"),
    # Who has a position on what in one negotiation is read off an index, without the stances.
    Index("derived_positions", "part", "place", sqlite_where=POSITIONS, postgresql_where=POSITIONS),
)  # fmt: skip
parts = Table("parts", tables, _text("part", key=True), _text("digest"))
heard = Table("heard", tables, _text("document", key=True), _text("negotiation"))
holds = Table(
    "holds", tables, _text("part", key=True), _text("document", key=True), _text("until", null=True), _text("body"), Index("holds_document", "document"),
    Index("holds_until", "until", "part", sqlite_where=sa.text("until IS NOT NULL"), postgresql_where=sa.text("until IS NOT NULL")),
    sqlite_with_rowid=False,
)  # fmt: skip
talks = Table("talks", tables, _text("negotiation", key=True), _text("last"))
stale = Table("stale", tables, _text("kind", key=True), _text("name", key=True), _int("number"), sqlite_with_rowid=False)

answers = Table(
    "answers", tables, _of_document(), _text("reader"), _int("start"), _text("key"), _text("body"), sa.PrimaryKeyConstraint("document", "reader", "start"),
    Index("answers_key", "key"),
)  # fmt: skip
candidates = Table("candidates", tables, _text("id", key=True), _of_document(), _text("reader"), _text("body"), Index("candidates_document", "document"))

# One step per version: STEPS[n] takes tables of version n to n + 1. Version 0 is an empty database.
Step = Callable[[sa.Connection], None]
_TOGETHER = 4000


def _first(connection: sa.Connection) -> None:
    tables.create_all(connection)
    fulltext_tables(connection)


def fulltext_tables(connection: sa.Connection) -> None:
    """Makes the full-text index over `passages`: FTS5 that reads its text from there, or a tsvector column with a GIN index."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE passages_words USING fts5(text, content='passages', content_rowid='rowid', tokenize='porter unicode61 remove_diacritics 2')"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER passages_in AFTER INSERT ON passages BEGIN INSERT INTO passages_words(rowid, text) VALUES (new.rowid, new.text); END"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER passages_out AFTER DELETE ON passages BEGIN "
            "INSERT INTO passages_words(passages_words, rowid, text) VALUES ('delete', old.rowid, old.text); END"
        )
    else:
        connection.exec_driver_sql("ALTER TABLE passages ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED")
        connection.exec_driver_sql("CREATE INDEX passages_words ON passages USING gin (words)")


def _second_reader(connection: sa.Connection) -> None:
    # A new record has them from the first step.
    tables.create_all(connection, tables=[answers, candidates], checkfirst=True)


def _facets(connection: sa.Connection) -> None:
    there = {column["name"] for column in sa.inspect(connection).get_columns("findings")}
    for column in (*FACETS, "target"):
        if column not in there:
            collation = "" if _is_sqlite(connection) else ' COLLATE "C"'
            connection.exec_driver_sql(f"ALTER TABLE findings ADD COLUMN {column} TEXT{collation}")
    inner = {facet: _inside(connection, findings, facet) for facet in FACETS} | {"target": _inside(connection, findings, "target", "id")}
    connection.execute(sa.update(findings).values(inner))
    for old in ("findings_kind", "findings_time"):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {old}")
    for index in findings.indexes:
        index.create(connection, checkfirst=True)


def _by_parts(connection: sa.Connection) -> None:
    there = {column["name"] for column in sa.inspect(connection).get_columns("documents")}
    if "digest" not in there:
        collation = "" if _is_sqlite(connection) else ' COLLATE "C"'
        connection.exec_driver_sql(f"ALTER TABLE documents ADD COLUMN digest TEXT{collation} NOT NULL DEFAULT ''")
    known = connection.execute(sa.select(documents.c.id, documents.c.body).where(documents.c.digest == "")).all()
    for id, body in known:
        connection.execute(sa.update(documents).where(documents.c.id == id).values(digest=digest(body)))
    connection.exec_driver_sql("DROP INDEX IF EXISTS documents_negotiation")
    # Derived anew, under the new columns.
    for old in ("derived", "identities", "withheld"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {old}")
    connection.execute(sa.delete(state).where(state.c.key == "derived"))
    tables.create_all(connection, checkfirst=True)
    for table in (documents, readings, findings):
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def _stems(connection: sa.Connection) -> None:
    # Taken anew, with its words, and all that repeats told again from it: its mark stays, but is that of no version.
    taken.drop(connection, checkfirst=True)
    taken.create(connection)
    connection.execute(sa.update(state).where(state.c.key == "repeats").values(value=""))
    connection.execute(sa.delete(state).where(state.c.key == "derived"))


def _holds(connection: sa.Connection) -> None:
    # Empty: with a new version of the reduce all reports are heard anew.
    tables.create_all(connection, tables=[heard, holds, talks, stale], checkfirst=True)
    connection.execute(sa.delete(state).where(state.c.key.in_(("derived", "complete"))))


def _narrow(connection: sa.Connection) -> None:
    # Told by the actors and positions that there are: deriving them anew would take a large record an hour.
    called.create(connection, checkfirst=True)
    connection.execute(sa.delete(called))
    after = ""
    while some := _actors_after(connection, after):
        connection.execute(sa.insert(called), [row for _, body in some for row in found_by(body)])
        after = some[-1][0]
    # As `rows.place_of` has it.
    told = (("holder", "name"), ("issue",), ("term",), ("negotiation",), ("id",), ("holder", "id"))
    inner = [sa.func.coalesce(_inside(connection, derived, *path), "") for path in told]
    place: sa.ColumnElement[str] = inner[0]
    for one in inner[1:]:
        place = place.concat("\t").concat(one)
    connection.execute(sa.update(derived).where(derived.c.kind == "position").values(place=place))
    for index in derived.indexes:
        index.create(connection, checkfirst=True)
    # By these nothing is looked for, and keys without an order cost a page each to write.
    for unused in ("mentions_local", "local_actors_key", "passages_id"):
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {unused}")
    # What changed since it was last looked at is noted from now on where it is written.
    connection.execute(sa.delete(stale).where(stale.c.kind.in_(("cards", "repeats"))))
    id, now = documents.c.id, documents.c.digest + sa.func.coalesce(readings.c.digest, "")
    named = sa.select(id).outerjoin(readings, readings.c.document == id).outerjoin(namings, namings.c.document == id)
    looked_at = {
        "cards": named.where(sa.or_(namings.c.read.is_(None), namings.c.read != now)),
        "repeats": sa.select(id).outerjoin(taken, taken.c.document == id).where(sa.or_(taken.c.source.is_(None), taken.c.source != documents.c.digest)),
    }
    for kind, changed in looked_at.items():
        connection.execute(sa.insert(stale).from_select(["kind", "name", "number"], changed.with_only_columns(sa.literal(kind), id, sa.literal(0))))


def _actors_after(connection: sa.Connection, id: str) -> list[tuple[str, str]]:
    """(id, JSON) of the next actors by id: of a large record not all are held at once."""
    wanted = sa.select(derived.c.id, derived.c.body).where(derived.c.kind == "actor", derived.c.id > id).order_by(derived.c.id).limit(_TOGETHER)
    return [(id, body) for id, body in connection.execute(wanted)]


def _is_sqlite(connection: sa.Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _inside(connection: sa.Connection, table: Table, *path: str) -> "sa.ColumnElement[str]":
    if _is_sqlite(connection):
        return sa.func.json_extract(table.c.body, "$." + ".".join(path), type_=Text)
    found: sa.ColumnElement[str] = sa.cast(table.c.body, JSONB)[path].astext
    return found


STEPS: tuple[Step, ...] = (_first, _second_reader, _facets, _by_parts, _stems, _holds, _narrow)


def version_of(connection: sa.Connection) -> int:
    """The version of the tables, 0 when there are none."""
    if not sa.inspect(connection).has_table("schema_version"):
        return 0
    return int(connection.execute(sa.select(schema_version.c.version)).scalar_one())


def migrate(connection: sa.Connection) -> None:
    """Brings the tables to `VERSION`; raises `RecordError` when they are newer than this parley knows."""
    found = version_of(connection)
    if found > VERSION:
        raise RecordError(f"the record has version {found} of the tables, this parley knows {VERSION}: use a newer parley")
    for step in STEPS[found:VERSION]:
        step(connection)
    if found != VERSION:
        connection.execute(sa.delete(schema_version))
        connection.execute(sa.insert(schema_version).values(version=VERSION))
