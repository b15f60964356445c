"""What an explainer tells of a thing on the table in answer to a question: "How long? Ninety days", "Who checks? A committee with 75 observers"."""

import re

from parley.extract.clauses import modal, negation, run
from parley.extract.proposals.build import Read
from parley.extract.proposals.candidate import FIGHTING, VERBAL, Candidate
from parley.extract.proposals.nouns import Nouns
from parley.model import Sentence

LASTING = re.compile(
    r"^\W*(?:and\s+)?(?:for\s+)?how\s+long\b(?:\s+(?:does|will|would|is|can|should)\b(?![^?]*\b(?:war|strike|talks|fighting|walkout|wait|take)\b)[^?]*)?\?",
    re.I,
)
WATCHING = re.compile(
    r"^\W*(?:and\s+)?who(?:\s+(?:is\s+to|will|would|is\s+going\s+to|keeps|is))?\s*"
    r"(?:check|monitor|verif|watch|polic|supervis|overse|guarante|enforc|keep\w*\s+(?:watch|an\s+eye|the\s+peace))\w*[^?]*\?",
    re.I,
)
HOLDING = re.compile(
    r"^\W*(?:(?:and|so)\s+)?what(?:['’]?s|\s+is|\s+was|\s+are|\s+has\s+been|\s+have\s+\w+(?:\s+\w+)?)?\s*"
    r"(?:does\s+(?:it|the\s+[\w\s-]+?)\s+(?:say|provide|contain|foresee|involve|include|entail|offer|stipulate|cover|envisage|propose)\b|would\s+(?:it|the\s+[\w\s-]+)\s+(?:do|mean|change|involve)\b"
    r"|in\s+(?:it|the\s+[\w\s-]+)|on\s+(?:offer|the\s+table)|proposed|(?:been\s+)?(?:agreed|offered|proposed)|being\s+(?:offered|proposed|discussed)|forbidden|banned|allowed|covered|included|"
    r"would\s+\w+\s+(?:get|give|gain|receive)|does\s+\w+\s+(?:get|give|gain)|the\s+(?:terms|offer|deal|plan|proposal)s?)\b[^?]*\?",
    re.I,
)
ENDED = re.compile(r"\n\s*\n")


def question(sent: Sentence, text: str) -> str | None:
    """What a question asks of the thing on the table: how long it lasts, who watches over it, what it holds; None for any other sentence."""
    words = text[sent.start : sent.end].strip()
    if not words.endswith("?") or len(words) > 90:
        return None
    if LASTING.match(words):
        return "lasting"
    return "watching" if WATCHING.match(words) else "holding" if HOLDING.match(words) else None


def explained(sent: Sentence, text: str, asked: tuple[str, Sentence] | None, before: list[Read], nouns: Nouns) -> Candidate | None:
    """What the answer to such a question lays down, as of the thing that the report is about: the one named last that may have it.

    "How long? Ninety days, renewable once." gives the length; after "What is on offer?" each sentence with "would" or without a verb, up to the end of the
    paragraph, is a part of it.
    """
    if asked is None or text[sent.start : sent.end].rstrip().endswith("?") or ENDED.search(text, asked[1].end - 1, sent.start):
        return None
    what, first = asked
    if what != "holding" and sent.index > first.index + 1:
        return None
    fits = [
        r
        for r in before
        if r.candidate.rule != "explained"
        and (r.candidate.kind.generic or r.candidate.kind.kind in (*FIGHTING, "agreement", "plan", "framework", "memorandum", "roadmap"))
    ]
    last = next((r for r in reversed(fits) if what == "holding" or r.candidate.kind.kind in (*FIGHTING, "agreement", "plan")), None)
    kind = last.candidate.kind if last is not None else nouns.noun("offer") if what == "holding" else nouns.noun("agreement")
    roots = [t for t in sent.tokens if t.head == t.i]
    if kind is None or not roots:
        return None
    verbless = not any(
        t.pos in VERBAL and t.tag not in ("VBN", "VBG") for t in sent.tokens if t.i <= roots[0].i or t.head == roots[0].i and t.dep in ("aux", "auxpass")
    )
    numbered = any(t.pos == "NUM" for t in sent.tokens)
    would = roots[0].pos in VERBAL and modal(sent, roots[0].i) in ("would", "will", "must") and negation(sent, roots[0].i) is None
    laid = any(modal(sent, t.i) == "would" and negation(sent, t.i) is None for t in sent.tokens if t.pos in VERBAL and t.dep in ("ROOT", "ccomp"))
    if (
        what == "lasting"
        and not (numbered and (verbless or would))
        or what == "watching"
        and not (verbless or would)
        or what == "holding"
        and not (would or laid or verbless and numbered)
    ):
        return None
    end = len(sent.tokens) - (sent.tokens[-1].text in (".", "!", ";"))
    reach = run(sent, list(range(end)))
    if reach is None or len(sent.tokens) < 3:
        return None
    state = last.proposal.state if last is not None and last.proposal.state in ("signed", "in_force", "accepted") else None
    return Candidate(sent, roots[0].i, kind, reach, reach, state=state, content=True, made=True, rule="explained", told=True, question=what)
