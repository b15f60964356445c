"""Whether a candidate is told as an event: asserted, planned or denied, and not the content of a wish, a term, a purpose or a condition."""

from parley.extract.events.clause import Clauses
from parley.extract.events.nouns import attribute
from parley.extract.events.people import People
from parley.extract.events.status import inverted, so_long, tense
from parley.extract.events.triggers import Candidate
from parley.model import Participant, Time, Token
from parley.model.tree import ancestors, dependents

OFFERED = frozenset({"release", "remains_returned", "prisoner_exchange", "monitors_deployed", "peacekeepers_deployed"})
TIMES = ("minute", "hour", "day", "week", "month", "year")
FREE = frozenset({"talks"})  # families whose planned meetings are told by purposes and proposals too


def verb_told(clauses: Clauses, people: People, candidate: Candidate, involved: tuple[Participant, ...], time: Time | None) -> bool:
    """Whether a verb tells an event where it stands.

    Not told: attributes ("frozen funds"), purposes ("to end the war"), antecedents of conditions, gerunds under a noun or under before and without, what
    somebody merely wants. A frame that any object fits tells an event only where one actor does it to another.
    """
    verb = candidate.token
    family = candidate.frame.type.family
    if _bare(clauses, verb) or _question(clauses, verb) or _idiom(clauses, verb) or _known(clauses, candidate, time):
        return False
    taken = candidate.frame.type.id in ("annexation", "territory_taken", "invasion") and any(t.dep == "agent" for t in dependents(clauses.sent, verb.i))
    dated = family in ("agreement", "ceasefire") and any(t.dep in ("agent", "npadvmod", "prep") for t in dependents(clauses.sent, verb.i)) or _added(clauses, verb)
    if verb.dep == "acl" and verb.tag == "VBN" and verb.lemma in clauses.lexicon.gate["informs"]:
        return False
    if verb.dep == "amod" or verb.dep == "acl" and verb.tag == "VBN" and time is None and not taken and not dated and not clauses.finite(verb):
        return False
    bare = not any(t.dep in ("aux", "auxpass", "agent", "nsubjpass") for t in dependents(clauses.sent, verb.i))
    if verb.tag == "VBN" and bare and verb.dep in ("ccomp", "xcomp", "dobj", "nmod", "compound", "oprd") or verb.tag == "VBG" and verb.dep == "compound":
        return False
    if family == "talks" and not involved and verb.dep == "xcomp":
        return False
    if candidate.frame.type.group == "talks_on" and (verb.tag != "VBG" or verb.dep == "pcomp"):  # what was discussed is a topic, that they are at it an event
        return False
    if candidate.frame.type.id == "travel" and not _traveller(clauses, people, verb):
        return False
    if _term(clauses, verb, family) or _forbidden(clauses, verb):
        return False
    if not _place(clauses, verb, family, candidate.frame.type.id) or _conjunction(clauses, verb):
        return False
    if family == "attack" and candidate.frame.type.id != "invasion" and _toll(clauses, verb):
        return False
    sure = verb.lemma.lower() in clauses.lexicon.gate["sure"]
    sure = sure or candidate.frame.type.id == "threat" and warned(clauses, verb)
    if candidate.frame.type.weak and not sure and not _specific(candidate) and not between_two(people, clauses, involved):
        return False
    kind = candidate.frame.type
    if kind.stance and _of_proposal(clauses, verb) and not (kind.id == "praise" and _specific(candidate)):
        return False
    if kind.joint and not _several(clauses, people, verb, involved):
        return False
    willing = under(clauses, verb, "willing")
    if family in FREE and willing and len(involved) < 2 and time is None:  # "ready to meet at any hour"
        return False
    if candidate.frame.type.id in OFFERED or family in FREE:
        return True
    return not (willing and not between_two(people, clauses, involved))


