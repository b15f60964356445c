"""Laws of the record: what is in it depends on what was read and judged, never on the order."""

import functools
import tempfile
from contextlib import ExitStack
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley import views
from parley.model import FINDINGS, Judgement
from parley.record import Record, open_record
from support import Report

APPEAL = "Support the reporters of the Harbour Post, who work without pay and need your help each day"
LINES = [
    "Anton Verek said that Orlan would sign the truce only if Marin released ninety prisoners",
    "Verek rejected the truce at sea and told reporters that the port of Tesk stayed closed",
    "Marin rejects the release of ninety prisoners, its minister Dana Moor said in Dunmar",
    "D. Moor and Anton Vierek are to meet in Dunmar on Friday about the truce at sea",
    "Dana Moor met Anton Verek in Dunmar on Friday for about two hours",
    "The talks of Moor and Verek lasted less than 40 minutes, an official said",
    "The report that Orlan would sign the truce is false, Anton Verek said",
    "Marin released ninety prisoners on Friday at the bridge of Velm",
    "Orlan no longer insists that Marin releases ninety prisoners",
    "Dana Moor denied it. The Foreign Ministry and its spokesman said nothing more of the truce",
    "The deal includes a truce at sea, Anton Verek said; Dana Moor said that the deal did not mention a truce",
]
DAYS = ["2031-05-05", "2031-05-06", "2031-05-09", "2031-05-10", None]


@functools.cache
def report(lines, day, outlet):
    made = Report(". ".join(LINES[n] for n in lines) + ".\n" + APPEAL + "\n", item=f"{lines}-{outlet}", day=day, outlet=outlet)
    made.actor("Orlan", kind="state", key="state:ORL")
    made.actor("Marin", kind="state", key="state:MAR")
    for n in lines:
        FILL[n](made)
    made.statement(None, APPEAL)
    return made.done()


def person(made, words, of=None):
    made.actor(words, of=of)
    return words


