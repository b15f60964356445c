"""Stances that lean on another: items of a list of demands, what is excepted from a yes, and who does as somebody else did."""

from collections.abc import Iterator

import msgspec

from parley.extract.clauses import modal, negation, run
from parley.extract.scene import Scene
from parley.extract.stances.frames import Lexicon
from parley.extract.stances.hit import VERBAL, Hit
from parley.extract.stances.places import owner_of
from parley.model import By, Sentence, Stance, Target, Token, finding_id
from parley.model.tree import ancestors, dependent, dependents, subtree

ITEM = frozenset({"open", "item"})
MARKS = (":", "–", "—", "--")
AMONG = ("among", "including", "namely")
YES = ("accepts", "supports", "open_to", "accepts_in_principle", "proposes", "accepts_conditionally")
AUXILIARIES = ("did", "does", "do", "has", "have", "is", "are", "was", "were", "will", "would")
TURNED = {"accepts": "rejects", "supports": "opposes", "accepts_in_principle": "rejects", "open_to": "rejects", "rejects": "accepts", "opposes": "supports"}
AS_WELL = ("not", "n't", "yet", "too", "also", "either", "likewise")
SLIGHT = ("only", "just", "least", "yet", "to", "because", "that", "without", "when", "if", "until", "before", "surprisingly")
UNANSWERED = ("unanswered", "unacknowledged", "unopened", "unheeded")
CONVINCING = ("persuade", "convince", "induce", "prevail")
BEGINS = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "VERB", "ADP", "ADV")


def enumerated(sent: Sentence, lex: Lexicon) -> Iterator[Hit]:
    """The items after "its demands: a truce, the release of all captives and a seat"; "sets three conditions, among them a truce and a seat"."""
    for noun in sent.tokens:
        if noun.lemma.lower() not in lex.words["listing"] or noun.pos != "NOUN":
            continue
        start = _opens(sent, noun)
        holder = _holder(sent, noun) if start is not None else None
        if start is None or holder is None:
            continue
        for low, high in _items(sent, start):
            head = _head(sent, low, high)
            span = run(sent, list(range(low, high + 1)))
            if head is not None and span is not None:
                yield Hit(sent, "enumerated", head, holder, head, "demands", "stated", ITEM, span)
        return


def _opens(sent: Sentence, noun: Token) -> int | None:
    """The token with which the list begins that a noun announces."""
    for t in sent.tokens[noun.i + 1 : -1]:
        if t.text in MARKS or t.lower in AMONG:
            at = t.i + 1
            if t.lower in AMONG and sent.tokens[at].lower in ("them", "these", "those", "which"):
                at += 1
            first = sent.tokens[at] if at < len(sent.tokens) else None
            if first is not None and first.lower == "that":
                return at  # "that food flow, that aid enter"
            return at if first is not None and first.text not in ('"', "“", "‘") and first.pos in BEGINS and first.tag != "PRP" else None
        if t.pos == "PUNCT" and t.text not in (",",):
            return None
    return None


def _holder(sent: Sentence, noun: Token) -> int | None:
    """Whose demands they are: the owner of the noun, whom "of" names, or who sets them."""
    own = owner_of(sent, noun)
    if own is not None:
        return own
    of = next((g.i for p in dependents(sent, noun.i, "prep") if p.lower in ("of", "for", "by", "from") for g in dependents(sent, p.i, "pobj")), None)
    verb = sent.tokens[noun.head]
    who = dependent(sent, verb.i, "nsubj") if noun.dep == "dobj" and verb.pos in VERBAL and negation(sent, verb.i) is None else None
    return who.i if who is not None else of if noun.dep == "nsubj" else None


def _items(sent: Sentence, start: int) -> list[tuple[int, int]]:
    """First and last token of each item of a list that begins at a token: parted by commas, semicolons, and by "and" before a new phrase."""
    cuts: list[int] = []
    commas = any(t.text in (",", ";") for t in sent.tokens[start:])
    clauses = sent.tokens[start].lower == "that"
    for t in sent.tokens[start + 1 : -1]:
        if clauses:
            after = sent.tokens[t.i + 1].lower
            if t.text in (",", ";") and after in ("that", "and") or t.lower == "and" and after == "that" and sent.tokens[t.i - 1].text != ",":
                cuts.append(t.i)
        elif _parts(sent, start, t, commas=commas):
            cuts.append(t.i)
    bounds = [start, *[c + 1 for c in cuts]]
    ends = [*[c - 1 for c in cuts], len(sent.tokens) - 1]
    found: list[tuple[int, int]] = []
    for low, high in zip(bounds, ends, strict=True):
        while low < high and sent.tokens[low].pos in ("CCONJ", "PUNCT"):
            low += 1
        while high > low and sent.tokens[high].pos == "PUNCT":
            high -= 1
        if any(t.pos in ("NOUN", "PROPN", "VERB") for t in sent.tokens[low : high + 1]):
            found.append((low, high))
    return found[: _ends(sent, found)]


