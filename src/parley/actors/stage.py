"""The stage: names learned, mentions found, pronouns and descriptions resolved, actors made."""

import msgspec

from parley.actors.find import Finder
from parley.actors.joint import both_sides
from parley.actors.resolve import Resolver
from parley.actors.table import learn
from parley.actors.who import Draft, Who
from parley.actors.words import Words, words
from parley.actors.world import ROLES, World, world
from parley.codebook import Codebook
from parley.lang import Language
from parley.model import Actor, Alias, AnnotatedDocument, Document, Mention, Office, Role, Sentence
from parley.model.actor import local_actor_id
from parley.model.tree import dependents


def find_actors(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its mentions, in order of sentence and head, and the actors that they stand for, in order of key."""
    if not (lang.has("actors") and lang.has("world")):
        return doc
    w, data = words(lang), world(lang, book.parties)
    names = learn(doc.sentences, doc.document.text, w, data)
    finder = Finder(doc, names, w, data)
    drafts = finder.drafts()
    resolver = Resolver(doc.sentences, names, finder)
    resolver.run(drafts)
    drafts = [d for d in drafts if d.rule != "relative" or d.key is not None]
    drafts.extend(resolver.joined)
    drafts.sort(key=lambda d: (d.sentence, d.head, d.end))
    both_sides(drafts, names, data, w)
    _outlets(drafts, names.who, doc.sentences, w)
    negotiation = book.parties.negotiation.id if book.parties.negotiation else ""
    actors = _actors(drafts, names.who, data, doc.document, negotiation)
    ids = {a.key: a.id for a in actors}
    mentions = tuple(_mention(d, doc.document, ids, names.who) for d in drafts)
    return msgspec.structs.replace(doc, mentions=mentions, actors=actors)


def _outlets(drafts: list[Draft], who: dict[str, Who], sentences: tuple[Sentence, ...], w: Words) -> None:
    """Makes a body an outlet that is called a newspaper, a broadcaster or the like beside its name ("the Lamplighter, a Norran daily")."""
    found = set()
    for draft in drafts:
        if draft.form != "name" or draft.key is None or who[draft.key].kind != "organisation":
            continue
        sent = sentences[draft.sentence]
        head = sent.tokens[draft.head]
        beside = [*dependents(sent, head.i, "appos", "compound", "nmod"), *([sent.tokens[head.head]] if head.dep == "appos" else [])]
        if any(t.lemma in w.outlet_nouns and t.text.islower() for t in beside):
            found.add(draft.key)
    for key in found:
        who[key].kind = "outlet"
    for draft in drafts:
        if draft.key in found and draft.kind == "organisation":
            draft.kind = "outlet"


def _mention(draft: Draft, document: Document, ids: dict[str, str], who: dict[str, Who]) -> Mention:
    mention = Mention(
        span=document.span(draft.start, draft.end), kind=draft.kind, form=draft.form, sentence=draft.sentence, head=draft.head,  # type: ignore[arg-type]
        actor=ids.get(draft.key) if draft.key else None, reason=draft.reason, members=tuple(ids[m] for m in draft.members if m in ids),
        count=draft.count, hint=draft.hint, former=draft.former, rule=draft.rule,
    )  # fmt: skip
    brought = who[draft.key].brought if draft.key in who else None
    if brought is None or brought is draft:
        return mention
    count, hint, words = mention.count or brought.count, mention.hint or brought.hint, document.span(brought.start, brought.end)
    return msgspec.structs.replace(mention, kind=brought.kind, reason=brought.reason, count=count, hint=hint, antecedent=words)


def _actors(drafts: list[Draft], who: dict[str, Who], data: World, document: Document, negotiation: str) -> tuple[Actor, ...]:
    aliases: dict[str, dict[str, Alias]] = {}
    wanted: set[str] = set()
    for draft in drafts:
        if draft.key is None or who[draft.key].unnamed:
            continue
        wanted.add(draft.key)
        wanted.update(m for m in draft.members if m not in who or not who[m].unnamed)  # a member may be known from the gazetteer alone
        if draft.form in ("name", "metonym", "demonym", "office"):
            span = document.span(*(draft.core if draft.core[1] else (draft.start, draft.end)))
            aliases.setdefault(draft.key, {}).setdefault(span.text, Alias(span.text, span))
    for key in sorted(wanted):
        wanted.update(_known(key, who, data).members)
    made = []
    for key in sorted(wanted):
        one = _known(key, who, data)
        offices = tuple(Office(title=o.title, of=o.of, former=o.former, evidence=(o.span,)) for o in one.offices)
        roles = (Role(negotiation, one.role),) if one.role in ROLES and negotiation else ()  # type: ignore[arg-type]
        members = tuple(local_actor_id(document.id, m) for m in one.members)
        actor = Actor(id=local_actor_id(document.id, key), name=one.name, kind=one.kind, key=key, of=_state_of(one, who), offices=offices, members=members)
        made.append(msgspec.structs.replace(actor, aliases=tuple(aliases.get(key, {}).values()), side=one.side, roles=roles))
    return tuple(made)


def _state_of(one: Who, who: dict[str, Who]) -> str | None:
    """Whose somebody is: through a person to that person's own state ("Trump's envoy")."""
    of = one.of
    for _ in range(3):
        if of is None or of not in who or who[of].kind != "person":
            return of
        of = who[of].of
    return of


def _known(key: str, who: dict[str, Who], data: World) -> Who:
    if key in who:
        return who[key]
    entry = data.entries[key]
    return Who(key, entry.name, entry.kind, of=entry.of, members=entry.members, side=entry.side, role=entry.role)
