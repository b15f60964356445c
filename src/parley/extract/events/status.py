"""Whether it happened: status from tense, aspect, modality, negation, the verb above and the words around (vocabulary 2)."""

from typing import NamedTuple

from parley.extract.events.clause import Clauses, once
from parley.model import Token
from parley.model.finding import Status
from parley.model.tree import dependents, subtree

HARD: tuple[Status, ...] = ("denied", "negated", "cancelled", "postponed", "threatened", "offered", "proposed", "planned", "conditional", "hypothetical")


class Tense(NamedTuple):
    """What a verb group shows: tense (past, present, pluperfect, perfect, future, none), modal, negated, progressive."""

    tense: str
    modal: str = ""
    negated: bool = False
    progressive: bool = False


@once
def tense(clauses: Clauses, verb: Token) -> Tense:
    """The tense of a verb group; a conjunct without auxiliaries of its own shares those of the verb before ("will meet and sign")."""
    sent = clauses.sent
    words = clauses.lexicon.tense
    auxes = list(dependents(sent, verb.i, "aux", "auxpass"))
    lowers = [t.lower for t in auxes]
    negated = any(t.dep == "neg" or t.lower in words["never"] for t in dependents(sent, verb.i, "neg", "advmod", "preconj", "det", "cc"))
    negated = negated or any(_none(clauses, s) for s in dependents(sent, verb.i, "nsubj", "nsubjpass", "dobj"))
    negated = negated or verb.dep == "acl" and verb.tag == "VBN" and _none(clauses, sent.tokens[verb.head])  # "with no guns handed in"
    if verb.dep == "conj" and not auxes and verb.tag in ("VB", "VBN", "VBG", "VBP") and not _own_subject(clauses, verb):
        above = sent.tokens[verb.head]
        if above.pos in ("VERB", "AUX") and (above.tag == verb.tag or above.tag == "VB" or verb.tag == "VBP"):
            shared = tense(clauses, above)
            return shared._replace(negated=negated)
    if verb.tag == "VB" and not auxes and (led := _joined(clauses, verb)) is not None:
        return tense(clauses, led)._replace(negated=negated)
    modal = next((w for w in lowers if w in words["future"] or w in words["weak"] or w in words["conditional"]), "")
    modal = modal or next((t.lower for t in auxes if t.tag == "MD"), "")
    progressive = verb.tag == "VBG"
    if modal:
        return Tense("future" if modal in words["future"] else "modal", modal, negated, progressive)
    if any(t.lower in ("had", "'d") and t.lemma in ("have", "'d", "had") for t in auxes) and verb.tag in ("VBN", "VBD", "VBG"):
        return Tense("pluperfect", "", negated, progressive)
    if any(t.lower in ("has", "have", "'ve", "having") for t in auxes):
        return Tense("perfect", "", negated, progressive)
    if any(t.tag == "TO" for t in auxes):
        return Tense("infinitive", "", negated, progressive)
    finite = next((t for t in auxes if t.tag in ("VBD", "VBZ", "VBP")), verb)
    if finite.tag == "VBD":
        return Tense("past", "", negated, progressive)
    if finite.tag in ("VBZ", "VBP"):
        return Tense("present", "", negated, progressive)
    return Tense("none", "", negated, progressive)


def _joined(clauses: Clauses, verb: Token) -> Token | None:
    """The verb with a modal to which "and" joins a base form that the parse hangs elsewhere ("said it would end its pause and restart the aid")."""
    tokens = clauses.sent.tokens
    if verb.i < 2 or tokens[verb.i - 1].lower not in ("and", "or") or verb.dep not in ("xcomp", "ccomp", "ROOT", "dep") or _own_subject(clauses, verb):
        return None
    before = (t for t in reversed(tokens[: verb.i - 1]) if t.tag == "VB")
    return next((t for t in before if any(a.tag == "MD" for a in dependents(clauses.sent, t.i, "aux"))), None)


def _none(clauses: Clauses, noun: Token) -> bool:
    return noun.lower in clauses.lexicon.tense["never"] or any(t.lower in ("no", "neither") for t in dependents(clauses.sent, noun.i, "det", "advmod"))


def _own_subject(clauses: Clauses, verb: Token) -> bool:
    return any(t.dep in ("nsubj", "nsubjpass", "expl") for t in dependents(clauses.sent, verb.i))


