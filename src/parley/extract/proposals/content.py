"""What a clause, a colon or a list says is in a thing on the table: the run of text that describes it."""

import re

from parley.extract.clauses import modal, negation, run
from parley.extract.proposals.candidate import VERBAL
from parley.extract.proposals.nouns import FIGHTING, Nouns
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents, subtree

AFTER = (
    "including|covering|renewable|extendable|starting|beginning|lasting|with no|with|extended|prolonged|renewed|running|valid|due to|set to|monitored"
    "|supervised|overseen|policed|verified|watched"
)
TAIL = re.compile(rf"\s+[-–—]\s+[^.;\n]*?(?=\s+[-–—]\s|[.;\n])|,\s+(?:{AFTER})\b[^.;\n]*?(?=[.;\n]|$)")
INSERTED = re.compile(
    r",\s+(?:first|originally|initially|already|now)?\s*(?:made|put|floated|tabled|raised|aired|mooted|offered|sent|presented|submitted|renewed|repeated)\b[^,.;\n]{0,80},"
    r"\s+(?:of|for|to|that)\s[^.,;\n]*"
)  # "an offer, first made in May, of a joint patrol"
BINDING = frozenset({"deal", "agreement", "accord", "pact", "treaty", "compromise", "settlement"})
LIST = re.compile(r"(?:\s*\n\s*(?:[-•*–—·▪◦]|\d{1,2}[.)]|\(?[a-z]\))[ \t]+[^\n]+)+")
REPORTED = ("say", "report", "understand", "believe", "think", "expect", "rumour", "rumor", "know", "suppose", "design", "intend", "mean")
DUE = ("set", "schedule", "plan", "expect", "design", "mean", "suppose", "intend")
INSIDE = ("under", "according", "in", "by")  # "under the plan", "according to the draft", "in the draft": the clause is of what it says

QUOTING = ("read", "state", "stipulate", "specify", "run")

Reach = tuple[int, int]


def content_clause(sent: Sentence, child: Token, nouns: Nouns) -> bool:
    """ "a deal in which the captives come home", "a proposal that both sides stop firing": the clause says what is in it."""
    under = [sent.tokens[j] for j in subtree(sent, child.i)][:3]
    if len(under) > 1 and under[0].lower in ("in", "under", "by") and under[1].lower in ("which", "whom"):
        return True
    if any(t.lower == "whereby" for t in under):
        return True
    mark = dependent(sent, child.i, "mark")
    if (
        child.dep == "acl"
        and child.lemma in nouns.states
        or child.dep == "relcl"
        and (dependent(sent, child.i, "dobj", "xcomp", "ccomp", "attr", "acomp", "prep", "prt") is None or child.lemma in nouns.states)
    ):
        return False  # "a version that Norra rejected": the thing itself is what is rejected
    return mark is not None and mark.lower == "that" and dependent(sent, child.i, "nsubj") is not None


def late_relatives(sent: Sentence, token: Token) -> list[Token]:
    """ "a resolution drafted by Norra, which would have …": the parse hangs the clause after the comma on the last noun before it."""
    found = []
    for child in dependents(sent, token.i, "acl", "prep"):
        for j in subtree(sent, child.i):
            late, own = sent.tokens[j], dependent(sent, j, "nsubj", "nsubjpass") if sent.tokens[j].dep == "relcl" else None
            if own is not None and own.lower == "which" and own.i and sent.tokens[own.i - 1].text == "," and late.head != token.i:
                found.append(late)
    return found


def tail(text: str, words: Reach) -> Reach:
    """The words with what is put after them between dashes, or after a comma with "including", "renewable", "covering"."""
    found = TAIL.match(text, words[1]) or INSERTED.match(text, words[1])
    return (words[0], found.end()) if found else words


