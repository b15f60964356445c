"""Headlines in which the parser took the verb for a noun ("Drivers spurn offer"): the clause as a reader sees it."""

from itertools import pairwise

import msgspec

from parley.extract.events.lexicon import Lexicon
from parley.model import Sentence, Token

BREAKS = (";", ":", "–", "—", "|")
LINKS = ("as", "while", "after", "but")
NAMES = ("PROPN", "NOUN", "NUM")


def straightened(sent: Sentence, lexicon: Lexicon) -> Sentence:
    """The headline with a verb, its subject and its objects in each part that has none by the parser and reads as a clause; else as it is.

    "Norra, Selm trade blame over dam": names before, a verb of the codebook in its plain form in the middle, no article before it. A plural or a pair has the
    plain form ("envoys head to Oslo"), one name the form in -s ("Union spurns offer"). After a comma the same subject may have a second verb.
    """
    sent = _as_talks(sent)
    tokens = list(sent.tokens)
    changed = False
    main = -1
    for start, end in _parts(sent):
        verb = _verb(sent, lexicon, start, end)
        if verb is None:
            if main < 0:
                main = next((t.i for t in sent.tokens[start:end] if t.head == t.i), -1)
            continue
        changed = True
        led = sent.tokens[start].lower in LINKS
        _clause(tokens, start + led, verb, end, main)
        if led:
            tokens[start] = msgspec.structs.replace(tokens[start], dep="mark", pos="SCONJ", tag="IN", head=verb)
        if main < 0:
            main = verb
            tokens[verb] = msgspec.structs.replace(tokens[verb], dep="ROOT", head=verb)
        second = _second(tokens, lexicon, verb, end)
        if second is not None:
            _clause(tokens, second, second, end, verb)
            tokens[second] = msgspec.structs.replace(tokens[second], dep="conj", head=verb)
    return _tree(sent, tokens, main) if changed else sent


def _as_talks(sent: Sentence) -> Sentence:
    """The headline with "talks" as a noun where the parser took it for a verb with nobody to talk to ("Harrow talks with Selm collapse")."""
    tokens = list(sent.tokens)
    for before, t, after in zip(sent.tokens, sent.tokens[1:], [*sent.tokens[2:], None], strict=False):
        if t.lower == "talks" and t.tag == "VBZ" and before.pos in NAMES and after is not None and after.lower in ("with", "between", "on", "in", "over"):
            tokens[t.i] = msgspec.structs.replace(t, pos="NOUN", tag="NNS", lemma="talk")
    return msgspec.structs.replace(sent, tokens=tuple(tokens))


def _parts(sent: Sentence) -> list[tuple[int, int]]:
    """The parts of a headline between dashes, colons and conjunctions, each as first and last token (half-open)."""
    cuts = [0]
    for t in sent.tokens[1:]:
        if t.text in BREAKS or t.lower in LINKS:
            cuts.append(t.i + (t.text in BREAKS))
    cuts.append(len(sent.tokens))
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _verb(sent: Sentence, lexicon: Lexicon, start: int, end: int) -> int | None:
    """The token of a part that has no verb by the parser which reads as one; None when there is none."""
    part = sent.tokens[start:end]
    if len(part) < 2 or any(t.tag in ("VBZ", "VBP", "VBD", "MD") and t.pos in ("VERB", "AUX") for t in part):
        return None
    plural = False
    for t, after in zip(part[1:], [*part[2:], None], strict=True):
        before = sent.tokens[t.i - 1]
        plural = plural and before.tag != "POS"  # "dockers' strike enters third day": one strike
        plural = plural or before.tag in ("NNS", "NNPS") or before.lower in ("and", "&") or before.text == "," and t.pos == "PROPN"
        stands = _alone(t, lexicon, plural=plural) if after is None else after.pos not in ("VERB", "AUX")
        if not t.text.islower() or before.pos not in NAMES or not stands or t.pos not in ("NOUN", "ADJ", "ADV", "VERB", "PROPN"):
            continue
        singular = t.lower[:-2] if t.lower.endswith(("shes", "ches", "sses")) else t.lower[:-1] if t.lower.endswith("s") else ""
        known = lexicon.verbs.keys() | lexicon.support.keys()
        acts = singular in lexicon.gate["acts"] and after is not None and after.pos in NAMES and _doer(before, lexicon)
        if not acts and (not plural and singular in lexicon.nouns or t.lower in lexicon.nouns and not plural):  # "Harrow talks resume"
            continue
        if after is None:
            return t.i
        if plural and after.pos == "DET" and t.lower not in lexicon.nouns:
            return t.i
        follows = after.pos in ("DET", "ADJ", "NUM", "ADP", "PART", "PROPN", "NOUN") or after.text in "'\"‘“"
        if follows and (plural and t.lower in known or not plural and singular in known):
            return t.i
    return None


