"""Conditions out of what was found: whose they are, who would act, who must act first."""

import re

from parley.extract.clauses import OBJECT_CONTROL, controller, modal, passive
from parley.extract.conditions.found import Found, Lexicon
from parley.extract.scene import Scene
from parley.model import ActorRef, Antecedent, By, Condition, Consequent, Party, Sentence, Span, Statement, finding_id
from parley.model.tree import dependent, dependents, subtree

AIMED = ("with", "to", "into", "in", "at", "on", "against", "over", "toward", "towards", "near", "through")
ORDERED = ("opener", "trailer", "pivot")
OPEN = (
    "clause:if",
    "clause:unless",
    "clause:until",
    "clause:before",
    "before",
    "clause:once",
    "clause:provided",
    "clause:on",
    "inserted",
    "trailer:provided",
    "trailer:providing",
    "pivot:breach",
    "opener:not",
)  # what these say waits for something, whoever acts
BEFALLING = ("none that", "pivot:breach", "whoever", "opener:to")
FAR = 60  # characters in which such a name may stand
OFFICIAL = re.compile(r"\b(?:official|diplomat|negotiator|minister|envoy|delegate|officer|representative|aide|source|adviser|commander|lawmaker)s?\b", re.I)
SAME = re.compile(r"(?:they|it|he|she) (?:do|does|did|fails?|refuses?)(?: not|n['’]t| so)*$", re.I)  # takes up an act told before
NOBODY = ("any", "no", "not", "neither", "none", "nobody", "nothing")
PAIRED = ("the one", "one", "the other", "the former", "the latter", "the first", "the second")
THREATS = ("or else", "otherwise", "given until", "failing", "after which")  # what befalls who does not comply is no condition of his own
NEXT = 2  # characters between a name and the relative clause on it
ASKED = ("demand", "condition", "precondition", "requirement", "request", "term")


def build(found: Found, scene: Scene, lex: Lexicon, nth: int = 0) -> Condition | None:
    """The condition, or None where nothing in it belongs to a negotiation: no actor, no issue."""
    doc, sent = scene.document, found.sent
    antecedent_span = doc.span(*found.antecedent)
    consequent_span = doc.span(*found.consequent) if found.consequent else None
    low = min(found.antecedent[0], found.consequent[0] if found.consequent and found.apart is None else found.antecedent[0])
    high = max(found.antecedent[1], found.consequent[1] if found.consequent and found.apart is None else found.antecedent[1])
    low = min(low, _holder_start(found, low))
    evidence = doc.span(low, high)
    first = doer(scene, sent, found.antecedent_head, found.antecedent, lex)
    where = found.apart or sent
    follows = doer(scene, where, found.consequent_head, found.consequent, lex) if found.consequent and found.consequent_head is not None else None
    if found.rule.startswith(ORDERED) and where is sent:
        first = _in_order(scene, sent, first, found.antecedent, found.antecedent_head)
        if found.consequent is not None and found.consequent_head is not None:
            follows = _in_order(scene, sent, follows, found.consequent, found.consequent_head)
    if SAME.match(antecedent_span.text):  # "If they do not, …"
        first = _obliged_before(scene, sent, lex)
    follows, first = _somebody(scene, follows), _somebody(scene, first)
    if follows is not None and follows.span is not None and found.rule in BEFALLING and where is sent and antecedent_span.covers(follows.span):
        follows = None  # what an act would bring is not done by who would do it
    if found.rule == "given until" and found.holder is not None:  # who is given the time must act
        told = dependent(sent, found.holder, "dative", "nsubjpass") or dependent(sent, found.holder, "dobj")
        told = dependent(sent, found.holder, "nsubj") if sent.tokens[found.holder].lemma == "have" else told
        first = scene.party(sent, told.i) if told is not None else None
    issues = scene.issues.find(doc, low, high)
    stmt = scene.statement(*found.antecedent) or scene.statement(low, low + 1)
    holder = whose(scene, found, follows, stmt)
    if holder is None and first is None and not issues and stmt is None and not any(t.lemma in lex.words["deals"] for t in sent.tokens):
        known = lex.words["acts"] | lex.words["ends"] | lex.words["granted"]
        if not found.rule.startswith(OPEN) and not any(t.lemma in known for t in sent.tokens) and not scene.named(sent, sent.start, sent.end):
            return None
    if _loose(found, lex):
        return None  # what is linked with what may be no bargain at all
    if found.rule == "before" and found.holder is not None and holder is not None and sent.tokens[found.consequent_head or 0].dep == "pcomp":
        follows = holder
    if follows is None and holder is not None and found.consequent is not None and found.rule != "phrase:mutual":
        side = scene.side(ActorRef(holder.id, holder.name))
        follows = Party(side.id, side.name)
    if first is None:
        first = follows if found.rule == "without first" else _other(scene, found, holder)
    level = scene.level((low, high), holder, doc.text[min(sent.start, low) : max(sent.end, high)])
    if level == "official" and _unnamed_aside(scene, sent, lex):
        level = "anonymous"
    own = stmt is None or holder is None or not scene.foreign(stmt, holder)
    return Condition(
        id=finding_id("condition", evidence, nth),
        document=doc.id,
        evidence=(evidence,) if found.apart is None else (doc.span(found.apart.start, found.apart.end), evidence),
        by=By("conditions", found.rule),
        certainty=scene.certainty(stmt),
        issues=issues,
        holder=holder,
        consequent=Consequent(consequent_span, _ref(follows), _act(scene, found.consequent), consequent_span.text)
        if consequent_span and found.consequent
        else None,
        antecedent=Antecedent(antecedent_span, _ref(first), _act(scene, found.antecedent), lex.kind(antecedent_span.text), antecedent_span.text),
        relation=found.relation,
        level=level,
        voice="own" if own else "attributed_by",
        attributed_by=None if own or stmt is None else stmt.source.actor,
        policy=level not in ("anonymous", "individual"),
        time=stmt.time if stmt is not None else None,
    )