FILL = {
    0: lambda made: (
        made.statement(person(made, "Anton Verek", "state:ORL"), LINES[0][22:]),
        made.condition("Orlan", LINES[0], "Marin released ninety prisoners", must="Marin", consequent="sign the truce"),
    ),
    1: lambda made: made.stance(person(made, "Verek"), "rejected the truce at sea", "rejects", issue="ceasefire"),
    2: lambda made: made.stance("Marin", "Marin rejects the release of ninety prisoners", "rejects", issue="prisoners_exchange"),
    3: lambda made: made.event(LINES[3], "meeting", "planned", who=(person(made, "D. Moor"), person(made, "Anton Vierek")), time="2031-05-09"),
    4: lambda made: (
        made.event(LINES[4], "meeting", who=(person(made, "Dana Moor", "state:MAR"), person(made, "Anton Verek")), time="2031-05-09"),
        made.figure("about two hours", 2, "hours", bound="about", of_what="talks"),
    ),
    5: lambda made: made.figure("less than 40 minutes", 40, "minutes", bound="fewer_than", of_what="talks"),
    7: lambda made: made.event(LINES[7], "release", who=("Marin",), time="2031-05-09"),
    8: lambda made: made.statement("Orlan", LINES[8]),
    9: lambda made: (
        made.statement(person(made, "Dana Moor", "state:MAR"), "it", act="deny"),
        made.actor("Foreign Ministry", kind="organisation", key="org:foreign ministry"),
        made.actor("spokesman", kind="office", key="office:org:foreign ministry/spokesman", of="org:foreign ministry"),
    ),
    10: lambda made: (
        made.statement(person(made, "Anton Verek", "state:ORL"), "The deal includes a truce at sea", issues=("ceasefire",)),
        made.statement(person(made, "Dana Moor", "state:MAR"), "that the deal did not mention a truce", issues=("ceasefire",)),
    ),
    6: lambda made: made.statement(person(made, "Anton Verek"), "The report that Orlan would sign the truce is false", act="deny"),
}
reports = st.builds(
    report,
    st.lists(st.sampled_from(range(len(LINES))), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(DAYS),
    st.sampled_from(["Harbour Post", "Evening Star"]),
)
some = st.lists(reports, max_size=5, unique_by=lambda one: one.document.id)
laws = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Records:
    """Records in a folder of their own, closed at the end."""

    def __init__(self, stack: ExitStack) -> None:
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.stack = stack
        self.count = 0

    def of(self, *annotated) -> Record:
        self.count += 1
        record = self.stack.enter_context(open_record(str(self.folder / f"{self.count}.db"), create=True))
        record.add(annotated)
        return record

    def merged(self, *records) -> Record:
        into = self.of()
        for record in records:
            into.merge(record)
        return into


def dump(record):
    """All that a record says, but for when it was added."""
    parts = [list(record.documents()), *(list(record.findings(kind)) for kind in FINDINGS), list(record.actors()), list(record.mentions())]
    parts += [list(record.copies()), list(record.stories()), list(record.claims()), list(record.disputes()), list(record.positions())]
    parts += [list(record.blocked()), list(record.states()), list(record.agenda()), list(record.judgements()), list(record.problems())]
    return [msgspec.json.encode(part) for part in parts]


def judged(record, n):
    """Judgements that depend on the record's content and a number alone."""
    findings = [finding for kind in FINDINGS for finding in record.findings(kind)]
    made = {"by": "ana", "when": f"2031-06-01T00:00:0{n}", "why": str(n)}
    if findings:
        finding = sorted(findings, key=lambda finding: finding.id)[n % len(findings)]
        action = ("reject", "accept", "correct", "note")[n % 4]
        more = {"field": "certainty", "new": "alleged"} if action == "correct" else {}
        yield Judgement(id="", action=action, on="finding", target=finding.id, **made, **more)
    docs = [doc.id for doc in record.documents()]
    if docs:
        yield Judgement(id="", action="set", on="metadata", target=sorted(docs)[n % len(docs)], field="outlet", new=f"Outlet {n}", **made)


@given(some, st.randoms(use_true_random=False))
@laws
def test_the_order_of_reading_makes_no_difference(annotated, random):
    with ExitStack() as stack:
        records = Records(stack)
        straight = dump(records.of(*annotated))
        shuffled = list(annotated)
        random.shuffle(shuffled)
        one_by_one = records.of()
        for one in shuffled:
            one_by_one.add([one])
            one_by_one.reduce()
        assert dump(one_by_one) == straight


@given(some, some, some)
@laws
def test_merging_is_commutative_associative_and_idempotent(first, second, third):
    with ExitStack() as stack:
        records = Records(stack)
        a, b, c = (records.of(*annotated) for annotated in (first, second, third))
        for n, record in enumerate((a, b)):
            for made in judged(record, n):
                record.judge(made)
        assert dump(records.merged(a, b)) == dump(records.merged(b, a))
        assert dump(records.merged(records.merged(a, b), c)) == dump(records.merged(a, records.merged(b, c)))
        assert dump(records.merged(a, a)) == dump(a)


@given(some, reports)
@laws
def test_forgetting_a_report_undoes_adding_it(annotated, extra):
    annotated = [one for one in annotated if one.document.id != extra.document.id]
    with ExitStack() as stack:
        records = Records(stack)
        record = records.of(*annotated)
        before = dump(record)
        record.add([extra])
        record.reduce()
        record.forget(extra.document.id)
        assert dump(record) == before


@given(some, st.lists(st.integers(0, 9), max_size=3, unique=True), st.randoms(use_true_random=False))
@laws
def test_judgements_say_the_same_in_any_order_and_survive_a_reading(annotated, numbers, random):
    with ExitStack() as stack:
        records = Records(stack)
        made = [judgement for n in numbers for judgement in judged(records.of(*annotated), n)]
        straight, other = records.of(*annotated), records.of(*annotated)
        for judgement in made:
            straight.judge(judgement)
        shuffled = list(made)
        random.shuffle(shuffled)
        for judgement in shuffled:
            other.judge(judgement)
        other.add(annotated)
        # The judgements themselves differ in the old value that they were made over.
        assert dump(straight)[:-2] == dump(other)[:-2]


@given(some, st.sampled_from([day for day in DAYS if day]))
@laws
def test_as_of_a_day_is_the_record_of_the_reports_up_to_it(annotated, day):
    with ExitStack() as stack:
        records = Records(stack)
        early = [one for one in annotated if one.document.published.start and one.document.published.start <= day]
        view = records.of(*annotated).as_of(day)
        stack.callback(view.close)
        alone = records.of(*early)
        assert dump(view) == dump(alone)
        for show in (views.timeline, views.conditions, views.disputes, views.agenda, views.positions, views.sources):
            assert show(view) == show(alone), show.__name__
        assert views.changes(view, "2031-05-06") == views.changes(alone, "2031-05-06")


@given(some, st.integers(0, 30))
@laws
def test_a_run_cut_short_and_begun_again_gives_the_same_record(annotated, cut):
    with ExitStack() as stack:
        records = Records(stack)
        record = records.of(*annotated[: cut % (len(annotated) + 1)])
        record.add(one for one in annotated if not record.has(one.document.id))
        assert dump(record) == dump(records.of(*annotated))