def warned(clauses: Clauses, verb: Token) -> bool:
    """Whether what somebody warns or vows will come is his own doing, has a condition or is ruled out ("warned it would leave", "warned of cuts should they vote no")."""
    if verb.lemma not in ("warn", "vow", "swear", "caution"):
        return False
    for kind, said in clauses.complements(verb):
        if kind != "that" or tense(clauses, said).modal not in ("will", "would", "'d", "'ll", "wo"):
            continue
        limits = [c for c in dependents(clauses.sent, said.i, "advcl") if inverted(clauses, c) or any(m.lower in ("if", "unless") for m in dependents(clauses.sent, c.i, "mark"))]
        limits += [c for c in dependents(clauses.sent, verb.i, "ccomp") if inverted(clauses, c)]
        if limits or tense(clauses, said).negated or any(t.lower in ("it", "they", "he", "she", "we", "i") for t in dependents(clauses.sent, said.i, "nsubj", "nsubjpass")):
            return True
    return False


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
    tokens = clauses.subjects(verb) if verb.lemma in ("go", "come", "return", "head", "reach", "cross", "land", "turn") else ()
    if tokens and all(t.lemma.lower() in clauses.lexicon.gate["posts"] for t in tokens):
        return False
    return not tokens or any(t.pos == "NUM" and t.lower != "one" or t.lower in ("who", "he", "she", "they", "we", "i", "it") or people.has_actor(clauses, t) or t.lemma.lower() in movers for t in tokens)


def _term(clauses: Clauses, verb: Token, family: str) -> bool:
    """Whether a verb tells what a text would do, or what is to be done under one ("the pact would lift quotas", "under which Norra is to leave").

    That is a term; a truce or deal that will begin is told.
    """
    sent = clauses.sent
    at = verb
    while at.dep in ("conj", "xcomp") and sent.tokens[at.head].pos in ("VERB", "AUX"):
        at = sent.tokens[at.head]
    ahead = tense(clauses, at).modal in ("would", "will", "'d", "could", "may", "might", "can", "must", "should", "shall") or at.lemma == "be"
    if not ahead or family in ("agreement", "ceasefire", "talks"):
        return False
    texts = clauses.lexicon.classes["deal"] | clauses.lexicon.classes["proposal"] | clauses.lexicon.gate["texts"]
    if any(t.pos == "NOUN" and not clauses.passive(verb) and clauses.keys(t, deep=False) & texts for t in clauses.subjects(verb)):
        return True
    beside = [t for i in (at.i, sent.tokens[at.head].i) for t in dependents(sent, i, "prep") if t.lower == "under"]
    return any(t.tag == "WDT" or t.pos == "NOUN" and clauses.keys(t, deep=False) & texts for p in beside for t in dependents(sent, p.i, "pobj"))


def _forbidden(clauses: Clauses, verb: Token) -> bool:
    """Whether it is what somebody is asked not to do ("implored both sides not to leave the table"): that is the appeal."""
    above = clauses.sent.tokens[verb.head]
    asked = clauses.lexicon.matrix.get(above.lemma.lower()) == "proposed"
    return verb.dep in ("xcomp", "ccomp") and asked and clauses.infinitive(verb) and tense(clauses, verb).negated


def _idiom(clauses: Clauses, verb: Token) -> bool:
    """Whether verb and object together mean something else ("take a position" on a matter)."""
    return any(t.tag == "NN" and f"{verb.lemma}_{t.lemma.lower()}" in clauses.lexicon.gate["idioms"] for t in clauses.objects(verb))


def _question(clauses: Clauses, verb: Token) -> bool:
    """Whether to ask is to put a question and asks for nothing ("asked whether it would retaliate"), or to decline is to say nothing."""
    if verb.lemma == "write" and any((t.dep == "ccomp" or t.quote >= 0) and t.i < verb.i for t in dependents(clauses.sent, verb.i)):  # "…," he wrote to his staff
        return True
    if verb.lemma in ("decline", "refuse") and any(t.lemma in clauses.lexicon.gate["silence"] for _, t in clauses.complements(verb)):
        return True
    words = ("whether", "if", "what", "why", "how", "when", "who", "where", "about")
    return verb.lemma == "ask" and any(t.i > verb.i and t.lower in words for t in clauses.sent.tokens[verb.i + 1 : verb.i + (5 if clauses.passive(verb) else 3)])


def _conjunction(clauses: Clauses, verb: Token) -> bool:
    """Whether "provided" begins a condition and is no verb ("a truce provided Norra keeps it")."""
    return verb.lower == "provided" and not any(t.dep in ("aux", "auxpass", "nsubj", "nsubjpass", "agent") for t in dependents(clauses.sent, verb.i))