def _obliged_before(scene: Scene, sent: Sentence, lex: Lexicon) -> Party | None:
    """Who must act in the sentence before: "The rebels have to disarm by June. If they do not, …"."""
    before = scene.before(sent)
    for token in before.tokens if before is not None else ():
        below = dependent(before, token.i, "xcomp") if before is not None and token.lemma in ("have", "need") else None
        if before is not None and (token.pos == "VERB" and modal(before, token.i) in ("must", "should", "will", "would") or below is not None):
            return doer(scene, before, below.i if below is not None else token.i, None, lex)
    return None


def _somebody(scene: Scene, party: Party | None) -> Party | None:
    """A party, unless the words are about nobody: "not a single soldier will leave", "no troops would move"."""
    if party is None or party.span is None:
        return party
    before = scene.document.text[max(0, party.span.start - 5) : party.span.start].lower().split()
    words = party.span.text.lower()
    return None if words.split()[0] in NOBODY or words in PAIRED or before[-1:] == ["not"] else party


def _in_order(scene: Scene, sent: Sentence, party: Party | None, reach: tuple[int, int], head: int) -> Party | None:
    """Who acts, where the order of words was read and the parse names somebody outside those words: whom they name before their verb."""
    if scene.document.text[reach[0] :].startswith("who "):  # the parse may hang the clause on a name further off
        nearest = [p for p in scene.named(sent, max(sent.start, reach[0] - FAR), reach[0]) if p.span is not None and 0 <= reach[0] - p.span.end <= NEXT]
        if nearest:
            return nearest[-1]
    if party is None or party.span is None or reach[0] <= party.span.start < reach[1]:
        return party
    if 0 <= reach[0] - party.span.end <= NEXT and scene.document.text[reach[0] :].startswith(("who ", "which ")):
        return party
    named = scene.named(sent, reach[0], max(sent.tokens[head].start, reach[0]))
    return named[0] if named else party if sent.tokens[head].pos not in ("VERB", "AUX") else None


