import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa

from parley.errors import EvidenceError, NotInRecord, RecordError, UsageError
from parley.model import Cell, Filter, Judgement, Problem, Query, Role, Span, Target
from parley.record import Record, open_record
from parley.record.store import schema
from parley.record.store.schema import VERSION
from support import Report, replace


def kremlin(**metadata):
    report = Report(
        "Orlan is ready for talks, spokesman Anton Verek said on Monday.\nAt least 12 people were killed in Tesk.",
        **{"item": "a.txt", "outlet": "Morning Post", "day": "2031-05-05", **metadata},
    )
    report.actor("Anton Verek", of="state:orlan")
    report.statement("Anton Verek", "Orlan is ready for talks", issues=("format_venue",))
    report.figure("At least 12 people", 12, "people", bound="at_least", of_what="killed")
    return report


def test_what_was_added_is_there_when_the_record_is_opened_again(where):
    added = kremlin().done()
    with open_record(where, create=True) as record:
        assert record.add([added]) == 1
    with open_record(where) as again:
        assert again.document(added.document.id) == added.document
        stmt = next(again.findings("statement"))
        assert stmt.evidence == added.statements[0].evidence
        assert stmt.source.actor.name == "Anton Verek"
        assert list(again.findings("figure"))[0].value == 12


def test_a_record_is_a_query(record: Record):
    query: Query = record
    assert list(query.documents()) == []


def test_a_finding_that_does_not_point_home_is_refused_and_nothing_of_its_document_is_kept(record):
    report = kremlin()
    done = report.done()
    bad = replace(done.statements[0], evidence=(Span(report.doc.id, 0, 5, "Orlaf"),))
    with pytest.raises(EvidenceError):
        record.add([replace(done, statements=(bad,))])
    assert not record.has(report.doc.id)
    assert list(record.documents()) == []


def test_the_same_document_twice_is_once(record):
    record.add([kremlin().done(), kremlin().done()])
    assert len(list(record.documents())) == 1
    assert len(list(record.findings("statement"))) == 1
    assert len(record.search("ready for talks")) == 2


def test_a_second_reading_by_another_pipeline_replaces_the_first(record):
    report = kremlin()
    record.add([report.done()], pipeline="1")
    assert record.has(report.doc.id, pipeline="1")
    assert not record.has(report.doc.id, pipeline="2")
    assert record.to_reread("2") == [report.doc.id]
    record.add([replace(report.done(), statements=())], pipeline="2")
    assert list(record.findings("statement")) == []
    assert record.to_reread("2") == []


def test_findings_can_be_kept_to_a_speaker_an_issue_an_outlet_a_day_and_words(record):
    record.add([kremlin().done()])
    kept = [Filter(speaker="Verek"), Filter(issue="format_venue"), Filter(outlet="Morning Post"), Filter(actor="anton verek")]
    kept += [Filter(text="ready talks"), Filter(text='"ready for talks"')]
    out = [Filter(speaker="Nobody"), Filter(issue="ceasefire"), Filter(outlet="x"), Filter(text="talks ready peace"), Filter(since="2031-01-01")]
    assert [len(list(record.findings("statement", some))) for some in kept] == [1] * len(kept)
    assert [len(list(record.findings("statement", some))) for some in out] == [0] * len(out)


def test_a_search_finds_passages_and_statements_and_says_where(record):
    report = kremlin()
    record.add([report.done()])
    hits = record.search("talks ready")
    assert {hit.kind for hit in hits} == {"document", "statement"}
    for hit in hits:
        assert report.doc.text[hit.start : hit.end].startswith("Orlan is ready")
    assert record.search("?!") == []
    assert record.search("killed")[0].start == report.doc.text.index("At least")


def test_a_problem_is_one_row_however_often_it_is_met(record):
    problem = Problem(stage="read", code="not_text", message="no text in it", advice="look", source="b.bin")
    record.add_problem(problem, problem)
    record.add_problem(problem)
    assert list(record.problems()) == [problem]


def test_half_a_surrogate_pair_in_a_text_is_a_problem_and_no_crash(record):
    report = Report("A truce \ud800 was signed.", item="c.txt")
    assert record.add([report.done(), kremlin().done()]) == 1
    assert [problem.code for problem in record.problems()] == ["text_not_unicode"]


def test_opening_says_what_is_wrong(tmp_path):
    with pytest.raises(RecordError, match="no record at"):
        open_record(str(tmp_path / "none.db"))
    (tmp_path / "text.db").write_text("Dear diary, today nothing happened at all.")
    with pytest.raises(RecordError, match="not an SQLite file"):
        open_record(str(tmp_path / "text.db"))
    with pytest.raises(RecordError, match="is a folder"):
        open_record(str(tmp_path), create=True)
    with pytest.raises(RecordError, match="no place for a record"):
        open_record("mysql://localhost/x")


