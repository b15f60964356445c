"""Whether a candidate is told as an event: asserted, planned or denied, and not the content of a wish, a term, a purpose or a condition."""

from parley.extract.clauses import renamed
from parley.extract.events.clause import Clauses
from parley.extract.events.lexicon import EventType
from parley.extract.events.people import People
from parley.extract.events.status import awaited, inverted, left_open, so_long, tense
from parley.extract.events.triggers import Candidate
from parley.model import Participant, Time, Token
from parley.model.tree import dependents, subtree

OFFERED = frozenset({"release", "remains_returned", "prisoner_exchange", "monitors_deployed", "peacekeepers_deployed"})
TIMES = ("minute", "hour", "day", "week", "month", "year")
HANGING = ("subject", "contingent", "conditional", "conditioned", "dependent", "hinge", "depend")  # words for what hangs on something else
FREE = frozenset({"talks"})  # families whose planned meetings are told by purposes and proposals too


def verb_told(clauses: Clauses, people: People, candidate: Candidate, involved: tuple[Participant, ...], time: Time | None) -> bool:
    """Whether a verb tells an event where it stands.

    Not told: attributes ("frozen funds"), purposes ("to end the war"), antecedents of conditions, gerunds under a noun or under before and without, what
    somebody merely wants. A frame that any object fits tells an event only where one actor does it to another.
    """
    verb, kind = candidate.token, candidate.frame.type
    family = kind.family
    if _position(clauses, verb, kind):
        return False
    if _bare(clauses, verb) or _question(clauses, verb) or _idiom(clauses, verb) or _known(clauses, candidate, time) or _attribute(clauses, candidate, time):
        return False
    if family == "talks" and not involved and verb.dep == "xcomp" and not any(_many(t) for t in clauses.subjects(verb)):
        return False
    if kind.group == "talks_on" and (verb.tag != "VBG" or verb.dep == "pcomp"):  # what was discussed is a topic, that they are at it an event
        return False
    if kind.id == "travel" and not _traveller(clauses, people, verb) or _term(clauses, verb, family) or _forbidden(clauses, verb):
        return False
    if not _place(clauses, verb, kind) or _conjunction(clauses, verb):
        return False
    if family == "attack" and kind.id != "invasion" and _toll(clauses, verb) or family == "ceasefire" and _other_halt(clauses, people, verb):
        return False
    if kind.id == "threat" and _told_past(clauses, verb) and not warned(clauses, verb):
        return False
    sure = verb.lemma.lower() in clauses.lexicon.gate["sure"] or kind.id == "threat" and warned(clauses, verb)
    if kind.weak and not sure and not _specific(candidate) and not between_two(people, clauses, involved):
        return False
    if kind.stance and _of_proposal(clauses, verb) and not (kind.id == "praise" and _specific(candidate)):
        return False
    if kind.joint and not _several(clauses, people, verb, involved):
        return False
    willing = under(clauses, verb, "willing")
    if family in FREE and willing and len(involved) < 2 and time is None:  # "ready to meet at any hour"
        return False
    if kind.id in OFFERED or family in FREE or not willing:
        return True
    mere = kind.directed or kind.id in ("travel", "agreement_reached")  # who is ready for a deal takes a position
    return _specific(candidate) and not mere or between_two(people, clauses, involved)


def _many(subject: Token) -> bool:
    """Whether a subject stands for several ("the two", "commanders", "they")."""
    return subject.pos == "NUM" or subject.tag == "NNS" or subject.lower in ("they", "we", "both")


