"""Who takes the first rows of a view has the first of all its rows, whatever it is kept to, and `count` is how many there are; in SQLite and PostgreSQL."""

from collections.abc import Iterator
from itertools import islice

import pytest

from parley import views
from parley.model import Filter, ProposalDates, Query
from parley.record import open_record
from parley.record.queries import query as queries
from support import Report, day

PEOPLE = ("Anton Verek", "Ana Reyl", "Émile Čapek", "Velmara")
REPORTS = 90
ROWS = {
    "timeline": views.timeline_rows, "statements": views.statement_rows, "positions": views.position_rows, "proposals": views.proposal_rows,
    "conditions": views.condition_rows, "figures": views.figure_rows, "disputes": views.dispute_rows, "agenda": views.agenda_rows, "actors": views.actor_rows,
    "sources": views.source_rows, "gaps": views.gap_rows, "blocked": views.blocked_rows,
}  # fmt: skip
FILTERS = {
    "all": Filter(), "of one negotiation": Filter(negotiation="vesk"), "of one outlet": Filter(outlet="Post 2"), "of one actor": Filter(actor="verek"),
    "of an actor with letters of another alphabet's kind": Filter(actor="emile capek"), "of a speaker": Filter(speaker="Ana Reyl"),
    "of nobody": Filter(actor="Nemo"), "with words": Filter(text="ceasefire"), "since a day": Filter(since="2031-03-10"),
    "of an issue": Filter(issue="ceasefire"),
}  # fmt: skip


def report(n: int) -> Report:
    who, other = PEOPLE[n % 4], PEOPLE[(n + 1) % 4]
    text = (
        f"{who} backs a ceasefire number {n}. {other} will meet {who} at noon. Both met before. A truce of {n} days was proposed. "
        f"{who} will sign if {other} withdraws. At least {n} people fled. "
        f"{who} will pay if {other} pulls all troops out of Vesk. {other} will not pull troops out of Vesk."
    )
    published = f"2031-03-{n % 28 + 1:02}" if n % 9 else None
    made = Report(text, item=f"{n // 2}.txt", day=published, outlet=f"Post {n % 5}", negotiation="vesk" if n % 3 else "orm")
    time = f"2031-03-{(n * 7) % 28 + 1:02}" if n % 4 else None
    made.statement(who, f"backs a ceasefire number {n}", issues=("ceasefire",), time=day(time))
    made.event(f"{other} will meet {who} at noon", "meeting", "planned", who=(who, other), time=time)
    made.event("met before", "meeting", "historical", who=(who, other))
    made.stance(who, f"backs a ceasefire number {n}", ("supports", "rejects")[n % 2], issue="ceasefire", time=time)
    dates = ProposalDates(proposed=day(time) if n % 5 else None, declared=day(published), in_effect=day("2031-04-01"))
    made.proposal(f"A truce of {n} days", proposers=(who,), dates=dates)
    made.condition(who, f"{who} will sign if {other} withdraws", f"{other} withdraws", must=other)
    made.condition(who, f"{who} will pay if {other} pulls all troops out of Vesk", f"{other} pulls all troops out of Vesk", must=other)
    made.stance(other, f"{other} will not pull troops out of Vesk", "rejects", issue="troop_withdrawal")
    made.figure(f"At least {n} people", n, "people", bound="at_least", of_what="fled", by=who)
    return made


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    """A record of more findings than are looked for at first."""
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("many") / "t.db")
    else:
        server = request.getfixturevalue("postgres")
        server.psql("CREATE DATABASE many;")
        where = str(server.get_uri(database="many"))
    with open_record(where, create=True) as record:
        record.add([report(n).done() for n in range(REPORTS)])
        record.reduce()
        yield record


@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize("view", ROWS)
@pytest.mark.parametrize("few", [0, 8_000], ids=["gone through", "found first"])
def test_the_first_rows_are_the_first_of_all(many: Query, monkeypatch: pytest.MonkeyPatch, view: str, where: str, few: int) -> None:
    monkeypatch.setattr(queries, "_FEW", few)
    every = list(ROWS[view](many, FILTERS[where]))
    for most in (1, 50, 70):
        rows = ROWS[view](many, FILTERS[where])
        assert list(islice(rows, most)) == every[:most]
        assert rows.count() == len(every)
    assert ROWS[view](many, FILTERS[where]).count() == len(every), "counted before any row is read"


def test_findings_come_by_day_and_place_and_none_twice(many: Query) -> None:
    heads = many.heads()
    order = list(heads)
    for kind in ("statement", "event", "figure"):
        found = list(many.findings(kind))
        assert len({one.id for one in found}) == len(found) >= REPORTS
        assert [one.id for one in found] == many.finding_ids(kind)
        assert [order.index(one.document) for one in found] == sorted(order.index(one.document) for one in found)
    assert [head.published.start for head in heads.values()] == sorted((head.published.start for head in heads.values()), key=lambda at: (at is None, at))


def test_events_in_order_of_time_are_all_events_those_without_one_last(many: Query) -> None:
    times = [event.time.start if event.time else None for event in many.findings("event", order="time")]
    assert len(times) == many.count("event") == 2 * REPORTS
    assert times == sorted(times, key=lambda at: (at is None, at or ""))


def test_a_timeline_is_kept_to_a_status_by_the_record(many: Query) -> None:
    every = views.timeline(many, background=True)
    assert {row.status for row in every} == {"planned", "historical"}
    for status in ("planned", "historical", "happened"):
        rows = views.timeline_rows(many, status=status, background=True)
        assert rows.count() == sum(row.status == status for row in every)
        assert list(rows) == [row for row in every if row.status == status]


def test_without_stories_a_timeline_differs_in_nothing_else(many: Query) -> None:
    from msgspec.structs import replace

    assert list(views.timeline_rows(many, stories=False)) == [replace(row, story=None, origins=1) for row in views.timeline(many)]


def test_proposals_come_by_the_day_on_which_they_were_proposed_else_declared(many: Query) -> None:
    found = {one.id: one for one in many.findings("proposal")}
    known = [one.dates.proposed or one.dates.declared for one in (found[row.id] for row in views.proposals(many))]
    days = [time.start if time else None for time in known]
    assert None in days
    assert days == sorted(days, key=lambda at: (at is None, at or ""))


def test_of_a_filter_only_what_it_names_is_left(many: Query) -> None:
    every = views.statements(many)
    assert [row for row in every if row.outlet == "Post 2"] == views.statements(many, Filter(outlet="Post 2"))
    assert [row for row in every if row.speaker == "Ana Reyl"] == views.statements(many, Filter(speaker="reyl"))
    assert [row for row in every if row.speaker == "Émile Čapek"] == views.statements(many, Filter(speaker="Capek"))
    assert views.statements(many, Filter(speaker="Nemo")) == []
    assert len(views.statements(many, Filter(text='"number 7"'))) == 1


def test_actors_are_known_by_any_part_of_a_name_that_is_a_word(many: Query) -> None:
    names = {words: [row.name for row in views.actors(many, Filter(actor=words))] for words in ("ANA", "an", "Čapek", "capek", "Anton Verek", "velmara")}
    assert names == {"ANA": ["Ana Reyl"], "an": [], "Čapek": ["Émile Čapek"], "capek": ["Émile Čapek"], "Anton Verek": ["Anton Verek"], "velmara": ["Velmara"]}


def test_no_more_findings_are_counted_than_anybody_needs_to_know_of(many: Query, monkeypatch: pytest.MonkeyPatch) -> None:
    from parley.record.queries import paging

    monkeypatch.setattr(paging.count, "__defaults__", (50,))
    assert many.count("event") == 51
