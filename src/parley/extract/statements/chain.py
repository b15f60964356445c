"""The chain of a statement, from the outlet whose report it stands in down to its source and whoever stands behind it."""

from collections.abc import Iterator, Mapping, Sequence

from parley.extract.statements.candidate import below, runs
from parley.extract.statements.context import Scene
from parley.extract.statements.sources import mention_at
from parley.extract.statements.syntax import agent, passive
from parley.model import AnnotatedDocument, Link, Party, Source, Statement, Token
from parley.model.lookup import actor_by_id
from parley.model.tree import dependent, dependents

LinkKind = str


def top_links(doc: AnnotatedDocument) -> tuple[Link, ...]:
    """The outlet, and the agencies and outlets that the report credits as a whole."""
    links: list[Link] = []
    report = doc.document
    if report.outlet:
        links.append(Link("outlet", report.outlet))
    for credit in report.credits:
        if credit.kind == "photo":
            continue
        links.append(Link(credit.kind, credit.name, credit.span))
    if report.dateline is not None and report.dateline.agency and all(report.dateline.agency.lower() != link.name.lower() for link in links):
        links.append(Link("agency", report.dateline.agency, report.dateline.span))
    return tuple(links)


def chain(doc: AnnotatedDocument, stmt: Statement, at: Scene | None, by_id: Mapping[str, Statement], top: Sequence[Link]) -> tuple[Link, ...]:
    """The links from the top down: report, the statements around this one, the outlet told, the source, the one cited."""
    links = list(top)
    for outer in reversed(list(_around(stmt, by_id))):
        link = source_link(doc, outer.source, at)
        if link is not None:
            links.append(link)
    if stmt.addressee is not None:
        told = _told(at, stmt.addressee)
        if told is not None:
            links.append(told)
    if at is not None:
        links.extend(_quoted_by(at))
    own = source_link(doc, stmt.source, at)
    if own is not None:
        links.append(own)
    if at is not None:
        links.extend(_cited(at))
    return tuple(_distinct(links))


def _around(stmt: Statement, by_id: Mapping[str, Statement]) -> Iterator[Statement]:
    seen = {stmt.id}
    while stmt.inside is not None and stmt.inside not in seen and stmt.inside in by_id:
        stmt = by_id[stmt.inside]
        seen.add(stmt.id)
        yield stmt


def source_link(doc: AnnotatedDocument, source: Source, at: Scene | None) -> Link | None:
    """The source as a link; None for one that is not named."""
    if source.span is None and source.actor is None:
        return None
    name = source.actor.name if source.actor is not None else source.span.text if source.span is not None else ""
    kind = "official"
    if source.kind == "anonymous":
        kind = "anonymous"
    elif source.kind == "document":
        kind = "document"
    elif source.kind == "outlet":
        kind = "agency" if source.actor is not None and _is_agency(doc, source.actor.id) else "other_outlet"
    return Link(kind, name, source.span, source.count, source.hint)  # type: ignore[arg-type]


def _is_agency(doc: AnnotatedDocument, actor: str | None) -> bool:
    found = actor_by_id(doc, actor) if actor is not None else None
    return found is not None and found.kind == "agency"


def _told(at: Scene | None, party: Party) -> Link | None:
    """ "told AGENCY": the outlet that was told carried it."""
    if at is None or party.span is None:
        return None
    mention = next((m for m in at.who.lying.within(party.span.start, party.span.end) if m.kind in ("outlet", "agency")), None)
    if mention is None:
        return None
    return Link("agency" if mention.kind == "agency" else "other_outlet", party.name, party.span)


def _quoted_by(at: Scene) -> Iterator[Link]:
    """ "was quoted by AGENCY as saying": the agent of the verb above."""
    above = at.sent.tokens[at.cue.head]
    if at.cue.dep in ("pcomp", "xcomp"):
        verb = above if above.pos == "VERB" else at.sent.tokens[above.head]
        by = agent(at.sent, verb.i) if verb.pos == "VERB" and passive(at.sent, verb.i) else None
        if by is not None:
            yield _link(at, by)


def _cited(at: Scene) -> Iterator[Link]:
    """ "…, citing X": the object of a participle that hangs on the cue."""
    verbs = at.lex.table["behind"]["verbs"].split()
    for child in dependents(at.sent, at.cue.i, "advcl", "prep", "acl"):
        if at.lex.lemma(child.lemma) in verbs or child.lower in ("citing", "quoting"):
            obj = dependent(at.sent, child.i, "dobj", "pobj")
            if obj is not None:
                yield _link(at, obj)


def _link(at: Scene, head: Token) -> Link:
    spans = runs([t for t in below(at.sent, head.i) if t.dep not in ("relcl", "case")])
    span = at.doc.document.span(spans[0][0], spans[-1][1]) if spans else at.doc.document.span(head.start, head.end)
    mention = mention_at(at.who, (at.sent.index, head.i), span)
    kind = "official"
    if mention is not None:
        kind = {"anonymous": "anonymous", "outlet": "other_outlet", "agency": "agency", "document": "document"}.get(mention.kind, "official")
        name = at.who.names.get(mention.actor, span.text) if mention.actor is not None else span.text
        return Link(kind, name, span, mention.count, mention.hint)  # type: ignore[arg-type]
    lemma = at.lex.lemma(head.lemma)
    kind = next((k for k in ("document", "anonymous") if lemma in at.lex.sources[k]), "other_outlet" if lemma in at.lex.sources["outlet"] else "official")
    return Link(kind, span.text, span)  # type: ignore[arg-type]


def _distinct(links: Sequence[Link]) -> Iterator[Link]:
    seen: set[tuple[str, str]] = set()
    for link in links:
        key = (link.kind, link.name.lower())
        if key not in seen:
            seen.add(key)
            yield link