def _attribute(clauses: Clauses, candidate: Candidate, time: Time | None) -> bool:
    """Whether a participle merely says which one is meant ("frozen funds", "diplomats briefed by the ministry")."""
    verb, kind = candidate.token, candidate.frame.type
    kids = {t.dep for t in dependents(clauses.sent, verb.i)}
    if verb.dep == "amod" or verb.tag == "VBG" and verb.dep == "compound" or _led(clauses, verb):
        return True
    if verb.dep == "acl" and verb.tag == "VBN" and verb.lemma in clauses.lexicon.gate["informs"]:
        return True
    told = kind.id in ("annexation", "territory_taken", "invasion") and "agent" in kids
    told = told or any(t.lower == "no" for t in dependents(clauses.sent, verb.head, "det"))  # "passed with no guns handed in"
    told = told or kind.family in ("agreement", "ceasefire") and bool(kids & {"agent", "npadvmod", "prep"}) or _added(clauses, verb)
    if verb.dep == "acl" and verb.tag == "VBN" and time is None and not told and not clauses.finite(verb):
        return True
    bare = not kids & {"aux", "auxpass", "agent", "nsubjpass"}
    return verb.tag == "VBN" and bare and verb.dep in ("ccomp", "xcomp", "dobj", "nmod", "compound", "oprd")


def _led(clauses: Clauses, verb: Token) -> bool:
    """Whether a participle that the parser took for a verb stands between a verb and its object ("releases frozen funds", "foresees surrendered men going")."""
    if verb.tag not in ("VBD", "VBN") or any(t.dep in ("aux", "auxpass") for t in dependents(clauses.sent, verb.i)):
        return False
    before = next((t for t in dependents(clauses.sent, verb.i, "nsubj") if t.i == verb.i - 1), None)
    return before is not None and before.tag in ("NNS", "VBZ") and any(True for _ in dependents(clauses.sent, before.i, "nsubj"))


def _position(clauses: Clauses, verb: Token, kind: EventType) -> bool:
    """Whether a verb gives something a name, takes a position, bids or asks, and does nothing to anybody."""
    if kind.id in ("appeal", "demand") and (_asked(clauses, verb) or verb.lemma == "call" and renamed(clauses.sent, verb.i) is not None):
        return True  # "called Velta a bully for closing the port"
    return kind.group == "rejection" and _refuses(clauses, verb) or _open_question(clauses, verb) or _hangs(clauses, verb)


def _hangs(clauses: Clauses, verb: Token) -> bool:
    """Whether something hangs on what a gerund right after its doer tells ("is subject to Velta disarming its guards")."""
    doer = clauses.sent.tokens[max(verb.i - 1, 0)]
    prep = clauses.sent.tokens[doer.head]
    return verb.tag == "VBG" and doer.dep == "pobj" and prep.lower in ("to", "on", "upon") and clauses.sent.tokens[prep.head].lemma in HANGING


def _refuses(clauses: Clauses, verb: Token) -> bool:
    """Whether what is rejected is a step to be taken, talks or a claim: that is a position and done to nobody.

    "Ruled out letting observers in", "rejects talks", "the charge was dismissed"; but not "rejected the offer", "defied the ruling".
    """
    if any(kind == "ing" for kind, _ in clauses.complements(verb)):
        return True
    said = clauses.subjects(verb) if clauses.passive(verb) else ()
    return any(clauses.keys(t, deep=False) & clauses.lexicon.gate["claims"] for t in (*said, *clauses.objects(verb)))


def _asked(clauses: Clauses, verb: Token) -> bool:
    """Whether to ask for a thing names only how much, or nothing ("is asking for 6 percent", "wants nothing in return"): a bid, and no appeal to anybody."""
    if verb.lemma != "ask" or any(True for _ in clauses.objects(verb)):
        return False
    found = [t for name, t in clauses.prepositions(verb) if name == "for"]
    return bool(found) and all(t.tag == "CD" or t.lower in ("%", "percent", "nothing", "anything") for t in found)


def _open_question(clauses: Clauses, verb: Token) -> bool:
    """Whether a question asks what or who it was ("What has been agreed?"), or somebody says what nobody can do ("You cannot talk to a wall")."""
    subjects = [t.lower for t in dependents(clauses.sent, verb.i, "nsubj", "nsubjpass")]
    if verb.dep == "ROOT" and any(t in ("what", "who", "which") for t in subjects):
        return any(t.text == "?" for t in clauses.sent.tokens[verb.i :])
    return any(t in ("you", "one") for t in subjects) and tense(clauses, verb).negated and tense(clauses, verb).modal in ("can", "ca", "could")