def _parts(sent: Sentence, start: int, t: Token, *, commas: bool) -> bool:
    """Whether a token parts two items of the list that begins at token `start`. commas: whether the list has any."""
    after = sent.tokens[t.i + 1]
    if t.text in (",", ";"):
        return (after.pos in BEGINS or after.pos == "CCONJ") and not _inside(sent, t, after)
    if t.lower != "and" or sent.tokens[t.i - 1].text == ",":
        return False
    if after.tag == sent.tokens[start].tag == "VBG":  # "suspending aid and halting the draft"
        return True
    return after.pos == "DET" or commas and after.pos in ("NOUN", "ADJ", "NUM", "PRON") and _top(sent, after)


def _inside(sent: Sentence, comma: Token, after: Token) -> bool:
    """Whether what follows a comma only adds to the item: a relative clause, a participle, an apposition with "which"."""
    return after.tag in ("WDT", "WP", "VBG", "VBN", "WRB") or after.lower in ("who", "which", "where", "but", "according")


def _top(sent: Sentence, after: Token) -> bool:
    """Whether a phrase stands beside the items, and not in a pair within one ("men and women")."""
    above = after
    while above.dep in ("det", "amod", "compound", "nummod", "poss", "nmod") and above.head != above.i:
        above = sent.tokens[above.head]
    return above.dep == "conj" and any(True for _ in dependents(sent, above.i, "prep", "acl", "det", "amod"))


def _ends(sent: Sentence, items: list[tuple[int, int]]) -> int:
    """How many of the items belong to the list: a clause of telling ("the ministry said") ends it."""
    for n, (low, high) in enumerate(items):
        if any(t.lemma in ("say", "tell", "add", "report", "write") and t.tag in ("VBD", "VBZ", "VBP") for t in sent.tokens[low : high + 1]):
            return n
    return len(items)


def _head(sent: Sentence, low: int, high: int) -> int | None:
    return next((t.i for t in sent.tokens[low : high + 1] if not low <= t.head <= high or t.head == t.i), None)


def excepted(sent: Sentence, made: list[Stance], scene: Scene) -> Iterator[Stance]:
    """ "Norra is ready for a pause, but not a full halt": what a yes leaves out is refused."""
    for t in sent.tokens[1:-1]:
        if (
            t.lower not in ("not", "never")
            or sent.tokens[t.i - 1].lower not in (",", "but", "–", "—", ";")
            or sent.tokens[t.head].tag in ("VBD", "VBZ", "VBP", "MD", "VB")
        ):
            continue
        if t.lower == "not" and sent.tokens[t.i + 1].lower in SLIGHT:
            continue
        before = [s for s in made if s.evidence[0].start < t.start and s.value in YES and sent.start <= s.evidence[0].start]
        if not before or any(s.evidence[0].start >= t.start for s in made):
            continue
        base = max(before, key=lambda s: s.evidence[0].end)
        last = next((u.i - 1 for u in sent.tokens[t.i + 1 :] if u.text in (",", ";", ".", ":") or u.text in ('"', "”")), len(sent.tokens) - 1)
        if any(
            u.dep in ("nsubj", "nsubjpass") and u.i <= last
            for u in sent.tokens[t.i + 1 :]
            if sent.tokens[u.head].tag in ("VBD", "VBZ", "VBP", "VBN") and u.i == t.i + 1
        ):
            continue  # "not one of the lines has returned": a clause of its own
        if last <= t.i or not any(u.pos in ("NOUN", "PROPN", "NUM", "PRON") for u in sent.tokens[t.i : last + 1]):
            continue
        yield _like(base, scene, "rejects", (t.start, sent.tokens[last].end), "excepted", target=(sent.tokens[t.i + 1].start, sent.tokens[last].end))


def _like(base: Stance, scene: Scene, value: str, at: tuple[int, int], rule: str, *, target: tuple[int, int] | None = None) -> Stance:
    """A stance like another, with a value, a place and, where it is given, a target of its own."""
    evidence = scene.document.span(*at)
    words = scene.document.span(*target) if target is not None else None
    issues = scene.issues.find(scene.document, *target) if target is not None else base.issues
    aim = (
        Target("issue" if issues else "term", words.text, words, issues[0].issue if issues else None, text=evidence.text) if words is not None else base.target
    )
    return Stance(
        id=finding_id("stance", evidence, 0),
        document=base.document,
        evidence=(evidence,),
        by=By("stances", rule),
        certainty=base.certainty,
        issues=issues,
        holder=base.holder,
        target=aim,
        value=value,
        voice=base.voice,
        attributed_by=base.attributed_by,
        level=base.level,
    )


