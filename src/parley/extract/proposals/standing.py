"""Which pact or halt a phrase means, where nothing is said of what is in it: one reached somewhere, on a day; one that runs; one that is almost there."""

import re

from parley.extract.proposals.candidate import FIGHTING, VERBAL, Candidate
from parley.extract.proposals.nouns import Nouns
from parley.extract.scene import Scene
from parley.model import Sentence, Token
from parley.model.tree import ancestors, dependent, dependents

PACTS = (*FIGHTING, "agreement", "memorandum", "framework", "roadmap")
MADE = (
    "agreed|reached|signed|struck|sealed|concluded|negotiated|brokered|mediated|declared|proclaimed|announced|initialled|initialed|inked|forged|clinched|adopted|made"
    "|hammered out|thrashed out|worked out|endorsed|ratified|finalised|finalized|cobbled together|cut|mapped out|approved"
)
REACHED = re.compile(
    rf",?\s+(?:(?:which|that)\s+(?:was|were|had been|has been|they|both|the two|the sides)\s+)?(?:first|already|finally|jointly|only)?\s*(?:{MADE})"
    r"\s+(?P<how>(?:in|on|at|by|between|last|this|earlier|with|under|two|three|early|late|there|a|as)\b[^.;:\n,]*)",
    re.I,
)
RUNS = re.compile(
    r"\b(?:(?:is|are|has|have|was|were|had|largely|mostly|broadly|still|also|been|being|appears?|seems?|to|be|so|far|generally)\s+)*"
    r"(?P<holds>holds?|holding|held|respected|observed|honoured|honored|remains?\s+(?:in\s+(?:force|effect|place)|valid|binding|intact)|in\s+(?:force|effect|place)|stands?|abide)\b"
    r"|(?P<ends>\b(?:expires?|lapses?|ends?|runs?\s+(?:out|until|to|through)|is\s+due\s+to\s+(?:expire|end|lapse|run)|will\s+(?:expire|lapse|end|run))\b)"
    r"|(?P<gone>\b(?:expired|lapsed|collapsed|unravelled|unraveled|fell\s+apart|broke\s+down|is\s+(?:over|dead|void)|ran\s+out|was\s+torn\s+up)\b)",
    re.I,
)
KEPT = re.compile(r"\b(?:abides?|abiding|bound|stands?|sticks?|adheres?|adhering|stuck|committed|complies|comply|complying)\s+(?:by|to|with)\s+$", re.I)
NEAR = re.compile(
    r"\s*,?\s*(?:is|are|was|were|seems?|appears?|remains?|could|may|might|will|now|has|have|been|looks?|to|be|said|officials|mediators|still|very|almost|nearly|all|but|as)?"
    r"(?:\s+(?:is|be|been|now|very|almost|nearly|to|all|but|practically|virtually|as|good|being|closer|yet|soon))*\s+"
    r"(?P<near>within\s+(?:reach|grasp|sight)|close\b(?!d)|near(?:ing|er)?\b(?!ly)|imminent|at\s+hand|taking\s+shape|ready\b|done\b|complete\b|on\s+the\s+cards|in\s+the\s+(?:making|works|offing)"
    r"|in\s+sight|under\s+(?:negotiation|discussion|preparation)|negotiated|finalised|finalized|drafted|hammered\s+out|worked\s+(?:on|out)|prepared"
    r"|(?:signed|announced|initialled|unveiled|concluded|sealed|reached|struck)\s+(?:as\s+early|within|by|before|in\s+the\s+coming|next|this|soon|on|in\s+\w+\s+(?:days|weeks)))",
    re.I,
)
TOWARDS = re.compile(
    r"\b(?:close\s+to|closing\s+in\s+on|closer\s+to|near|nearing|nearer\s+to|on\s+the\s+(?:verge|brink|cusp)\s+of|finishing\s+touches\s+(?:to|on)|finalis(?:e|ing)|finaliz(?:e|ing)"
    r"|edging\s+towards?|inching\s+towards?|moving\s+towards?|within\s+reach\s+of|hammering\s+out|thrashing\s+out|drafting|negotiating|working\s+on|drawing\s+up)\s+$",
    re.I,
)
SKELETON = (
    "framework",
    "outline",
    "contour",
    "making",
    "skeleton",
    "bone",
    "shape",
    "element",
    "parameter",
    "basic",
    "foundation",
    "cornerstone",
    "rudiment",
    "core",
    "ingredient",
)
HAVING = (
    "have",
    "agree",
    "reach",
    "settle",
    "emerge",
    "find",
    "hammer",
    "sketch",
    "see",
    "produce",
    "establish",
    "lay",
    "set",
    "come",
    "put",
    "negotiate",
    "get",
    "secure",
)
NOW = ("current", "present", "existing", "prevailing", "expiring", "standing")
VAGUE = (
    "new",
    "final",
    "possible",
    "good",
    "bad",
    "better",
    "comprehensive",
    "lasting",
    "eventual",
    "quick",
    "early",
    "future",
    "such",
    "full",
    "potential",
    "likely",
    "workable",
    "fair",
)
YEARS = 2