def warned(clauses: Clauses, verb: Token) -> bool:
    """Whether what somebody warns or vows will come is his own doing, has a condition or is ruled out.

    "Warned it would leave", "warned the posts would go should they vote no", "vowed that it would not go unanswered".
    """
    if verb.lemma not in ("warn", "vow", "swear", "caution"):
        return False
    before = (("that", t) for t in dependents(clauses.sent, verb.i, "ccomp") if t.i < verb.i)  # "should they refuse, the lorries will be stopped, it warned"
    for kind, said in (*clauses.complements(verb), *before):
        if kind == "that" and any(t.lemma == "patience" for t in clauses.subjects(said)):  # "its patience is running out", "has its limits"
            return True
        if kind == "that" and clauses.passive(said) and said.lemma in clauses.lexicon.gate["repays"] and tense(clauses, said).modal:
            return True  # "that it would be answered in kind", "will not be forgiven"
        if kind != "that" or tense(clauses, said).modal not in ("will", "would", "'d", "'ll", "wo"):
            continue
        below = list(dependents(clauses.sent, said.i, "advcl"))
        limits = any(m.lower in ("if", "unless") for c in below for m in dependents(clauses.sent, c.i, "mark"))
        limits = limits or any(inverted(clauses, c) for c in (*below, *dependents(clauses.sent, verb.i, "ccomp")))
        own = any(t.lower in ("it", "they", "he", "she", "we", "i") for t in dependents(clauses.sent, said.i, "nsubj", "nsubjpass"))
        if limits or own or tense(clauses, said).negated:
            return True
    return False


def _told_past(clauses: Clauses, verb: Token) -> bool:
    """Whether what somebody warns of has been already ("cautioned that Norra had broken its word")."""
    said = [t for kind, t in clauses.complements(verb) if kind == "that"]
    return verb.lemma in ("warn", "caution") and any(tense(clauses, t).tense in ("past", "pluperfect", "perfect") for t in said)


def _added(clauses: Clauses, verb: Token) -> bool:
    """Whether a participle adds news to a noun: set off by a comma, or said of something new together with who did it.

    "Renn, jailed for six years in Harrow, was moved", "a compromise suggested by the abbot"; but not "the truce suggested by Norra".
    """
    kids = {t.dep for t in dependents(clauses.sent, verb.i)}
    new = any(t.lower in ("a", "an", "another") for t in dependents(clauses.sent, verb.head, "det"))
    return verb.lemma not in clauses.lexicon.gate["informs"] and ("agent" in kids and new or bool(kids & {"agent", "prep"}) and clauses.set_off(verb))


def _bare(clauses: Clauses, verb: Token) -> bool:
    """Whether a verb stands in its base form with nobody who does it, as in a list of terms ("• admit 150 observers")."""
    if verb.tag != "VB" or verb.dep != "ROOT":
        return False
    return not any(t.dep in ("nsubj", "nsubjpass", "aux", "auxpass") for t in dependents(clauses.sent, verb.i))


def _known(clauses: Clauses, candidate: Candidate, time: Time | None) -> bool:
    """Whether a clause tells what is known beside something else: since when, who somebody is, who was not asked to a meeting, what a plan calls for."""
    verb, kind = candidate.token, candidate.frame.type
    if kind.directed and _by_text(clauses, verb):
        return True
    if verb.lemma == "invite" and clauses.passive(verb) and tense(clauses, verb).negated:  # who was not invited was absent from a meeting that is told
        return True
    if kind.id == "invasion" and verb.dep == "advcl" and time is None:  # "since the war began"
        return True
    return kind.id == "coercion" and verb.dep == "acl" and verb.tag == "VBG" and time is None  # "the men holding six workers"


