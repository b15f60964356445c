"""Stances out of hits: whose, on what of the negotiation, in whose voice."""

from typing import NamedTuple

from parley.extract.clauses import relative_head
from parley.extract.scene import Scene
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit
from parley.extract.stances.match import extent
from parley.model import By, Condition, Party, Proposal, Sentence, Span, Stance, Statement, Target, Time, Token, finding_id
from parley.model.tree import ancestors, dependent, dependents, subtree

POSITIVE = ("accepts", "supports", "open_to", "accepts_in_principle")
BEHIND = 600
LONGEST = 60
ASKING = ("call_for", "call_for_passive", "demand", "seek", "insist")
# What is told of as done to somebody or something, without a word on by whom, is the teller's: "the offer was rejected, the union said".
REPORTED = ("demands", "urges", "rejects", "opposes", "supports")
# Endings of nouns for people; the words of the table `things` end so and are none.
AGENTS = ("er", "or", "ist", "ian", "man", "woman", "men", "women", "ee", "crat", "people", "folk", "ant", "ite", "eer", "ess")
ABSTRACT = ("ion", "ment", "ness", "ity", "ance", "ence", "ing", "ism", "ship", "th", "acy", "age", "ure", "al")
PERSONS = ("him", "her", "me", "us", "you", "he", "she", "himself", "herself", "themselves", "itself", "who", "whom")
STRESSING = frozenset((
    "reaffirm", "affirm", "stress", "maintain", "underline", "emphasise", "emphasize", "note", "state", "argue", "claim", "contend", "reiterate", "repeat",
    "think", "believe", "assert", "underscore", "confirm", "report",
))  # fmt: skip
NOBODY = ("nobody", "none", "no-one", "anybody", "anyone", "everyone", "everybody")


class Aim(NamedTuple):
    """What a stance is on: its words, issue and kind."""

    span: Span
    issue: str | None
    kind: str
    id: str | None


def build(hit: Hit, scene: Scene, lex: Lexicon, proposals: tuple[Proposal, ...], held: Party | None = None) -> Stance | None:
    """The stance, or None where nobody holds it or its target is no matter of the negotiation. held: the party, when another sentence names it."""
    sent, doc = hit.sent, scene.document
    reach = hit.span or extent(sent, hit)
    if reach is None or reach[1] <= reach[0]:
        return None
    stmt = _saying(hit, scene, reach)
    holder = held or whose(hit, scene, lex, stmt)
    if holder is None:
        return None
    if hit.holder is not None and hit.sent.tokens[relative_head(hit.sent, hit.holder)].lemma in lex.words["ruling"]:
        return None
    if hit.frame == "support" and hit.target is not None and _side_with(hit, scene):
        return None
    if "party" in hit.flags and (hit.object_ is None or scene.party(sent, hit.object_) is None):
        return None  # only who can act is urged
    if "judged" in hit.flags and hit.target is not None and (scene.judged(sent, hit.target) or sent.tokens[hit.target].lower in PERSONS):
        return None  # "called him a liar" judges a man, and no proposal
    aim = aimed(hit, scene, lex, proposals, reach)
    if aim is None:
        return None
    evidence = doc.span(*reach)
    around = scene.covering(*reach)
    foreign = next((said for said in around if scene.foreign(said, holder)), None)
    own = foreign is None
    stmt = foreign or stmt
    return Stance(
        id=finding_id("stance", evidence, 0),
        document=doc.id,
        evidence=(evidence,),
        by=By("stances", hit.frame),
        certainty=scene.certainty(stmt),
        issues=scene.issues.find(doc, aim.span.start, aim.span.end),
        holder=holder,
        target=Target(aim.kind, aim.span.text, aim.span, aim.issue, None, aim.id, evidence.text),  # type: ignore[arg-type]
        value=hit.value,
        strength=hit.strength,  # type: ignore[arg-type]
        voice="own" if own else "attributed_by",
        attributed_by=None if own or stmt is None else stmt.source.actor,
        time=_when(scene, reach, aim.span.start) or (around[-1].time if around else None),
        level=scene.level(reach, holder, doc.text[sent.start : max(sent.end, reach[1])]),
    )


