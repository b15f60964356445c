"""Conditions behind their main clause, read by the order of words: "would leave once a force is in place", "is open to it should Norra stop arming it"."""

from collections.abc import Iterator

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words, match
from parley.extract.conditions.openers import LONGEST, SUBJECT, coming, first_head, head, scheduled, shut, tail
from parley.model import Sentence, Token

MOST = 6  # cues of a sentence that are tried; what has more is no prose


def trailers(sent: Sentence, _: Words, lex: Lexicon) -> Iterator[Found]:
    """The first condition that stands behind its main clause."""
    tried = 0
    for token in sent.tokens[3:]:
        cue = match(sent, token.i, lex.trailers) if token.lower in lex.trailers else None
        if cue is None:
            continue
        tried += 1
        if tried > MOST:
            return
        low = clause_start(sent, token.i, lex)
        found = _behind(sent, low, token.i, cue, lex)
        if found is not None:
            yield found
            return


def clause_start(sent: Sentence, cue: int, lex: Lexicon) -> int:
    """Where the main clause begins: behind the last "said (that)", semicolon or colon before the cue."""
    for at in range(cue - 1, max(-1, cue - LONGEST), -1):
        token = sent.tokens[at]
        if token.lower in ("who", "which") and sent.tokens[at - 1].text == "," and sent.tokens[at + 1].tag == "MD":
            return at  # "Renn, who will not sign as long as …"
        inserted = sent.tokens[at + 1].text == ","  # "It would stop, it said, were …"
        if token.text in (";", ":") or not inserted and token.lemma in lex.words["speech"] and token.pos == "VERB" and token.tag != "VBG":
            return at + 2 if sent.tokens[at + 1].lower == "that" else at + 1
    return max(0, cue - LONGEST)


def _behind(sent: Sentence, low: int, at: int, cue: tuple[int, str], lex: Lexicon) -> Found | None:
    last, relation = cue
    before, high = sent.tokens[low:at], tail(sent, lex, last)
    high = next((t.i for t in sent.tokens[last + 2 : high] if t.text in (";", ",", "–", "—") or t.lower == "but"), high)
    after = sent.tokens[last + 1 : high]
    if len(before) < 3 or len(after) < 2 or not _fits(sent, low, at, last, high, lex):
        return None
    only = sent.tokens[at - 1].lower in ("only", "solely")
    if sent.tokens[last].lower in (
        "under",
        "with",
        "through",
        "by",
        "in",
        "on",
        "against",
        "for",
    ):  # "would disarm, but only under the eyes of monitors": the preposition is part of it
        last -= 1
    stop = next(j for j in range(at, low, -1) if sent.tokens[j - 1].lower not in ("only", "solely", "but", "not", ",", "and"))
    antecedent, consequent = run(sent, list(range(last + 1, high))), run(sent, list(range(low, stop)))
    first, main = first_head(sent, last + 1, high), head(sent, low, stop)
    if antecedent is None or consequent is None or main is None:
        return None
    return Found(sent, _relation(relation, only=only), antecedent, first, consequent, main, f"trailer:{sent.tokens[at].lower}")


def _relation(relation: str, *, only: bool) -> str:
    """The relation of a cue, and what "only" before it makes of it; "when" alone is what comes after."""
    if only and relation in ("when", "after"):
        return "only_if"
    return "after" if relation == "when" else relation


