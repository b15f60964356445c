"""Blocked: conditions whose antecedent the one who must act refuses, and deadlocks, where each waits for another.

A condition of one holder waits for the actor of its antecedent. It is *refused* when that actor (or its party) officially rejects what the
antecedent asks. A *deadlock* is a strongly connected component (Tarjan 1972) with two holders or more in the graph from a condition to those
whose consequent it waits for. Proven: all conditions and refusals are official, policy, in force, and the act is the same by codebook; else a
candidate. "Without preconditions" is a stance and makes no condition, hence no edge; a promise for the case of a breach waits for nothing.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from parley.model import Actor, ActorRef, AnyFinding, Blocked, Condition, Span, Stance, Statement, digest
from parley.record.across.corpus import Corpus
from parley.record.across.positions import party_of
from parley.record.likeness.bags import ByWord, shared
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.words import stem

REFUSES = frozenset(("rejects", "red_line", "opposes"))
_OVER = frozenset(("met", "waived", "expired"))
_SUPPOSED = frozenset(("if", "only_if", "unless", "until", "provided_that", "subject_to"))
_OFFICIAL = ("official", "office")
# Of the content words of the shorter text, how many the two must share to be on one thing.
ABOUT = 0.5
CERTAIN = 0.75
_MAX_LINKS = 200
# Content words by which one thing is told from another; one alone tells nothing.
_TELLING = 2


class Refusal(msgspec.Struct, frozen=True, tag="refusal"):
    """A stance or statement by which parties refuse something; without words when it is "the conditions", those of its report. day: of its report."""

    id: str
    who: tuple[str, ...]
    words: frozenset[str]
    issues: frozenset[str]
    official: bool
    document: str
    day: str
    evidence: tuple[Span, ...]


class Node(msgspec.Struct, frozen=True, tag="condition", omit_defaults=True):
    """A condition with its parties resolved and its words counted. day: of its report.

    waits: whether what it asks for can still be refused. unplaced: refusals of "the conditions" in its report by people whose side the record does not know.
    """

    condition: Condition
    holder: ActorRef
    must: str | None
    wants: frozenset[str]
    gives: frozenset[str]
    day: str
    waits: bool
    unplaced: tuple[Refusal, ...] = ()


class Tie(msgspec.Struct, frozen=True, tag="tie", omit_defaults=True):
    """What of a condition that waits counts in a deadlock. act, given: what it asks for and what would follow, by codebook; firm: official, as policy."""

    condition: str
    holder: ActorRef
    wants: frozenset[str]
    gives: frozenset[str]
    evidence: tuple[Span, ...]
    must: str | None = None
    act: str | None = None
    given: str | None = None
    firm: bool = False


def tie(node: Node) -> Tie:
    """A condition that waits as it counts in a deadlock."""
    one = node.condition
    return Tie(
        condition=one.id, holder=node.holder, wants=node.wants, gives=node.gives, evidence=one.evidence, must=node.must, act=one.antecedent.act,
        given=one.consequent.act if one.consequent else None, firm=_firm(one),
    )  # fmt: skip


def conditions(corpus: Corpus, actors: Sequence[Actor], spun: Collection[str], said: Iterable[Refusal]) -> Iterator[Node]:
    """The conditions of reports that somebody holds. `spun`: reports that are garbled copies; `said`: the refusals of the reports."""
    parties, acts = party_of(actors), party_of(actors, groups=True)
    aside = {actor.id for actor in actors if actor.kind == "person" and actor.of is None}
    unplaced: defaultdict[str, list[Refusal]] = defaultdict(list)
    for refusal in said:
        if not refusal.words and not aside.isdisjoint(refusal.who):
            unplaced[refusal.document].append(refusal)
    for one in corpus.findings.values():
        if isinstance(one, Condition) and one.holder and one.document not in spun:
            yield _node(one, parties, acts, corpus, unplaced.get(one.document, ()))


def refusals(corpus: Corpus, actors: Sequence[Actor], spun: Collection[str]) -> Iterator[Refusal]:
    """The refusals of reports; what is only supposed in the if-clause of a condition is none. `spun`: reports that are garbled copies."""
    parties = party_of(actors)
    supposed: defaultdict[str, list[Span]] = defaultdict(list)
    for one in corpus.findings.values():
        if isinstance(one, Condition) and one.relation in _SUPPOSED:
            supposed[one.document].append(one.antecedent.span)
    for finding in corpus.findings.values():
        if finding.document not in spun:
            refusal = _refusal(finding, parties, corpus)
            if refusal is not None and not _supposed(finding, supposed.get(finding.document, ())):
                yield refusal


def refused(waiting: Iterable[Node], said: Iterable[Refusal]) -> list[Blocked]:
    """The refused conditions among those that wait for one actor, by id. `said`: what it refuses."""
    nodes = [node for node in sorted(waiting, key=_by_id) if node.waits]
    known, generic = ByWord[Refusal](), defaultdict[str, list[Refusal]](list)
    for refusal in sorted(said, key=lambda refusal: refusal.id):
        known.add(refusal, refusal.words)
        if not refusal.words:
            generic[refusal.document].append(refusal)
    found = []
    for node in nodes:
        made = _refused(node, [*known.near(node.wants), *generic.get(node.condition.document, ())])
        if made is not None:
            found.append((node, made))
    return sorted(_told_once(found, nodes), key=lambda made: made.id)


def _by_id(node: Node) -> str:
    return node.condition.id


def bag_of(text: str, document: str, corpus: Corpus) -> frozenset[str]:
    """The content words of a text of a document, as stems."""
    return frozenset(lexicon(corpus.documents[document].language).bag(text))


def _node(
    condition: Condition, parties: Mapping[str, tuple[ActorRef, ...]], acts: Mapping[str, tuple[ActorRef, ...]], corpus: Corpus, unplaced: Sequence[Refusal]
) -> Node:
    """`parties`: for whom an actor speaks; `acts`: whose act it is, a state's own soldiers and ships too."""
    assert condition.holder is not None, "conditions without a holder wait for nobody"
    must = condition.antecedent.actor
    return Node(
        condition=condition,
        holder=parties.get(condition.holder.id or "", (ActorRef(condition.holder.id, condition.holder.name),))[0],
        must=name_of(acts.get(must.id or "", (must,))[0]) if must else None,
        wants=bag_of(condition.antecedent.text or condition.antecedent.span.text, condition.document, corpus),
        gives=bag_of(condition.consequent.text or condition.consequent.span.text, condition.document, corpus) if condition.consequent else frozenset(),
        day=corpus.day(condition.document),
        waits=condition.state not in _OVER and not _breach(condition, corpus),
        unplaced=tuple(unplaced),
    )


