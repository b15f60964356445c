"""Who takes part in an event, by the places of a verb's or a noun's company."""

from parley.extract.events.clause import Clauses
from parley.extract.events.people import PartRole, People
from parley.extract.events.status import tense
from parley.extract.events.triggers import Candidate
from parley.model import ActorRef, Span, Token
from parley.model.tree import dependents, subtree

Found = list[tuple[ActorRef, Span | None, PartRole]]
RECIPIENT = frozenset(
    ["with", "to", "on", "against", "from", "at", "for", "into", "in", "of", "over", "upon", "toward", "towards", "between", "among", "across", "after", "as"]
) | {"alongside", "together", "through"}  # fmt: skip
JOINT = ("between", "among", "with", "by", "alongside", "together")
ROLE_OF_VERB: dict[str, PartRole] = {
    **dict.fromkeys(("mediate", "broker", "facilitate", "chair", "moderate", "oversee", "sponsor"), "mediator"),
    **dict.fromkeys(("host", "convene", "organise", "organize"), "host"),
}
ROLE_OF_EFFECT: dict[str, PartRole] = {"host": "host", "mediate": "mediator", "attend": "attendee", "absent": "absent"}
COUNTING = ("record", "register", "count", "report", "document")
AIMED = ("sanctions", "tariffs", "aid", "arms_supply", "coercion")
SPEAKING = ("ask", "tell", "urge", "assure", "inform", "press", "warn", "thank", "brief", "invite", "congratulate", "remind", "promise", "beg", "implore")
VOWING = ("vow", "promise", "pledge", "threaten", "swear", "boast")
TAKING_PART = ("attend", "take", "participate", "join")


def verb_roles(clauses: Clauses, people: People, candidate: Candidate) -> Found:
    """Participants of a verb: subject as actor, objects and prepositional objects as recipients; the parties of a mediator by their roles."""
    verb = candidate.token
    kind = candidate.frame.type
    attack = kind.family == "attack"
    role: PartRole = "mediator" if kind.id == "mediation_session" else "actor"
    found = _doers(people, clauses, candidate, role)
    for t in clauses.objects(verb):
        if not found and kind.family == "" and not kind.directed and clauses.passive(verb):  # "Norra's plan, tabled late on Tuesday"
            found += [entry for owner in dependents(clauses.sent, t.i, "poss") for entry in _as(people, clauses, owner, role)]
        found += _as(people, clauses, t, "recipient", places=attack or kind.directed)
        for name, inner in clauses.prepositions(t):
            if name in RECIPIENT or name == "by":
                found += _as(people, clauses, inner, "recipient", places=attack and name in ("on", "against") or kind.directed and name == "by")
    for name, t in clauses.prepositions(verb):
        found += _beside_verb(people, clauses, candidate, name, t)
    for _, t in clauses.complements(verb) if kind.family not in ("agreement", "ceasefire") else ():  # who agrees are those who say so together
        found += _below(people, clauses, candidate, t)
    return found


def _doers(people: People, clauses: Clauses, candidate: Candidate, role: PartRole) -> Found:
    """Those who do what a verb says: its subject and who stands beside it, else the agent of a gerund, the speaker, the government of a capital."""
    verb, kind = candidate.token, candidate.frame.type
    found: Found = []
    named = {word for slot, words in candidate.frame.wants if slot == "subj" for word in words or ()}
    for t in _who(people, clauses, candidate):
        found += _carried_by(people, clauses, t, role) or _as(people, clauses, t, role, places=True)  # a place that does something is its government
        if kind.family in ("ceasefire", "talks", "agreement") or kind.id == "clash":  # "a truce between the army and the union held"
            found += _after_preposition(people, clauses, t, JOINT, role)
        elif kind.id.startswith(AIMED):  # "sanctions on Norra took effect"
            found += _after_preposition(people, clauses, t, ("on", "against"), "recipient")
        elif clauses.keys(t) & named:  # "a strike by drivers entered its third week"
            found += _after_preposition(people, clauses, t, ("by",), role)
    if not found and verb.tag == "VBG":  # "months of shuttling by Norran envoys"
        found += _after_preposition(people, clauses, verb, ("by",), role)
    if not found:
        found += [entry for t in _speakers(people, clauses, verb) for entry in _as(people, clauses, t, role, places=True)]
    if not found and kind.directed and clauses.passive(verb):  # "the offer was welcomed in Vell": the government that sits there
        found += _after_preposition(people, clauses, verb, ("in",), role)
    return found