def test_a_record_of_a_newer_parley_is_refused(tmp_path):
    path = tmp_path / "talks.db"
    open_record(str(path), create=True).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = 99")
    connection.commit()
    connection.close()
    with pytest.raises(RecordError, match="newer"):
        open_record(str(path))


def test_a_record_of_an_older_parley_gets_the_tables_that_it_lacks(tmp_path):
    path = tmp_path / "talks.db"
    report = kremlin()
    with open_record(str(path), create=True) as record:
        record.add([report.done()])
    connection = sqlite3.connect(path)
    facets = ("act", "form", "channel", "certainty", "status", "type", "unit", "target")
    before = connection.execute(f"SELECT id, {', '.join(facets)} FROM findings ORDER BY id").fetchall()
    indexes = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name").fetchall()
    connection.executescript(
        "DROP TABLE answers; DROP TABLE candidates; DROP INDEX findings_facets; DROP INDEX findings_moment; DROP INDEX findings_target;"
        "CREATE INDEX findings_kind ON findings (kind, document); CREATE INDEX findings_time ON findings (kind, time_start);"
        + "".join(f"ALTER TABLE findings DROP COLUMN {facet};" for facet in facets)
        + "UPDATE schema_version SET version = 1"
    )
    connection.close()
    with open_record(str(path)) as record:
        assert list(record.candidates()) == []
        assert [doc.id for doc in record.documents()] == [report.doc.id]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(VERSION,)]
        assert connection.execute(f"SELECT id, {', '.join(facets)} FROM findings ORDER BY id").fetchall() == before != []
        assert connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name").fetchall() == indexes
    connection.close()


def test_what_reports_say_together_in_a_record_of_an_older_parley_is_told_again(tmp_path):
    path = tmp_path / "talks.db"
    with open_record(str(path), create=True) as record:
        record.add([kremlin().done(), Report(kremlin().doc.text, item="again", outlet="Evening Post", day="2031-05-06").done()])
        told = [list(record.copies()), list(record.claims()), list(record.positions())]
        assert all(told[:2])
    connection = sqlite3.connect(path)
    connection.executescript("ALTER TABLE taken DROP COLUMN stems; UPDATE schema_version SET version = 4")
    connection.close()
    with open_record(str(path)) as record:
        assert [list(record.copies()), list(record.claims()), list(record.positions())] == told


def met() -> Report:
    report = Report(
        "Élodie Marchand of Norra and Velta met. Both sides spoke. Norra accepts the truce. Velta rejects it.", day="2031-05-05", negotiation="talks"
    )
    norra, velta = (report.actor(name, kind="state", key=f"party:{name.lower()}", roles=(Role("talks", "party"),)) for name in ("Norra", "Velta"))
    report.actor("Élodie Marchand")
    report.actor("Both sides", kind="joint", key="joint", members=(norra.id, velta.id))
    report.stance("Norra", "Norra accepts the truce", "accepts", issue="ceasefire")
    report.stance("Velta", "Velta rejects it", "rejects", issue="ceasefire")
    return report


def asked(query: Query) -> list[object]:
    return [query.resolve("elodie marchand"), query.resolve("Marchand"), query.roles(), query.joint(), query.cells(), query.cells("talks")]


def test_actors_and_positions_of_a_record_of_an_older_parley_are_found_without_being_derived_anew(where):
    tables = (schema.called, schema.derived, schema.state)
    with open_record(where, create=True) as record:
        record.add([met().done()])
        found = asked(record)
        assert all(found)
        with record._database.write() as connection:
            kept = [sorted(map(repr, connection.execute(sa.select(table)))) for table in tables]
            for id, place in connection.execute(sa.select(schema.derived.c.id, schema.derived.c.place).where(schema.derived.c.kind == "position")).all():
                before = "\t".join(place.split("\t")[:4])
                connection.execute(sa.update(schema.derived).where(schema.derived.c.id == id).values(place=before))
            schema.called.drop(connection)
            connection.exec_driver_sql("DROP INDEX derived_positions")
            connection.execute(sa.update(schema.schema_version).values(version=6))
    with open_record(where) as record:
        assert asked(record.standing()) == found
        with record._database.read() as connection:
            assert [sorted(map(repr, connection.execute(sa.select(table)))) for table in tables] == kept
            assert "derived_positions" in {index["name"] for index in sa.inspect(connection).get_indexes("derived")}