def _fits(sent: Sentence, low: int, at: int, last: int, high: int, lex: Lexicon) -> bool:
    """Whether the main clause is still to come and what follows the cue is open."""
    cue, after = sent.tokens[at].lower, sent.tokens[last + 1 : high]
    ready = coming(sent, low, at) or any(t.lemma in lex.words["offering"] or t.lower in lex.words["ready"] for t in sent.tokens[low:at] if t.pos != "NOUN")
    while after and after[0].pos == "PUNCT":  # "will return "when our people can sleep""
        after = after[1:]
    if len(after) < 2:
        return False
    there = any(t.tag in ("VBZ", "VBP") or t.lower in ("can", "may") for t in after)
    ready = ready or cue == "after" and any(t.tag in ("VBZ", "VBP") for t in sent.tokens[low:at])
    planned = cue in ("once", "as") and any(t.lemma in lex.words["planning"] and t.tag in ("VBZ", "VBP", "VBD") for t in sent.tokens[low:at])
    bare = cue == "should" and not any(t.tag in ("VBZ", "VBP", "VBD", "MD") for t in sent.tokens[low:at])
    stands = cue == "only" and any(t.lemma in lex.words["deals"] for t in sent.tokens[low:at]) and any(t.tag in ("VBZ", "VBP") for t in sent.tokens[low:at])
    ready = ready or planned or bare or stands
    if cue in ("once", "as", "when", "the", "assuming", "supposing") and not there and _reported(sent, low, at, after):
        return ready and after[0].pos in SUBJECT and not scheduled(after, lex) and not _knows(sent, at, lex)
    if not ready or sent.tokens[at - 1].lower in ("even", "at", "more", "all"):
        return False
    if cue == "should":
        own = sent.tokens[at - 1].lower
        verb = next((t for t in after[1:] if t.tag == "VB"), None)
        comma = (
            own == ","
            and not any(t.text == "?" for t in sent.tokens[-2:])
            and coming(sent, low, at)
            and sent.tokens[at - 2].lower not in ("who", "which", "that")
            and after[0].lower not in ("he", "she", "i")
        )
        asked = (
            not comma
            and own in ("that", "who", "which", "what", "why", "how", "where", "and", "or", "but", "it", "they", "he", "she", "we")
            or not comma
            and sent.tokens[at - 1].pos in ("PUNCT", "PRON")
        )
        return after[0].pos in ("PROPN", "DET", "PRON", "NOUN") and verb is not None and not asked and not any(t.tag == "MD" for t in after)
    if cue == "were":
        return after[0].pos in ("PROPN", "DET", "NOUN") and any(t.lower == "to" for t in after[:9]) and sent.tokens[at - 1].pos not in ("PRON", "SCONJ")
    if cue == "after":  # "enters into force after thirty states have ratified it"
        binding = any(t.lower in ("force", "effect", "binding") for t in sent.tokens[low:at])
        return binding and there and not any(t.tag == "VBD" for t in sent.tokens[low:high])
    if cue == "but":
        return coming(sent, low, at) and not any(t.lower in lex.words["times"] for t in after)
    if cue == "absent":
        return (
            coming(sent, low, at)
            and after[0].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "VERB")
            and not any(t.lemma in lex.words["void"] for t in after[:2])
        )
    if cue == "the" and (
        any(t.lower in lex.words["times"] for t in after)
        or sent.tokens[last].lower == "after"
        and (scheduled(after, lex) or any(t.lemma in ("end", "finish", "close", "conclude") for t in after))
    ):
        return False
    if cue in ("provided", "providing"):
        return _provided(sent, at, after)
    if cue in ("for", "not", "while", "only"):
        return _bound(sent, low, at, after, lex)
    if cue == "when":
        plain = any(t.lower in ("will", "'ll", "shall", "would") for t in sent.tokens[low:at] if t.tag == "MD")
        return plain and there and after[0].pos in SUBJECT and not scheduled(sent.tokens[low:at] + after, lex) and not _knows(sent, at, lex)
    return there and not any(t.tag == "VBD" for t in after) and after[0].pos in SUBJECT


def _bound(sent: Sentence, low: int, at: int, after: tuple[Token, ...], lex: Lexicon) -> bool:
    """Whether "for every", "not before", "only if" and "while" bind an act to come: "would shut a consulate for every one that Norra shuts"."""
    cue, there = sent.tokens[at].lower, any(t.tag in ("VBZ", "VBP") or t.lower in ("can", "may") for t in after)
    if cue == "for":
        return there and coming(sent, low, at) and any(t.lower in ("that", "who", "which") or t.tag in ("PRP", "NNP") for t in after[1:6])
    if cue == "only":
        return there and after[0].pos in SUBJECT
    if cue == "not":
        return there or _reported(sent, low, at, after)
    return there and shut(sent, low, at, lex) and coming(sent, low, at)


def _provided(sent: Sentence, at: int, after: tuple[Token, ...]) -> bool:
    """Whether "provided" opens a clause of its own and is no participle: "would leave, provided it and its allies receive an amnesty"."""
    clause = any(t.tag in ("VBZ", "VBP", "VBD", "MD") or t.tag == "VB" and t.dep in ("ccomp", "ROOT", "advcl", "conj") for t in after)
    near = sent.tokens[at - 1]
    return clause and after[0].pos in SUBJECT and near.pos not in ("AUX", "PART", "NOUN") and near.text != "-"


def _reported(sent: Sentence, low: int, at: int, after: tuple[Token, ...]) -> bool:
    """Whether a report puts what is still to come into the past: "would leave once the debt had been paid", "said it would sign when it was paid"."""
    would = any(t.lower in ("would", "'d", "could", "might") for t in sent.tokens[low:at] if t.tag == "MD")
    return would and (
        any(t.lower in ("had", "was", "were") for t in after)
        or any(t.tag == "VBD" for t in after)
        and sent.tokens[at].lower == "when"
        and after[0].pos in ("PROPN", "DET")
        or any(t.tag == "VBD" for t in after)
        and sent.tokens[at].lower in ("once", "the", "assuming", "supposing")
    )


def _knows(sent: Sentence, at: int, lex: Lexicon) -> bool:
    """Whether "when" asks for a time: "will decide when", "it is unclear when"."""
    near = next((t for t in reversed(sent.tokens[:at]) if t.text not in "\"“”‘’'«»"), sent.tokens[at - 1])
    return (
        near.lemma in lex.words["asking"] | lex.words["speech"]
        or near.lower in ("on", "of", "about", "and", "or", "day", "time", "moment")
        or near.pos == "PUNCT"
    )