def _toll(clauses: Clauses, verb: Token) -> bool:
    """Whether people are said to have been killed or hurt and nobody to have done it, or as the outcome of an act that is told ("shelled it, killing two").

    That is a figure; the attack has its own words.
    """
    subjects = clauses.subjects(verb)
    if any(t.lemma.lower() in clauses.lexicon.gate["nature"] for t in subjects) and not _wars(clauses, verb):
        return True
    if verb.lemma.lower() not in clauses.lexicon.gate["deadly"]:
        return False
    if verb.dep == "conj" and clauses.sent.tokens[verb.head].pos == "VERB" and not any(t.dep == "nsubj" for t in dependents(clauses.sent, verb.i)):
        if not any(t.pos == "PROPN" or t.lemma.lower() in clauses.lexicon.classes["forces"] | clauses.lexicon.classes["human"] for t in subjects):
            return True  # "the fighting has emptied six villages and killed thirty"
    return clauses.passive(verb) and not subjects or verb.dep == "advcl" and verb.tag == "VBG" and verb.i > verb.head


def _wars(clauses: Clauses, verb: Token) -> bool:
    """Whether it is a war that breaks out or goes on ("the conflict, which erupted in May")."""
    fights = any(t.lemma.lower() in ("war", "conflict") for t in clauses.subjects(verb))
    return fights and verb.lemma not in clauses.lexicon.gate["deadly"] and not any(True for _ in clauses.objects(verb))


def _place(clauses: Clauses, verb: Token, family: str, kind: str) -> bool:
    """Whether no clause on the way up to the main one makes the verb a purpose, a wish or an antecedent."""
    sent = clauses.sent
    cues = clauses.lexicon.gate
    at = verb
    if verb.dep != "ROOT" and inverted(clauses, verb):
        return False
    for _ in range(6):
        above = sent.tokens[at.head]
        if above.i == at.i:
            return True
        lemma = above.lemma.lower()
        if at.dep == "advcl":
            marks = {t.lower for t in dependents(sent, at.i, "mark", "advmod")}
            if marks & {"unless", "once"} and kind != "proposal_made" and tuple(clauses.subjects(verb) or clauses.objects(verb)):
                return True  # what must come first is told with what waits for it
            if inverted(clauses, at):
                return False
            if _measured(clauses, at) and (family in FREE or tense(clauses, at).tense in ("past", "pluperfect")):
                return True
            if marks & cues["antecedent"] or so_long(clauses, at) or "after" in marks and at.tag in ("VBZ", "VBP", "VB") and not _was(clauses, at):
                return False
            if clauses.infinitive(at):
                return family in FREE or kind in ("travel", "humanitarian_access")
            return True
        if at.dep in ("acl", "relcl") and lemma in cues["naught"]:  # "there was nothing to sign"
            return False
        if lemma == "provide" and above.lower == "provided" and _conjunction(clauses, above):
            return False
        if clauses.headed(at):
            return True
        if at.dep == "acl" and clauses.infinitive(at):
            return lemma in cues["plans"] or family in ("agreement", "ceasefire", "talks") and clauses.passive(at) or lemma in ("call", "request", "proposal") and family in FREE
        if at.dep == "pcomp":
            over = sent.tokens[above.head]
            told = _gerund(clauses, above, over, family, kind)
            if told is not None:
                return told
            at = over
            continue
        if _wished(clauses, at, above):
            return False
        if _unreal(clauses, at, above):
            return False
        if at.dep in ("relcl", "acl", "appos", "parataxis"):
            return True
        at = above
    return True


def _measured(clauses: Clauses, verb: Token) -> bool:
    """Whether a "before" clause says how long before ("a day before the envoys sit down", "hours before the army seized it"): that is set, or was done."""
    marks = [t for t in dependents(clauses.sent, verb.i, "mark") if t.lower == "before"]
    return any(t.i > 0 and clauses.sent.tokens[t.i - 1].lemma in TIMES for t in marks)


def _wished(clauses: Clauses, at: Token, above: Token) -> bool:
    """Whether somebody merely wants it, or leaves open whether it is so."""
    wants = clauses.lexicon.gate["wants"]
    if at.dep in ("ccomp", "csubj", "acl") and above.lemma.lower() in ("clear", "unclear", "know", "decide", "say", "see", "question", "uncertain", "doubt") and any(
        t.lower in ("whether", "if") for t in dependents(clauses.sent, at.i, "mark")
    ):
        return True
    if at.dep == "ccomp" and above.lemma in ("confirm", "deny") and _open(clauses, above):
        return True
    if at.dep == "ccomp" and above.lemma in ("ask", "wonder", "inquire") and any(t.lower in ("whether", "if") for t in dependents(clauses.sent, at.i, "mark")):
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
    if prep.lower == "without" and family == "agreement":
        return True
    if prep.lower == "after" and (over.pos in ("VERB", "AUX", "ADP", "SCONJ") or over.lemma in TIMES):  # "nine days after seizing the fort": it was done
        return True
    if prep.lower in cues["sequence"] and over.pos in ("VERB", "AUX"):  # "met the premier before flying to the front"
        return family in FREE or kind in ("travel", "agreement_signed", "release")
    if prep.lower in cues["unreal"] or over.pos in ("NOUN", "PROPN") and over.lemma.lower() not in clauses.lexicon.tense["transparent"]:
        return False
    if over.lemma in ("refrain", "desist", "abstain"):
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


