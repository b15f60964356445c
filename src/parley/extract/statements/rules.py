"""The rules' own judgement of a candidate: what the lexicon says about a cue and a frame, between 0 and 1."""

import functools

from parley.extract.statements.candidate import Candidate
from parley.extract.statements.lexicon import Entry, Lexicon
from parley.model import Sentence
from parley.model.tree import dependent

ALIKE = {"before": "that", "host": "that", "advcl:to": "to", "to_np": "to", "small": "small", "n:rel": "n:that", "gap": "np"}
LONGER_IS_BETTER = ("np+as", "np+for", "np+of", "np+to", "small", "pass:np+as", "pass:np+for")


def lexical_frame(candidate: Candidate) -> str:
    """The frame as the lexicon names it: "pass:np+as" is "as"."""
    return _lexical(candidate.frame)


@functools.lru_cache(maxsize=4096)  # there are as many frames as prepositions, a few times over
def _lexical(frame: str) -> str:
    frame = frame.removeprefix(">").split("-")[0]
    if frame.startswith(("host", "pass:", "n:", "a:")):
        head, _, tail = frame.partition(":")
        frame = "that" if head == "host" else tail
    frame = ALIKE.get(frame, frame)
    if frame.startswith("q"):
        return "q"
    if frame == "rel":
        return "that"
    if frame.endswith(("+conj", "+rest")):
        return frame[:-5]
    for mark in ("+", "|"):
        if mark in frame:
            left, right = frame.split(mark, 1)
            return right if left in ("np", "subj") else left
    return frame


def sense_of(candidate: Candidate, lex: Lexicon) -> Entry | None:
    """The sense of the cue that fits the frame best, or None when the cue is not in the lexicon."""
    return None if candidate.pos == "phrase" else lex.sense(candidate.pos, candidate.lemma, lexical_frame(candidate))


def rule_score(candidate: Candidate, sent: Sentence, lex: Lexicon) -> float:
    """How good the reading is by the lexicon alone; at .5 and above the rules accept it."""
    if candidate.pos == "phrase":
        return _phrase_score(candidate, sent)
    entry = sense_of(candidate, lex)
    frame = lexical_frame(candidate)
    if frame == "q":
        return _quote_score(candidate, sent, entry, lex)
    if entry is None:
        return 0.1
    fits = frame in entry.frames
    score = (0.8 if entry.strong else 0.55 if frame in ("that", "wh", "to") else 0.4) if fits else 0.3
    if candidate.pos == "noun":
        score = 0.7 if fits and candidate.source else 0.35
    if candidate.frame in LONGER_IS_BETTER and fits:
        score += 0.03
    if candidate.frame in ("that", "before", "wh"):
        score += 0.05
    if not candidate.source and not candidate.frame.startswith("pass:"):
        score -= 0.25
    if "-" in candidate.frame or candidate.frame.endswith(("+conj", "+rest")):
        score -= 0.04
    return score


def _phrase_score(candidate: Candidate, sent: Sentence) -> float:
    if candidate.frame in ("colon", "q-dash"):
        return 0.6
    first = candidate.head == 0 or candidate.cue[0][0] == sent.start
    return 0.95 if (candidate.frame == "accord:all") == first else 0.9


def _quote_score(candidate: Candidate, sent: Sentence, entry: Entry | None, lex: Lexicon) -> float:
    """Distance and words: a verb that takes quotations, close to this one, with a subject that is not the quotation's."""
    score = 0.5 if entry is not None and "q" in entry.frames else 0.3 if entry is not None or candidate.lemma in lex.manner else 0.15
    if not candidate.source:
        score -= 0.12
    if candidate.frame == "q:above":
        return score
    distance = abs(candidate.content_at - candidate.head)
    score -= min(0.2, 0.008 * distance)
    place, verb = sent.tokens[candidate.content_at], sent.tokens[candidate.head]
    if place.head == verb.i or verb.head == place.i:
        score += 0.25
    if verb.dep == "relcl":
        score -= 0.15
    if dependent(sent, verb.i, "mark") is not None:
        score -= 0.1
    return score


def sure(candidate: Candidate, sent: Sentence, lex: Lexicon) -> bool:
    """Whether the rules vouch for a reading whatever the scorer has learnt.

    They do for a verb of speaking with a clause or its preposition, a passive with its agent, a noun of saying with its clause and possessor or article,
    or with a colon, a refusal, "according to".
    """
    if candidate.pos == "phrase":
        return candidate.frame.startswith("accord")
    entry = sense_of(candidate, lex)
    frame = lexical_frame(candidate)
    if candidate.frame == "n:colon":
        return bool(candidate.source)
    if entry is None or frame not in entry.frames:
        return False
    if candidate.pos == "noun" and candidate.frame == "n:that" and any(sent.tokens[i].tag == "DT" for i in sent.children[candidate.head]):
        return entry.act != "other"  # "the statement that …": whoever made it
    if not candidate.source or candidate.source_at is None:
        return False
    if candidate.pos == "noun":
        silent = any(sent.tokens[i].lower == "no" and sent.tokens[i].dep == "det" for i in sent.children[candidate.head])  # "made no mention of"
        return silent or candidate.frame == "n:that" or candidate.frame == "n:to" and sent.tokens[candidate.source_at[1]].dep == "poss"
    if candidate.pos == "verb" and entry.kind == "silence":
        return frame != "np"
    if candidate.pos != "verb" or not entry.strong or entry.kind not in ("speech", "judge"):
        return False
    if candidate.frame.startswith("pass:"):
        return sent.tokens[candidate.source_at[1]].dep == "pobj"
    return entry.kind == "speech" and candidate.frame in ("that", "wh", "before", "on", "of", "for", "about", "against", "with")