def echoed(sent: Sentence, before: list[Stance], scene: Scene) -> Stance | None:
    """ "So did the Union", "Neither has Velta": who does as the one before did. before: the stances of the sentence before."""
    first = sent.tokens[0]
    verb = sent.tokens[1] if len(sent.tokens) > 2 else first
    if before and (other := _contrary(sent, before[-1], scene)) is not None:
        return other
    if not before or first.lower not in ("so", "neither", "nor") or verb.lower not in AUXILIARIES:
        return None
    base = before[-1]
    own = next((t for t in sent.tokens[2:] if t.dep in ("nsubj", "attr", "dobj", "ROOT", "nsubjpass") and t.pos in ("NOUN", "PROPN", "PRON")), None)
    holder = (scene.holder(sent, own.i) or scene.group(sent, own.i)) if own is not None else None
    if holder is None or own is None or holder.id is not None and holder.id == base.holder.id:
        return None
    high = max(j for j in subtree(sent, own.i) if sent.tokens[j].pos != "PUNCT")
    made = _like(base, scene, base.value, (sent.start, max(sent.tokens[high].end, own.end)), "echoed")
    return msgspec.structs.replace(made, holder=holder, voice="own", attributed_by=None)


def _contrary(sent: Sentence, base: Stance, scene: Scene) -> Stance | None:
    """ "Norra, alas, did not", "Velta has": a sentence that is only a subject and an auxiliary does, or does not, as the one before."""
    words = [t for t in sent.tokens if t.pos not in ("PUNCT", "SPACE")]
    verb = next((t for t in words if t.lower in AUXILIARIES and t.lemma != "be" and t.pos in VERBAL), None)
    if verb is None or any(t.pos in VERBAL and t is not verb for t in words) or words[-1].i > verb.i + 3:
        return None
    rest = [t.lower for t in words if t.i > verb.i]
    own = dependent(sent, verb.i, "nsubj")
    if own is None or own.pos not in ("NOUN", "PROPN") or own.i > verb.i or any(w not in AS_WELL for w in rest):
        return None
    no = "not" in rest or "n't" in rest
    value = base.value if verb.lower in ("do", "does", "did", "has", "have") else None
    if no:
        value = "noncommittal" if "yet" in rest else TURNED.get(base.value)
    holder = scene.holder(sent, own.i) or scene.group(sent, own.i)
    if value is None or holder is None or holder.name == base.holder.name or holder.id is not None and holder.id == base.holder.id:
        return None
    made = _like(base, scene, value, (sent.tokens[min(subtree(sent, own.i))].start, words[-1].end), "echoed")
    return msgspec.structs.replace(made, holder=holder)


def persuaded(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "Talked Norra into a pause", "persuaded the rebels to leave": who is persuaded accepts."""
    if negation(sent, token.i) is not None or modal(sent, token.i) is not None:
        return
    if token.tag not in ("VBD", "VBN") or any(a.lemma in ("try", "hope", "seek", "fail", "aim") for a in list(ancestors(sent, token.i))[:2]):
        return
    thing = dependent(sent, token.i, "dobj", "nsubjpass")
    below = dependent(sent, token.i, "xcomp", "ccomp")
    into = next((g for p in dependents(sent, token.i, "prep") if p.lower == "into" for g in dependents(sent, p.i, "pcomp", "pobj")), None)
    aim = below or into
    if into is None and token.lemma not in CONVINCING:
        return  # "nudged its neighbour to sign": nobody knows whether it did
    if thing is None and below is not None:
        thing = dependent(sent, below.i, "nsubj")
    if thing is None or aim is None:
        return
    ends = [token.i, thing.i, *subtree(sent, aim.i)]
    yield Hit(sent, "persuaded", token.i, thing.i, aim.i, "accepts", "stated", frozenset(), run(sent, list(range(min(ends), max(ends) + 1))))


def unanswered(sent: Sentence, token: Token) -> Iterator[Hit]:
    """ "The letter to Norra remains unanswered": to whom it went keeps silent."""
    verb = sent.tokens[token.head]
    own = dependent(sent, verb.i, "nsubj", "nsubjpass") if token.dep in ("acomp", "oprd", "advcl", "xcomp", "attr") else None
    to = next((g for p in dependents(sent, own.i, "prep") if p.lower == "to" for g in dependents(sent, p.i, "pobj")), None) if own is not None else None
    if own is not None and to is not None:
        span = run(sent, list(range(min(subtree(sent, own.i)), token.i + 1)))
        yield Hit(sent, "unanswered", token.i, to.i, own.i, "silent", "stated", frozenset({"open"}), span)