def test_of_a_record_of_an_older_parley_only_what_was_not_looked_at_yet_is_looked_at(where):
    later = Report("Norra wants inspectors.", item="b", day="2031-05-06").done()
    with open_record(where, create=True) as record:
        record.add([met().done()])
        record.reduce()
        record.add([later])
        with record._database.write() as connection:
            connection.execute(sa.delete(schema.stale))
            schema.called.drop(connection)
            connection.exec_driver_sql("DROP INDEX derived_positions")
            connection.execute(sa.update(schema.schema_version).values(version=6))
    with open_record(where) as record, record._database.read() as connection:
        noted = connection.execute(sa.select(schema.stale.c.kind, schema.stale.c.name)).all()
        assert sorted(map(tuple, noted)) == [("cards", later.document.id), ("repeats", later.document.id)]


def test_a_position_without_its_stances_says_the_same_in_the_same_order(record):
    reports = [met(), Report("Norra wants inspectors.", item="b", day="2031-05-06"), Report("Norra backs talks in Ülm.", item="c", negotiation="other")]
    for report, words in zip(reports[1:], ("Norra wants inspectors", "Norra backs talks in Ülm"), strict=True):
        report.actor("Norra", kind="state", key="party:norra")
        report.stance("Norra", words, "supports", target=Target("term", words, report.at(words), issue="monitoring_verification", term=words))
    record.add(report.done() for report in reports)
    every = [Cell(id=p.id, holder=p.holder, issue=p.issue, term=p.term, negotiation=p.negotiation) for p in record.positions()]
    assert record.cells() == every
    assert {cell.term for cell in every} > {None}
    for talks in ("talks", "other", ""):
        assert record.cells(talks) == [cell for cell in every if (cell.negotiation or "") == talks] != []


def test_metadata_is_corrected_without_a_change_of_id_and_can_be_set_back(record):
    report = kremlin()
    record.add([report.done()])
    made = record.set(report.doc.id, "outlet", "Evening Post", by="ana", why="masthead")
    assert (made.old, made.new) == ("Morning Post", "Evening Post")
    assert record.document(report.doc.id).outlet == "Evening Post"
    assert len(list(record.documents(Filter(outlet="Evening Post")))) == 1
    assert record.as_read(report.doc.id).outlet == "Morning Post"
    record.undo(made.id, by="ana")
    assert record.document(report.doc.id).outlet == "Morning Post"


def test_a_corrected_date_asks_for_a_reading_and_is_kept_by_it(record):
    report = kremlin()
    record.add([report.done()], pipeline="1")
    assert record.to_reread("1") == []
    record.set(report.doc.id, "published", "2031-05-07", by="ana", why="byline")
    assert record.to_reread("1") == [report.doc.id]
    record.add([replace(report.done(), document=record.document(report.doc.id))], pipeline="1")
    assert record.to_reread("1") == []
    assert record.document(report.doc.id).published.edtf == "2031-05-07"
    assert record.as_read(report.doc.id).published.edtf == "2031-05-05"
    with pytest.raises(UsageError, match="no date"):
        record.set(report.doc.id, "published", "next week", by="ana", why="")
    with pytest.raises(UsageError, match="no date"):
        record.set(report.doc.id, "published", "2031-02-30", by="ana", why="")
    with pytest.raises(UsageError, match="cannot be set"):
        record.set(report.doc.id, "text", "x", by="ana", why="")
    with pytest.raises(NotInRecord):
        record.set("0" * 16, "outlet", "x", by="ana", why="")


def judged(action, target, **more):
    return Judgement(id="", by="ana", when="", action=action, on="finding", target=target, **more)


def test_judgements_survive_a_reading_and_can_be_undone(record):
    report = kremlin()
    done = report.done()
    stmt, figure = done.statements[0], done.figures[0]
    record.add([done])
    rejected = record.judge(judged("reject", stmt.id, why="not his words"))
    corrected = record.judge(judged("correct", figure.id, field="value", new="13"))
    assert corrected.old == "12"
    for _ in range(2):
        assert list(record.findings("statement")) == []
        assert record.finding(stmt.id).review == "rejected"
        assert [(figure.value, figure.review) for figure in record.findings("figure")] == [(13, "corrected")]
        record.add([done], pipeline="2")
    undone = record.undo(rejected.id, by="ana")
    assert len(list(record.findings("statement"))) == 1
    record.undo(undone.id, by="ana")
    assert list(record.findings("statement")) == []
    with pytest.raises(UsageError):
        record.judge(judged("correct", figure.id, field="certainty", new="hardly"))
    with pytest.raises(UsageError):
        record.judge(judged("correct", figure.id, field="nothing", new="1"))
    with pytest.raises(NotInRecord):
        record.judge(judged("accept", "0" * 16))


def test_an_added_finding_is_there_after_a_reading_and_gone_after_an_undo(record):
    report = kremlin()
    done = report.done()
    record.add([replace(done, figures=())])
    from parley.record.store.rows import encode

    made = record.judge(judged("add", report.doc.id, new=encode(done.figures[0])))
    record.add([replace(done, figures=())], pipeline="2")
    assert [figure.review for figure in record.findings("figure")] == ["added"]
    record.undo(made.id, by="ana")
    assert list(record.findings("figure")) == []


