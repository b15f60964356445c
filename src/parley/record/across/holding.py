"""What holds on over the years, put together by what it is about, not report by report: each position, each party that is waited for, each kind of plan.

First each report by itself says what bears on what (`heard`), each item under the name of a part; then each part is computed from its items alone
(`holding_on`), whatever else was said in the negotiation. So a report touches the parts that it says something of, and no part needs a negotiation whole.

    position    stances of one holder on one issue or term          → its position
    waiting     conditions that wait for one party, what it refuses → those that it refuses, and what became of each
                and what it did
    alone       conditions of one holder that wait for nobody       → what became of each
    given up    what one holder gives up                            nothing by itself: it bears on the parts that have its conditions
    bears       which these are                                     nothing
    deadlocks   the conditions of a negotiation                     → deadlocks
    plans       events of one family                                → the agenda
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from parley.model import Copy, digest
from parley.record.across import agenda, blocked, positions, states
from parley.record.across.blocked import Node, Refusal, Tie, name_of
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.across.positions import Held, party_of
from parley.record.across.states import Done, GivenUp

GIVEN_UP, BEARS = "given up", "bears"


class Bears(msgspec.Struct, frozen=True, tag="bears"):
    """A part on which it bears when a holder gives something up."""

    part: str


Item = Held | Node | Tie | Refusal | Done | GivenUp | agenda.Seen | Bears


class Heard(msgspec.Struct, frozen=True):
    """What one report says for one part. until: the latest day whose passing makes something else of it; None when no day does."""

    part: str
    until: str | None
    items: tuple[Item, ...]


def part_of(negotiation: str, kind: str, *key: str) -> str:
    """The name of a part. A key may be as long as a sentence, a name is not."""
    return f"{negotiation}\n{kind}\t{digest(*key)}"


def kind_of(part: str) -> str:
    """The kind of a part, by its name."""
    return part.rpartition("\n")[2].partition("\t")[0]


def heard(corpus: Corpus, common: Common) -> dict[str, list[Heard]]:
    """Document → what it says that holds on, by part. The corpus needs no figures, and of statements only those that refuse or give up."""
    copied = {copy.document: copy for copy in common.copies}
    spun = {id for id, copy in copied.items() if copy.kind == "garbled"}
    found: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for document, part, item in (*_of_stances(corpus, common, copied), *_of_conditions(corpus, common, spun), *_of_events(corpus, common, spun)):
        found[document, part].append(item)
    told: dict[str, list[Heard]] = {id: [] for id in corpus.documents}
    for document, part in sorted(found):
        items = found[document, part]
        told[document].append(Heard(part, max(filter(None, (_until(item) for item in items)), default=None), tuple(items)))
    return told


def _of_stances(corpus: Corpus, common: Common, copied: Mapping[str, Copy]) -> Iterator[tuple[str, str, Item]]:
    for key, held in positions.held(corpus, party_of(common.actors), copied):
        yield held.document, part_of(_talks(corpus, held.document), "position", *key), held


def _of_conditions(corpus: Corpus, common: Common, spun: Collection[str]) -> Iterator[tuple[str, str, Item]]:
    said = list(blocked.refusals(corpus, common.actors, spun))
    for node in blocked.conditions(corpus, common.actors, spun, said):
        document, holder = node.condition.document, name_of(node.holder)
        talks = _talks(corpus, document)
        part = part_of(talks, "waiting", node.must) if node.must is not None else part_of(talks, "alone", holder)
        yield document, part, node
        yield document, part_of(talks, BEARS, holder), Bears(part)
        if node.waits:
            yield document, part_of(talks, "deadlocks"), blocked.tie(node)
    for refusal in said:
        for who in refusal.who:
            yield refusal.document, part_of(_talks(corpus, refusal.document), "waiting", who), refusal
    for who, given_up in states.given_up(corpus, common.actors, spun):
        yield given_up.document, part_of(_talks(corpus, given_up.document), GIVEN_UP, who), given_up


def _of_events(corpus: Corpus, common: Common, spun: Collection[str]) -> Iterator[tuple[str, str, Item]]:
    for who, done in states.done(corpus, common.actors, spun):
        yield done.document, part_of(_talks(corpus, done.document), "waiting", who), done
    for family, seen in agenda.seen(corpus, common.actors, spun):
        yield seen.document, part_of(_talks(corpus, seen.document), "plans", family), seen


def _talks(corpus: Corpus, document: str) -> str:
    return corpus.documents[document].negotiation or ""


def _until(item: Item) -> str | None:
    if isinstance(item, Node):
        return states.expires(item)
    return agenda.closes(item) if isinstance(item, agenda.Seen) and item.planned else None


def holding_on(part: str, items: Sequence[Item], given_up: Mapping[str, Sequence[GivenUp]], stances: Sequence[str], last: str) -> Derived:
    """What holds on of one part. given_up: what holders give up, by the name of its part; stances: their order in the codebook; last: the day of the
    negotiation's last report."""
    talks = part.rpartition("\n")[0]
    found = Derived()
    match kind_of(part):
        case "position":
            found.positions = list(positions.position((one for one in items if isinstance(one, Held)), talks, stances))
        case "deadlocks":
            found.blocked = blocked.deadlocks(one for one in items if isinstance(one, Tie))
        case "plans":
            found.agenda = agenda.agenda((one for one in items if isinstance(one, agenda.Seen)), last)
        case "waiting" | "alone":
            nodes = [one for one in items if isinstance(one, Node)]
            if nodes:
                refusals = {one.id: one for one in items if isinstance(one, Refusal)}
                near = {one.id: one for node in nodes for one in node.unplaced}
                acts = [one for one in items if isinstance(one, Done)]
                waived = {name: given_up.get(part_of(talks, GIVEN_UP, name), ()) for name in {name_of(node.holder) for node in nodes}}
                found.blocked = blocked.refused(nodes, refusals.values())
                found.states = states.states(nodes, acts, waived, near | refusals, found.blocked, last)
    return found