def _by_text(clauses: Clauses, verb: Token) -> bool:
    """Whether it is a plan or pact that calls for something: that is a term of it."""
    texts = clauses.lexicon.classes["deal"] | clauses.lexicon.classes["proposal"]
    return any(t.pos == "NOUN" and clauses.keys(t, deep=False) & texts for t in clauses.subjects(verb)) and verb.lemma in (
        "call",
        "demand",
        "ask",
        "require",
        "urge",
    )


def _traveller(clauses: Clauses, people: People, verb: Token) -> bool:
    """Whether those who travel are people, or what carries them, where it is said who does ("the post went to a lawyer" is no journey)."""
    classes = clauses.lexicon.classes
    movers = classes["vessels"] | classes["forces"] | classes["envoys"] | {"motorcade", "train", "car", "bus", "flight", "motorbike", "cavalcade", "entourage"}
    tokens = clauses.subjects(verb) if verb.lemma in ("go", "come", "return", "head", "reach", "cross", "land", "turn", "arrive") else ()
    if tokens and all(t.lemma.lower() in clauses.lexicon.gate["posts"] for t in tokens):
        return False
    pronouns = ("who", "he", "she", "they", "we", "i", "it")
    numbers = any(t.pos == "NUM" and t.lower != "one" or t.lower in pronouns for t in tokens)
    return not tokens or numbers or any(people.has_actor(clauses, t) or t.lemma.lower() in movers for t in tokens)


def _term(clauses: Clauses, verb: Token, family: str) -> bool:
    """Whether a verb tells what a text would do, or what is to be done under one ("the pact would lift quotas", "under which Norra is to leave").

    That is a term; a truce or deal that will begin is told.
    """
    sent = clauses.sent
    at = verb
    while at.dep in ("conj", "xcomp") and sent.tokens[at.head].pos in ("VERB", "AUX"):
        at = sent.tokens[at.head]
    bound = verb.dep == "xcomp" and sent.tokens[verb.head].lemma in ("commit", "oblige", "obligate", "bind", "require", "compel", "call", "allow", "permit")
    if bound and any(t.lemma.lower() in ("document", "text", *clauses.lexicon.gate["texts"]) for t in clauses.subjects(sent.tokens[verb.head])):
        return True  # "the document commits both to halt fire"
    if family not in ("agreement", "talks") and _under_which(clauses, at):
        return True
    ahead = tense(clauses, at).modal in ("would", "will", "'d", "could", "may", "might", "can", "must", "should", "shall") or at.lemma == "be"
    if not ahead or family in ("agreement", "ceasefire", "talks"):
        return False
    texts = clauses.lexicon.classes["deal"] | clauses.lexicon.classes["proposal"] | clauses.lexicon.gate["texts"]
    if any(t.pos == "NOUN" and not clauses.passive(verb) and clauses.keys(t, deep=False) & texts for t in clauses.subjects(verb)):
        return True
    beside = [t for i in (at.i, sent.tokens[at.head].i) for t in dependents(sent, i, "prep") if t.lower == "under"]
    return any(t.tag == "WDT" or t.pos == "NOUN" and clauses.keys(t, deep=False) & texts for p in beside for t in dependents(sent, p.i, "pobj"))


def _under_which(clauses: Clauses, verb: Token) -> bool:
    """Whether a relative clause says what is done under a text ("a deal in which half go free", "a truce in the course of which guards would leave")."""
    sent, said = clauses.sent, tense(clauses, verb)
    while verb.dep == "conj" and sent.tokens[verb.head].pos in ("VERB", "AUX"):
        verb = sent.tokens[verb.head]
    if verb.dep != "relcl" or not (said.modal in ("would", "will", "'d") or said.tense == "present"):
        return False
    led = any(sent.tokens[i].tag == "WDT" and sent.tokens[i].dep == "pobj" for i in subtree(sent, verb.i) if i < verb.i)
    over = sent.tokens[verb.head]
    if over.lemma in TIMES and over.dep == "pobj" and sent.tokens[over.head].lower == "of":  # "a truce of six weeks, in which …"
        over = sent.tokens[sent.tokens[over.head].head]
    classes = clauses.lexicon.classes
    return led and bool(clauses.keys(over, deep=False) & (classes["deal"] | classes["proposal"] | classes["ceasefire"] | clauses.lexicon.gate["texts"]))