def _saying(hit: Hit, scene: Scene, reach: tuple[int, int]) -> Statement | None:
    """The statement in which a stance stands: the innermost whose speaker is known, else the innermost."""
    token = hit.sent.tokens[hit.trigger]
    stmt = scene.statement(*reach) or scene.speaker(hit.sent, hit.trigger)
    if stmt is None or stmt.source.actor is not None or stmt.source.span is not None:
        return stmt
    around = scene.covering(*reach) or scene.covering(token.start, token.end)
    return next((one for one in reversed(around) if one.source.actor is not None or one.source.span is not None), stmt)


def _side_with(hit: Hit, scene: Scene) -> bool:
    """Whether what is supported is a person, a state or a force: an ally, and no matter of negotiation."""
    if (
        hit.target is None
        or hit.sent.tokens[hit.trigger].lemma not in ("support", "back")
        or any(True for _ in dependents(hit.sent, hit.target, "acl", "relcl"))
        or dependent(hit.sent, hit.trigger, "xcomp", "ccomp") is not None
    ):
        return False
    mention = scene.mention(hit.sent, hit.target)
    return (
        mention is not None
        and mention.actor is not None
        and mention.head == hit.target
        and mention.kind in ("person", "state", "armed_group", "group")
        and mention.form != "pronoun"
    )


def _when(scene: Scene, reach: tuple[int, int], before: int) -> Time | None:
    """The day that the clause itself gives, before what the stance is on ("Norra last week agreed to …"); None when it gives none or two."""
    found = [t for t in scene.annotated.times if t.span and reach[0] <= t.span.start and t.span.end <= before and t.timex3 and t.timex3.type == "DATE"]
    return found[0] if len(found) == 1 else None


def whose(hit: Hit, scene: Scene, lex: Lexicon, stmt: Statement | None) -> Party | None:
    """The party whose stance it is: as the frame says; the speaker's side where the frame leaves it to the speaker."""
    hit = _cleft(_subjected(hit))
    nobody = hit.holder is not None and hit.sent.tokens[hit.holder].lower in NOBODY  # "nobody wants a war" is what the speaker holds
    if hit.holder is not None and not nobody:
        paper = hit.sent.tokens[hit.holder]
        if paper.pos == "NOUN" and paper.lemma in lex.words["papers"] and hit.frame in ASKING:
            return _author(hit.sent, scene, hit.holder)
        found = scene.holder(hit.sent, hit.holder) or scene.taken_up(hit.sent, hit.holder) or scene.group(hit.sent, relative_head(hit.sent, hit.holder))
        if found is None:
            found = acting(hit.sent, scene, lex, relative_head(hit.sent, hit.holder)) or _quoted(hit, scene, stmt) or _above(hit, scene)
        if found is None:
            found = scene.seat(hit.sent, relative_head(hit.sent, hit.holder))  # "Vell is said to have agreed": the capital is no mere place
        if found is not None:
            return found
        if hit.sent.tokens[hit.holder].lower not in ("there", "it", "this", "that", "which") and "document" in hit.flags:
            token = hit.sent.tokens[hit.holder]
            low = hit.sent.tokens[min(subtree(hit.sent, hit.holder))].start
            return Party(None, scene.document.text[low : token.end], scene.document.span(low, token.end))
    undergone = (
        hit.holder is None
        and hit.sent.tokens[hit.trigger].tag == "VBN"
        and not hit.flags & {"undergone", "only_negated"}
        and hit.frame != "turn_down"
        and not _self_told(hit)
    )
    told = "speaker" in hit.flags or nobody or undergone and hit.value in REPORTED and venue(hit, scene) is None
    if told and stmt is not None and stmt.source.actor is not None:
        return Party(stmt.source.actor.id, stmt.source.actor.name, stmt.source.span)
    if told and stmt is not None and stmt.source.span is not None and (named := _named(hit.sent, scene, stmt)) is not None:
        return named
    if told and not undergone and (sayer := _sayer(hit, scene, lex, stmt)) is not None:
        return sayer
    if undergone and (there := venue(hit, scene)) is not None:
        return there
    if told and stmt is None and not undergone and (before := _announced(hit, scene) or _opened(hit, scene)) is not None:
        return before
    if "place" in hit.flags:
        from_place = scene.place_party(hit.sent, hit.trigger)
        if from_place is not None:
            return from_place
    return None