def _breach(condition: Condition, corpus: Corpus) -> bool:
    """Whether what would come first is a breach ("would arm Orlan if Marin broke the truce"): a promise is tied to it, and nobody waits for it."""
    text = condition.antecedent.text or condition.antecedent.span.text
    return lexicon(corpus.documents[condition.document].language).breaches(text)


def name_of(ref: ActorRef) -> str:
    """The id of an actor, else its name."""
    return ref.id or ref.name


def _refusal(finding: AnyFinding, parties: Mapping[str, tuple[ActorRef, ...]], corpus: Corpus) -> Refusal | None:
    if isinstance(finding, Stance) and finding.value in REFUSES and not _denial(finding, corpus):
        holder = ActorRef(finding.holder.id, finding.holder.name)
        text = " ".join([*(span.text for span in finding.evidence), finding.target.text, finding.target.name])
        issues = {issue for issue in (finding.target.issue, *(tag.issue for tag in finding.issues)) if issue}
        official = finding.voice == "own" and finding.level in _OFFICIAL
        text = "" if _generic(finding, corpus) else text
    elif isinstance(finding, Statement) and finding.act == "reject" and finding.source.actor is not None:
        holder = finding.source.actor
        text = " ".join(span.text for span in finding.content)
        issues = {tag.issue for tag in finding.issues}
        official = finding.certainty != "anonymous"
    else:
        return None
    who = tuple(map(name_of, parties.get(holder.id or "", (holder,))))
    words_, day = bag_of(text, finding.document, corpus), corpus.day(finding.document)
    return Refusal(finding.id, who, words_, frozenset(issues), official, finding.document, day, finding.evidence)


def _generic(stance: Stance, corpus: Corpus) -> bool:
    """Whether what is refused is called no more than a condition."""
    words_ = lexicon(corpus.documents[stance.document].language)
    bag = words_.bag(stance.target.name).keys()
    return bool(bag) and bag <= words_.conditions