def content_of(sent: Sentence, text: str, token: Token, words: Reach, nouns: Nouns) -> tuple[Reach, bool]:
    """What describes the thing, and whether a clause says what is in it: "the plan provides for Y". The words alone where none does."""
    part = _part_of(sent, token, nouns)
    verb = _reported(sent, part)
    subject = part.dep == "nsubj" or verb.i != part.head
    listed = _listed(sent, text, token, words, nouns)
    if listed is not None:
        return listed, True
    framed = _framed(sent, token, nouns)
    if framed is not None:
        return framed, True
    if (read := _said_in_it(sent, token, words, verb, nouns)) is not None:
        return read, True
    inside = [c for c in dependents(sent, token.i, "relcl", "acl") if content_clause(sent, c, nouns) and _laid(sent, c)]
    if inside and not subject and token.dep != "nsubjpass" and (reach := run(sent, subtree(sent, inside[0].i))) is not None and reach[1] <= words[1]:
        return words, True  # "close to an arrangement whereby fishermen could cross": the phrase itself says what is in it
    if (offering := _providing(sent, token, words, nouns) or _after_garden(sent, token, words, verb, nouns)) is not None:
        return offering, True
    if subject and _done(sent, token, verb, nouns):
        return words, False
    main = subject and verb.lemma in nouns.words["content"] and verb.tag != "VBN" and negation(sent, verb.i) is None
    reach = _relative(sent, token, words, nouns) if not main else None
    reach = reach or _colon(sent, text, token, words, nouns)
    if reach is not None:
        return reach, True
    if subject and _effect(sent, verb, nouns):
        reach = run(sent, [j for j in subtree(sent, verb.i) if j >= _first(sent, part)])
        return (reach, True) if reach else (words, False)
    if subject or token.dep == "nsubjpass":
        told = [sent.tokens[j].lower for j in subtree(sent, verb.i) if j > verb.i]
        if verb.lemma in ("put", "write", "set", "commit") and any(w in ("paper", "writing", "down") for w in told):
            reach = run(sent, [j for j in subtree(sent, verb.i) if j >= _first(sent, part)])
            return (reach, True) if reach else (words, False)  # "was never put on paper"
    raised = _prolonged(sent, token, words, verb, nouns) or _raised(sent, token, words, nouns)
    if raised is not None:
        return raised, True
    worth = _worth(sent, verb, nouns)
    subject = subject or token.dep == "nsubjpass" and verb.lemma in DUE
    if not subject or negation(sent, verb.i) is not None:
        return words, False
    conjoined = (c for c in dependents(sent, verb.i, "conj") if dependent(sent, c.i, "nsubj", "auxpass") is None)
    later = next((c for c in conjoined if c.lemma in nouns.words["content"]), None)
    if not worth and verb.lemma not in nouns.words["content"] and later is None:
        return words, False
    reach = run(sent, [j for j in subtree(sent, verb.i) if j >= _first(sent, part)])
    return (reach, True) if reach else (words, False)


def _laid(sent: Sentence, verb: Token) -> bool:
    """Whether a clause lays down what is to be: with a modal, "under which both keep …", "that the vote be put off", "under which they were to leave"."""
    if modal(sent, verb.i) is not None:
        return True
    helpers = list(dependents(sent, verb.i, "aux", "auxpass"))
    if dependent(sent, verb.i, "mark") is not None:
        return verb.tag in ("VB", "VBN") and bool(helpers) and all(c.tag == "VB" for c in helpers)
    return verb.tag in ("VBZ", "VBP") or any(c.tag in ("VBZ", "VBP") for c in helpers) or verb.lemma == "be" and dependent(sent, verb.i, "xcomp") is not None