def _sayer(hit: Hit, scene: Scene, lex: Lexicon, stmt: Statement | None) -> Party | None:
    """Who says it, where no statement names him: the subject of a verb of saying above ("who reaffirms that …"), or beside a quotation."""
    sent = hit.sent
    for above in ancestors(sent, hit.trigger):
        if above.lemma in lex.words["saying"] | STRESSING or above.lemma in ("quote", "cite", "report") and dependent(sent, above.i, "nsubjpass") is not None:
            own = dependent(sent, above.i, "nsubj", "nsubjpass")
            found = _party(sent, own.i, scene, lex) if own is not None else None
            if found is not None:
                return found
    if stmt is None or stmt.form != "direct" or stmt.source.span is not None:
        return None
    for other in (one for one in scene.annotated.sentences if one.paragraph == sent.paragraph and abs(one.index - sent.index) == 1):
        verb = next((t for t in other.tokens if t.lemma in lex.words["saying"] and t.pos in VERBAL), None)
        own = dependent(other, verb.i, "nsubj") if verb is not None else None
        if own is not None and (found := _party(other, own.i, scene, lex)) is not None:
            return found
    return None


def _party(sent: Sentence, i: int, scene: Scene, lex: Lexicon) -> Party | None:
    token = sent.tokens[relative_head(sent, i)]
    found = scene.holder(sent, token.i) or scene.group(sent, token.i) or acting(sent, scene, lex, token.i)
    if found is not None or token.pos != "NUM":
        return found
    last = max(j for j in subtree(sent, token.i) if j <= token.i + 4 and sent.tokens[j].pos in ("NOUN", "NUM"))
    span = scene.document.span(token.start, sent.tokens[last].end)
    return Party(None, span.text, span)


def acting(sent: Sentence, scene: Scene, lex: Lexicon, i: int) -> Party | None:
    """A noun for people that stands for itself, by its ending ("campaigners", "separatists", "the islanders") or its plural of a body: who holds a stance."""
    token = sent.tokens[i]
    lemma = token.lemma.lower()
    if token.pos == "NUM" and token.dep in ("nsubj", "pobj") and token.text.isalpha():  # "two abstained"
        return Party(None, token.text, scene.document.span(token.start, token.end))
    named = token.tag == "NN" and token.dep == "nsubj" and token.text[:1].isupper() and not sent.children[i]
    if named and lemma not in lex.words["matters"] | lex.words["acts"] | lex.words["things"] and not lemma.endswith(ABSTRACT):
        return Party(None, token.text, scene.document.span(token.start, token.end))  # a name that opens a sentence, taken for a noun
    if token.pos != "NOUN" or lemma in lex.words["things"] or not lemma.endswith(AGENTS) or len(lemma) < 5:
        return None
    kept = [j for j in subtree(sent, i) if j <= i and sent.tokens[j].pos not in ("PUNCT", "SCONJ")]
    span = scene.document.span(sent.tokens[kept[0]].start, token.end)
    return Party(None, span.text, span)