def _denial(stance: Stance, corpus: Corpus) -> bool:
    """Whether what is refused is a claim: that is denied, not refused ("denies such claims")."""
    words_ = lexicon(corpus.documents[stance.document].language)
    bag = words_.bag(stance.target.name).keys()
    return bool(bag) and bag <= {stem(word) for word in words_.said}


def _supposed(finding: AnyFinding, spans: Sequence[Span]) -> bool:
    """Whether a refusal is only supposed: it stands in the if-clause of a condition; `spans` are those of its report."""
    inside = (any(span.covers(at) or at.covers(span) and len(at.text) < 2 * len(span.text) for span in spans) for at in finding.evidence)
    return bool(finding.evidence) and all(inside)


def _refused(node: Node, said: Sequence[Refusal]) -> Blocked | None:
    """`said`: the refusals of the one who must act that share a word, and those of "the conditions" in the same report."""
    condition = node.condition
    issues = {tag.issue for tag in condition.issues}
    near = []
    for refusal in said:
        share = shared(node.wants, refusal.words)
        if not refusal.words and refusal.document == condition.document:
            share = 1.0
        told = issues & refusal.issues if len(refusal.words) == 1 else refusal.words or refusal.document == condition.document
        # One word in common ("denies such claims") tells nothing by itself.
        if refusal.id != condition.id and name_of(node.holder) not in refusal.who and told and (share >= ABOUT or (share > 0 and issues & refusal.issues)):
            near.append((share, refusal))
    if node.must is not None:
        near += [(ABOUT, one) for one in node.unplaced if name_of(node.holder) not in one.who]
    if not near:
        return None
    near.sort(key=lambda pair: (-pair[0], pair[1].id))
    best = max(share for share, refusal in near)
    proven = best >= CERTAIN and _firm(condition) and any(refusal.official and share >= CERTAIN for share, refusal in near)
    used = [refusal for share, refusal in near if share >= min(best, CERTAIN)]
    evidence = (*condition.evidence, *(span for refusal in used for span in refusal.evidence))
    return Blocked(
        id=digest("refused", condition.id), kind="refused", conditions=(condition.id,), holders=(node.holder,),
        refusals=tuple(sorted({refusal.id for refusal in used})), proven=proven, evidence=tuple(dict.fromkeys(evidence)),
        reason=f"{node.holder.name} waits for what {condition.antecedent.actor.name if condition.antecedent.actor else '—'} refuses: "
        + " ".join(condition.antecedent.span.text.split()),
    )  # fmt: skip


def _told_once(found: Sequence[tuple[Node, Blocked]], nodes: Sequence[Node]) -> list[Blocked]:
    """Refused conditions, those of one holder on one actor about the same act joined: what several reports tell is blocked once.

    A report that tells the condition and not the refusal belongs to it too.
    """
    groups: list[tuple[Node, list[Blocked]]] = []
    between: defaultdict[tuple[ActorRef, str | None], list[tuple[Node, list[Blocked]]]] = defaultdict(list)
    for node, made in found:
        some = between[(node.holder, node.must)]
        group = next((group for first, group in some if shared(first.wants, node.wants) >= ABOUT), None)
        if group is None:
            some.append((node, [made]))
            groups.append(some[-1])
        else:
            group.append(made)
    alike: defaultdict[tuple[ActorRef, str | None], list[Node]] = defaultdict(list)
    for node in nodes:
        alike[(node.holder, node.must)].append(node)
    joined = []
    for first, group in groups:
        again = [node.condition for node in alike[(first.holder, first.must)] if node.must and _one_condition(first, node)]
        ids = sorted({id for made in group for id in made.conditions} | {condition.id for condition in again})
        best = max(group, key=lambda made: (made.proven, made.id))
        joined.append(
            msgspec.structs.replace(
                best,
                id=digest("refused", *ids),
                conditions=tuple(ids),
                refusals=tuple(sorted({id for made in group for id in made.refusals})),
                evidence=tuple(dict.fromkeys([*(span for made in [best, *group] for span in made.evidence), *(s for one in again for s in one.evidence)])),
            )
        )
    return joined


def _one_condition(one: Node, other: Node) -> bool:
    """Whether two reports tell one condition: of one holder on one actor, about the same act, for the same thing."""
    if (one.holder, one.must) != (other.holder, other.must) or min(len(one.wants), len(other.wants)) < 2:
        return False
    # One word for what would follow ("its signature") is too little to tell two apart.
    known = min(len(one.gives), len(other.gives)) > 1
    return shared(one.wants, other.wants) >= ABOUT and (not known or shared(one.gives, other.gives) >= ABOUT)