def _after_garden(sent: Sentence, token: Token, words: Reach, verb: Token, nouns: Nouns) -> Reach | None:
    """What a thing lays down, where the parse takes its participle for the verb: "The settlement hammered out overnight gives porters 5.5%"."""
    if (
        token.dep != "nsubj"
        or verb.i != token.i + 1
        or verb.tag not in ("VBD", "VBN")
        or verb.lemma not in nouns.states
        and verb.lemma not in ("hammer", "broker", "thrash", "negotiate")
    ):
        return None
    for child in dependents(sent, verb.i, "dep", "ccomp", "conj", "advcl", "parataxis"):
        told = child.tag in ("VBZ", "VBP") or modal(sent, child.i) in ("would", "will")
        if child.i > verb.i and told and child.lemma in nouns.words["content"] and dependent(sent, child.i, "nsubj", "nsubjpass", "mark") is None:
            return words[0], sent.tokens[max(subtree(sent, child.i))].end
    return None


def _said_in_it(sent: Sentence, token: Token, words: Reach, verb: Token, nouns: Nouns) -> Reach | None:
    """ "The militia would keep its rifles, one draft says", "Ninety days, with no renewal, reads the protocol": what stands before the verb is in it."""
    said = dependent(sent, verb.i, "ccomp") if verb.lemma in ("say", "read", "state", "show") and token.dep == "nsubj" else None
    if said is not None and said.i < token.i and modal(sent, said.i) in ("would", "will", "must", "could") and nouns.generic_of(token) is not None:
        return run(sent, list(subtree(sent, verb.i)))
    if token.dep in ("nsubj", "dobj") and verb.lemma in QUOTING and 4 < verb.i < token.i and nouns.kind_of(token) is not None:
        read = run(sent, [j for j in subtree(sent, verb.i) if j < verb.i])
        return (min(read[0], sent.start), words[1]) if read else None
    return None


def _providing(sent: Sentence, token: Token, words: Reach, nouns: Nouns) -> Reach | None:
    """ "a draft providing for joint patrols", "a letter offering two seats": what a participle on it says is in it."""
    for child in dependents(sent, token.i, "acl"):
        holds = child.tag == "VBG" and child.lemma in nouns.words["carrying"] and dependent(sent, child.i, "prep", "dobj", "ccomp", "xcomp") is not None
        if holds and nouns.kind_of(token) not in FIGHTING and (reach := run(sent, subtree(sent, child.i))) is not None:
            return words[0], max(words[1], reach[1])
    return None