def _forbidden(clauses: Clauses, verb: Token) -> bool:
    """Whether it is what somebody is asked not to do ("implored both sides not to leave the table"): that is the appeal."""
    above = clauses.sent.tokens[verb.head]
    asked = clauses.lexicon.matrix.get(above.lemma.lower()) == "proposed"
    return verb.dep in ("xcomp", "ccomp") and asked and clauses.infinitive(verb) and tense(clauses, verb).negated


def _idiom(clauses: Clauses, verb: Token) -> bool:
    """Whether a verb means something else: with its object ("take a position"), of what is met or protested in words ("none was met", "…," he protested)."""
    if verb.lemma == "meet" and clauses.passive(verb) and not any(t.pos == "PROPN" or _living(clauses, t) for t in clauses.objects(verb)):
        return True
    if verb.lemma == "protest" and (
        verb.dep == "parataxis" or any(t.dep in ("ccomp", "parataxis") and t.pos in ("VERB", "AUX") for t in dependents(clauses.sent, verb.i))
    ):
        return True
    return any(t.tag == "NN" and f"{verb.lemma}_{t.lemma.lower()}" in clauses.lexicon.gate["idioms"] for t in clauses.objects(verb))


def _living(clauses: Clauses, noun: Token) -> bool:
    """Whether a noun or pronoun is of people."""
    return noun.tag == "PRP" and noun.lower != "it" or noun.lemma.lower() in clauses.lexicon.classes["human"] | clauses.lexicon.classes["envoys"]


def _question(clauses: Clauses, verb: Token) -> bool:
    """Whether to ask is to put a question and asks for nothing ("asked whether it would retaliate"), or to decline is to say nothing."""
    if verb.lemma == "write" and any((t.dep == "ccomp" or t.quote >= 0) and t.i < verb.i for t in dependents(clauses.sent, verb.i)):
        return True  # "…," he wrote to his staff
    if verb.lemma in ("decline", "refuse") and any(t.lemma in clauses.lexicon.gate["silence"] for _, t in clauses.complements(verb)):
        return True
    words = ("whether", "if", "what", "why", "how", "when", "who", "where", "about")
    last = verb.i + (5 if clauses.passive(verb) else 3)
    return verb.lemma == "ask" and any(t.lower in words for t in clauses.sent.tokens[verb.i + 1 : last])


def _conjunction(clauses: Clauses, verb: Token) -> bool:
    """Whether "provided" begins a condition and is no verb ("a truce provided Norra keeps it"), or stands right before the verb's own subject."""
    first = next((min(subtree(clauses.sent, t.i)) for t in dependents(clauses.sent, verb.i, "nsubj", "nsubjpass")), 0)
    if first and clauses.sent.tokens[first - 1].lower in ("provided", "providing") and verb.tag in ("VBD", "VBZ", "VBP", "VBN"):
        return True
    return verb.lower == "provided" and not any(t.dep in ("aux", "auxpass", "nsubj", "nsubjpass", "agent") for t in dependents(clauses.sent, verb.i))


def _other_halt(clauses: Clauses, people: People, verb: Token) -> bool:
    """Whether what is halted is no fighting ("ordered a halt to the works")."""
    for t in clauses.objects(verb):
        what = [inner for name, inner in clauses.prepositions(t) if name in ("to", "on", "in", "of") and not people.timed(inner)]
        if t.lemma in ("halt", "pause", "moratorium", "stop", "suspension") and what:
            return not any(clauses.keys(inner) & clauses.lexicon.classes["fighting"] or inner.pos in ("PROPN", "VERB") for inner in what)
    return False