def _loose(found: Found, lex: Lexicon) -> bool:
    """Whether a thing is linked with another that nobody gives or holds back by its name."""
    if found.rule != "tied" or found.holder is None or found.sent.tokens[found.holder].lemma not in lex.words["tying"]:
        return False
    sent, made = found.sent, dependent(found.sent, found.holder, "nsubj")
    each = found.consequent_head is not None and any(c.lower in ("each", "every", "any") for c in dependents(sent, found.consequent_head, "det"))
    if each and (modal(sent, found.holder) in ("would", "will") or made is not None and made.lemma in lex.words["deals"]):
        return False  # "would tie each new crane to the hiring of two workers"
    known = lex.words["acts"] | lex.words["deals"] | lex.words["ends"] | lex.words["granted"]
    return found.consequent_head is not None and found.sent.tokens[found.consequent_head].lemma not in known


def _holder_start(found: Found, low: int) -> int:
    """Where the words that name the holder begin, when the construction has a place for it in the same sentence."""
    if found.holder is None or found.apart is not None:
        return low
    sent = found.sent
    at = controller(sent, found.holder) if sent.tokens[found.holder].pos in ("VERB", "AUX") else found.holder
    return sent.tokens[min(subtree(sent, at))].start if at is not None and at < found.antecedent_head else low


def _other(scene: Scene, found: Found, holder: Party | None) -> Party | None:
    """Who must act when the words name nobody as acting: the one party in them that is not on the holder's side."""
    if found.sent.tokens[found.antecedent_head].lemma in ASKED:
        return None
    named = [p for p in scene.named(found.sent, *found.antecedent) if holder is None or not scene.same_side(p.id, holder.id)]
    return named[0] if len(named) == 1 and found.sent.tokens[found.antecedent_head].pos in ("NOUN", "PROPN", "VERB") else None


def _ref(party: Party | None) -> ActorRef | None:
    return ActorRef(party.id, party.name) if party else None


def _act(scene: Scene, at: tuple[int, int] | None) -> str | None:
    tags = scene.issues.find(scene.document, *at) if at else ()
    return tags[0].issue if tags else None


def doer(scene: Scene, sent: Sentence, head: int | None, reach: tuple[int, int] | None, lex: Lexicon) -> Party | None:
    """Who does what the clause or phrase with head token `head` says: the subject of a verb, the owner or agent of a noun."""
    if head is None:
        return None
    token = sent.tokens[head]
    if token.pos in ("VERB", "AUX") or token.dep in ("pcomp",):
        leading = _leading(scene, sent, head, reach)
        if leading is not None:
            return leading
        at = controller(sent, head)
        if at is not None and _inserted_speaker(sent, head, at, lex):
            return None
        if at is not None and sent.tokens[at].pos == "NOUN" and sent.tokens[at].lemma in lex.words["acts"]:
            return _agent(scene, sent, at, reach, lex)  # "the withdrawal of Norran troops must come first"
        if at is not None:
            agent = _agent(scene, sent, at, reach, lex) if sent.tokens[at].pos == "NOUN" else None
            return scene.holder(sent, at) or agent or scene.taken_up(sent, at) or scene.group(sent, at) or _by_trade(scene, sent, at, lex)
        torn = next((c for c in dependents(sent, head, "npadvmod") if c.pos == "PROPN" and c.i < head), None)
        if torn is not None and (found := scene.party(sent, torn.i)) is not None:
            return found  # "Norra, in the chair until May, will send observers"
        patient = dependent(sent, head, "nsubjpass")
        return scene.party(sent, patient.i) if patient is not None and (token.lemma in OBJECT_CONTROL or dependent(sent, head, "xcomp") is not None) else None
    if token.dep == "conj" and sent.tokens[token.head].pos in ("VERB", "AUX"):
        return doer(scene, sent, token.head, reach, lex)
    if token.lemma in ASKED and reach is not None:  # a demand is met by the other side: by whom its clause names, or nobody named
        told = (controller(sent, below.i) for below in dependents(sent, head, "acl", "relcl", "ccomp"))
        return next((party for at in told if at is not None and (party := scene.holder(sent, at)) is not None), None)
    own = scene.party(sent, head)
    if own is not None and own.span is not None and reach is not None and own.span.start < reach[0]:
        own = None
    return _agent(scene, sent, head, reach, lex) or own