def long_past(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words that name it date it years before the report: "a 1992 memorandum", "the understanding reached in July 1993"."""
    published = scene.document.published
    this = int(published.start[:4]) if published is not None and published.start and published.start[:4].isdigit() else None
    if this is None:
        return False
    start, end = candidate.words
    years = [int(str(t.edtf)[:4]) for t in scene.annotated.times if t.span is not None and start <= t.span.start < end and re.match(r"\d{4}", str(t.edtf))]
    years += [int(m[0]) for m in re.finditer(r"\b(?:19|20)\d\d\b", scene.document.text[start:end])]
    return bool(years) and max(years) <= this - YEARS


def particular(scene: Scene, candidate: Candidate) -> str | None:
    """The state of a pact that its words single out by where, when or by whom it was reached, or as the one in force; None where they do not.

    "The truce struck in Geneva lapses on May 10" is in force until then; "abide by the protocol of 12 April" names one that holds.
    """
    token = candidate.sent.tokens[candidate.head]
    if candidate.kind.kind not in PACTS or candidate.rule != "noun" or token.dep == "compound" or candidate.other:
        return None
    if not candidate.definite and dependent(candidate.sent, token.i, "poss") is None:
        return None
    text, end = scene.document.text, candidate.sent.end
    after = text[token.end : end]
    told = REACHED.match(after)
    inside = text[candidate.words[0] : candidate.words[1]]
    told = told or REACHED.search(inside[token.end - candidate.words[0] :])
    days = [
        t
        for t in scene.annotated.times
        if t.span is not None and t.timex3 and t.timex3.type == "DATE" and len(str(t.edtf)) > 4 and candidate.words[0] <= t.span.start < candidate.words[1]
    ]
    of_day = any(
        re.search(r"\bof\s+(?:the\s+)?$", text[max(0, t.span.start - 8) : t.span.start]) or t.span.end <= token.start for t in days if t.span is not None
    )
    now = any(c.lower in NOW for c in dependents(candidate.sent, token.i, "amod"))
    runs = RUNS.search(after[told.end("how") if told else 0 :][:90]) if token.dep not in ("pobj", "dobj") or told else None
    runs = runs or (RUNS.search(told["how"]) if told else None)
    if now:
        return "in_force" if runs is not None and (runs["ends"] or runs["holds"]) else None
    if not told and not of_day:
        return None
    if KEPT.search(text[max(0, candidate.words[0] - 20) : candidate.words[0]]):
        return "in_force"
    if runs is not None:
        return "lapsed" if runs["gone"] else "in_force"
    return "signed" if told and re.search(r"\b(?:signed|inked)\b", told[0], re.I) else "accepted"


def nearing(scene: Scene, candidate: Candidate, nouns: Nouns) -> str | None:
    """The state of a pact that is almost there, where it is told what it is about or between whom; None for "a deal is far off", "hopes of a deal".

    "A security pact between Norra and Velta is within reach" and "they have the outline of a deal on wages" tell of something on the table.
    """
    sent, token = candidate.sent, candidate.sent.tokens[candidate.head]
    if candidate.kind.kind not in (*PACTS, "exchange") or candidate.rule != "noun":
        return None
    if any(c.dep == "neg" or c.lower in ("no", "any", "neither") for c in (*dependents(sent, token.i), *dependents(sent, token.head))):
        return None
    if _skeleton(sent, token, nouns):
        return "drafted"
    if candidate.definite or not _described(sent, token):
        return None
    text = scene.document.text
    before, after = text[max(sent.start, candidate.words[0] - 40) : candidate.words[0]], text[candidate.words[1] : sent.end]
    above = next((a for a in ancestors(sent, token.i) if a.pos in VERBAL), None)
    if above is not None and any(m.lower in ("if", "whether", "unless", "until", "once") for m in dependents(sent, above.i, "mark", "advmod")):
        return None
    if re.search(r"\b(?:not|no|nowhere|n't|never|hardly|far|denied|denies|hopes?|chances?|prospects?)\b[^,;]*$", before, re.I) or re.match(
        r"[^,;]{0,25}\b(?:not|n't|never|far)\b", after
    ):
        return None
    near = NEAR.match(after)
    if near is not None:
        return "drafted" if re.search(r"ready|done|complete|finali|drafted|prepared", near["near"], re.I) else "on_the_table"
    towards = TOWARDS.search(before)
    return None if towards is None else "drafted" if re.search(r"finali|touches|drafting|drawing", towards[0], re.I) else "on_the_table"


def _skeleton(sent: Sentence, token: Token, nouns: Nouns) -> bool:
    """ "had the framework of a contract", "The contours of a settlement have emerged": the bones of a pact that somebody has."""
    of = sent.tokens[token.head]
    if token.lemma in SKELETON:
        bones, pact = token, next((g for p in dependents(sent, token.i, "prep") if p.lower in ("of", "for") for g in dependents(sent, p.i, "pobj")), None)
    elif token.dep == "pobj" and of.lower in ("of", "for") and sent.tokens[of.head].lemma in SKELETON:
        bones, pact = sent.tokens[of.head], token
    else:
        return False
    known = pact is not None and (found := nouns.noun(pact.lemma)) is not None and found.kind in ("agreement", *FIGHTING)
    new = pact is not None and any(c.lower in ("a", "an") for c in dependents(sent, pact.i, "det"))
    verb = sent.tokens[bones.head]
    if bones.dep == "pobj":
        verb = sent.tokens[verb.head]
    has = (
        bones.dep in ("dobj", "pobj", "attr")
        and verb.lemma in HAVING
        or bones.dep in ("nsubj", "nsubjpass")
        and (verb.lemma in HAVING or verb.lemma in ("be", "agree"))
    )
    return known and new and has and not any(c.dep == "neg" for c in dependents(sent, verb.i))


def _described(sent: Sentence, token: Token) -> bool:
    """Whether a phrase tells what a pact is about or between whom: "a maritime border treaty", "a deal on wages", "an accord with Velta"."""
    for child in dependents(sent, token.i):
        if child.dep == "compound" or child.dep in ("relcl", "acl") or child.dep == "prep" and child.lower in ("between", "with", "on", "over", "for", "among"):
            return True
        if child.dep == "amod" and child.lower not in VAGUE:
            return True
    return False
