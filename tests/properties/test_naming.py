"""Who is who, brought up report by report, is what it would be had the record been named whole."""

import functools
import random
from collections.abc import Iterator

import msgspec
import pytest
import sqlalchemy as sa

from parley.model import Actor, Alias, Judgement, Office, Role
from parley.record import Record, open_record
from parley.record.store import schema
from parley.record.who import naming, told
from parley.record.who.names import fold
from support import Report, replace

DAYS = ("2031-05-05", "2031-05-06", "2031-06", None)
# Names that the joining rules put together, keep apart, or move when another comes: name, kind, key (that of the folded name when there is none), more.
PEOPLE = [
    ("Anton Verek", "person", None, {"of": "state:ORL"}),
    ("Anton Verek", "person", "person:anton verek", {"roles": (Role("talks", "party"),)}), ("Anton Vierek", "person", None, {}),
    ("A. Verek", "person", None, {}), ("Verek", "person", None, {}), ("Verek", "person", "person:verek", {"of": "state:MAR"}),
    ("Dana Verek", "person", None, {"of": "state:MAR"}), ("D. Moor", "person", None, {}),
    ("Dana Moor", "person", "party:moor", {"side": "west"}), ("Dana Moore", "person", "party:moor", {}), ("Moor", "person", None, {}),
    ("Dana", "person", None, {}), ("Anwar Hassan", "person", None, {}), ("Anwar", "person", None, {}), ("Anwar Hasan", "person", None, {}),
    ("Anwar Petrel", "person", None, {}), ("Orlan", "person", "person:orlan", {}), ("Orlan", "state", "state:ORL", {}),
    ("Marin", "state", "state:MAR", {}), ("Velmara", "state", "polity:velmara", {}), ("Velmara", "person", "person:velmara", {}),
    ("Velmaran", "state", "polity:velmaran", {}), ("Foreign Ministry", "organisation", "org:foreign ministry", {}),
    ("Marin's foreign ministry", "organisation", "org:state:MAR/foreign ministry", {"of": "state:MAR"}),
    ("spokesman", "office", None, {"of": "org:foreign ministry"}), ("spokesman", "office", "office:spokesman", {"of": "state:ORL"}),
    ("Reuters", "agency", "org:reuters", {}), ("Reuters", "outlet", None, {}), ("a source", "anonymous", "source", {}),
    ("Sennar Bank", "organisation", None, {}),
]  # fmt: skip
JOINT = [("Orlan", "Marin"), ("Verek", "Moor"), ("Velmaran", "Velmara"), ("Orlan", "both sides")]
TEXT = "Report {}. " + ". ".join(dict.fromkeys(name for name, *_ in PEOPLE)) + ". Velmaran ships. Minister and envoy. both sides."


def report(n: int, seed: random.Random, day: str | None):
    """A reading of report n: the text is always the same, the actors are not."""
    made = Report(TEXT.format(n), item=str(n), day=day if day and len(day) == 10 else None)
    if day and len(day) != 10:
        made.doc = replace(made.doc, published=replace(made.doc.published, edtf=day, start=f"{day}-01", end="2031-07-01", grain="month"))
    for name, kind, key, more in seed.sample(PEOPLE, seed.randint(0, 7)):
        actor = made.actor(name, kind=kind, key=key, **more)
        changed = actor
        if kind == "person" and seed.random() < 0.5:
            office = Office(title=seed.choice(("Minister", "minister", "envoy")), of=seed.choice(("state:ORL", "state:MAR", None)), former=seed.random() < 0.2)
            changed = replace(changed, offices=(replace(office, evidence=(made.at(seed.choice(("Minister", "envoy"))),)),))
        if name == "Velmara" and seed.random() < 0.5:
            changed = replace(changed, aliases=(*changed.aliases, Alias("Velmaran", made.at("Velmaran"))))
        made.actors[actor.key] = changed
    if seed.random() < 0.5:
        members = [actor.id for name in seed.choice(JOINT) for actor in made.actors.values() if actor.name == name]
        made.actor("both sides", kind="joint", key="joint", members=tuple(members))
    return made.done()


def named(record: Record, most: int = 1000) -> None:
    """Brings who is who up to what is in the record, so many documents at a time."""
    more = True
    while more:
        with record._database.read() as connection:
            found = naming.changes(connection, most)
        with record._database.write() as connection:
            naming.write(connection, found)
        more = found.more