def _leading(scene: Scene, sent: Sentence, head: int, reach: tuple[int, int] | None) -> Party | None:
    """Who is named at the head of the words, where the parse takes the verb behind for a noun ("if Vell shelves the curbs") or hangs the words elsewhere."""
    if reach is None:
        return None
    token = sent.tokens[head]
    inside = reach[0] <= token.start < reach[1]
    torn = inside and dependent(sent, head, "nsubj", "nsubjpass", "csubj", "expl") is None and dependent(sent, head, "compound", "nmod") is not None
    named = scene.named(sent, *reach) if torn or not inside else []
    if not named or named[0].span is None or named[0].span.start > reach[0] + NEXT:
        return None
    after = next((t for t in sent.tokens if t.start >= named[0].span.end and t.text not in "\"“”‘’'"), None)
    return named[0] if after is not None and (after.i == head or not inside and after.tag in ("VBZ", "VBP", "VBD", "MD", "NNS")) else None


def _inserted_speaker(sent: Sentence, head: int, at: int, lex: Lexicon) -> bool:
    """Whether a subject found above a finite clause only tells whose words it is: "The leaders, Renn countered, could meet only once …"."""
    verb = sent.tokens[sent.tokens[at].head]
    return verb.i != head and verb.lemma in lex.words["speech"] and sent.tokens[head].dep in ("ccomp", "parataxis") and modal(sent, head) is not None


def _by_trade(scene: Scene, sent: Sentence, at: int, lex: Lexicon) -> Party | None:
    """Who is named by what he does: "the captors would hand over"."""
    token = sent.tokens[at]
    if token.pos != "NOUN" or token.lemma not in lex.words["doers"]:
        return None
    kept = [j for j in subtree(sent, at) if j <= at and sent.tokens[j].pos != "PUNCT"]
    span = scene.document.span(sent.tokens[kept[0]].start, token.end)
    return Party(None, span.text, span)


def _agent(scene: Scene, sent: Sentence, head: int, reach: tuple[int, int] | None, lex: Lexicon) -> Party | None:
    """The owner of a noun ("Velta's approval"), its agent ("approval by Velta"), or who does what a clause on it says."""
    places = [child.i for label in ("poss", "compound", "amod") for child in dependents(sent, head, label)]
    agents = [sent.tokens[j] for j in subtree(sent, head) if sent.tokens[j].lower == "by" and j > head]
    places += [g.i for p in agents for g in dependents(sent, p.i, "pobj")]  # "the release of the pilots by Norra"
    places += [g.i for p in dependents(sent, head, "prep", "agent") if p.lower in ("from", "of") for g in dependents(sent, p.i, "pobj")]
    places += [at for below in dependents(sent, head, "acl", "relcl", "ccomp") if (at := controller(sent, below.i)) is not None]
    found = next((party for i in places if (party := scene.party(sent, i)) is not None), None)
    if found is not None:
        return found
    kind = next((c for label in ("compound", "amod") for c in dependents(sent, head, label) if c.lower in lex.words["doing"]), None)
    if kind is not None:  # "a rebel pullback"
        return Party(None, kind.text, scene.document.span(kind.start, kind.end))
    under = [j for j in subtree(sent, head) if reach is None or reach[0] <= sent.tokens[j].start < reach[1]] or [head]
    named = scene.named(sent, sent.tokens[under[0]].start, sent.tokens[under[-1]].end)
    return named[0] if len(named) == 1 and not _aimed_at(sent, head, named[0]) else None


