"""Conditions on either side of a turning word, read by the order of words: "X is the key to Y", "Y stands or falls with X", "Y is impossible without X".

The turning words are data (`pivots`); what stands on its two sides is bounded by the clause, and the side that waits must name something that
a negotiation gives, holds or ends: a deal, an act of its parties, a peace.
"""

from collections.abc import Callable, Iterator, Sequence

from parley.extract.clauses import run
from parley.extract.conditions.found import Found, Lexicon, Words
from parley.extract.conditions.openers import COMING, first_head, head, tail
from parley.extract.conditions.trailers import clause_start
from parley.model import Sentence, Token

LONGEST = 40  # tokens of one side; what is longer is no prose
ENDING = (";", "–", "—", ":")
VERBAL = ("VERB", "AUX")
STAYING = ("remain", "stay", "become", "seem", "look")  # as good as "be" before a turning word
MEASURING = frozenset(
    ("part", "measure", "extent", "degree", "all", "largely", "entirely", "solely", "mainly", "partly", "chiefly", "heavily", "wholly", "now", "least")
)
ONE = ("a", "an", "one", "single", "another", "further", "new", "any", "every", "more", "each", "renewed", "fresh")
PREPOSITIONS = ("with", "through", "by", "under", "from", "via", "within", "as", "in", "on", "at", "inside")


def pivots(sent: Sentence, words: Words, lex: Lexicon) -> Iterator[Found]:
    """The first condition that a turning word of the sentence shows."""
    for token in sent.tokens[1:-1]:
        if token.lemma not in lex.pivot_starts and token.lower not in lex.pivot_starts and token.lemma not in STAYING:
            continue
        for phrase, side, relation in _cues(sent, token, lex):
            last = _match(sent, token.i, phrase)
            if last is None:
                continue
            found = _either(sent, token.i, last, side, relation, lex)
            if found is not None:
                yield found
                return
            break
    for rule, cues in RULES:
        found = rule(sent, lex) if not cues or not cues.isdisjoint(words.lower) else None
        if found is not None:
            yield found
            return