def rows(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept of who is who."""
    tables = (schema.identities, schema.namings, schema.cards, schema.names, schema.marks, schema.called)
    with record._database.read() as connection:
        found = {table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr) for table in tables}
        actors = sa.select(schema.derived).where(schema.derived.c.kind == "actor").order_by(schema.derived.c.id)
        return {**found, "actors": [tuple(row) for row in connection.execute(actors)]}


def asked(record: Record) -> set[tuple[str, str, str]]:
    """What its actors say that they are found by: (kind, value, actor)."""
    with record._database.read() as connection:
        bodies = connection.execute(sa.select(schema.derived.c.body).where(schema.derived.c.kind == "actor")).scalars()
        actors = [msgspec.json.decode(body, type=Actor) for body in bodies]
    names = {("name", fold(name), actor.id) for actor in actors for name in (actor.name, *(alias.text for alias in actor.aliases))}
    roles = {("role", role.negotiation, actor.id) for actor in actors for role in actor.roles}
    return names | roles | {("member", member, actor.id) for actor in actors for member in actor.members}


class Desk:
    """What may be done to a record, by chance."""

    def __init__(self, record: Record, other: Record, seed: random.Random) -> None:
        self.record, self.other, self.seed = record, other, seed
        self.moment = 0

    def step(self) -> None:
        act = self.seed.choice((self.add, self.add, self.add, self.set_day, self.judge, self.judge, self.undo, self.forget, self.merge))
        act()

    def documents(self) -> list[str]:
        return sorted(self.record.added())

    def add(self) -> None:
        some = self.seed.sample(range(12), self.seed.randint(1, 3))
        self.record.add([report(n, self.seed, self.seed.choice(DAYS)) for n in some], pipeline=str(self.seed.randint(1, 3)))

    def set_day(self) -> None:
        for document in self.documents()[:1] if self.seed.random() < 0.5 else self.documents()[-1:]:
            self.record.set(document, "published", self.seed.choice(DAYS), by="ana", why="seen")

    def judge(self) -> None:
        with self.record._database.read() as connection:
            ids = sorted(connection.execute(sa.select(schema.names.c.id)).scalars())
        if len(ids) > 1:
            one, other = self.seed.sample(ids, 2)
            action = self.seed.choice(("merge", "split"))
            new = other if action == "merge" else self.seed.choice((other, "Verek", "Anwar"))
            self._judge(Judgement(id="", by="ana", when="", action=action, on="actor", target=one, new=new))

    def undo(self) -> None:
        made = [one.id for one in self.record.judgements()]
        if made:
            self._judge(Judgement(id="", by="ana", when="", action="undo", on="judgement", target="", undoes=self.seed.choice(made)))

    def _judge(self, made: Judgement) -> None:
        self.moment += 1
        self.record.judge(replace(made, when=f"2031-07-01T00:00:{self.moment:02}", target=made.target or made.undoes))

    def forget(self) -> None:
        if self.documents():
            self.record.forget(self.seed.choice(self.documents()))

    def merge(self) -> None:
        some = self.seed.sample(range(12), 2)
        self.other.add([report(n, self.seed, self.seed.choice(DAYS)) for n in some], pipeline=str(self.seed.randint(1, 3)))
        self.record.merge(self.other)


@pytest.fixture
def records(tmp_path) -> Iterator[functools.partial[Record]]:
    """Makes empty records, each in a file of its own."""
    opened = []

    def made() -> Record:
        opened.append(open_record(str(tmp_path / f"{len(opened)}.db"), create=True))
        return opened[-1]

    yield functools.partial(made)
    for record in opened:
        record.close()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_to_a_record_who_is_who_is_as_if_it_were_named_whole(records, monkeypatch, seed):
    chance = random.Random(seed)
    if seed % 2:
        # What is cut off must come back when what stands before it goes.
        monkeypatch.setattr(told, "ALIASES", 2)
        monkeypatch.setattr(told, "EVIDENCE", 2)
        monkeypatch.setattr(told, "OFFICES", 2)
    record, other = records(), records()
    desk = Desk(record, other, chance)
    for _ in range(12):
        desk.step()
        if chance.random() < 0.7:
            named(record, chance.choice((1, 4, 1000)))
        assert set(rows(record)["called"]) == asked(record)
    named(record)
    found = rows(record)
    for most in (1000, 2):
        whole = records()
        whole.merge(record)
        named(whole, most)
        wanted = rows(whole)
        for name in wanted:
            assert found[name] == wanted[name], (name, most)


def test_what_is_named_already_is_not_named_again(records):
    record = records()
    record.add([report(n, random.Random(n), DAYS[n % 3]) for n in range(8)])
    named(record)
    with record._database.read() as connection:
        again = naming.changes(connection, 1000)
    assert (again.cards.read, again.names.rows, again.actors, again.moved, again.namings) == ({}, [], [], {}, {})


def test_nothing_of_a_forgotten_report_stays_in_what_is_kept_of_names(records):
    record = records()
    made = Report("Envoy Zebedee Quill spoke.", item="quill", day="2031-05-05")
    made.actor("Zebedee Quill", offices=(Office(title="Envoy", evidence=(made.at("Envoy"),)),))
    record.add([report(1, random.Random(1), DAYS[0]), made.done()])
    named(record)
    before = repr(rows(record))
    record.forget(made.doc.id)
    assert "quill" in before.lower()
    assert "quill" not in repr(rows(record)).lower()