READY_WITHIN = 12  # words after a verb in which "any day", "tomorrow" may stand
LIMITS = ("if", "when", "once", "after", "provided", "under", "as", "in", "on", "with", "for")  # after "but only"
TERMS = ("hour", "day", "week", "month", "year", "phase", "stage", "round")
SETTLES = ("agree", "decide", "resolve", "determine", "settle", "stipulate")  # what these say should be, is set
SPOKEN = ("on", "to", "for", "upon")  # prepositions behind which a gerund stands for what is settled
# What a noun says of the gerund after its "of".
NOMINAL: dict[str, Status] = {"hypothetical": "hypothetical", "proposed": "proposed", "planned": "planned"}


def status(clauses: Clauses, verb: Token, *, headline: bool = False) -> Status:
    """The status of what the verb tells.

    Own tense first; then, upwards, what the governing verbs, adjectives and nouns say of their complements; then conditions. A verb of saying passes its
    clause through ("said it would meet" is planned).
    """
    sent = clauses.sent
    group = tense(clauses, verb)
    found = _own(clauses, verb, group, headline)
    if group.negated and found in ("happened", "ongoing", "planned", "historical", "proposed"):
        found = "negated"
    at = verb
    for _ in range(6):
        above = _nearer(clauses, at, sent.tokens[at.head])
        if above.i == at.i:
            break
        if at.dep == "acl" and at.tag == "VBN" or at.dep == "ccomp" and at.i < above.i and above.lemma not in clauses.lexicon.tense["say"]:
            break  # a participle on its noun, a clause that stands beside another
        if at.dep == "conj" and at.tag in ("VBD", "VBZ") and above.tag == "VB":
            break  # "refused to shake hands and left": what is finite is no conjunct of an infinitive
        if at.dep == "pcomp" and above.lower in ("despite", "after", "following", "since", "amid"):  # what went before is told for itself
            break
        if left_open(clauses, at) and found in ("planned", "happened", "ongoing"):
            found = "hypothetical"
        if found == "happened":
            found = _gerund(clauses, at, above)
        if found == "proposed" and at.dep == "ccomp" and above.lemma in SETTLES and not tense(clauses, above).negated:  # "agreed that talks should resume"
            found = "planned"
        if at.dep == "pcomp" and (above.lower == "without" or _shrunk(clauses, above)) or _yet_to(clauses, at, above):
            found = "negated"
        if (
            at.dep in ("xcomp", "ccomp", "pcomp", "acl", "prep", "dobj", "pobj", "attr", "acomp", "csubj", "csubjpass", "oprd")
            or at.dep == "advcl"
            and (above.pos == "ADJ" or clauses.wished(at))
        ):
            found = _under(clauses, at, above, found)
        elif at.dep not in ("conj",):
            break
        at = above
    if found in ("planned", "happened", "proposed", "hypothetical", "ongoing", "historical") and (
        _conditional(clauses, verb, group)
        or _waited_for(clauses, verb, group)
        or _limited(clauses, verb, group)
        or _by_leave(clauses, verb, group)
        or _hung(clauses, verb)
    ):
        return "conditional"
    return found


def _nearer(clauses: Clauses, at: Token, above: Token) -> Token:
    """The verb that a that-clause follows at once, where the parse hangs it on one before ("denied it and charged that Norra had shelled the port")."""
    mark = next((t for t in dependents(clauses.sent, at.i, "mark") if t.lower == "that" and t.i), None)
    before = clauses.sent.tokens[mark.i - 1] if mark is not None else None
    return before if at.dep == "ccomp" and before is not None and before.dep == "conj" and before.head == above.i and before.pos == "VERB" else above


def _gerund(clauses: Clauses, at: Token, above: Token) -> Status:
    """What the words over a gerund make of it: near, possible or planned, settled, discussed; else it happened."""
    if _talked_of(clauses, at, above):
        return "proposed"
    if at.dep != "pcomp":
        return "happened"
    over = clauses.sent.tokens[above.head]
    if over.lower in clauses.lexicon.gate["nearly"]:
        return "planned"
    if at.tag == "VBG" and above.lower in SPOKEN and over.pos == "VERB" and over.lemma in (*SETTLES, "opt", "commit"):  # "settled on opening the road"
        return "planned"
    if above.lower == "of":  # "the possibility of resuming talks"
        return NOMINAL.get(clauses.lexicon.nominal.get(over.lemma.lower(), ""), "happened")
    return "happened"