def _after_preposition(people: People, clauses: Clauses, token: Token, names: tuple[str, ...], role: PartRole) -> Found:
    """Those named after one of some prepositions of a verb or noun."""
    return [entry for name, inner in clauses.prepositions(token) if name in names for entry in _as(people, clauses, inner, role, places=True)]


def _beside_verb(people: People, clauses: Clauses, candidate: Candidate, name: str, t: Token) -> Found:
    """Those named after a preposition of a verb."""
    verb, kind = candidate.token, candidate.frame.type
    attack = kind.family == "attack"
    found: Found = []
    if name != "by" and name in RECIPIENT and not (name == "into" and kind.family in ("ceasefire", "agreement")):  # "enters into force"
        places = attack and name in ("on", "against", "at") or kind.directed and name in ("on", "upon", "to", "of")
        found += _as(people, clauses, t, "actor" if name in JOINT and kind.family in ("talks", "agreement") else "recipient", places=places)
    if kind.family == "talks" and name == "without":
        found += _as(people, clauses, t, "absent", places=True)
    if kind.directed and name == "by" and not clauses.passive(verb) and clauses.objects(verb) and clauses.sent.tokens[t.head].i > verb.i:
        found += _as(people, clauses, t, "recipient", places=True)  # "condemned the strikes by Norra", where the parser joined "by" to the verb
    if kind.family == "talks" and name in ("by", "on", "over", "via"):  # "spoke by phone with Renn"
        beside = [inner for other, inner in clauses.prepositions(t) if other in ("with", "to")]
        found += [entry for inner in beside for entry in _as(people, clauses, inner, "recipient")]
    return found


def _who(people: People, clauses: Clauses, candidate: Candidate) -> tuple[Token, ...]:
    """The subjects of a verb; of an act of speech the speaker, where the parser joined it to what he says ("said the plane was unarmed and demanded …")."""
    verb = candidate.token
    subjects = clauses.subjects(verb)
    said = clauses.sent.tokens[verb.head]
    above = clauses.sent.tokens[said.head]
    if not candidate.frame.type.directed or verb.dep != "conj" or said.dep != "ccomp" or any(people.has_actor(clauses, t) for t in subjects):
        return subjects
    return clauses.subjects(above) if above.lemma in clauses.lexicon.tense["say"] else subjects


def _carried_by(people: People, clauses: Clauses, token: Token, role: PartRole) -> Found:
    """Who is on board ("a plane carrying the envoy landed")."""
    if token.lemma.lower() not in clauses.lexicon.classes["vessels"]:
        return []
    below = [token, *(t for name, t in clauses.prepositions(token) if name == "of")]
    verbs = [t for b in below for t in dependents(clauses.sent, b.i, "acl", "relcl") if t.lemma in ("carry", "bring", "take", "transport", "fly")]
    return [entry for verb in verbs for t in dependents(clauses.sent, verb.i, "dobj") for entry in _as(people, clauses, t, role)]


def _speakers(people: People, clauses: Clauses, verb: Token) -> list[Token]:
    """Who says of himself that he did it ("Norra said it had offered a truce"): the subject of a verb of saying, where a pronoun is the verb's own."""
    above = clauses.sent.tokens[verb.head]
    own = list(dependents(clauses.sent, verb.i, "nsubj"))
    if verb.dep != "ccomp" or above.lemma not in clauses.lexicon.tense["say"] or not own or any(t.lower not in ("it", "they", "he", "she") for t in own):
        return []
    plural = ("NNS", "NNPS")
    if own[0].lower == "they":
        return [t for t in clauses.subjects(above) if t.tag in plural or not _one_person(people, clauses, t)]
    return [t for t in clauses.subjects(above) if t.tag not in plural]