def _cues(sent: Sentence, token: Token, lex: Lexicon) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The turning words that may begin at a token, by its form or lemma and that of the next, or of the one behind an adverb."""
    after = sent.tokens[token.i + 1]
    firsts = ({token.lower, token.lemma} | ({"be"} if token.lemma in STAYING else set())) & lex.pivot_starts
    if not firsts:
        return
    if after.pos == "ADV" and token.i + 2 < len(sent.tokens):
        seconds = {after.lower, after.lemma, sent.tokens[token.i + 2].lower, sent.tokens[token.i + 2].lemma}
    else:
        seconds = {after.lower, after.lemma}
    for first in sorted(firsts):
        for second in sorted(seconds):
            yield from lex.pivots.get((first, second), ())


def _match(sent: Sentence, at: int, words: Sequence[str]) -> int | None:
    """The last token of a turning word that begins at `at`: its words by form or lemma, an adverb allowed behind the first."""
    i = at
    for n, word in enumerate(words):
        if n and i < len(sent.tokens) and sent.tokens[i].pos == "ADV" and sent.tokens[i].lower not in (word, "not", "never", "n't", "no"):
            i += 1
        if i >= len(sent.tokens) or word not in (sent.tokens[i].lower, sent.tokens[i].lemma) and not (word == "be" and sent.tokens[i].lemma in STAYING):
            return None
        i += 1
    return i - 1


def sides(sent: Sentence, first: int, last: int, lex: Lexicon) -> tuple[list[int], list[int]]:
    """The tokens before and behind a turning word, as far as its clause reaches."""
    low = clause_start(sent, first, lex)
    while low < first and (sent.tokens[low].pos in ("PUNCT", "CCONJ") or sent.tokens[low].lower in ("that", "but", "and", "so", "yet", "then", "because")):
        low += 1
    high = tail(sent, lex, last)
    high = next((t.i for t in sent.tokens[last + 2 : high] if t.text in ENDING or t.text == "," and _new(sent, t.i)), high)
    return list(range(low, first)), list(range(last + 1, high))


def _new(sent: Sentence, comma: int) -> bool:
    """Whether a comma ends the clause: a conjunction, a relative or a subject with its verb follows."""
    after = sent.tokens[comma + 1 : comma + 4]
    return bool(after) and (
        after[0].lower in ("but", "while", "which", "who", "although", "though", "as", "because", "yet", "so", "whereas", "a", "an") or after[0].tag == "VBG"
    )


def weighs(sent: Sentence, tokens: Sequence[int], lex: Lexicon) -> bool:
    """Whether words name what may be given or held back: a deal, an act of parties, a peace; or what somebody would do."""
    known = lex.words["deals"] | lex.words["acts"] | lex.words["granted"] | lex.words["ends"]
    return any(sent.tokens[i].lemma in known or sent.tokens[i].lower in known for i in tokens)


def _either(sent: Sentence, first: int, last: int, side: str, relation: str, lex: Lexicon) -> Found | None:
    """What stands on the two sides of a turning word; `side` says where the one that must come first stands."""
    if sent.tokens[first].tag in ("VBG", "VBD") and sent.tokens[first].lemma in ("wait", "rest", "lie"):
        return None  # "waiting for an answer"
    left, right = sides(sent, first, last, lex)
    while left and (
        sent.tokens[left[-1]].pos in ("AUX", "ADV") or sent.tokens[left[-1]].tag == "MD" or sent.tokens[left[-1]].lower in ("to", "be", "has", "have", "had")
    ):
        if sent.tokens[left[-1]].lower in ("not", "n't", "never", "no", "hardly"):
            return None
        left.pop()
    if not left or not right or len(left) > LONGEST or len(right) > LONGEST or sent.tokens[right[0]].pos == "PUNCT":
        return None
    first_of, then = (left, right) if side == "left" else (right, left)
    if sent.tokens[last - 1].lower == "down" and (sent.tokens[right[0]].tag == "VB" and sent.tokens[last].lower == "to"):
        return None  # "came down to tell the cameras"
    if sent.tokens[last - 1].lower == "down" and (
        sent.tokens[right[0]].pos == "NUM" or not weighs(sent, right, lex) and sent.tokens[right[0]].lower not in ("whether", "if", "who", "what", "how")
    ):
        return None  # "come down to a single sentence"
    if not weighs(sent, then, lex) and not (then is left and sent.tokens[left[0]].lower in ("it", "everything", "all", "whether", "much")):
        return None
    if sent.tokens[first_of[0]].lower in ("it", "this", "that", "they", "he", "she", "which", "who", "what", "we", "you", "i") and len(first_of) < 3:
        return None
    if (
        side == "left"
        and sent.tokens[left[-1]].pos == "PRON"
        or sent.tokens[last - 1].lower in ("required", "needed", "necessary")
        and not weighs(sent, left, lex)
    ):
        return None  # "they are required to appear"
    if sent.tokens[last - 1].lower == "coincide" and not weighs(sent, right, lex):
        return None  # "to coincide with the holiday"
    if any(
        sent.tokens[i].lemma in lex.words["void"] or sent.tokens[i].lemma in ("time", "question", "matter", "issue", "price", "index") for i in first_of[:2]
    ):
        return None
    antecedent, consequent = run(sent, first_of), run(sent, then)
    if antecedent is None or consequent is None:
        return None
    return Found(sent, relation, antecedent, _first(sent, first_of), consequent, _first(sent, then), "pivot")


def _first(sent: Sentence, tokens: Sequence[int]) -> int:
    return first_head(sent, tokens[0], tokens[-1] + 1)


def _depends(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Whether it joins depends, Renn said, on the text": an insertion between the verb and what it rests on."""
    for token in sent.tokens[2:-5]:
        if token.lemma not in ("depend", "hinge", "hang", "rest", "turn"):
            continue
        if sent.tokens[token.i + 1].text != ",":
            found = _in_part(sent, token, lex)
            if found is not None:
                return found
            continue
        close = next((t for t in sent.tokens[token.i + 2 : token.i + 9] if t.text == ","), None)
        if close is None or close.i + 2 >= len(sent.tokens) or sent.tokens[close.i + 1].lower not in ("on", "upon"):
            continue
        left, right = sides(sent, token.i, token.i, lex)[0], sides(sent, token.i, close.i + 1, lex)[1]
        antecedent, consequent = run(sent, right), run(sent, left)
        if antecedent is not None and consequent is not None and left:
            return Found(sent, "subject_to", antecedent, _first(sent, right), consequent, _first(sent, left), "pivot")
    return None