def _talked_of(clauses: Clauses, at: Token, above: Token) -> bool:
    """Whether a gerund is what somebody discusses ("discussed exchanging the pilots", "weighed relief for the north: opening a road")."""
    if at.tag != "VBG" or any(True for _ in dependents(clauses.sent, at.i, "aux", "nsubj")):
        return False
    over = clauses.sent.tokens[above.head] if above.pos == "ADP" else above
    if over.lemma not in clauses.lexicon.gate["discusses"] or over.pos != "VERB" or over.i > at.i:
        return False
    return at.dep in ("xcomp", "ccomp", "dobj") or at.dep == "advcl" and any(t.text == ":" for t in clauses.sent.tokens[over.i : at.i])


def _waited_for(clauses: Clauses, verb: Token, group: Tense) -> bool:
    """Whether something to come waits for it ("takes effect after both have ratified it") or is promised for another's act ("in return it would …")."""
    sent = clauses.sent
    above = sent.tokens[verb.head]
    if verb.dep == "advcl" and group.tense == "perfect" and any(t.lower == "after" for t in dependents(sent, verb.i, "mark")):
        return tense(clauses, above).tense in ("present", "future", "modal")
    top = above if verb.dep == "xcomp" and above.pos == "VERB" else verb  # "would agree to freeze it in exchange for …"
    if tense(clauses, top).modal not in clauses.lexicon.tense["conditional"]:
        return False
    beside = [verb, top, *clauses.objects(verb)]
    return any(name == "in" and t.lower in ("return", "exchange") for at in beside for name, t in clauses.prepositions(at))


def _by_leave(clauses: Clauses, verb: Token, group: Tense) -> bool:
    """Whether what can be done needs somebody's leave ("can be prolonged by mutual consent", "may be extended with the approval of both")."""
    if group.tense not in ("future", "modal"):
        return False
    return any(name in ("by", "with", "on", "upon", "under") and t.lemma in clauses.lexicon.gate["leave"] for name, t in clauses.prepositions(verb))


def readily(clauses: Clauses, verb: Token) -> bool:
    """Whether a verb with "would" tells what somebody is ready for at any time, and no plan ("would sign it tomorrow", "would sit down with her any day")."""
    sent = clauses.sent
    if tense(clauses, verb).modal not in clauses.lexicon.tense["conditional"] or tense(clauses, verb).negated:
        return False
    after = sent.tokens[verb.i : verb.i + READY_WITHIN]
    words = [t.lower for t in after]
    gladly = any(t.lower in clauses.lexicon.gate["gladly"] for t in dependents(sent, verb.i, "advmod"))
    any_day = any(w == "any" and words[n + 1 : n + 2] and words[n + 1] in clauses.lexicon.gate["moments"] for n, w in enumerate(words))
    at_once = any(words[n : n + 3] in (["in", "a", "heartbeat"], ["at", "any", "time"]) for n in range(len(words)))
    deal = verb.lemma in clauses.lexicon.gate["takes"] and "tomorrow" in words
    return gladly or any_day or at_once or deal


def _limited(clauses: Clauses, verb: Token, group: Tense) -> bool:
    """Whether "if", "unless" or "provided" follows a verb that is to come, before any other finite verb, where the parse has torn the clause off.

    "Would lift the siege provided Norra freed the pilot", "will leave on condition that …".
    """
    tokens = clauses.sent.tokens
    if any(t.lower == "but" and tokens[t.i + 1].lower == "only" and tokens[t.i + 2].lower in LIMITS for t in tokens[verb.i + 1 : -2]):
        return group.tense not in ("past", "perfect", "pluperfect")  # "is willing to meet, but only if …"
    if group.tense not in ("future", "modal"):
        return False
    for t in tokens[verb.i + 1 :]:
        if t.lower == "should" and t.i + 1 < len(tokens) and tokens[t.i - 1].pos not in ("PRON", "PROPN") and tokens[t.i + 1].pos in ("DET", "PROPN", "PRON"):
            return True  # "would hit back should the raids go on"
        if t.tag in ("VBD", "VBZ", "VBP", "MD") or t.text in (";", ":", "."):
            return False
        after = tokens[t.i + 1].lower if t.i + 1 < len(tokens) else ""
        if t.lower in ("if", "unless", "provided", "providing") and after not in ("any", "possible", "necessary", "not", "need", "by", "for", ""):
            return True
        if t.lower == "on" and after in ("condition", "proviso"):
            return True
    return False