def _quoted(hit: Hit, scene: Scene, stmt: Statement | None) -> Party | None:
    """ "We", "I" in the words of a speaker without a name ("one widow quoted the minister as saying"): whoever is quoted."""
    token = hit.sent.tokens[hit.holder] if hit.holder is not None else None
    if token is None or stmt is None or token.lower not in scene.voices.we | scene.voices.i:
        return None
    return scene.speaking(stmt) or _named(hit.sent, scene, stmt)


def _above(hit: Hit, scene: Scene) -> Party | None:
    """Who "it", "they", "he" or "she" is in a clause that hangs on another: the subject of the main clause before it, where the number agrees."""
    sent = hit.sent
    token = sent.tokens[hit.holder] if hit.holder is not None else None
    if token is None or token.lower not in scene.voices.they:
        return None
    verb = sent.tokens[token.head]
    for above in ancestors(sent, verb.i):
        own = dependent(sent, above.i, "nsubj", "nsubjpass")
        if own is None or own.i >= token.i or own.tag == "PRP":
            continue
        several = own.tag in ("NNS", "NNPS") or any(c.dep == "conj" for c in dependents(sent, own.i))
        return (scene.holder(sent, own.i) or scene.group(sent, own.i)) if several == (token.lower == "they") else None
    return None


def _announced(hit: Hit, scene: Scene) -> Party | None:
    """Whose word follows a colon: "Norra was blunt: …", "The ministry put it differently: …"; the subject of what stands before it."""
    sent = hit.sent
    trigger = sent.tokens[hit.trigger]
    colon = next((t for t in sent.tokens[: hit.trigger] if t.text == ":"), None)
    if colon is None or any(t.text == ":" for t in sent.tokens[colon.i + 1 : trigger.i]):
        return None
    for t in sent.tokens[: colon.i]:
        if t.dep == "nsubj" and sent.tokens[t.head].i < colon.i and sent.tokens[t.head].pos in VERBAL and sent.tokens[t.head].dep not in ("relcl", "advcl"):
            return scene.holder(sent, t.i) or scene.group(sent, t.i)
    return None


def _self_told(hit: Hit) -> bool:
    """Whether what is done befalls the speaker: "I am often asked to trust" tells of others."""
    own = dependent(hit.sent, hit.trigger, "nsubjpass")
    return own is not None and own.lower in ("i", "we")


def _opened(hit: Hit, scene: Scene) -> Party | None:
    """The capital with which a sentence opens: "In Minsk the idea is anathema"."""
    first = hit.sent.tokens[0]
    thing = dependent(hit.sent, 0, "pobj") if first.lower == "in" and first.dep == "prep" else None
    return scene.seat(hit.sent, thing.i) if thing is not None and thing.i < hit.trigger else None


def venue(hit: Hit, scene: Scene) -> Party | None:
    """The capital in which something is taken so or so: "was welcomed in Cairo", "met with silence in Vell"; any other town is a place."""
    for prep in dependents(hit.sent, hit.trigger, "prep"):
        thing = next(dependents(hit.sent, prep.i, "pobj"), None) if prep.lower in ("in", "across", "within", "throughout") else None
        if thing is not None and (found := scene.seat(hit.sent, thing.i)) is not None:
            return found
    return None


def _subjected(hit: Hit) -> Hit:
    """A hit with its subject where the parse took "that" for one ("said that Norra saw the offer as positive")."""
    token = hit.sent.tokens[hit.holder] if hit.holder is not None else None
    if token is None or token.lower != "that" or hit.sent.tokens[token.head].dep != "ccomp":
        return hit
    other = next((c for c in dependents(hit.sent, token.head, "nsubj") if c.i > token.i), None)
    return hit._replace(holder=other.i) if other is not None else hit