def _aimed_at(sent: Sentence, head: int, party: Party) -> bool:
    """Whether a name under a noun is where or with whom it is done: "a meeting with Renn", "the right to move plants to Norra"."""
    token = next((t for t in reversed(sent.tokens) if party.span is not None and party.span.start <= t.start < party.span.end), None)
    for _ in range(6):  # "tariffs on Norran steel": the name may stand deeper under the preposition
        if token is None or token.i <= head:
            return False
        if token.dep == "pobj" and sent.tokens[token.head].lower in AIMED:
            return True
        token = sent.tokens[token.head]
    return False


def whose(scene: Scene, found: Found, follows: Party | None, stmt: Statement | None) -> Party | None:
    """Whose condition it is: who is named for it, who would act on it, else whoever says so."""
    if found.holder is not None:
        sent = found.apart if found.apart is not None and found.rule == "list" else found.sent
        token = sent.tokens[found.holder]
        named = scene.subject(sent, found.holder) if token.pos in ("VERB", "AUX") else scene.party(sent, found.holder)
        if named is not None:
            return named
    speaker = stmt.source.actor if stmt is not None else None
    asked = _asked(scene, found)
    if asked is not None:
        return asked
    granting = _granting(scene, found)
    if granting is not None:
        return granting
    told = _told_to(scene, found, follows, stmt)
    if told is not None:
        return told
    if follows is not None and _acts(scene, found) and not (speaker is not None and _pronoun(scene, found)):
        return follows
    if speaker is not None and stmt is not None and stmt.source.kind != "anonymous":
        return Party(speaker.id, speaker.name, stmt.source.span)
    if follows is not None:
        return follows
    if stmt is not None and stmt.source.span is not None and (behind := _behind(scene, stmt.source.span)) is not None:
        return behind
    said = stmt.source.span if stmt is not None and stmt.source.kind != "anonymous" else None
    return _for_whom(scene, found) or _owner_of_sentence(scene, found) or (Party(None, said.text, said) if said is not None else None)


def _unnamed_aside(scene: Scene, sent: Sentence, lex: Lexicon) -> bool:
    """Whether the sentence is told by somebody unnamed between commas: ", a security source told us,"."""
    for verb in sent.tokens[2:]:
        if verb.tag not in ("VBD", "VBZ", "VBP") or verb.lemma not in lex.words["speech"]:
            continue
        own = dependent(sent, verb.i, "nsubj")
        if own is None or own.lemma not in ("source", "diplomat", "official", "insider") or own.i > verb.i or own.i + 2 < verb.i:
            continue
        words = scene.document.text[sent.tokens[min(subtree(sent, own.i))].start : own.end]
        opens = min(subtree(sent, own.i))
        return scene.voices.anonymous.search(words) is not None and (opens == 0 or sent.tokens[opens - 1].text in (",", "–", "—"))
    return False


def _told_to(scene: Scene, found: Found, follows: Party | None, stmt: Statement | None) -> Party | None:
    """Who speaks, where what would follow is no act of its doer's choice: a duty ("the settlers have to go, said Renn"), a leave
    ("aid workers may come in if …, the rebels said") or what befalls who does not comply ("must leave or lose its seat, Renn warned")."""
    if stmt is None or stmt.source.kind == "anonymous" or found.consequent_head is None or follows is None:
        return None
    sent, head = found.apart or found.sent, found.consequent_head
    above = sent.tokens[sent.tokens[head].head]
    duty = (
        modal(sent, head) == "must"
        or sent.tokens[head].dep == "xcomp"
        and above.lemma in ("have", "need")
        or sent.tokens[head].lemma in ("have", "need")
        and (dependent(sent, head, "xcomp") is not None)
    )
    leave = modal(sent, head) in ("can", "may")
    if not duty and not leave and found.rule not in THREATS:
        return None
    party = scene.speaking(stmt)
    if party is None or scene.same_side(party.id, follows.id) or party.id is None and found.rule not in THREATS and not duty:
        return None
    return party