def _when(clauses: Clauses, verb: Token, clause: Token) -> bool:
    """Whether "until" or "once" merely says when in the past ("it dragged on until a court ordered them back")."""
    marks = {t.lower for t in dependents(clauses.sent, clause.i, "mark", "advmod")}
    own, other = tense(clauses, verb), tense(clauses, clause)
    return bool(marks & {"until", "once"}) and own.tense in ("past", "perfect") and other.tense == "past" and not own.negated


def so_long(clauses: Clauses, clause: Token) -> bool:
    """Whether "as soon as", "as long as" opens the clause of a verb."""
    sent = clauses.sent
    marks = [t for t in dependents(sent, clause.i, "mark") if t.lower == "as" and t.i > 1]
    return any(sent.tokens[t.i - 1].lower in ("soon", "long") and sent.tokens[t.i - 2].lower in ("as", "so") for t in marks)


def awaited(clauses: Clauses, clause: Token) -> bool:
    """Whether a clause is what something hangs on or waits for: opened by "if", "unless", "once", "until", "provided", "as long as", "only when", or inverted.

    "Will leave only when guards take over", "no talks until the shelling stops", "should the rebels disarm". Not "as if", "even if" and "asked if", nor an
    "until" that merely says when.
    """
    tokens = clauses.sent.tokens
    if inverted(clauses, clause) or so_long(clauses, clause):
        return True
    above = tokens[clause.head]
    for t in dependents(clauses.sent, clause.i, "mark", "advmod"):
        before = tokens[t.i - 1].lower if t.i else ""
        if t.lower in ("if", "unless", "provided", "providing") and before not in ("as", "even", "asked", "asking", "see", "unclear"):
            return True
        still = tense(clauses, above).tense not in ("past", "pluperfect") or tense(clauses, clause).tense == "present"
        if t.lower in ("once", "until", "till") and t.i < clause.i and still and not _when(clauses, above, clause):
            return True
        if t.lower in ("when", "after", "once") and (before in ("only", "not") or any(o.lower == "only" for o in dependents(clauses.sent, clause.i, "advmod"))):
            return True
    return False


def _hung(clauses: Clauses, verb: Token) -> bool:
    """Whether a verb stands in a clause that something waits for."""
    sent = clauses.sent
    at = verb
    for _ in range(4):
        if at.dep == "advcl" and awaited(clauses, at) or at.dep != "ROOT" and inverted(clauses, at):
            return True
        if at.head == at.i or at.dep not in ("conj", "xcomp", "ccomp", "pcomp", "prep"):
            break
        at = sent.tokens[at.head]
    return False


def inverted(clauses: Clauses, clause: Token) -> bool:
    """Whether an auxiliary before the subject makes a clause a condition ("should the talks collapse", "were it to withdraw", "had they agreed")."""
    subject = next(dependents(clauses.sent, clause.i, "nsubj", "nsubjpass", "expl"), None)
    led = [t for t in (clause, *dependents(clauses.sent, clause.i, "aux", "auxpass")) if subject is not None and t.i < subject.i]
    first = next((i for i in subtree(clauses.sent, clause.i) if clauses.sent.tokens[i].pos not in ("PUNCT", "CCONJ", "SPACE")), -1) if led else -1
    return bool(led) and led[0].i == first and led[0].lower in ("should", "were", "had") and not any(t.text == "?" for t in clauses.sent.tokens[clause.i :])


def _shrunk(clauses: Clauses, prep: Token) -> bool:
    """Whether somebody shrank from what stands after a preposition ("balked at signing", "stopped short of signing")."""
    over = clauses.sent.tokens[prep.head]
    return bool({over.lemma.lower(), over.lower} & clauses.lexicon.gate["shrinks"])


def _yet_to(clauses: Clauses, at: Token, above: Token) -> bool:
    """Whether something is still to be done ("have yet to agree", "is yet to be signed")."""
    if above.lemma not in ("have", "be") or not clauses.infinitive(at):
        return False
    return any(t.lower == "yet" for i in (at.i, above.i) for t in dependents(clauses.sent, i, "advmod"))