def _toll(clauses: Clauses, verb: Token) -> bool:
    """Whether people are said to have been killed or hurt and nobody to have done it, or as the outcome of an act that is told ("shelled it, killing two").

    That is a figure; the attack has its own words.
    """
    subjects = clauses.subjects(verb)
    if any(t.lemma.lower() in clauses.lexicon.gate["nature"] for t in subjects) and not _wars(clauses, verb):
        return True
    if verb.lemma.lower() not in clauses.lexicon.gate["deadly"]:
        return False
    chained = verb.dep == "conj" and clauses.sent.tokens[verb.head].pos == "VERB" and not any(t.dep == "nsubj" for t in dependents(clauses.sent, verb.i))
    people = clauses.lexicon.classes["forces"] | clauses.lexicon.classes["human"]
    if chained and not any(t.pos == "PROPN" or t.lemma.lower() in people for t in subjects):
        return True  # "the fighting has emptied six villages and killed thirty"
    return clauses.passive(verb) and not subjects or verb.dep == "advcl" and verb.tag == "VBG" and verb.i > verb.head


def _wars(clauses: Clauses, verb: Token) -> bool:
    """Whether it is a war that breaks out or goes on ("the conflict, which erupted in May")."""
    fights = any(t.lemma.lower() in ("war", "conflict") for t in clauses.subjects(verb))
    return fights and verb.lemma not in clauses.lexicon.gate["deadly"] and not any(True for _ in clauses.objects(verb))


def _place(clauses: Clauses, verb: Token, kind: EventType) -> bool:
    """Whether no clause on the way up to the main one makes the verb a purpose, a wish or an antecedent."""
    sent, family = clauses.sent, kind.family
    at = verb
    if verb.dep != "ROOT" and inverted(clauses, verb):
        return _can_wait(clauses, verb, kind)
    for _ in range(6):
        above = sent.tokens[at.head]
        if above.i == at.i:
            return True
        if left_open(clauses, at):
            return family in FREE and above.lemma not in ("ask", "wonder", "inquire")
        if at.dep == "advcl":
            return _beside(clauses, verb, at, kind)
        told = _on_noun(clauses, at, above, family)
        if told is not None:
            return told
        if at.dep == "pcomp":
            over = sent.tokens[above.head]
            told = _gerund(clauses, above, over, family, kind.id)
            if told is not None:
                return told
            at = over
            continue
        if above.lower == "provided" and _conjunction(clauses, above) or _wished(clauses, at, above) or _unreal(clauses, at, above):
            return False
        if at.dep in ("relcl", "acl", "appos", "parataxis"):
            return True
        at = above
    return True


def _beside(clauses: Clauses, verb: Token, at: Token, kind: EventType) -> bool:
    """Whether a verb tells an event in an adverbial clause `at`: not where that is a condition, a time to come or a purpose."""
    cues = clauses.lexicon.gate
    marks = {t.lower for t in dependents(clauses.sent, at.i, "mark", "advmod")}
    if marks & {"unless", "once"} and kind.id != "proposal_made" and tuple(clauses.subjects(verb) or clauses.objects(verb)):
        return True  # what must come first is told with what waits for it
    if awaited(clauses, at):
        return _can_wait(clauses, verb, kind)
    if _measured(clauses, at) and (kind.family in FREE or tense(clauses, at).tense in ("past", "pluperfect")):
        return True
    if marks & cues["antecedent"] or so_long(clauses, at) or "after" in marks and at.tag in ("VBZ", "VBP", "VB") and not _was(clauses, at):
        return False
    return not clauses.infinitive(at) or kind.family in FREE or kind.id in ("travel", "humanitarian_access")


def _can_wait(clauses: Clauses, verb: Token, kind: EventType) -> bool:
    """Whether something that is waited for is told: an act with its own words ("if the rebels disarm"), not that somebody agrees, asks or travels."""
    if kind.joint or kind.directed or kind.stance or kind.id in ("threat", "other", "aid") or verb.lemma == "offer":
        return False
    if clauses.infinitive(verb) or verb.tag == "VBG" and (verb.dep == "pcomp" or kind.family == "talks"):
        return False
    return bool(clauses.subjects(verb) or clauses.objects(verb))


