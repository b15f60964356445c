import pytest

from parley.model import Judgement, Office
from parley.record import open_record
from parley.record.who.names import fold, same_person, same_word
from support import Report


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def report(n, *names, **more):
    made = Report(f"Report {n}. " + ". ".join(name if isinstance(name, str) else name[0] for name in names) + ".", item=str(n), **more)
    for name in names:
        if isinstance(name, str):
            made.actor(name)
        else:
            made.actor(name[0], **name[1])
    return made.done()


def names(record):
    return sorted(actor.name for actor in record.actors())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Umerov", "Umierov"), ("Araghchi", "Araqchi"), ("Baqaei", "Baghaei"), ("Zelensky", "Zelenskyy"), ("Zelenskiy", "Zelensky"),
        ("Lavrov", "Lawrow"), ("Yermak", "Ermak"), ("Gorbachov", "Gorbachoff"), ("Budzhak", "Budjak"), ("Hassan", "Hasan"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_agree(one, other):
    assert same_word(fold(one), fold(other))


@pytest.mark.parametrize(("one", "other"), [("Ivanov", "Ivanova"), ("Petrov", "Petrenko"), ("Bell", "Ball"), ("Orlov", "Arlov"), ("Kim", "Kem")])
def test_different_names_do_not_agree(one, other):
    assert not same_word(fold(one), fold(other))


def test_an_initial_agrees_with_its_name_and_with_no_other():
    assert same_person("a verek", "anton verek")
    assert not same_person("b verek", "anton verek")
    assert same_person("anton pavlovich verek", "anton verek")
    assert not same_person("anton verek", "pavel verek")


def test_a_family_name_in_one_report_is_the_full_name_of_another(record):
    record.add([report(1, "Anton Verek"), report(2, "Verek"), report(3, "A. Verek"), report(4, "Anton Vierek")])
    actor, *none = record.actors()
    assert none == []
    assert actor.name == "Anton Verek"
    assert {alias.text for alias in actor.aliases} == {"Anton Verek", "Verek", "A. Verek", "Anton Vierek"}


def test_two_people_with_one_family_name_stay_apart_and_a_bare_one_is_neither(record):
    record.add([report(1, "Anton Verek"), report(2, "Dana Verek"), report(3, "Verek")])
    assert names(record) == ["Anton Verek", "Dana Verek", "Verek"]


def test_a_state_decides_between_two_people_with_one_family_name(record):
    def of(name, state):
        return (name, {"of": f"state:{state}"})

    record.add([report(1, of("Anton Verek", "ORL")), report(2, of("Dana Verek", "MAR")), report(3, of("Verek", "MAR"))])
    assert names(record) == ["Anton Verek", "Dana Verek"]
    dana = next(actor for actor in record.actors() if actor.name == "Dana Verek")
    assert {alias.text for alias in dana.aliases} == {"Dana Verek", "Verek"}


def test_data_known_actors_are_joined_by_key_and_the_anonymous_by_nothing(record):
    orlan = {"kind": "state", "key": "state:ORL"}
    source = {"kind": "anonymous", "key": "source"}
    record.add([report(1, ("Orlan", orlan), ("a source", source)), report(2, ("Orlanian Republic", orlan), ("a source", source))])
    assert names(record) == ["Orlan", "a source", "a source"]


def test_the_order_of_reading_makes_no_difference(tmp_path):
    reports = [report(1, "Anton Verek"), report(2, "Verek"), report(3, "Dana Moor"), report(4, "Anton Vierek", "Moor"), report(5, "D. Moor")]
    found = []
    for n, some in enumerate((reports, reports[::-1], reports[2:] + reports[:2])):
        with open_record(str(tmp_path / f"{n}.db"), create=True) as record:
            record.add(some)
            found.append(list(record.actors()))
    assert found[0] == found[1] == found[2]


def test_an_id_stays_when_shorter_names_and_spellings_come_in_and_an_old_one_leads_to_the_new(record):
    record.add([report(1, "Verek")])
    (short,) = record.actors()
    record.add([report(2, "Anton Verek")])
    (full,) = record.actors()
    record.add([report(3, "Verek"), report(4, "Anton Vierek")])
    (later,) = record.actors()
    assert later.id == full.id
    assert record.actor(short.id) == later


def test_an_analyst_joins_and_parts_and_takes_it_back(record):
    def judged(action, target, new):
        return record.judge(Judgement(id="", by="ana", when="", action=action, on="actor", target=target, new=new))

    record.add([report(1, "Anton Verek"), report(2, "Verek"), report(3, "the Grey Fox")])
    one, other = sorted(record.actors(), key=lambda actor: actor.name)
    merged = judged("merge", one.id, other.id)
    assert len(names(record)) == 1
    record.undo(merged.id, by="ana")
    assert len(names(record)) == 2
    judged("split", one.id, "Verek")
    assert names(record) == ["Anton Verek", "Verek", "the Grey Fox"]


def test_findings_name_the_actor_of_the_record(record):
    first, second = Report("Anton Verek said no.", item="1"), Report("Verek said yes.", item="2")
    first.statement("Anton Verek", "no")
    second.statement("Verek", "yes")
    record.add([first.done(), second.done()])
    assert {stmt.source.actor.name for stmt in record.findings("statement")} == {"Anton Verek"}
    assert len({stmt.source.actor.id for stmt in record.findings("statement")}) == 1


def test_a_state_taken_for_a_person_and_a_demonym_taken_for_a_state_are_the_state(record):
    velmara = {"kind": "state", "key": "polity:velmara"}
    first = Report("Velmara warned. Velmaran ships left.", item="1")
    first.actor("Velmara", **velmara)
    second = Report("Velmara sent Velmaran troops.", item="2")
    second.actor("Velmara", **velmara)
    actor = second.actors["polity:velmara"]
    from parley.model import Alias
    from support import replace

    second.actors["polity:velmara"] = replace(actor, aliases=(*actor.aliases, Alias("Velmaran", second.at("Velmaran"))))
    third = Report("Velmara replied.", item="3")
    third.actor("Velmara", key="person:velmara")
    fourth = Report("Velmaran replies.", item="4")
    fourth.actor("Velmaran", kind="state", key="polity:velmaran")
    record.add([first.done(), second.done(), third.done(), fourth.done()])
    (found,) = record.actors()
    assert (found.name, found.kind, found.key) == ("Velmara", "state", "polity:velmara")


def test_joint_actors_are_one_when_their_members_are(record):
    made = []
    for n in range(2):
        one = Report(f"Orlan and Marin met, they said ({n}).", item=str(n))
        members = tuple(one.actor(name, kind="state", key=f"state:{name}").id for name in ("Orlan", "Marin"))
        one.actor("both sides", kind="joint", members=members)
        made.append(one.done())
    record.add(made)
    assert names(record) == ["Marin", "Orlan", "both sides"]
    both = next(actor for actor in record.actors() if actor.kind == "joint")
    assert {record.actor(id).name for id in both.members} == {"Orlan", "Marin"}


def test_a_bare_first_name_is_the_one_person_who_has_it(record):
    record.add([report(1, "Anwar Hassan"), report(2, "Anwar")])
    assert names(record) == ["Anwar Hassan"]


def many(of):
    """A report in which eighty persons of one party speak who are all called Anwar."""
    families = [
        f"{first}{last}ek" for first in ("B", "D", "F", "G", "K", "L", "M", "R", "S", "T") for last in ("arb", "ald", "omf", "ung", "ilk", "ost", "ern", "ush")
    ]
    return report(1, *((f"Anwar {family}", {"of": of}) for family in families))


def test_a_bare_first_name_that_very_many_have_is_nobody_known_unless_all_but_one_belong_to_others(record):
    record.add([many("state:ORL")])
    record.reduce()
    record.add([report(2, "Anwar"), report(3, ("Anwar Hassan", {"of": "state:MAR"}))])
    assert "Anwar" in names(record), "nothing says which of them he is"
    record.add([report(4, ("Anwar", {"of": "state:MAR"}))])
    assert "Anwar" not in names(record), "one alone speaks for Marin"


def test_a_person_speaks_for_whom_his_office_is_of(record):
    record.add([report(1, ("Anton Verek", {"offices": (Office(title="foreign minister", of="state:ORL"),)}))])
    assert [actor.of for actor in record.actors()] == ["state:ORL"]


def test_of_very_many_offices_those_with_the_shortest_titles_are_kept_and_others_come_back_when_these_go(record):
    def held(n, *titles):
        return report(n, ("Anton Verek", {"offices": tuple(Office(title=title) for title in titles)}))

    record.add([held(n, f"commissioner for the matter {n:03}") for n in range(100)])
    record.reduce()
    record.add([held(100, "envoy"), held(101, "negotiator", "a commissioner for yet another matter")])
    (anton,) = record.actors()
    titles = {office.title for office in anton.offices}
    assert len(titles) == 100 and {"envoy", "negotiator"} <= titles and "commissioner for the matter 099" not in titles
    for document in list(record.documents()):
        if document.item in ("100", "7"):
            record.forget(document.id)
    (anton,) = record.actors()
    titles = {office.title for office in anton.offices}
    assert len(titles) == 100 and "envoy" not in titles and "commissioner for the matter 099" in titles


def ministry(n, state, *, named=True):
    made = Report(f"Report {n}. {state} spoke. The Foreign Ministry and spokesman {('Anton', 'Besim', 'Corin')[n]} Lorn answered.", item=f"m{n}")
    made.actor(state, kind="state", key=f"state:{state}")
    if named:
        made.actor(f"{state}'s foreign ministry", kind="organisation", key=f"org:state:{state}/foreign ministry", of=f"state:{state}", words="Foreign Ministry")
    else:
        made.actor("Foreign Ministry", kind="organisation", key="org:foreign ministry")
        made.actor(f"{('Anton', 'Besim', 'Corin')[n]} Lorn", of="org:foreign ministry")
    return made.done()


def test_a_ministry_without_an_owner_stays_with_its_report_and_is_not_that_of_another_state(record):
    record.add([ministry(0, "Orlan"), ministry(1, "Marin", named=False), ministry(2, "Sennar", named=False)])
    ministries = [actor for actor in record.actors() if actor.kind == "organisation"]
    assert [actor.name for actor in ministries].count("Foreign Ministry") == 2
    besim = next(actor for actor in record.actors() if actor.name == "Besim Lorn")
    assert besim.of and "Orlan" not in besim.of


def test_where_its_report_names_one_owner_the_ministry_is_that_ones(record):
    made = Report("Orlan's foreign ministry spoke. The Foreign Ministry repeated it.", item="one")
    made.actor("Orlan's foreign ministry", kind="organisation", key="org:state:ORL/foreign ministry", of="state:ORL")
    made.actor("Foreign Ministry", kind="organisation", key="org:foreign ministry", words="The Foreign Ministry")
    record.add([made.done(), ministry(1, "Marin")])
    assert names(record) == ["Marin", "Marin's foreign ministry", "Orlan's foreign ministry"]


def test_the_troops_of_a_ministry_are_those_of_its_state(record):
    first = Report("Orlan's defence ministry said that its troops held the fire.", item="one")
    first.actor("Orlan", kind="state", key="state:ORL")
    first.actor("Orlan's defence ministry", kind="organisation", key="org:state:ORL/defence ministry", of="state:ORL")
    first.actor(
        "Orlan's defence ministry's military", kind="organisation", key="org:org:state:ORL/defence ministry/military", of="org:state:ORL/defence ministry"
    )
    second = Report("Orlan's military stood still.", item="two")
    second.actor("Orlan's military", kind="organisation", key="org:state:ORL/military", of="state:ORL")
    record.add([first.done(), second.done()])
    assert names(record) == ["Orlan", "Orlan's defence ministry", "Orlan's military"]


def test_an_office_is_held_from_the_first_report_that_says_so_to_the_last(record):
    from parley.model import Office

    for n, day in enumerate(("2031-05-02", "2031-05-09", "2031-05-20")):
        made = Report(f"Minister Anton Verek spoke, {n}.", item=f"o{n}", day=day)
        former = n == 2
        made.actor("Anton Verek", of="state:ORL", offices=(Office(title="minister", of="state:ORL", former=former, evidence=(made.at("Minister"),)),))
        record.add([made.done()])
    (actor,) = record.actors()
    held = next(office for office in actor.offices if not office.former)
    assert (held.first_seen.edtf, held.last_seen.edtf, len(held.evidence)) == ("2031-05-02", "2031-05-09", 2)
    past = next(office for office in actor.offices if office.former)
    assert past.first_seen.edtf == "2031-05-20"
    (then,) = record.as_of("2031-05-03").actors()
    assert [office.last_seen.edtf for office in then.offices] == ["2031-05-02"]


def test_a_merge_and_a_split_are_taken_back_by_undo(record):
    record.add([report(1, "Anton Verek"), report(2, "Tono Varek")])
    first, second = (actor.id for actor in sorted(record.actors(), key=lambda actor: actor.name))
    made = record.judge(Judgement(id="", by="ana", when="", action="merge", on="actor", target=first, new=second, why="one man"))
    assert len(names(record)) == 1
    record.undo(made.id, by="ana", why="two men")
    assert names(record) == ["Anton Verek", "Tono Varek"]