def _stated(clauses: Clauses, candidate: Candidate, content: set[str], *, definite: bool) -> bool:
    """Whether a noun tells an event by its place alone: one that is denied, a meeting told beside another act, a truce that something is in breach of."""
    family = candidate.frame.type.family
    if family in ("agreement", "talks") and _denied(clauses, candidate.token):
        return True
    if candidate.frame.type.id == "violation" and candidate.frame.wants and candidate.slot in ("in", "attr"):
        return True
    return family == "talks" and _within(clauses, candidate, content, definite=definite)


def _within(clauses: Clauses, candidate: Candidate, content: set[str], *, definite: bool) -> bool:
    """Whether a meeting is told beside another act ("told the council in a closed session", "after a night of talks"), or a known one with new words.

    An indefinite noun names something new; with "the" it does so only where a participle tells where it was held, or a verb to come what is to be done.
    """
    noun, verb = candidate.token, candidate.verb
    if not definite and "det" in content and verb is not None and candidate.slot in ("in", "at", "during", "after", "following", "over", "since"):
        return True
    lights = ("happen", "host", "mediate")
    if any(t.tag in ("VBN", "VBD") and clauses.lexicon.support.get(t.lemma, "") in lights for t in dependents(clauses.sent, noun.i, "acl")):
        return True
    return verb is not None and candidate.slot in ("subj", "obj") and candidate.effect in lights and clauses.passive(verb) and bool(tense(clauses, verb).modal)


def _denied(clauses: Clauses, noun: Token) -> bool:
    """Whether it is said that there is none ("no breakthrough", "there was no deal", "no meeting and no call")."""
    while noun.dep == "conj" and any(t.lower == "no" for t in dependents(clauses.sent, noun.i, "det")):
        before = clauses.sent.tokens[noun.head]
        if not any(t.lower == "no" for t in dependents(clauses.sent, before.i, "det")):
            break
        noun = before
    above = clauses.sent.tokens[noun.head]
    return any(t.lower == "no" for t in dependents(clauses.sent, noun.i, "det")) and (above.i == noun.i or above.lemma in ("be", "bring", "yield", "produce"))


def without(clauses: Clauses, noun: Token) -> bool:
    """Whether those who met or parted did so without it ("the envoys left without a deal")."""
    above = clauses.sent.tokens[noun.head]
    return above.lower == "without" and clauses.sent.tokens[above.head].lemma in clauses.lexicon.gate["parts"]


def _said_again(clauses: Clauses, candidate: Candidate) -> bool:
    """Whether a noun names what another noun or its clause has told: "a round of negotiations", "jets struck the port, a raid that …"."""
    sent, noun, family = clauses.sent, candidate.token, candidate.frame.type.family
    above = sent.tokens[noun.head]
    over = sent.tokens[above.head]
    if above.lower == "of" and noun.dep == "pobj" and over.pos == "NOUN":
        return any(f.type.family == family for f in clauses.lexicon.nouns.get(over.lemma.lower(), ()) if not f.wants and not f.before)
    if family == "agreement" and above.lower in ("on", "over", "about") and over.pos == "NOUN" and over.lemma.lower() in ("agreement", "accord", "consensus", "breakthrough"):
        return True
    apposed = noun.dep == "appos" or family == "attack" and noun.dep == "dobj" and clauses.set_off(noun)
    if not apposed:
        return False
    verb = next((t for t in ancestors(sent, noun.i) if t.pos == "VERB"), None)
    return verb is not None and any(f.type.family == family for f in clauses.lexicon.verbs.get(verb.lemma.lower(), ()))


def _no_meeting(clauses: Clauses, noun: Token) -> bool:
    """Whether a meeting is one with the press, or a count of rounds measures how long something did not happen ("for the first time in nine rounds")."""
    if any(t.lower in clauses.lexicon.gate["press"] for t in dependents(clauses.sent, noun.i, "compound", "amod", "nmod")):
        return True
    while noun.dep == "pobj" and clauses.sent.tokens[noun.head].lower == "of" and clauses.sent.tokens[clauses.sent.tokens[noun.head].head].pos == "NOUN":
        noun = clauses.sent.tokens[clauses.sent.tokens[noun.head].head]
    above = clauses.sent.tokens[noun.head]
    return noun.dep == "pobj" and above.lower == "in" and clauses.sent.tokens[above.head].lemma == "time"