def _own(clauses: Clauses, verb: Token, group: Tense, headline: bool) -> Status:
    words = clauses.lexicon.tense
    if group.tense == "future":
        return "hypothetical" if _asked(clauses, verb) else "planned"
    if group.tense == "perfect":
        return _perfect(clauses, verb, group)
    if group.tense == "modal":
        if group.modal in words["conditional"]:
            return "planned"
        if group.modal in words["weak"]:
            return "negated" if group.negated and group.modal == "could" else "hypothetical"
        return "proposed" if group.modal in words["duty"] else "planned"
    if group.tense == "none" and verb.tag == "VBG" and verb.dep == "advcl" and _long_ago(clauses, clauses.sent.tokens[verb.head]):
        return "historical"  # "had long refused talks, branding the rebels terrorists"
    if group.tense == "present":
        return _present(clauses, verb, group, headline)
    if group.tense == "infinitive":
        head = clauses.sent.tokens[verb.head]
        if verb.dep in ("advcl", "relcl") or verb.dep == "ROOT" or clauses.headed(verb):
            return "planned"
        return "planned" if head.pos in ("NOUN", "ADJ") or head.lemma == "be" else "happened"
    if group.tense == "pluperfect":
        return "happened" if _reported(clauses, verb) else "historical"
    going = (
        verb.lemma in ("travel", "fly", "go", "head")
        and not clauses.particle(verb)
        and clauses.sent.tokens[min(verb.i + 1, len(clauses.sent.tokens) - 1)].lower != "on"
    )
    if group.tense == "past" and group.progressive and going:
        return "planned"
    return "happened"


def _present(clauses: Clauses, verb: Token, group: Tense, headline: bool) -> Status:
    """What is done as the report is written goes on or has just happened; what is begun, or stands under "when" beside a plan, is to come."""
    if not headline and _at_its_time(clauses, verb, clauses.sent.tokens[verb.head]):
        return "planned"
    if verb.lemma == "be" and not headline or verb.lemma == "enter" and any(t.lemma in TERMS for t in clauses.objects(verb)):
        return "ongoing"
    if group.progressive:
        return "ongoing" if verb.lemma not in ("head", "go", "travel", "fly", "leave", "meet", "come", "arrive", "host", "return") else "planned"
    return "happened" if headline or verb.lemma not in ("begin", "start", "open", "take", "enter", "come", "expire", "resume") else "planned"


def _asked(clauses: Clauses, verb: Token) -> bool:
    """Whether a question asks if it will be ("Will the crews strike again?")."""
    auxes = [t for t in dependents(clauses.sent, verb.i, "aux") if t.tag == "MD"]
    subject = next(dependents(clauses.sent, verb.i, "nsubj", "nsubjpass"), None)
    return bool(auxes) and subject is not None and auxes[0].i < subject.i and any(t.text == "?" for t in clauses.sent.tokens[verb.i :])


def _long_ago(clauses: Clauses, main: Token) -> bool:
    """Whether a clause looks back on what had long been so."""
    return tense(clauses, main).tense == "pluperfect" and any(
        t.lower in ("long", "previously", "repeatedly") for t in dependents(clauses.sent, main.i, "advmod")
    )


def _at_its_time(clauses: Clauses, verb: Token, main: Token) -> bool:
    """Whether a present tense after "when" goes with a plan or a hope ("hopes to sign it when he receives the general in May")."""
    if verb.dep != "advcl" or not any(t.lower in ("when", "once") for t in dependents(clauses.sent, verb.i, "advmod", "mark")):
        return False
    above = clauses.sent.tokens[main.head]
    return (
        tense(clauses, main).tense == "future"
        or tense(clauses, main).tense == "infinitive"
        and above.lemma in ("hope", "plan", "intend", "expect", "aim", "want")
    )


def _perfect(clauses: Clauses, verb: Token, group: Tense) -> Status:
    """What has been done; what has been going on goes on, what was to have been done was not, what has long been so is background."""
    if _unfulfilled(clauses, verb):
        return "cancelled"
    if group.progressive:
        return "ongoing"
    return "historical" if any(t.lower == "long" for t in dependents(clauses.sent, verb.i, "advmod")) else "happened"


def _unfulfilled(clauses: Clauses, verb: Token) -> bool:
    """Whether something was to be done and was not ("were to have met on Monday")."""
    above = clauses.sent.tokens[verb.head]
    return above.lemma == "be" and above.tag == "VBD" and any(t.tag == "TO" for t in dependents(clauses.sent, verb.i, "aux"))


def left_open(clauses: Clauses, at: Token) -> bool:
    """Whether it is left open whether a clause is so ("unclear whether they will meet", "will decide whether to strike", "unclear if or when they will")."""
    sent = clauses.sent
    above = sent.tokens[at.head]
    if at.dep == "conj" and above.lower in ("if", "whether"):
        above = sent.tokens[above.head]
    elif at.dep not in ("ccomp", "csubj", "acl", "xcomp", "advcl") or not any(t.lower in ("whether", "if") for t in dependents(sent, at.i, "mark")):
        return False
    words = {above.lemma.lower()} | ({t.lower for t in dependents(sent, above.i, "acomp", "attr")} if above.lemma == "be" else set())
    return bool(words & clauses.lexicon.gate["open"])


