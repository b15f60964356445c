"""What the record keeps of the codebook and the parties file: the order of stances, the name of the negotiation."""

import msgspec
import pytest

from parley.codebook import Codebook, codebooks, load
from parley.codebook.parties import Negotiation, Parties
from parley.record import Record, open_record
from support import Report


def read_with(order: list[str] | None, *, id: str = "sund", name: str = "Sund talks") -> Record:
    report = Report("Norra accepts the truce.", day="2031-03-05", negotiation="sund")
    report.actor("Norra", kind="state", key="party:norra")
    report.stance("Norra", "accepts the truce", "accepts", issue="ceasefire")
    made = open_record(":memory:", create=True)
    tables = {"book": {"id": "own"}, **({"stances": {"order": order}} if order else {})}
    made.keep_frame(Codebook(tables, Parties(negotiation=Negotiation(id=id, name=name))))
    made.add([report.done()])
    return made


def rank(record: Record) -> int | None:
    return next(iter(record.positions())).history[0].rank


def test_the_rank_of_a_stance_is_its_place_in_the_codebook_that_was_read_with() -> None:
    assert rank(read_with(["rejects", "accepts"])) == 1
    assert rank(read_with(["accepts", "rejects"])) == 0
    assert rank(read_with(["rejects"])) is None
    assert rank(read_with(None)) == load().table("stances")["order"].index("accepts")


def test_another_order_ranks_anew() -> None:
    record = read_with(["rejects", "accepts"])
    assert rank(record) == 1
    record.keep_frame(Codebook({"book": {"id": "own"}, "stances": {"order": ["accepts"]}}))
    assert rank(record) == 0


@pytest.mark.parametrize("name", codebooks())
def test_every_codebook_that_is_built_in_has_the_order_of_the_vocabulary(name: str) -> None:
    stances = load(name).table("stances")
    assert (stances["order"][0], stances["order"][-1], len(stances["order"])) == ("demands", "red_line", 16)
    assert not set(stances["order"]) & set(stances["outside"])


def test_the_name_of_a_negotiation_is_kept_through_merging_and_as_of_a_day() -> None:
    one, other = read_with(None), read_with(None, id="orm", name="Orm talks")
    assert one.negotiations() == {"sund": "Sund talks"}
    assert one.as_of("2031-03-06").negotiations() == {"sund": "Sund talks"}
    one.merge(other)
    other.merge(one)
    assert one.negotiations() == other.negotiations() == {"orm": "Orm talks", "sund": "Sund talks"}
    assert msgspec.to_builtins(list(one.positions())) == msgspec.to_builtins(list(other.positions()))