def _on_noun(clauses: Clauses, at: Token, above: Token, family: str) -> bool | None:
    """Whether a verb in a clause `at` on a noun tells an event, None where what stands higher decides."""
    cues, lemma = clauses.lexicon.gate, above.lemma.lower()
    if at.dep in ("acl", "relcl") and lemma in cues["naught"]:  # "there was nothing to sign"
        return False
    if clauses.headed(at):
        return True
    if at.dep in ("acl", "relcl") and clauses.infinitive(at) and lemma in cues["means"]:  # "the only way to seal a pact"
        return False
    if at.dep != "acl" or not clauses.infinitive(at):
        return None
    held = family in ("agreement", "ceasefire", "talks") and clauses.passive(at)  # "the pact, to be signed in May"
    return lemma in cues["plans"] or held or lemma in ("call", "request", "proposal") and family in FREE


def _measured(clauses: Clauses, verb: Token) -> bool:
    """Whether a "before" clause says how long before ("a day before the envoys sit down", "hours before the army seized it"): that is set, or was done."""
    marks = [t for t in dependents(clauses.sent, verb.i, "mark") if t.lower == "before"]
    return any(t.i > 0 and clauses.sent.tokens[t.i - 1].lemma in TIMES for t in marks)


def _wished(clauses: Clauses, at: Token, above: Token) -> bool:
    """Whether somebody merely wants it, or leaves open whether it is so."""
    wants = clauses.lexicon.gate["wants"]
    if at.dep == "ccomp" and above.lemma in ("confirm", "deny") and _open(clauses, above):
        return True
    return at.dep in ("xcomp", "ccomp", "advcl", "dobj") and (above.lemma.lower() in wants or above.lower in wants)


def _open(clauses: Clauses, verb: Token) -> bool:
    """Whether something is left open: not confirmed, or neither confirmed nor denied."""
    either = verb.dep == "conj" and any(t.lower == "neither" for t in dependents(clauses.sent, verb.head, "preconj", "cc", "det", "advmod"))
    return either or verb.lemma == "confirm" and tense(clauses, verb).negated


def _was(clauses: Clauses, verb: Token) -> bool:
    """Whether an auxiliary puts a base form into the past ("after they could not agree", "after it did not reply")."""
    return any(t.lower in ("could", "did", "would") for t in dependents(clauses.sent, verb.i, "aux"))


def _gerund(clauses: Clauses, prep: Token, over: Token, family: str, kind: str) -> bool | None:
    """Whether a gerund after a preposition tells an event, None where what stands over it decides."""
    cues = clauses.lexicon.gate
    if prep.lower == "including":
        return over.lemma.lower() not in cues["listed"]
    if prep.lower == "as" and over.lemma in cues["depicts"]:  # "portrayed her as backing Norra" is what somebody calls her
        return False
    if prep.lower == "without" and family == "agreement" or prep.lower == "for" and kind == "violation" and over.lemma in cues["blames"]:
        return True
    if prep.lower == "after" and (over.pos in ("VERB", "AUX", "ADP", "SCONJ") or over.lemma in TIMES):  # "nine days after seizing the fort": it was done
        return True
    if prep.lower in cues["sequence"] and over.pos in ("VERB", "AUX"):  # "met the premier before flying to the front"
        return family in FREE or kind in ("travel", "agreement_signed", "release")
    if prep.lower in cues["unreal"] or over.pos in ("NOUN", "PROPN") and over.lemma.lower() not in clauses.lexicon.tense["transparent"]:
        return False
    if prep.lower in ("to", "on", "upon") and over.lemma in HANGING:
        return False  # "is subject to the rebels laying down their arms"
    if over.lemma in ("refrain", "desist", "abstain") or prep.lower == "from" and over.lemma in cues["bars"] and family in ("attack", "ceasefire"):
        return False
    if over.lemma.lower() in cues["charges"] and family not in ("attack", "ceasefire"):  # a breach that somebody is charged with is told
        return False
    return None


