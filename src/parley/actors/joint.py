"""Joint actors: "both sides", "the two countries", "Russia and Ukraine"."""

from parley.actors.table import Names
from parley.actors.who import Draft, Who
from parley.actors.words import Words
from parley.actors.world import SIDES, World
from parley.model import Sentence
from parley.model.tree import conjuncts


def coordinations(sentences: tuple[Sentence, ...], drafts: list[Draft], names: Names, w: Words) -> list[Draft]:
    """A draft for each coordination of actors ("Russia and Ukraine"): span from the first to the last, head of the first."""
    able = [d for d in drafts if d.kind not in ("place", "document")]
    at = {(d.sentence, d.inner): d for d in able if d.inner >= 0} | {(d.sentence, d.head): d for d in able}
    made: list[Draft] = []
    for draft in drafts:
        sent = sentences[draft.sentence]
        if draft.kind in ("place", "document") or draft.form == "pronoun" and draft.key is None and draft.reason == "place":
            continue
        first = draft.inner if draft.inner >= 0 and any(sent.tokens[c].dep == "conj" for c in sent.children[draft.inner]) else draft.head
        if sent.tokens[first].dep == "conj" or not any(sent.tokens[c].dep == "conj" for c in sent.children[first]):
            continue
        parts = [at.get((draft.sentence, t.i)) for t in conjuncts(sent, first)]
        if (
            len(parts) < 2
            or any(p is None for p in parts)
            or not any(
                sent.tokens[c].lower in w.small["and"] for p in parts if p for c in (*sent.children[p.head], *(sent.children[p.inner] if p.inner >= 0 else ()))
            )
        ):
            continue
        known = [p for p in parts if p is not None]
        whole = Draft(draft.sentence, draft.head, min(p.start for p in known), max(p.end for p in known), "joint", "joint", rule="coordination", dep=draft.dep)
        whole.acts, whole.quoted, whole.plural = draft.acts, draft.quoted, True
        keys = [p.key for p in known if p.key is not None and not names.who[p.key].unnamed]
        whole.members = tuple(dict.fromkeys(keys))
        if len(keys) == len(known) and len(whole.members) > 1:
            whole.key = joint(names, whole.members)
        else:
            whole.reason = "not all members are known"
        made.append(whole)
    return made


def joint(names: Names, members: tuple[str, ...]) -> str:
    """The key of these together."""
    ordered = sorted(members)
    key = "joint:" + "+".join(ordered)
    if key not in names.who:
        names.who[key] = Who(key, " and ".join(names.who[m].name for m in members if m in names.who), "joint", plural=True, members=tuple(ordered))
    return key


def both_sides(drafts: list[Draft], names: Names, data: World, w: Words) -> None:
    """Gives "both sides" and "the parties" their members: the parties of the negotiation that the report names, else the two sides named together last."""
    parties = [key for key in data.roles["party"] if key in names.who]
    last: tuple[str, ...] = ()
    recent: list[str] = []
    for draft in drafts:
        if draft.rule == "coordination" and draft.key is not None and all(names.who[m].kind in (*SIDES, "person") for m in draft.members):
            last = draft.members
        elif draft.rule in ("joint", "both"):
            _resolve(draft, last, recent, parties, (names, data, w))
        elif draft.key is not None and draft.form != "pronoun":
            side = _side(draft.key, names)
            if side is not None:
                if side in recent:
                    recent.remove(side)
                recent.append(side)


def _side(key: str, names: Names) -> str | None:
    who = names.who[key]
    if who.kind in ("state", "armed_group"):
        return key
    owned = who.of is not None and who.of.startswith(("state:", "party:", "group:")) and who.of in names.who  # a body may be known and its state unnamed
    return who.of if owned else None


def _resolve(draft: Draft, last: tuple[str, ...], recent: list[str], parties: list[str], known: tuple[Names, World, Words]) -> None:
    names, data, w = known
    people = draft.lemma in w.small["people"]
    wanted = draft.count or 2
    acting = [key for key in data.roles.get(draft.title, ()) if key in names.who]
    apart = {names.who[m].role for m in last if m in names.who} & {"mediator", "guarantor", "observer"}
    if draft.title:
        members: tuple[str, ...] = tuple(acting) if len(acting) == wanted else last if len(last) == wanted else ()
    elif len(parties) == wanted and not people:
        members = tuple(parties)
    elif last and not apart and len(last) == wanted and (people or draft.rule == "both" or all(names.who[m].kind != "person" for m in last)):
        members = last
    elif len(recent) == wanted and not people and draft.rule != "both":
        members = tuple(recent)
    else:
        members = ()
    if not members:
        draft.reason = "members not named"
        return
    draft.members = tuple(sorted(members))
    draft.key = joint(names, draft.members)