def _cleft(hit: Hit) -> Hit:
    """ "It is Norra that wants a truce": the holder is who it is said to be."""
    if hit.holder is None or hit.sent.tokens[hit.holder].lower not in ("that", "who", "which"):
        return hit
    verb = hit.sent.tokens[hit.sent.tokens[hit.holder].head]
    above = hit.sent.tokens[verb.head]
    if verb.dep != "ccomp" or above.lemma != "be" or not any(c.lower == "it" for c in dependents(hit.sent, above.i, "nsubj", "expl")):
        return hit
    named = next(dependents(hit.sent, above.i, "attr"), None)
    return hit._replace(holder=named.i) if named is not None else hit


def _author(sent: Sentence, scene: Scene, i: int) -> Party | None:
    """Whose wish a text tells ("the offer calls for a halt"): its owner, else who proposed what was last proposed."""
    owner = next((scene.party(sent, c.i) for c in dependents(sent, i, "poss")), None)
    made = [p for p in scene.annotated.proposals if p.evidence[0].start < sent.end and p.proposers]
    return owner or (made[-1].proposers[0] if made else None)


def _named(sent: Sentence, scene: Scene, stmt: Statement) -> Party | None:
    """The side that a speaker without a name is said to be of: "a Norran official"."""
    words = stmt.source.span
    if words is None:
        return scene.speaking(stmt)
    home = next((s for s in scene.annotated.sentences if s.start <= words.start < s.end), sent)  # a quotation is a sentence of its own
    named = next(iter(scene.named(home, words.start, words.end)), None)
    return named or scene.speaking(stmt) or _unnamed(scene, home, words)


def _unnamed(scene: Scene, home: Sentence, words: Span) -> Party | None:
    """A speaker without a name and without a side, as the words put him: "a diplomat", "one negotiator"; mere sources are nobody."""
    last = next((t for t in home.tokens if words.start <= t.start < words.end and t.dep in ("nsubj", "pobj", "nsubjpass", "ROOT")), None)
    if last is None or len(words.text) > LONGEST:
        return None
    if last.pos == "NUM" and any(p.lower == "of" for p in dependents(home, last.i, "prep")):  # "one of the people"
        return Party(None, words.text, words)
    return scene.group(home, last.i) if last.pos == "NOUN" else None


def aimed(hit: Hit, scene: Scene, lex: Lexicon, proposals: tuple[Proposal, ...], reach: tuple[int, int]) -> Aim | None:
    """What it is on, when that is a matter of negotiation: an issue, a proposal, or a word for one."""
    sent, doc = hit.sent, scene.document
    if hit.target is None or _dated(hit.sent.tokens[hit.target], scene):
        return _behind(hit, scene, proposals, reach)
    under = subtree(sent, hit.target)
    if hit.trigger in under and hit.trigger != hit.target:
        own = set(subtree(sent, hit.trigger))
        under = [j for j in under if j not in own and j < hit.trigger] or [hit.target]
    if "item" in hit.flags:
        under = [j for j in under if sent.tokens[j].end <= reach[1]] or [hit.target]
    while len(under) > 1 and sent.tokens[under[0]].pos == "PUNCT":
        under = under[1:]
    while len(under) > 1 and sent.tokens[under[-1]].pos == "PUNCT":
        under = under[:-1]
    low, high = sent.tokens[under[0]].start, sent.tokens[under[-1]].end
    span = doc.span(low, high)
    tags = scene.issues.find(doc, span.start, span.end)
    linked = next((p for p in proposals if p.evidence[0].start < span.end and span.start < p.evidence[0].end), None)
    if tags or linked is not None:
        kind = "proposal" if linked is not None else "issue"
        return Aim(span, tags[0].issue if tags else None, kind, linked.id if linked is not None else None)
    if any(lex.words["matters"] & {sent.tokens[j].lemma.lower(), sent.tokens[j].lower} and sent.tokens[j].pos in ("NOUN", "PROPN") for j in under):
        return _anaphor(hit, scene, span, under, proposals)
    if any(sent.tokens[j].lemma.lower() in lex.words["acts"] and sent.tokens[j].pos in VERBAL for j in under):
        return Aim(span, None, "term", None)
    if head_is_clause(sent, hit.target) and len(scene.named(sent, span.start, span.end)) > 0:
        return Aim(span, None, "term", None)
    if "open" in hit.flags:
        return Aim(span, None, "term", None)
    head = sent.tokens[hit.target]
    if head.pos in ("NUM", "DET") or head.lower in ("it", "them", "that", "this", "these", "those", "one", "all", "both", "none", "three", "two"):
        return _behind(hit, scene, proposals, reach)
    if "strict" in hit.flags or head.lemma in lex.words["no_matters"]:
        return None
    return Aim(span, None, "term", None)