def _doer(before: Token, lexicon: Lexicon) -> bool:
    """Whether a name or noun is of those who act ("Selm army halts raids", "junta halts offensives")."""
    return before.pos == "PROPN" or before.lemma.lower() in lexicon.classes["human"] | lexicon.classes["forces"]


def _alone(verb: Token, lexicon: Lexicon, *, plural: bool) -> bool:
    """Whether a word is a verb that needs no object, at the end of a part with a plural subject ("Drivers strike")."""
    return plural and verb.lower in lexicon.gate["intransitive"]


def _second(tokens: list[Token], lexicon: Lexicon, verb: int, end: int) -> int | None:
    """A second verb after a comma ("…, sign papers on the rest")."""
    for i in range(verb + 2, end - 1):
        if tokens[i - 1].text == "," and tokens[i].text.islower() and tokens[i].lower in lexicon.verbs and tokens[i].pos in ("NOUN", "VERB", "ADJ"):
            return i
    return None


def _clause(tokens: list[Token], start: int, verb: int, end: int, above: int) -> None:
    """Rewrites the tokens of a part as subject, verb, objects and prepositions."""

    def put(i: int, dep: str, head: int) -> None:
        tokens[i] = msgspec.structs.replace(tokens[i], dep=dep, head=head)

    lemma = tokens[verb].lower if tokens[verb].lower[-1] != "s" else tokens[verb].lemma
    tokens[verb] = msgspec.structs.replace(tokens[verb], pos="VERB", tag="VBP", lemma=lemma, dep="advcl", head=above if above >= 0 else verb)
    subject = [i for i in range(start, verb) if tokens[i].pos != "SPACE"]
    cut = next((i for i in subject if tokens[i].pos == "ADP"), verb)
    first = _phrase(tokens, [i for i in subject if i < cut], verb, "nsubj")
    if cut < verb:
        put(cut, "prep", first if first is not None else verb)
        _phrase(tokens, list(range(cut + 1, verb)), cut, "pobj")
    group: list[int] = []
    head, dep = verb, "dobj"
    for i in range(verb + 1, end):
        if tokens[i].text == "," and i + 1 < end and tokens[i + 1].text.islower() and tokens[i + 1].pos in ("NOUN", "VERB"):
            break
        if tokens[i].tag == "TO" and i + 1 < end and tokens[i + 1].tag == "VB":
            _phrase(tokens, group, head, dep)
            group, head, dep = [], i + 1, "dobj"
            put(i, "aux", i + 1)
            put(i + 1, "xcomp", verb)
        elif i == head:
            continue
        elif tokens[i].pos == "ADP" or tokens[i].tag == "TO":
            _phrase(tokens, group, head, dep)
            group, head, dep = [], i, "pobj"
            put(i, "prt" if i == verb + 1 and tokens[i].tag == "RP" else "prep", verb)
        else:
            group.append(i)
    _phrase(tokens, group, head, dep)


def _phrase(tokens: list[Token], at: list[int], head: int, dep: str) -> int | None:
    """Joins the nouns of a list to a head, those after a comma or "and" to the first; the index of the first, None where there is no noun."""
    groups: list[list[int]] = [[]]
    for i in at:
        if tokens[i].text == "," or tokens[i].lower in ("and", "&"):
            groups.append([])
        else:
            groups[-1].append(i)
    first: int | None = None
    for group in groups:
        nouns = [i for i in group if tokens[i].pos in NAMES]
        if not nouns:
            continue
        top = nouns[-1]
        for i in group:
            if i != top:
                kept = tokens[i].dep if tokens[i].pos not in NAMES else "compound" if tokens[i].dep != "poss" else "poss"
                inside = tokens[i].head in group and tokens[i].head != i and tokens[i].pos not in NAMES
                tokens[i] = msgspec.structs.replace(tokens[i], dep=kept, head=tokens[i].head if inside else top)
        tokens[top] = msgspec.structs.replace(tokens[top], dep=dep if first is None else "conj", head=head if first is None else first)
        first = top if first is None else first
    for i in at:
        if first is not None and (tokens[i].text == "," or tokens[i].lower in ("and", "&")):
            tokens[i] = msgspec.structs.replace(tokens[i], dep="punct" if tokens[i].text == "," else "cc", head=first)
    return first


def _tree(sent: Sentence, tokens: list[Token], root: int) -> Sentence:
    """The sentence with these tokens; what still hangs on itself, or in a ring, hangs on the root."""
    for t in list(tokens):
        at, seen = t.i, set()
        while at not in seen and tokens[at].head != at:
            seen.add(at)
            at = tokens[at].head
        if at != root:
            top = at if tokens[at].head == at else t.i
            tokens[top] = msgspec.structs.replace(tokens[top], head=root, dep="dep")
    children: list[list[int]] = [[] for _ in tokens]
    for t in tokens:
        if t.head != t.i:
            children[t.head].append(t.i)
    return msgspec.structs.replace(sent, tokens=tuple(tokens), children=tuple(tuple(c) for c in children), root=root)