def test_a_forgotten_document_leaves_no_word_in_the_file(tmp_path):
    path = tmp_path / "talks.db"
    secret = Report("The Zyxwvut channel met twice, envoy Quilla Xanthe said.", item="secret.txt")
    secret.actor("Quilla Xanthe")
    stmt = secret.statement("Quilla Xanthe", "The Zyxwvut channel met twice")
    with open_record(str(path), create=True) as record:
        record.add([secret.done(), kremlin().done()])
        record.judge(judged("note", stmt.id, why="Zyxwvut is a code name"))
        assert len(list(record.actors())) == 2
        record.forget(secret.doc.id)
        assert not record.has(secret.doc.id)
        assert record.search("Zyxwvut") == []
        assert [actor.name for actor in record.actors()] == ["Anton Verek"]
        assert list(record.judgements()) == []
        with pytest.raises(NotInRecord):
            record.forget(secret.doc.id)
    for file in tmp_path.iterdir():
        content = file.read_bytes().lower()
        assert b"zyxwvut" not in content
        assert b"xanthe" not in content
        assert b"secret.txt" not in content


def test_as_of_a_day_holds_only_what_was_published_by_then(record):
    early, late = kremlin(), kremlin(item="b.txt", day="2031-05-06")
    undated = Report("Nobody knows when this was written.", item="d.txt")
    record.add([early.done(), late.done(), undated.done()])
    then = record.as_of("2031-05-05")
    assert [doc.id for doc in then.documents()] == [early.doc.id]
    assert [stmt.document for stmt in then.findings("statement")] == [early.doc.id]
    assert list(record.as_of("2031-05-04").documents()) == []
    assert len(list(record.as_of("2031-05-06").documents())) == 2
    with pytest.raises(UsageError):
        record.as_of("yesterday")


WRITER = textwrap.dedent("""
    import sys
    from parley.record import open_record
    from support import Report
    with open_record(sys.argv[1]) as record:
        for n in range(int(sys.argv[3])):
            record.add([Report(f"Talks number {n} of {sys.argv[2]} went on.", item=f"{sys.argv[2]}-{n}").done()])
            print(n, flush=True)
""")


def writer(where: str, name: str, count: int) -> "subprocess.Popen[str]":
    folders = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]
    program = f"import sys; sys.path[:0] = {folders!r}\n{WRITER}"
    return subprocess.Popen([sys.executable, "-c", program, where, name, str(count)], stdout=subprocess.PIPE, text=True)


def test_two_writers_at_once_both_get_all_in(where):
    open_record(where, create=True).close()
    both = [writer(where, name, 40) for name in ("one", "other")]
    assert [one.wait(60) for one in both] == [0, 0]
    for one in both:
        one.stdout.close()
    with open_record(where) as record:
        assert len(list(record.documents())) == 80


def test_a_writer_killed_in_the_middle_loses_nothing_that_it_had_written(where):
    open_record(where, create=True).close()
    one = writer(where, "one", 100_000)
    for _ in range(10):
        last = int(one.stdout.readline())
    one.kill()
    one.wait()
    one.stdout.close()
    with open_record(where) as record:
        found = {doc.item for doc in record.documents()}
        assert {f"one-{n}" for n in range(last + 1)} <= found
        assert len(list(record.search("talks", limit=10_000))) == len(found)


def test_a_file_and_a_server_say_the_same(tmp_path, record):
    from parley.model import FINDINGS
    from parley.record import merge

    reports = [kremlin(), kremlin(item="b.txt", day="2031-05-06"), kremlin(item="ä.txt", outlet="Über Post", day=None), kremlin(item="Z.txt", outlet=None)]
    record.add(report.done() for report in reports)
    with open_record(str(tmp_path / "beside.db"), create=True) as beside:
        beside.add(report.done() for report in reports[::-1])
        for kind in FINDINGS:
            assert list(record.findings(kind)) == list(beside.findings(kind))
        for name in ("documents", "actors", "copies", "stories", "claims", "disputes", "positions", "blocked", "agenda"):
            assert list(getattr(record, name)()) == list(getattr(beside, name)()), name
    other = str(tmp_path / "other.db")
    merge(other, str(tmp_path / "beside.db"))
    with open_record(other) as merged:
        assert list(merged.documents()) == list(record.documents())


def test_a_server_forgets_too(record):
    report = kremlin()
    record.add([report.done(), kremlin(item="b.txt").done()])
    list(record.claims())
    record.forget(report.doc.id)
    assert [doc.item for doc in record.documents()] == ["b.txt"]
    assert {hit.document for hit in record.search("talks")} == {kremlin(item="b.txt").doc.id}
