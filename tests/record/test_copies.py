import pytest

from parley.record import open_record
from support import Report

WIRE = """Orlan and Marin agreed on Thursday to extend the truce over the sea by thirty days, the mediators said in Dunmar.
The chief negotiator of Orlan, Anton Verek, told reporters that his delegation would return on Monday if the prisoners were released first.
Marin's foreign ministry said it had received the draft and would answer within a week, adding that no date had been set for a summit.
At least twelve people were killed when a drone hit a grain silo in the port of Tesk, the regional governor wrote on his channel.
Diplomats briefed on the talks said that the question of the border crossing at Velm remained the hardest of all."""
OTHER = """Farmers in the hill country of Marin blocked three roads on Thursday to protest against the price of diesel.
The minister of agriculture promised to see them next week and called on them to let ambulances through.
Police counted four hundred tractors; the farmers' union spoke of nearly a thousand. Nobody was hurt, a spokesman for the police said."""


@pytest.fixture
def record(tmp_path):
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


def kinds(record):
    return {record.document(copy.document).item: copy.kind for copy in record.copies()}


def report(item, text, day=None, **more):
    return Report(text, item=item, day=day, **more)


def test_reports_of_their_own_are_no_copies(record):
    record.add([report("a", WIRE).done(), report("b", OTHER).done()])
    assert kinds(record) == {}


def test_exact_and_cut_copies_are_found_and_the_first_is_the_original(record):
    cut = "\n".join(WIRE.splitlines()[:2])
    record.add([report("cut", cut, "2031-05-03").done(), report("same", WIRE, "2031-05-03").done(), report("first", WIRE, "2031-05-02").done()])
    assert kinds(record) == {"first": "original", "same": "exact", "cut": "syndicated"}
    first = next(copy.document for copy in record.copies() if copy.kind == "original")
    assert {copy.source for copy in record.copies()} == {None, first}
    assert {copy.origin for copy in record.copies()} == {first}
    for copy in record.copies():
        for pair in copy.aligned:
            assert "".join(filter(str.isalnum, pair.here.text)) == "".join(filter(str.isalnum, pair.there.text))


def test_a_heavily_edited_copy_is_rewritten(record):
    lines = WIRE.splitlines()
    edited = "Sea truce is prolonged. Sailors in the harbour cheered at the news, and several ships blew their horns for minutes.\n"
    edited += lines[3].replace("regional governor", "head of the region") + "\nNobody would say what comes next, and few dared to guess.\n"
    edited += lines[0].replace("agreed on Thursday to", "will") + "\nAnalysts were cautious: such extensions have failed twice before this year."
    record.add([report("wire", WIRE, "2031-05-02").done(), report("edited", edited, "2031-05-02", outlet="Post").done()])
    assert kinds(record)["edited"] == "rewritten"


def test_all_copies_of_one_agency_count_as_one_origin_credited_or_not(record):
    credited = report("credited", WIRE + "\nSource: Norwire", "2031-05-03")
    credited.credit("Norwire", "Norwire")
    elsewhere = report("elsewhere", OTHER + "\nNorwire", "2031-05-04")
    elsewhere.credit("Norwire", "Norwire")
    record.add([credited.done(), report("uncredited", WIRE, "2031-05-02").done(), elsewhere.done()])
    assert {copy.origin for copy in record.copies()} == {"Norwire"}


def test_a_copy_that_credits_another_of_the_same_day_is_not_the_original(record):
    credited = report("credited", WIRE + " Courtesy of Harbour Post.", "2031-05-02")
    credited.credit("Harbour Post", "Harbour Post", "other_outlet")
    record.add([credited.done(), report("plain", WIRE, "2031-05-02").done()])
    assert kinds(record) == {"plain": "original", "credited": "syndicated"}


SPUN = [
    {"Orlan": "Oregon", "Marin": "Martin", "negotiator": "haggler", "truce": "calm", "delegation": "posse", "released": "discharged"},
    {"Anton": "Boris", "Verek": "Kasim", "Tesk": "Lisbon"},
    {"mediators": "arbiters", "prisoners": "inmates", "governor": "senator", "summit": "peak", "drone": "robot", "border": "edge", "killed": "murdered"},
    {"Thursday": "Saturn", "Dunmar": "Dublin", "Monday": "Venus", "Velm": "Veldt", "ministry": "church", "draft": "breeze"},
]  # fmt: skip


@pytest.mark.parametrize("swapped", SPUN, ids=lambda swapped: next(iter(swapped)))
def test_a_copy_with_words_and_names_swapped_is_garbled(record, swapped):
    spun = WIRE
    for old, new in swapped.items():
        spun = spun.replace(old, new)
    record.add([report("wire", WIRE, "2031-05-02").done(), report("spun", spun).done()])
    assert kinds(record) == {"wire": "original", "spun": "garbled"}


def test_house_style_is_no_garbling(record):
    style = WIRE.replace("agreed on Thursday", "on Thursday agreed").replace("thirty", "30").replace("twelve", "12").replace("Velm", "Vielm")
    style = style.replace("foreign ministry", "Foreign Ministry").replace("told reporters", "said").replace("Anton Verek", "A. Verek")
    record.add([report("wire", WIRE, "2031-05-02").done(), report("style", style, "2031-05-03").done()])
    assert kinds(record)["style"] in ("syndicated", "rewritten")


def test_the_order_of_reading_makes_no_difference(tmp_path):
    some = [report(str(n), text, f"2031-05-0{n + 1}") for n, text in enumerate((WIRE, OTHER, WIRE[:400], WIRE[200:], OTHER + WIRE))]
    found = []
    for n, order in enumerate((some, some[::-1], some[2:] + some[:2])):
        with open_record(str(tmp_path / f"{n}.db"), create=True) as record:
            record.add(one.done() for one in order)
            found.append(list(record.copies()))
    assert found[0] == found[1] == found[2]


def test_among_three_the_one_that_swapped_words_is_garbled_whenever_it_came(record):
    spun = WIRE
    for old, new in SPUN[0].items():
        spun = spun.replace(old, new)
    record.add([report("spun", spun, "2031-05-01").done(), report("wire", WIRE, "2031-05-02").done(), report("cut", WIRE[:480], "2031-05-03").done()])
    assert kinds(record) == {"wire": "original", "cut": "syndicated", "spun": "garbled"}
    wire = next(copy.document for copy in record.copies() if copy.kind == "original")
    assert {copy.source for copy in record.copies()} == {None, wire}


def test_a_garbled_copy_says_nothing_that_counts(record):
    spun = WIRE
    for old, new in SPUN[0].items():
        spun = spun.replace(old, new)
    wire, garbled = report("wire", WIRE, "2031-05-02"), report("spun", spun, "2031-05-03")
    for made in (wire, garbled):
        made.actor("Anton Verek")
        made.statement("Anton Verek", "no date had been set for a summit")
        made.figure("twelve people", 12, "people")
    record.add([wire.done(), garbled.done()])
    (claim,) = record.claims()
    assert claim.reported_by == (wire.doc.id,)