def _one_person(people: People, clauses: Clauses, token: Token) -> bool:
    mention = people.mention(clauses.sent, token.i)
    return mention is not None and mention.kind == "person"


def _as(people: People, clauses: Clauses, token: Token, role: PartRole, *, places: bool = False) -> Found:
    return [(ref, span, role) for ref, span in people.within(clauses, token, places=places)]


def _below(people: People, clauses: Clauses, candidate: Candidate, verb: Token) -> Found:
    """Those named in a complement: its subject; of a speech act or a promise also whom its verb concerns."""
    kind = candidate.frame.type
    tokens = list(dependents(clauses.sent, verb.i, "nsubj", "nsubjpass"))
    if kind.directed or kind.weak:
        inner = [*clauses.objects(verb), *(o for _, o in clauses.prepositions(verb))]
        tokens += [*inner, *(o for i in inner for _, o in clauses.prepositions(i))]
    if kind.id == "other":
        tokens += [clauses.sent.tokens[j] for j in subtree(clauses.sent, verb.i, without=("relcl", "advcl")) if people.mentions(clauses.sent, j)]
    return [entry for t in tokens for entry in _as(people, clauses, t, "recipient")]


def noun_roles(clauses: Clauses, people: People, candidate: Candidate) -> Found:
    """Participants of an event noun: possessors, compounds and its prepositions, then those of the clauses on it and of the verb that carries it."""
    noun = candidate.token
    attack = candidate.frame.type.family == "attack"
    sent = clauses.sent
    found: Found = []
    for t in dependents(sent, noun.i, "poss", "compound", "amod", "nmod"):
        found += _as(people, clauses, t, "actor")
        if t.pos == "PROPN" and any(p.text in "-–" for p in dependents(sent, t.i, "punct")) and not found:  # "a Renn-Doval call"
            pair = [t, *dependents(sent, t.i, "compound", "nmod")]
            found += [(ActorRef(None, p.text), people.doc.span(p.start, p.end), "actor") for p in pair]
    for name, t in clauses.prepositions(noun):
        if t.lemma.lower() in ("sideline", "margin", "eve", "basis"):  # "talks on the sidelines of the assembly"
            continue
        if name in RECIPIENT or name == "by":
            aimed = candidate.frame.type.id.startswith(AIMED) and name in ("on", "against", "for", "to")  # "sanctions on Norra"
            found += _as(people, clauses, t, "actor" if name in JOINT else "recipient", places=attack or name == "by" or aimed)
    if attack and not any(role == "actor" for _, _, role in found):
        found += _vowed(people, clauses, noun)
    for t in dependents(sent, noun.i, "acl", "relcl"):
        found += _absent(people, clauses, t) or _on(people, clauses, noun, t, attack)
    if candidate.frame.type.family == "talks":
        found += _without(people, clauses, noun)
        found += _beside(people, clauses, candidate, found)
    if candidate.verb is not None and (candidate.effect or candidate.slot in ("in", "at", "for", "during", "to")) and candidate.slot != "rel":
        found += _of_carrier(people, clauses, candidate, candidate.verb, attack)
    return found


def _vowed(people: People, clauses: Clauses, noun: Token) -> Found:
    """Whose attacks are to come, where he says so himself ("Norra vowed that attacks on ships would continue")."""
    verb = clauses.sent.tokens[noun.head]
    above = clauses.sent.tokens[verb.head]
    if noun.dep not in ("nsubj", "nsubjpass") or verb.dep != "ccomp" or above.lemma not in VOWING:
        return []
    return [entry for t in clauses.subjects(above) for entry in _as(people, clauses, t, "actor", places=True)]


def _without(people: People, clauses: Clauses, noun: Token) -> Found:
    """Those without whom a meeting was ("talks without Norra")."""
    return [entry for name, t in clauses.prepositions(noun) if name == "without" for entry in _as(people, clauses, t, "absent", places=True)]