def _firm(condition: Condition) -> bool:
    return condition.policy and condition.voice == "own" and condition.level in _OFFICIAL


def deadlocks(waiting: Iterable[Tie]) -> list[Blocked]:
    """The deadlocks among the conditions of a negotiation, by id."""
    ties = sorted(waiting, key=lambda tie: tie.condition)
    by_holder: defaultdict[str, ByWord[int]] = defaultdict(ByWord)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(ties):
        by_holder[name_of(one.holder)].add(n, one.gives)
        # What gives one word alone is told by no words.
        for word in one.gives if len(one.gives) >= _TELLING else ():
            by_word[word].append(n)
    links = {n: _links(one, ties, by_holder, by_word) for n, one in enumerate(ties)}
    found = []
    for component in components({n: [other for other, _ in to] for n, to in links.items()}):
        inside = [ties[n] for n in component]
        holders = {name_of(one.holder): one.holder for one in inside}
        if len(holders) > 1:
            certain = {n: [other for other, sure in links[n] if sure and other in component] for n in component}
            proven = all(one.firm for one in inside) and any(len(part) == len(component) for part in components(certain))
            found.append(_deadlock(inside, holders, proven=proven))
    return sorted(found, key=lambda made: made.id)


def _links(one: Tie, ties: Sequence[Tie], by_holder: Mapping[str, ByWord[int]], by_word: Mapping[str, list[int]]) -> list[tuple[int, bool]]:
    """The conditions that one waits for, each with whether that is certain.

    "Until the last mine is lifted" names nobody: what another holder would do then has to be told by the words, and proves nothing.
    """
    if one.must is not None:
        near = by_holder[one.must].near(one.wants) if one.must in by_holder else []
        own = [other for other in near if ties[other] is not one][:_MAX_LINKS]
        waits = [(other, share, _same_act(one, ties[other], share)) for other in own if (share := shared(one.wants, ties[other].gives))]
        return [(other, certain) for other, share, certain in waits if certain or share >= ABOUT]
    if len(one.wants) < _TELLING:
        return []
    alike = Counter(itertools.chain.from_iterable(by_word.get(word, ()) for word in one.wants))
    holder = name_of(one.holder)
    # Words that both have whole are counted already; the ends of compounds are asked for only where these are too few.
    others = (
        other
        for other, same in sorted(alike.items())
        if (same >= ABOUT * min(len(one.wants), len(ties[other].gives)) or shared(one.wants, ties[other].gives) >= ABOUT)
        and name_of(ties[other].holder) != holder
    )
    return [(other, False) for other in itertools.islice(others, _MAX_LINKS)]


def _same_act(one: Tie, other: Tie, share: float) -> bool:
    """Whether what one waits for is, by codebook or nearly word for word, what the other would do; `share`: of the words of the two."""
    return (one.act is not None and one.act == other.given and share > 0) or (share >= CERTAIN and min(len(one.wants), len(other.gives)) >= _TELLING)


def _deadlock(inside: list[Tie], holders: Mapping[str, ActorRef], *, proven: bool) -> Blocked:
    ids = sorted(one.condition for one in inside)
    refs = tuple(sorted(holders.values(), key=lambda ref: (ref.name, ref.id or "")))
    return Blocked(
        id=digest("deadlock", *ids), kind="deadlock", conditions=tuple(ids), holders=refs, proven=proven,
        reason=" and ".join(ref.name for ref in refs) + " each wait for the other to act first" if len(refs) == 2 else "each waits for the next",
        evidence=tuple(span for one in sorted(inside, key=lambda one: one.condition) for span in one.evidence),
    )  # fmt: skip


def components(links: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Strongly connected components, each sorted, by their smallest member (Tarjan 1972, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on: set[int] = set()
    found = []
    for root in sorted(links):
        if root in index:
            continue
        work = [(root, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                index[node] = low[node] = len(index)
                stack.append(node)
                on.add(node)
            after = links.get(node, ())
            while at < len(after) and after[at] in index:
                if after[at] in on:
                    low[node] = min(low[node], low[after[at]])
                at += 1
            if at < len(after):
                work += [(node, at + 1), (after[at], 0)]
                continue
            if low[node] == index[node]:
                cut = stack.index(node)
                found.append(sorted(stack[cut:]))
                on.difference_update(stack[cut:])
                del stack[cut:]
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
    return sorted(found)