def noun_told(clauses: Clauses, candidate: Candidate, content: set[str], time: Time | None) -> bool:
    """Whether a noun tells an event and does not merely point back to one ("the talks"), name a term or stand under what would end it."""
    noun = candidate.token
    family = candidate.frame.type.family
    if noun.lemma in ("letter", "memo", "missive") and candidate.slot in ("in", "by", "through", "via", "of"):  # where something was said
        return False
    if family == "talks" and _no_meeting(clauses, noun):
        return False
    above = clauses.sent.tokens[noun.head]
    if family in ("talks", "attack", "agreement") and _said_again(clauses, candidate):
        return False
    if above.lower in clauses.lexicon.gate["failing"] and noun.dep in ("pobj", "dobj"):  # "barring a breakthrough", "failing a deal by May"
        return False
    ends = clauses.lexicon.gate["ends"]
    if above.pos == "ADP" and clauses.sent.tokens[above.head].lemma.lower() in ends and family not in ("talks", "agreement"):
        return False
    if candidate.verb is not None and candidate.verb.lemma in ends and family in ("attack", "") and candidate.slot == "obj":
        return False
    if family in ("agreement", "ceasefire", "aid", "") and attribute(clauses, noun) in ("proposed", "hypothetical"):
        return False
    if time is None and noun.head == noun.i and not any(t.pos in ("VERB", "AUX") for t in clauses.sent.tokens):  # the heading of a part
        return False
    over = clauses.sent.tokens[above.head]
    if candidate.frame.type.id == "agreement_reached" and noun.dep == "nsubj" and above.pos == "ADJ":  # "would make an agreement hard"
        return False
    if family == "agreement" and above.pos == "ADP" and over.lemma in ("hope", "chance", "prospect", "expectation", "appetite", "pressure"):
        return False  # what is hoped for
    if family == "agreement" and without(clauses, noun):
        return True
    if candidate.frame.type.id == "appeal" and "who" in content and noun.lemma.lower() in ("call", "plea", "appeal"):
        return any(name == "for" for name, _ in clauses.prepositions(noun)) or any(slot == "inf" for slot, _ in candidate.frame.wants)
    if candidate.frame.type.weak and family not in ("talks", "attack") and not candidate.effect and not (time is not None and content & {"who", "count"}):
        return False
    definite = any(t.lower in ("the", "this", "that", "these", "those", "its", "their", "his", "her") for t in dependents(clauses.sent, noun.i, "det", "poss"))
    if _stated(clauses, candidate, content, definite=definite):
        return True
    if family == "agreement" and "det" in content and any(slot == "inf" for slot, _ in candidate.frame.wants):
        return candidate.slot not in ("obj", "for", "on", "to") or bool(candidate.effect)
    if family == "agreement" and not candidate.frame.wants and noun.lemma.lower() in clauses.lexicon.classes["deal"]:
        stated = candidate.verb is not None and candidate.verb.lemma == "be" and bool(candidate.effect)
        return stated or time is not None and (definite or bool(candidate.effect))
    if candidate.effect in ("happen", "host", "mediate", "attend") and candidate.slot in ("obj", "subj", "rel", "in"):
        held = candidate.verb is not None and candidate.verb.lemma in (
            "hold",
            "begin",
            "start",
            "end",
            "conclude",
            "take",
            "last",
            "describe",
            "call",
            "host",
            "chair",
            "moderate",
            "open",
            "fail",
            "produce",
            "come",
            "follow",
            "oversee",
        )
        return bool(content & {"det", "bare", "who", "count"}) or held or time is not None
    if candidate.effect in ("cancelled", "postponed"):
        return True
    if candidate.effect and candidate.effect != "happen":
        return family in ("talks", "agreement", "attack", "ceasefire", "aid") or not definite and (bool(content & {"who", "count"}) or time is not None)
    if noun.lemma.lower() in clauses.lexicon.gate["deeds"] and "who" in content:  # "the killing of Renn": the deed is named by whom it was done to
        return any(name == "of" for name, _ in clauses.prepositions(noun))
    if family == "attack" and definite and time is None and "place" not in content and "target" not in content:
        return False
    return bool(content & {"who", "place", "count"}) or time is not None