def _absent(people: People, clauses: Clauses, verb: Token) -> Found:
    """Those of whom a relative clause says that they were not there ("the talks, which Norra did not attend", "at which Norra was not present")."""
    away = any(t.lower in ("absent", "excluded", "missing") for t in (verb, *dependents(clauses.sent, verb.i, "acomp", "attr")))
    there = any(t.lower in ("present", "invited", "represented") for t in (verb, *dependents(clauses.sent, verb.i, "acomp", "attr")))
    negated = tense(clauses, verb).negated
    if not (away or negated and (there or verb.lemma in ("attend", "join", "participate", "take"))):
        return []
    tokens = [*dependents(clauses.sent, verb.i, "nsubj", "nsubjpass")]
    return [entry for t in tokens if t.tag not in ("WDT", "WP") for entry in _as(people, clauses, t, "absent", places=True)]


def _beside(people: People, clauses: Clauses, candidate: Candidate, found: Found) -> Found:
    """Who the other one is, where a meeting is told by one side alone beside what somebody does ("After a call with Renn, Tal said …"): the latter."""
    noun = candidate.token
    above = clauses.sent.tokens[noun.head]
    alone = any(name == "with" for name, _ in clauses.prepositions(noun)) and not any(True for _ in dependents(clauses.sent, noun.i, "poss"))
    if not alone and not found and above.lower in ("in", "during", "at") and (spoke := clauses.sent.tokens[above.head]).lemma in SPEAKING:
        both = (*clauses.subjects(spoke), *clauses.objects(spoke))  # "In a call on Monday Renn asked Tal to mediate"
        return [entry for t in both if people.has_actor(clauses, t) for entry in _as(people, clauses, t, "actor")]
    times = ("after", "before", "following", "during", "at", "in", "ahead", "of", "on")
    if not alone or above.lower not in times or any(t.tag in ("NNS", "NNPS") for t in (noun,)) and above.lower == "on":
        return []
    top = above
    while top.pos == "ADP" and top.head != top.i or top.lower == "ahead":
        top = clauses.sent.tokens[top.head]
    if top.pos not in ("VERB", "AUX"):
        return []
    mine = {ref.id or ref.name for ref, _, _ in found}
    return [entry for t in clauses.subjects(top) for entry in _as(people, clauses, t, "actor", places=True) if (entry[0].id or entry[0].name) not in mine]


def _on(people: People, clauses: Clauses, noun: Token, verb: Token, attack: bool) -> Found:
    """Those named in a participle or relative clause on the noun ("talks brokered by the abbot")."""
    found: Found = []
    for t in clauses.subjects(verb):
        if t.i != noun.i:
            found += _as(people, clauses, t, ROLE_OF_VERB.get(verb.lemma, "actor"))
    for name, t in clauses.prepositions(verb):
        if name in ("between", "with", "on", "against", "at"):
            found += _as(people, clauses, t, "recipient", places=attack)
    for t in clauses.objects(verb):
        if t.i != noun.i:
            found += _as(people, clauses, t, "recipient")
    return found


def _of_carrier(people: People, clauses: Clauses, candidate: Candidate, verb: Token, attack: bool) -> Found:
    """Those of the verb that carries an event noun ("A and B held talks"): host, mediator, attendee by the verb; who did not take part is absent."""
    if candidate.effect in ("attend", "happen") and candidate.slot in ("in", "obj", "at") and verb.lemma in TAKING_PART and tense(clauses, verb).negated:
        return [entry for t in clauses.subjects(verb) for entry in _as(people, clauses, t, "absent", places=True)]
    if candidate.slot == "subj":
        pool = [t for name, t in clauses.prepositions(verb) if name in ("between", "with", "among")]
    elif verb.lemma in COUNTING:  # who counts the attacks is not who makes them
        pool = []
    else:
        pool = list(clauses.subjects(verb))
    found = [entry for t in pool for entry in _as(people, clauses, t, ROLE_OF_EFFECT.get(candidate.effect, "actor"))]
    if candidate.slot not in ("obj", "subj"):
        found += [entry for t in clauses.objects(verb) for entry in _as(people, clauses, t, "recipient")]
    for name, t in clauses.prepositions(verb):
        if name in ("with", "between", "to", "on", "against", "from") and t.i != candidate.token.i:
            found += _as(people, clauses, t, "actor" if name in JOINT else "recipient", places=attack)
    return found