def _behind(scene: Scene, words: Span) -> Party | None:
    """For whom an unnamed spokesman speaks: "a Norran spokesman", "a spokesman for the union"."""
    if not scene.voices.spokesman.search(words.text) and not OFFICIAL.search(words.text):
        return None
    sent = next((s for s in scene.annotated.sentences if s.start <= words.start < s.end), None)
    named = scene.named(sent, words.start, words.end) if sent is not None else []
    return Party(named[0].id, named[0].name, named[0].span) if named else None


def _granting(scene: Scene, found: Found) -> Party | None:
    """ "offered to let the captives go in return for …": who lets it happen."""
    if found.consequent_head is None or found.apart is not None:
        return None
    token = found.sent.tokens[found.consequent_head]
    above = found.sent.tokens[token.head]
    return scene.subject(found.sent, above.i) if token.dep == "ccomp" and above.lemma in ("let", "allow", "permit", "see") else None


def _asked(scene: Scene, found: Found) -> Party | None:
    """ "if Norra accepts Velta's conditions", "hinges on Velta's demand": the conditions are Velta's."""
    sent = found.sent
    for token in sent.tokens:
        if token.lemma in ASKED and found.antecedent[0] <= token.start < found.antecedent[1]:
            owner = dependent(sent, token.i, "poss")
            party = scene.party(sent, owner.i) if owner is not None else None
            if party is not None:
                return party
    return None


def _for_whom(scene: Scene, found: Found) -> Party | None:
    """ "For the spokesman Vik, not one prisoner leaves without an order": in whose view it is so, where the sentence opens with it."""
    sent = found.sent
    opened = next((t for t in sent.tokens[:2] if t.pos not in ("PUNCT", "CCONJ")), None)
    comma = next((t for t in sent.tokens[:14] if t.text == ","), None)
    if opened is None or opened.lower not in ("for", "to") or comma is None:
        return None
    named = scene.named(sent, opened.end, comma.start)
    below = dependent(sent, opened.i, "pobj")
    return named[-1] if named else scene.seat(sent, below.i) if below is not None else None


def _owner_of_sentence(scene: Scene, found: Found) -> Party | None:
    """Where nobody speaks and nobody would act: who made the offer that the condition is set for, else the subject of the sentence."""
    sent = found.apart or found.sent
    low = sent.end if found.apart is not None else found.consequent[0] if found.consequent else found.antecedent[0]
    head = sent.tokens[found.consequent_head] if found.consequent_head is not None and found.apart is None else None
    if head is not None and head.lemma in ("offer", "proposal", "plan", "deal", "be", "package", "draft"):
        made = [p for p in scene.annotated.proposals if p.evidence[0].start < low and p.proposers]
        if made:
            return made[-1].proposers[0]
    for token in sent.tokens:
        apart = found.apart is not None or not found.rule.startswith("opener") or not found.antecedent[0] <= token.start < found.antecedent[1]
        if token.dep == "nsubj" and token.start < low and apart and sent.tokens[token.head].head == sent.tokens[token.head].i:
            return scene.party(sent, token.i)
    before = (scene.party(sent, t.i) for t in sent.tokens if t.dep == "nsubj" and t.start < low and not found.antecedent[0] <= t.start < found.antecedent[1])
    return next((party for party in before if party is not None), None)


def _pronoun(scene: Scene, found: Found) -> bool:
    """Whether the subject of the consequent is a mere "it" or "they", which may stand for the deal and not for a party."""
    sent = found.apart or found.sent
    own = dependent(sent, found.consequent_head, "nsubj") if found.consequent_head is not None else None
    return own is not None and own.lower in ("it", "they", "this", "that")


def _acts(scene: Scene, found: Found) -> bool:
    """Whether the consequent is an act of its subject, not something that befalls it."""
    sent = found.apart or found.sent
    head = found.consequent_head
    return head is not None and not (sent.tokens[head].pos in ("VERB", "AUX") and passive(sent, head))