def _worth(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    """Whether a predicate tells what a thing is worth or made of: "is worth 9 percent", "speaks of a zone", "comes with a joint control room"."""
    has = verb.lemma == "have" and modal(sent, verb.i) == "would" and dependent(sent, verb.i, "ccomp", "xcomp") is not None  # "would have Velta set up …"
    speaks = has or verb.lemma in ("speak", "talk") and any(p.lower == "of" for p in dependents(sent, verb.i, "prep"))
    worth = speaks or verb.lemma == "amount" and any(sent.tokens[j].pos == "NUM" for p in dependents(sent, verb.i, "prep") for j in subtree(sent, p.i))
    worth = (
        worth or verb.lemma == "be" and any(c.lower in ("worth", "for") for c in dependents(sent, verb.i, "acomp", "prep", "attr"))
    )  # "the offer is worth 9 percent"
    worth = (
        worth or verb.lemma == "come" and any(p.lower == "with" and p.i == verb.i + 1 for p in dependents(sent, verb.i, "prep"))
    )  # "might come with a joint control room"
    worth = worth or verb.lemma == "build" and any(p.lower in ("around", "on", "upon") for p in dependents(sent, verb.i, "prep"))
    below = _due(sent, verb)
    worth = worth or below is not None and below.lemma in nouns.words["telling"] | nouns.words["content"]
    worth = worth or verb.lemma == "be" and any(sent.tokens[j].pos == "NUM" for c in dependents(sent, verb.i, "attr") for j in subtree(sent, c.i))
    return worth


def _done(sent: Sentence, token: Token, verb: Token, nouns: Nouns) -> bool:
    """Whether a verb tells only that it ends or what it did: "the contract runs out on Friday", "the May truce ended four days of fire"."""
    if verb.lemma in ("run", "time", "peter", "fizzle"):
        return any(c.lower == "out" for c in dependents(sent, verb.i, "prt", "advmod"))
    own = nouns.noun(token.lemma) if verb.lemma in ("end", "halt", "stop") and verb.tag == "VBD" else None
    return own is not None and own.kind in FIGHTING


def _due(sent: Sentence, verb: Token) -> Token | None:
    """The verb of what is laid down: "The truce is to last 40 days", "is due to run until May", "is set to end in June"."""
    if verb.lemma != "be":
        return dependent(sent, verb.i, "xcomp") if verb.lemma in DUE and dependent(sent, verb.i, "auxpass") is not None else None
    words = ("due", "set", "meant", "supposed", "scheduled", "likely", "bound")
    below = (dependent(sent, due.i, "xcomp") for due in dependents(sent, verb.i, "acomp") if due.lower in words)
    return dependent(sent, verb.i, "xcomp") or next((b for b in below if b is not None), None)


def _first(sent: Sentence, token: Token) -> int:
    """The first token of a phrase, with what a hyphen joins to its noun: "Norra's counter-offer"."""
    low, i = min(subtree(sent, token.i)), token.i
    joined = i > 1 and sent.tokens[i - 1].text == "-" and sent.tokens[i - 1].end == token.start and sent.tokens[i - 2].end == sent.tokens[i - 1].start
    return min(low, *subtree(sent, i - 2)) if joined and sent.tokens[i - 2].pos in ("NOUN", "PROPN", "ADJ") else low


def _part_of(sent: Sentence, token: Token, nouns: Nouns) -> Token:
    """The part of a thing that its sentence is about: "The first phase of the deal foresees …"; the thing itself where no part is named."""
    of = sent.tokens[token.head]
    above = sent.tokens[of.head]
    above = sent.tokens[above.head] if above.pos == "NUM" and above.dep == "nummod" else above  # "Point seven of the plan"
    parts = nouns.lineage["parts"]
    if token.dep == "poss" and (of.lemma in nouns.words["provisions"] or of.lemma in parts):
        return of  # "The draft's third article obliges …"
    return above if token.dep == "pobj" and of.lower == "of" and (above.lemma in parts or above.lemma in nouns.words["provisions"]) else token


def _reported(sent: Sentence, token: Token) -> Token:
    """The verb that a thing is the subject of; the lower one where it is only reported: "The offer is said to include …", "is understood to be worth …"."""
    verb = sent.tokens[token.head]
    below = dependent(sent, verb.i, "xcomp") if token.dep == "nsubjpass" and verb.lemma in REPORTED else None
    return below if below is not None and below.tag == "VB" else verb


def within_plan(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    """Whether a clause stands under a thing on the table: what it gives is of that, and no offer of its own ("Under the formula, Norra would free …")."""
    unders = (p for a in (verb, *ancestors(sent, verb.i)) for p in dependents(sent, a.i, "prep") if p.lower == "under")
    return any(nouns.kind_of(t) is not None for p in unders for t in dependents(sent, p.i, "pobj"))


def _listed(sent: Sentence, text: str, token: Token, words: Reach, nouns: Nouns) -> Reach | None:
    """ "Norra's plan has three points:" with a list under it: all of the list is of it, unless the verb answers it ("rejected the plan:")."""
    last = sent.tokens[-1]
    under = LIST.match(text, last.end) if last.text == ":" else None
    if under is None or nouns.generic_of(token) is None or sent.tokens[token.head].lemma in nouns.words["answering"]:
        return None
    return words[0], under.end()


def _prolonged(sent: Sentence, token: Token, words: Reach, verb: Token, nouns: Nouns) -> Reach | None:
    """ "The truce was extended by 60 days", "prolonged the ceasefire until May": for how much longer it holds."""
    if verb.lemma not in nouns.words["prolonging"] or token.dep not in ("dobj", "nsubjpass") or negation(sent, verb.i) is not None:
        return None
    ends = [
        sent.tokens[max(subtree(sent, p.i))].end
        for p in dependents(sent, verb.i, "prep", "agent")
        if p.lower in ("by", "for", "until", "till", "to", "through")
        and p.i > token.i
        and any(sent.tokens[j].pos in ("NUM", "PROPN") for j in subtree(sent, p.i))
    ]
    return (words[0], max(ends)) if ends else None


def _raised(sent: Sentence, token: Token, words: Reach, nouns: Nouns) -> Reach | None:
    """ "improved its offer to 4.5 percent", "raised its offer from 4 to 6 percent": what its maker changes it to."""
    verb = sent.tokens[token.head]
    if token.dep != "dobj" or verb.lemma not in nouns.words["changing"] or dependent(sent, token.i, "poss") is None or negation(sent, verb.i) is not None:
        return None
    ends = [sent.tokens[max(subtree(sent, p.i))].end for p in dependents(sent, verb.i, "prep") if p.lower in ("to", "from", "by") and p.i > token.i]
    return (words[0], max(ends)) if ends else None


def _effect(sent: Sentence, verb: Token, nouns: Nouns) -> bool:
    return verb.lemma in ("come", "take", "enter", "go") and any(sent.tokens[j].lower in nouns.words["effect"] for j in subtree(sent, verb.i))


def _framed(sent: Sentence, token: Token, nouns: Nouns) -> Reach | None:
    """ "Under the plan, Norra would …", "According to the draft, …": the clause that the thing stands over.

    Where the parse hangs "under the plan" on a noun, the clause is that of the verb with a modal above it.
    """
    at = sent.tokens[token.head]
    inner = sent.tokens[at.head]
    if at.lower == "of" and inner.dep == "pobj" and (inner.lemma in nouns.lineage["parts"] or inner.lemma in nouns.words["provisions"]):
        at = sent.tokens[inner.head]  # "under the terms of the plan"
    if at.lower == "to" and sent.tokens[at.head].lower == "according":
        at = sent.tokens[at.head]
    if at.lower == "by" and at is sent.tokens[token.head]:
        return None  # "by the terms of the pact", not "by the pact"
    if token.dep != "pobj" or at.lower not in INSIDE or any(c.lower in ("a", "an", "any") for c in dependents(sent, token.i, "det")) and at.lower == "in":
        return None
    above = next((a for a in ancestors(sent, at.i) if a.pos in VERBAL), None)
    if (
        above is not None
        and at.lower == "under"
        and at.i < 3
        and above.tag == "VBN"
        and above.dep in ("advcl", "acl")
        and above.i == at.head
        and dependent(sent, above.i, "auxpass") is None
    ):
        above = next(
            (a for a in ancestors(sent, above.i) if a.pos in VERBAL), None
        )  # "Under the paper, signed on Sunday, ports reopen": hung on the participle
        return run(sent, list(subtree(sent, above.i))) if above is not None and modal(sent, above.i) != "might" else None
    if above is None or above.i != at.head and modal(sent, above.i) is None or at.lower == "in" and modal(sent, above.i) not in ("would", "will"):
        return None
    if above.dep in ("ccomp", "parataxis") and sent.tokens[above.head].i > above.i and modal(sent, above.head) in ("should", "would", "will", "must"):
        above = sent.tokens[above.head]  # "Under the deal, a base is to close; the guards should leave by May"
    first = sent.tokens[above.head]
    if above.dep == "conj" and at.i > above.i and first.pos in VERBAL and modal(sent, first.i) in ("would", "will", "could"):
        above = first  # "Norra would reopen the road and Velta would free ten men, according to the draft"
    if at.i > above.i and (at.lower == "in" or above.tag == "VBD" and modal(sent, above.i) is None and above.lemma != "be"):
        return None  # "Troops withdrew under the agreement": what was done
    known = nouns.noun(token.lemma)
    binding = known is not None and known.kind == "agreement"
    if binding and at.i > above.i and any(c.lower in ("a", "an") for c in dependents(sent, token.i, "det")) and modal(sent, above.i) is None:
        return None  # "keeps troops there under a pact": it is named in passing
    return run(sent, list(subtree(sent, above.i)))


def _relative(sent: Sentence, token: Token, words: Reach, nouns: Nouns) -> Reach | None:
    """ "a plan that would limit missiles", "a truce that can be extended", "a truce to be monitored by …"."""
    for child in (*dependents(sent, token.i, "relcl", "acl"), *(c for c in late_relatives(sent, token) if modal(sent, c.i) in ("would", "will"))):
        if negation(sent, child.i) is not None:
            continue
        told = dependent(sent, child.i, "nsubj")
        inner = told is not None and told.tag in ("WDT", "WP") and child.lemma in nouns.words["content"] and child.dep == "relcl"
        undergone = dependent(sent, child.i, "nsubjpass")
        passive = undergone is not None and undergone.tag in ("WDT", "WP") and modal(sent, child.i) in ("would", "will", "could", "can", "may", "must")
        passive = passive or undergone is None and child.tag == "VBN" and dependent(sent, child.i, "auxpass") is not None  # "a truce to be monitored by …"
        if inner or passive:
            reach = run(sent, subtree(sent, child.i))
            if reach is not None and reach[1] > words[1]:
                return words[0], reach[1]
    verb = sent.tokens[token.head]
    for child in dependents(sent, verb.i, "xcomp", "advcl") if token.dep == "dobj" else ():
        if child.tag == "VBN" and child.i > token.i and dependent(sent, child.i, "auxpass") is not None and dependent(sent, child.i, "nsubjpass") is None:
            reach = run(sent, subtree(sent, child.i))  # "proposed a truce to be monitored by …": the parse may hang it on the verb
            if reach is not None and reach[1] > words[1]:
                return words[0], reach[1]
    return None


def _alone(sent: Sentence, mark: Token) -> bool:
    """Whether no verb stands before a colon: the sentence is a heading and a list."""
    return not any(t.pos in VERBAL and t.tag not in ("VBN", "VBG") for t in sent.tokens[: mark.i])


def _colon(sent: Sentence, text: str, token: Token, words: Reach, nouns: Nouns) -> Reach | None:
    """ "an offer: the nine come home, and …", "The proposal is simple: …": what stands after a colon says what is in it.

    Only where the thing is new, or somebody's, or is the subject of "be": after "rejected the plan:" the reason follows.
    """
    mark = next((t for t in sent.tokens if t.text == ":" and t.start >= words[1]), None)
    if mark is None or nouns.kind_of(token) is None or mark.i == len(sent.tokens) - 1:
        return None
    between = [t for t in sent.tokens if words[1] <= t.start < mark.start]
    verb = sent.tokens[token.head]
    said = token.dep == "nsubj" and verb.lemma in ("be", "stand", "remain", "read", "go")
    if (
        any(t.pos == "VERB" and t.tag != "VBN" and t.lemma not in ("stand", "remain", "read", "go", "say", "repeat", "add") for t in between)
        or len(between) > 12
        or not said
        and any(t.pos == "AUX" for t in between)
    ):
        return None
    if not said and verb.pos in VERBAL and verb.lemma in nouns.words["answering"]:
        return None
    new = any(c.lower in ("a", "an", "another", "following") for c in dependents(sent, token.i, "det", "amod"))
    new = new or token.dep == "ROOT" and sent.tokens[sent.root].pos == "NOUN" and _alone(sent, mark)  # "The rejected package: a 12% rise, a bonus"
    owned = dependent(sent, token.i, "poss") is not None
    if not (new or owned or said) or nouns.generic_of(token) is None or token.lemma not in nouns.words["nouns_of_proposing"] | BINDING:
        return None
    end = sent.tokens[-1].end - (sent.tokens[-1].text in (".", "!", ";"))
    return (words[0], end) if end > mark.end else None