def _in_part(sent: Sentence, token: Token, lex: Lexicon) -> Found | None:
    """ "depends in large part on the court", "hinges above all on it": words of measure between the verb and what it rests on."""
    on = next((t for t in sent.tokens[token.i + 2 : token.i + 7] if t.lower in ("on", "upon")), None)
    between = [t.lower for t in sent.tokens[token.i + 1 : on.i]] if on is not None else []
    if on is None or on.i + 2 >= len(sent.tokens) or not between or not set(between) & MEASURING or token.tag == "VBG":
        return None
    left, right = sides(sent, token.i, token.i, lex)[0], sides(sent, token.i, on.i, lex)[1]
    antecedent, consequent = run(sent, right), run(sent, left)
    if antecedent is None or consequent is None or not left or not weighs(sent, [*left, *right], lex) and sent.tokens[left[0]].lower != "whether":
        return None
    return Found(sent, "subject_to", antecedent, _first(sent, right), consequent, _first(sent, left), "pivot")


def _first_sign(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Funds would be frozen at the first sign of backsliding", "At the first shot the observers would leave"."""
    for token in sent.tokens[:-3]:
        if token.lower != "at" or [t.lower for t in sent.tokens[token.i + 1 : token.i + 3]] != ["the", "first"]:
            continue
        noun = sent.tokens[token.i + 3]
        if noun.lemma not in lex.words["breaches"] | {"sign", "hint", "whiff", "indication", "evidence", "signal", "suggestion"}:
            continue
        high = tail(sent, lex, token.i)
        modal = next((t for t in sent.tokens[:high] if t.tag == "MD" and t.lower in COMING), None)
        if modal is None:
            continue
        if modal.i < token.i:
            left, right = sides(sent, token.i, token.i, lex)
        else:
            own = next((t.i for t in sent.tokens[noun.i + 1 : modal.i] if t.text == "," or t.dep in ("nsubj", "nsubjpass", "det")), modal.i)
            right, left = list(range(token.i + 1, own)), list(range(own, high))
        antecedent, consequent = run(sent, right), run(sent, left)
        main = head(sent, left[0], left[-1] + 1) if left else None
        if antecedent is not None and consequent is not None and main is not None:
            return Found(sent, "if", antecedent, noun.i, consequent, main, "pivot:first sign")
    return None


def _shut_without(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Peace is impossible without justice", "No deal is possible in the absence of guarantees", "is unlikely to hold absent monitors"."""
    for token in sent.tokens[2:-1]:
        if token.lower not in ("without", "absent", "absence", "minus", "barring", "short", "before"):
            continue
        first, last = token.i, token.i
        if token.lower == "absence":
            if [t.lower for t in sent.tokens[max(0, token.i - 2) : token.i + 2]] != ["in", "the", "absence", "of"]:
                continue
            first, last = token.i - 2, token.i + 1
        elif token.lower == "short":
            if sent.tokens[token.i + 1].lower != "of" or sent.tokens[token.i - 1].lower in lex.words["short"]:
                continue
            last = token.i + 1
        after = sent.tokens[last + 1 : last + 4]
        if token.lower == "before" and (not _weighed_after(sent, last, lex) or any(t.lower in lex.words["times"] or t.pos == "NUM" for t in after)):
            continue
        if not after or after[0].pos in ("PRON", "PUNCT") or after[0].tag == "VBG" or any(t.lemma in lex.words["void"] for t in after[:2]):
            continue
        left, right = sides(sent, first, last, lex)
        if not left or not right or not _shut(sent, left, lex) or len(left) > LONGEST:
            continue
        antecedent, consequent = run(sent, right), run(sent, left)
        main = head(sent, left[0], first)
        if antecedent is not None and consequent is not None:
            relation = "not_before" if token.lower == "before" else "unless"
            return Found(sent, relation, antecedent, _first(sent, right), consequent, main if main is not None else _first(sent, left), "pivot:without")
    return None


def _weighed_after(sent: Sentence, at: int, lex: Lexicon) -> bool:
    """Whether what follows "before" is an act: a clause in a perfect or passive, or the noun of an act."""
    right = sides(sent, at, at, lex)[1]
    done = any(sent.tokens[i].tag == "VBN" and sent.tokens[i].dep not in ("amod", "acl") for i in right)
    return done or weighs(sent, right[:4], lex)


def _shut(sent: Sentence, left: Sequence[int], lex: Lexicon) -> bool:
    """Whether the words before "without" shut something out that is no report of the past: "is impossible", "makes no sense", "there is no way"."""
    words = [sent.tokens[i] for i in left]
    if any(t.lemma in ("rule", "exclude", "refuse", "reject", "decline") and t.pos == "VERB" for t in words):
        return True
    if any(t.tag == "VBD" and t.lemma not in ("be", "see", "have", "make") for t in words) or any(t.tag == "VBN" for t in words if t.dep == "ROOT"):
        return False
    if any(t.lower in lex.words["shut"] or t.lemma in lex.words["shut"] for t in words):
        return not any(t.lower in ("hard", "difficult") for t in words) or weighs(sent, left, lex)
    denied = any(t.lower in ("no", "not", "n't", "nothing", "never", "little", "cannot", "neither") for t in words)
    return denied and (any(t.lemma in lex.words["ways"] or t.lower in ("possible", "viable", "sustainable", "credible", "worth", "achievable") for t in words))


def _breach(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Any breach would void the agreement", "Another attack will mean the end of the truce": an act that is not there yet, and what it would bring."""
    modal = next((t for t in sent.tokens[1:25] if t.tag == "MD" or t.lower in ("means", "spells")), None)
    if modal is None or modal.lower not in ("means", "spells", "would", "will", "could", "'ll", "'d", "shall", "may"):
        return None
    low = clause_start(sent, modal.i, lex)
    comma = next((t for t in sent.tokens[low : modal.i] if t.text == ","), None)
    said = comma is not None and any(t.lemma in lex.words["speech"] for t in sent.tokens[comma.i : modal.i])
    subject = [t for t in sent.tokens[low : comma.i if said and comma is not None else modal.i] if t.pos != "PUNCT"]
    if subject and subject[0].lower == "even":
        subject.pop(0)
    if not 0 < len(subject) < 22 or any(t.lower in ("if", "unless", "that", "when") for t in subject[:2]):
        return None
    ahead = (
        subject[0].lower in ONE
        or subject[0].tag == "VBG"
        or subject[0].lemma in ("refusal", "non-payment", "nonpayment", "failure", "rejection", "non-compliance", "noncompliance")
    )
    noun = next((t for t in subject if t.pos == "NOUN" and t.dep in ("nsubj", "nsubjpass", "ROOT", "dep")), None)
    harm = noun is not None and noun.lemma in lex.words["breaches"]
    verb = next((t for t in sent.tokens[modal.i + 1 : modal.i + 6] if t.tag == "VB" and t.dep not in ("aux", "auxpass")), None)
    verb = modal if modal.tag != "MD" else verb
    if verb is None and any(t.lower == "be" for t in sent.tokens[modal.i + 1 : modal.i + 3]):  # "would be met with sanctions"
        verb = next((t for t in sent.tokens[modal.i + 2 : modal.i + 5] if t.tag == "VBN" and t.lower in lex.words["fatal"]), None)
    if not ahead or verb is None or sent.tokens[modal.i + 1].lower in ("not", "have"):
        return None
    if subject[0].tag == "VBG":
        harm = subject[0].lemma in lex.words["breaking"]
        noun = subject[0]
    harm = harm or noun is not None and any(t.lower in ("single", "more") for t in subject[:2]) and subject[0].lower in ("a", "one")
    met = verb.lower in lex.words["fatal"] and verb.tag == "VBN"
    if noun is None or not harm or verb.lemma not in lex.words["bringing"] and not met:
        return None
    if verb.lemma == "be" and not _fatal(sent, verb, lex):
        return None
    antecedent, consequent = run(sent, [t.i for t in subject]), run(sent, sides(sent, modal.i, modal.i, lex)[1])
    if antecedent is None or consequent is None:
        return None
    return Found(sent, "if", antecedent, noun.i, consequent, verb.i, "pivot:breach")


def _fatal(sent: Sentence, be: Token, lex: Lexicon) -> bool:
    """ "would be the end of it", "would be enough to sink it", "would be met with force"."""
    after = sent.tokens[be.i + 1 : be.i + 5]
    return any(t.lower in lex.words["fatal"] for t in after)


def _any_such(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Any text that leaves out the islands is unacceptable", "Any cabinet with the militias would cost it the loan", "Anything less will be rejected"."""
    for token in sent.tokens[:-5]:
        deal = token.lower in ("a", "an") and any(t.lemma in lex.words["deals"] | lex.words["texts"] for t in sent.tokens[token.i + 1 : token.i + 4])
        if not deal and token.lower not in ("any", "anything", "anybody", "anyone") or token.i > 30:
            continue
        verb = next((t for t in sent.tokens[token.i + 3 : token.i + LONGEST] if _closes(sent, t, lex)), None)
        if (
            verb is None
            or any(t.text in (";", ":") for t in sent.tokens[token.i : verb.i])
            or token.i
            and sent.tokens[token.i - 1].pos not in ("PUNCT", "SCONJ", "CCONJ", "VERB", "PRON")
        ):
            continue
        subject = sent.tokens[token.i : verb.i]
        less = token.lower == "anything" and [t.lower for t in subject[1:3]] in (["less", "than"], ["short", "of"], ["but", "a"], ["other", "than"])
        bound = next(
            (t for t in subject[1:] if t.lower in lex.words["binding"]),
            None,
        )
        if not less and (bound is None or bound.i == subject[-1].i):
            continue
        start = token.i + (3 if less else 0)
        if subject[1:3] and token.lower == "anything" and [t.lower for t in subject[1:3]] == ["but", "a"]:
            start = token.i + 2
        antecedent = run(sent, list(range(start, verb.i)))
        high = tail(sent, lex, verb.i)
        consequent = run(sent, list(range(verb.i, high)))
        if antecedent is None or consequent is None:
            return None
        if deal and not _refused(sent, verb.i, lex):
            continue
        relation = (
            "only_if"
            if less
            else "unless"
            if bound is not None and bound.lower == "without"
            else "if"
            if verb.tag == "MD" and not _refused(sent, verb.i, lex)
            else "never_if"
        )
        return Found(sent, relation, antecedent, _first(sent, list(range(start, verb.i))), consequent, verb.i, "none that")
    return None


def _closes(sent: Sentence, token: Token, lex: Lexicon) -> bool:
    """Whether a verb says what becomes of its subject: "is unacceptable", "would be rejected", "will cost it the loan", "will not pass"."""
    after = sent.tokens[token.i + 1 : token.i + 5]
    if token.tag == "MD" and token.lower in COMING:
        verb = next((t for t in after if t.tag == "VB" and t.lemma != "be"), None)
        return _refused(sent, token.i, lex) or verb is not None and verb.lemma in lex.words["bringing"]
    return token.lemma == "be" and token.tag in ("VBZ", "VBP") and _refused(sent, token.i, lex)


def _refused(sent: Sentence, at: int, lex: Lexicon) -> bool:
    after = sent.tokens[at + 1 : at + 6]
    none = any(t.lower == "no" and n + 1 < len(after) and after[n + 1].lemma in lex.words["deals"] for n, t in enumerate(after))  # "is no deal"
    return none or any(t.lower in lex.words["refused"] or t.lemma in lex.words["refused"] for t in after)


def _only_by(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Peace can only come through a withdrawal", "would return only with guarantees": one way, and no other."""
    for token in sent.tokens[2:-2]:
        if token.lower not in ("only", "solely", "exclusively"):
            continue
        low, high = clause_start(sent, token.i, lex), tail(sent, lex, token.i)
        gerund = sent.tokens[token.i + 1].lower == "by" and sent.tokens[token.i + 2].tag == "VBG"
        ahead = any(t.tag == "MD" and t.lower in COMING for t in sent.tokens[low : token.i])
        if not ahead and not (gerund and any(t.tag in ("VBZ", "VBP") for t in sent.tokens[low : token.i])):
            continue
        near = sent.tokens[token.i + 1 : min(high, token.i + 7)]
        prep = next(
            (
                t
                for n, t in enumerate(near)
                if t.lower in PREPOSITIONS and (n == 0 or t.lower in ("with", "through", "by", "under", "via", "from") and near[n - 1].pos == "VERB")
            ),
            None,
        )
        if prep is None or any(t.text in (",", ";") for t in near[: prep.i - token.i - 1]):
            continue
        left, right = sides(sent, prep.i, prep.i, lex)
        if not right or any(sent.tokens[i].lower in lex.words["times"] or sent.tokens[i].pos == "NUM" for i in right):
            continue
        opened = sent.tokens[right[0]]
        sure = prep.lower in ("with", "by", "through", "under") and opened.pos in ("DET", "ADJ", "NOUN", "VERB") and len(right) > 1
        if not weighs(sent, left, lex) and not (sure and any(t.lower in ("would", "will") for t in sent.tokens[low : token.i])):
            continue
        if (
            prep.lower in ("in", "on", "at", "as", "within", "inside")
            and not weighs(sent, right, lex)
            or not any(sent.tokens[i].pos in ("NOUN", "PROPN", "VERB") for i in right)
        ):
            continue
        antecedent, consequent = run(sent, right), run(sent, left)
        main = head(sent, left[0], prep.i)
        if antecedent is not None and consequent is not None and main is not None:
            return Found(sent, "only_if", antecedent, _first(sent, right), consequent, main, "pivot:only")
    return None


def _only_subject(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Only a written pledge would bring Norra back", "Nothing but a pullout will do"."""
    for token in sent.tokens[:-5]:
        words = [t.lower for t in sent.tokens[token.i : token.i + 3]]
        skip = 1 if words[0] == "only" else 3 if words in (["nothing", "short", "of"], ["nothing", "less", "than"], ["nothing", "other", "than"]) else 0
        skip = 2 if words[:2] in (["nothing", "but"], ["nothing", "except"]) else skip
        if not skip or token.i and sent.tokens[token.i - 1].pos not in ("PUNCT", "SCONJ", "CCONJ", "VERB") and sent.tokens[token.i - 1].lower != "that":
            continue
        start = token.i + skip
        if sent.tokens[start].pos not in ("DET", "NOUN", "ADJ", "PROPN", "NUM", "VERB") or sent.tokens[start].lower in ("if", "when", "once", "after"):
            continue
        modal = next((t for t in sent.tokens[start + 1 : start + 25] if t.tag == "MD"), None)
        if (
            modal is None
            or modal.lower not in COMING
            or any(t.tag in ("VBZ", "VBP") for t in sent.tokens[start : modal.i])
            or any(t.lower in ("if", "when") for t in sent.tokens[start : modal.i])
        ):
            continue
        verb = head(sent, modal.i, min(len(sent.tokens), modal.i + 6))
        high = tail(sent, lex, modal.i)
        rest = list(range(modal.i, high))
        if verb is None or sent.tokens[verb].lemma not in lex.words["moving"] or sent.tokens[start].pos == "PROPN" and len(rest) < 3:
            continue
        antecedent, consequent = run(sent, list(range(start, modal.i))), run(sent, rest)
        if antecedent is not None and consequent is not None:
            return Found(sent, "only_if", antecedent, _first(sent, list(range(start, modal.i))), consequent, verb, "only that")
    return None


def _takes(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "It would take a written pledge to bring Norra back", "All it would take is a call": what it takes, whatever the parse makes of "to"."""
    for token in sent.tokens[2:-3]:
        if token.lemma not in ("take", "require") or token.pos not in VERBAL:
            continue
        near = [t.lower for t in sent.tokens[max(0, token.i - 3) : token.i]]
        all_ = any(t.lower in ("all", "what") for t in sent.tokens[max(0, token.i - 4) : token.i])
        ahead = {"would", "will", "'ll", "'d"} & set(near) or all_ and token.tag == "VBZ"
        if "it" not in near or not ahead or {"not", "n't"} & set(near):
            continue
        high = tail(sent, lex, token.i)
        if all_:
            be = next((t for t in sent.tokens[token.i + 1 : high] if t.lemma == "be" or t.text == ","), None)
            be = None if be is None or be.text == "," else be
            aim, thing = list(range(max(0, token.i - 4), be.i)) if be is not None else [], list(range(be.i + 1, high)) if be is not None else []
        else:
            to = next(
                (t for t in sent.tokens[token.i + 2 : high] if t.lower == "to" and t.i + 1 < high and sent.tokens[t.i + 1].tag == "VB" and t.i - token.i > 2),
                None,
            )
            aim, thing = (list(range(to.i, high)), list(range(token.i + 1, to.i))) if to is not None else ([], [])
        if (
            not aim
            or not thing
            or any(sent.tokens[i].lemma in lex.words["spans"] | {"time", "while", "lot", "longer", "place", "courage", "moment", "effort"} for i in thing)
        ):
            continue
        antecedent, consequent = run(sent, thing), run(sent, aim)
        if antecedent is not None and consequent is not None:
            return Found(sent, "only_if", antecedent, _first(sent, thing), consequent, _first(sent, aim), "takes")
    return None


def _what_it_takes(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "Payment of the arrears is what it will take for exports to resume"."""
    for what in sent.tokens[2:-4]:
        words = [t.lower for t in sent.tokens[what.i : what.i + 5]]
        if what.lower != "what" or words[1:2] != ["it"] or not {"take", "takes"} & set(words) or sent.tokens[what.i - 1].lemma != "be":
            continue
        verb = next(t for t in sent.tokens[what.i :] if t.lower in ("take", "takes"))
        left, right = sides(sent, what.i - 1, verb.i, lex)
        antecedent, consequent = run(sent, left), run(sent, right)
        if antecedent is not None and consequent is not None and left and right and weighs(sent, [*left, *right], lex):
            return Found(sent, "only_if", antecedent, _first(sent, left), consequent, _first(sent, right), "takes")
    return None


def _only_way(sent: Sentence, lex: Lexicon) -> Found | None:
    """ "The only way to end the war is for Norra to disarm", "The only way Velta will sign is if the duties go"."""
    for token in sent.tokens[1:-6]:
        if token.lemma not in lex.words["paths"] or not any(t.lower in ("only", "sole", "one") for t in sent.tokens[max(0, token.i - 3) : token.i]):
            continue
        be = next(
            (
                t
                for t in sent.tokens[token.i + 2 : token.i + 25]
                if t.lemma == "be" and t.tag in ("VBZ", "VBP", "VBD", "VB") and sent.tokens[t.i - 1].lower != "to"
            ),
            None,
        )
        if be is None or any(t.text in (";", ":") for t in sent.tokens[token.i : be.i]):
            continue
        high = tail(sent, lex, be.i)
        start = be.i + 1
        while start < high and sent.tokens[start].lower in ("if", "for", "that", "through", "by", "via", "with", "when"):
            start += 1
        left = list(range(token.i + 1, be.i - (1 if sent.tokens[be.i - 1].tag == "MD" else 0)))
        if not left or start >= high or sent.tokens[start].pos in ("ADV", "ADJ") and high - start < 3:
            continue
        antecedent, consequent = run(sent, list(range(start, high))), run(sent, left)
        if antecedent is not None and consequent is not None and weighs(sent, [*left, *range(start, high)], lex):
            return Found(sent, "only_if", antecedent, _first(sent, list(range(start, high))), consequent, _first(sent, left), "only way")
    return None


RULES: tuple[tuple[Callable[[Sentence, Lexicon], Found | None], frozenset[str]], ...] = (
    (_depends, frozenset({"on", "upon"})),
    (_first_sign, frozenset({"first"})),
    (_shut_without, frozenset({"without", "absent", "absence", "minus", "barring", "short", "before"})),
    (_breach, frozenset()),
    (_any_such, frozenset({"any", "anything", "anybody", "anyone", "a", "an"})),
    (_only_by, frozenset({"only", "solely", "exclusively"})),
    (_only_subject, frozenset({"only", "nothing"})),
    (_takes, frozenset({"it"})),
    (_what_it_takes, frozenset({"what"})),
    (_only_way, frozenset({"only", "sole", "one"})),
)