def _dated(token: Token, scene: Scene) -> bool:
    """Whether a token is the head of a mere date, which no stance is on ("dropped its objections on Wednesday")."""
    if token.pos in VERBAL:
        return False
    return any(
        t.span and t.span.start <= token.start and token.end <= t.span.end and t.timex3 and t.timex3.type in ("DATE", "TIME") for t in scene.annotated.times
    )


def head_is_clause(sent: Sentence, i: int) -> bool:
    """Whether a target is a clause ("Norra keeping the islands") and not a phrase."""
    return sent.tokens[i].pos in VERBAL


def _anaphor(hit: Hit, scene: Scene, span: Span, under: list[int], proposals: tuple[Proposal, ...]) -> Aim:
    """A target without an issue of its own ("this idea", "the offer") takes that of what was last named before it."""
    tokens = hit.sent.tokens
    head = tokens[hit.target if hit.target is not None else hit.trigger]
    if head.dep == "appos" and len(under) <= 3:
        near = max(scene.issues.find(scene.document, hit.sent.start, span.start), key=lambda t: t.span.start, default=None)
        return Aim(span, near.issue if near else None, "term", None)
    if len(under) > 3 or not any(tokens[j].lower in ("this", "that", "these", "those", "such", "the", "its", "their") for j in under):
        return Aim(span, None, "term", None)
    before = [p for p in proposals if p.evidence[0].end <= span.start]
    if before:
        return Aim(span, before[-1].issues[0].issue if before[-1].issues else None, "proposal", before[-1].id)
    tags = scene.issues.find(scene.document, max(0, span.start - BEHIND), span.start)
    last = max(tags, key=lambda t: t.span.start, default=None)
    return Aim(span, last.issue if last else None, "term", None)


def _behind(hit: Hit, scene: Scene, proposals: tuple[Proposal, ...], reach: tuple[int, int]) -> Aim | None:
    """A target that the clause leaves out or names by a pronoun: the last proposal, else the last issue, named before it."""
    doc = scene.document
    before = [p for p in proposals if p.evidence[0].start < reach[0]]
    tags = scene.issues.find(doc, *reach)
    span = doc.span(*reach)
    if tags:
        return Aim(span, tags[0].issue, "issue", None)
    if before:
        last = before[-1]
        return Aim(last.evidence[0], last.issues[0].issue if last.issues else None, "proposal", last.id)
    tags = scene.issues.find(doc, max(0, reach[0] - BEHIND), reach[0])
    if tags:
        last_tag = max(tags, key=lambda t: t.span.start)
        return Aim(last_tag.span, last_tag.issue, "issue", None)
    return None if "strict" in hit.flags else Aim(span, None, "term", None)


def conditional(stance: Stance, conditions: tuple[Condition, ...], sent: Sentence) -> Condition | None:
    """The condition that makes a yes conditional: one whose consequent lies in the same clause, or that qualifies it in the same sentence."""
    if stance.value not in POSITIVE:
        return None
    span = stance.evidence[0]
    for condition in conditions:
        at = condition.consequent.span if condition.consequent else None
        if at is not None and at.overlaps(span) and not condition.antecedent.span.covers(span):
            return condition
        if condition.relation == "subject_to" and span.end <= condition.evidence[0].start <= min(span.end + 20, sent.end):
            return condition
    return None