def _unreal(clauses: Clauses, at: Token, above: Token) -> bool:
    """Whether somebody is too ill, too far to do it, or a pact or plan would do it: that is a term of it."""
    if at.dep == "xcomp":
        return above.pos == "ADJ" and any(t.lower == "too" for t in dependents(clauses.sent, above.i, "advmod"))
    texts = clauses.lexicon.classes["deal"] | clauses.lexicon.classes["proposal"]
    return at.dep == "relcl" and bool(tense(clauses, at).modal) and bool(clauses.keys(above, deep=False) & texts)


def under(clauses: Clauses, verb: Token, name: str) -> bool:
    """Whether a verb is the complement of a word of the cue list `name` ("ready to", "willing to")."""
    at = verb
    for _ in range(3):
        above = clauses.sent.tokens[at.head]
        if above.i == at.i or at.dep not in ("xcomp", "ccomp", "conj", "acl"):
            return False
        if at.dep != "conj" and above.lower in clauses.lexicon.gate[name] or at.dep != "conj" and above.lemma.lower() in clauses.lexicon.gate[name]:
            return True
        at = above
    return False


def between_two(people: People, clauses: Clauses, involved: tuple[Participant, ...]) -> bool:
    """Whether one named actor acts on another one."""
    actors = {p.actor.id for p in involved if p.role == "actor" and p.actor.id}
    recipients = {p.actor.id for p in involved if p.role == "recipient" and p.actor.id}
    own = {people.actors[i].key for i in actors if i in people.actors}
    others = {i for i in recipients - actors if i not in people.actors or people.actors[i].of not in own}
    return bool(actors and others)


def _of_proposal(clauses: Clauses, verb: Token) -> bool:
    """Whether the verb is said of something on the table: that makes a stance."""
    words = clauses.lexicon.classes["proposal"] | clauses.lexicon.gate["stands"]
    if verb.lemma in ("agree", "consent", "commit"):  # one side's yes to a truce
        words |= clauses.lexicon.classes["ceasefire"]
    found = [*clauses.objects(verb), *(t for name, t in clauses.prepositions(verb) if name in ("to", "with", "for", "on", "of"))]
    found += [o for _, t in clauses.complements(verb) for o in clauses.objects(t)]
    found += [inner for t in clauses.objects(verb) for name, inner in clauses.prepositions(t) if name in ("for", "on", "to", "of", "with")]
    return any(clauses.keys(t, deep=False) & words for t in found)


def _several(clauses: Clauses, people: People, verb: Token, involved: tuple[Participant, ...]) -> bool:
    """Whether several agree: two actors, a joint or plural subject, or nobody named in a passive ("the text has been agreed")."""
    if len({p.actor.id or p.actor.name for p in involved if p.role == "actor"}) > 1:
        return True
    subjects = clauses.subjects(verb)
    if not subjects:
        return clauses.passive(verb)
    if verb.lemma in ("pledge", "vow", "undertake", "resolve"):  # what many promise is agreed only where they are the two sides
        return any(t.lower in clauses.lexicon.gate["sides"] for t in subjects)
    if any(t.tag in ("NNS", "NNPS") or t.lower in ("they", "we", "both", "two", "three", "all") for t in subjects):
        return True
    mentions = [people.mention(clauses.sent, t.i) for t in subjects]
    return any(m is not None and (m.form in ("joint", "collective") or m.members) for m in mentions)


def _specific(candidate: Candidate) -> bool:
    """Whether the frame names words for one of its slots, or an actor beside something else ("urge somebody to", "call on somebody")."""
    wants = candidate.frame.wants
    named = any(words and words != frozenset({"@actor"}) for _, words in wants)
    if named or not candidate.frame.type.directed:
        return named
    return any(words and (slot not in ("obj", "subj") or len(wants) > 1) for slot, words in wants)