def _reported(clauses: Clauses, verb: Token) -> bool:
    """Whether a pluperfect is a past shifted back by reported speech, not a look back of the reporter."""
    sent = clauses.sent
    at = verb
    for _ in range(5):
        above = sent.tokens[at.head]
        if above.i == at.i:
            return False
        if at.dep in ("ccomp", "acl", "advcl") and above.lemma in clauses.lexicon.tense["say"] | {"agree", "deny", "accuse"}:
            return True
        at = above
    return False


def _under(clauses: Clauses, at: Token, above: Token, found: Status) -> Status:
    lexicon = clauses.lexicon
    lemma = above.lower if above.pos == "ADJ" else above.lemma.lower()
    if above.pos == "ADP" or above.pos in ("VERB", "AUX") and at.dep == "prep":
        return found
    effect = lexicon.matrix.get(lemma, "") or lexicon.matrix.get(above.lower, "")
    particle = clauses.particle(above) if above.pos == "VERB" else ""
    if lemma == "suppose" and clauses.infinitive(at):  # "was supposed to begin at noon"
        effect = "planned"
    if lemma == "rule" and particle == "out":
        effect = "negated"
    elif lemma in ("rule", "keep", "look", "head", "about", "call") and lemma != "call" and particle != "":
        effect = ""
    if not effect or lemma in lexicon.tense["say"] and effect not in ("denied",) and not clauses.infinitive(at):
        return found
    if at.dep == "dobj" and at.pos not in ("VERB", "AUX"):
        return found
    above_negated = above.pos in ("VERB", "AUX") and tense(clauses, above).negated
    if above_negated and effect in ("planned", "happened", "ongoing", "proposed", "offered"):
        return "negated"
    if above_negated and effect == "negated" and lemma in ("rule", "exclude") and found != "negated":  # "has not ruled out meeting him"
        return "hypothetical"
    if above_negated and effect == "denied":
        return found
    if effect in ("happened", "ongoing"):
        if found == "happened" and above.pos in ("VERB", "AUX"):
            own = _own(clauses, above, tense(clauses, above), False)
            return own if own != "happened" else ("ongoing" if effect == "ongoing" else "happened")
        return found
    if found in ("happened", "planned", "ongoing", "historical"):
        return effect  # type: ignore[return-value]
    if effect in ("denied", "threatened", "offered"):
        return effect  # type: ignore[return-value]
    return found


def _set_phrase(clauses: Clauses, once: Token) -> bool:
    """Whether "once" belongs to "at once", "once more", "once again", "all at once" and joins no clause."""
    tokens = clauses.sent.tokens
    before = tokens[once.i - 1].lower if once.i else ""
    after = tokens[once.i + 1].lower if once.i + 1 < len(tokens) else ""
    return once.lower == "once" and (before == "at" or after in ("more", "again"))


def _conditional(clauses: Clauses, verb: Token, group: Tense) -> bool:
    """Whether the verb stands in an if-clause, or in a main clause that one limits and that a modal does not assert."""
    sent = clauses.sent
    marks = clauses.lexicon.tense["if_marks"]
    at = verb
    for _ in range(4):
        if any(
            t.lower in ("if", "unless", "provided", "once") and not _set_phrase(clauses, t) for t in dependents(sent, at.i, "mark", "advmod")
        ) and at.dep in (
            "advcl",
            "ccomp",
            "pcomp",
            "ROOT",
        ):
            return True
        if at.head == at.i or at.dep not in ("conj", "xcomp", "ccomp"):
            break
        at = sent.tokens[at.head]
    at = verb
    for _ in range(3):
        soon = [c for t in dependents(sent, at.i, "advmod") if t.lower in ("soon", "long") for c in dependents(sent, t.i, "advcl")]
        for clause in (*dependents(sent, at.i, "advcl"), *soon):
            limits = (
                any(t.lower in marks for t in dependents(sent, clause.i, "mark", "advmod"))
                and not _when(clauses, verb, clause)
                or so_long(clauses, clause)
                or inverted(clauses, clause)
            )
            if limits and not (clause.i < verb.i < clause.i):
                return True
        if at.head == at.i or at.dep not in ("xcomp", "conj"):
            break
        at = sent.tokens[at.head]
    return False
