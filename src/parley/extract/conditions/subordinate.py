"""Conditions in clauses: "X if Y", "only after Y will X", "X must Y before Z"."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from parley.extract.clauses import clause, finite, modal, negation, passive, run, to_infinitive
from parley.extract.conditions.found import Found, Lexicon, matches
from parley.model import Sentence
from parley.model.tree import ancestors, dependent, dependents, subtree

VERBAL = ("VERB", "AUX")
CONDITIONAL = ("if", "only_if", "unless", "provided_that")
TEMPORAL = ("until", "after", "when", "before", "not_before")
SHUT = ("off", "out", "impossible", "unthinkable", "pointless", "inconceivable", "unlikely", "closed", "shut", "frozen", "suspended", "dead", "unacceptable")
RELUCTANT = ("reluctant", "loath", "loth", "unwilling", "hesitant", "unready", "unprepared", "disinclined", "unable", "wary", "averse")
FOLLY = (
    "mad",
    "foolish",
    "crazy",
    "stupid",
    "insane",
    "naive",
    "wrong",
    "unwise",
    "suicidal",
    "reckless",
    "premature",
    "irresponsible",
    "absurd",
    "idiotic",
    "dangerous",
)
DAYS = ("day", "moment", "minute")
MOST_CUES = 12  # a sentence with more is no prose; each clause would hold all that follow it
POSSIBLE = ("will", "would", "can", "could", "may", "might", "shall", "must", "should")


def clauses(sent: Sentence, lex: Lexicon) -> Iterator[Found]:
    """The conditions of a sentence that a conjunction opens."""
    for first, last, relation in islice(matches(sent, lex.clauses), MOST_CUES):
        found = _read(sent, first, last, relation, lex)
        if found is not None:
            yield found


def _read(sent: Sentence, first: int, last: int, relation: str, lex: Lexicon) -> Found | None:
    verb = _antecedent(sent, first, last)
    after = sent.tokens[last + 1 : last + 2]
    if verb is None or relation in TEMPORAL and after and after[0].lower in lex.words["times"] and sent.tokens[verb].tag != "VBZ":
        return None  # "until April" is a date, whatever the parse makes of it
    matrix = _matrix(sent, verb, first, lex)
    if matrix is None:
        return None
    apart = set(subtree(sent, matrix)) if matrix in subtree(sent, verb) else set()
    tokens = [j for j in subtree(sent, verb) if j > last and j not in apart]
    tokens = _until_matrix(sent, tokens, first, matrix) if matrix > first else _whole(sent, tokens, last)
    antecedent = run(sent, tokens)
    consequent = run(sent, _consequent(sent, matrix, first, last, set(tokens), lex))
    if antecedent is None or consequent is None:
        return None
    only = _only(sent, first) or _only_before(sent, matrix, first)
    relation = _relation(relation, only=only)
    if not _holds(_Link(sent, relation, verb, matrix, first, only), lex):
        return None
    if relation == "before" and _shut_before(sent, verb, matrix):
        return Found(sent, "not_before", antecedent, verb, consequent, matrix, "clause:before")
    if relation == "before":
        wants = _wants(sent, matrix, lex)
        first_of = _wanted(sent, wants, matrix) if wants is not None else matrix
        return Found(sent, "not_before", consequent, first_of, antecedent, verb, "before", wants)
    relation = "provided_that" if relation == "while" else relation
    return Found(sent, relation, antecedent, _doing(sent, verb, last), consequent, matrix, f"clause:{sent.tokens[first].lower}")


def _doing(sent: Sentence, verb: int, last: int) -> int:
    """The verb of what must come first; where the parse gave its subject to the conjunction ("provided Norra pays"), the noun before it."""
    if dependent(sent, verb, "nsubj", "nsubjpass", "expl") is not None or sent.tokens[last].lower not in ("provided", "providing"):
        return verb
    return next((j for j in range(verb - 1, last, -1) if sent.tokens[j].pos in ("NOUN", "PROPN")), verb)


def _antecedent(sent: Sentence, first: int, last: int) -> int | None:
    """The verb of the clause that a cue opens: what the conjunction marks, or what it governs."""
    if sent.tokens[first].lower in ("provided", "providing"):
        return _provided(sent, first, last)
    for i in range(last, first - 1, -1):
        token = sent.tokens[i]
        below = [c.i for c in dependents(sent, i, "pcomp", "ccomp", "pobj", "advcl") if c.i > last]
        if token.lower in DAYS:
            below = below or [c.i for c in dependents(sent, i, "relcl", "acl") if c.i > last]
        if below and not (token.dep in ("mark", "advmod") and token.pos == "SCONJ" and sent.tokens[token.head].i > last):
            return below[0]
        if token.head > last:
            return token.head
        for above in ancestors(sent, i):
            if above.i > last and above.pos in (*VERBAL, "ADJ", "NOUN"):
                return above.i
            if above.i < first:
                break
    return None


def _whole(sent: Sentence, tokens: list[int], last: int) -> list[int]:
    """A clause that the parse tore: what follows the conjunction up to the end of the clause that was found begins with it."""
    if not tokens or tokens[0] == last + 1:
        return tokens
    return list(range(last + 1, tokens[-1] + 1))


def _provided(sent: Sentence, first: int, last: int) -> int | None:
    """The verb of "provided (that) X does Y"; None for help that was provided."""
    before, after = sent.tokens[first - 1] if first else None, sent.tokens[last + 1] if last + 1 < len(sent.tokens) else None
    if (
        after is None
        or after.pos in ("ADP", "PUNCT")
        or before is not None
        and (before.pos in ("AUX", "PART") or before.lower in ("have", "has", "had", "that", "which", "who"))
    ):
        return None
    if first == last and dependent(sent, first, "nsubj") is not None and dependent(sent, first, "nsubj").i < first:  # type: ignore[union-attr]
        return None
    for token in sent.tokens[last + 1 :]:
        if token.pos == "PUNCT":
            return None
        if (
            token.pos in VERBAL
            and (
                token.tag in ("VBZ", "VBP", "VBD")
                or modal(sent, token.i)
                or token.tag == "VBN"
                and (dependent(sent, token.i, "auxpass") or token.dep == "acl" and token.head > last and dependent(sent, token.i, "agent") is None)
            )
            and token.dep not in ("aux", "auxpass")
        ):
            return token.i
    return None


def _until_matrix(sent: Sentence, tokens: list[int], first: int, matrix: int) -> list[int]:
    """A leading clause ends before its main clause begins."""
    return [j for j in tokens if j < matrix] if first < matrix and not any(j == matrix for j in tokens) else tokens


def _matrix(sent: Sentence, verb: int, first: int, lex: Lexicon) -> int | None:
    """The verb of the clause that would follow. A condition that the parse hangs on "said" belongs to what was said."""
    at = verb
    trailing = first > 0 and sent.tokens[first - 1].pos not in ("PUNCT", "CCONJ", "SCONJ") and sent.tokens[verb].i > first
    for above in ancestors(sent, verb):
        dep = sent.tokens[at].dep
        if dep in ("conj", "relcl", "acl") and at != verb and above.pos not in VERBAL:
            return None
        if first <= above.i <= verb and above.i <= first + 3 and above.lower in ("provided", "providing", "condition", "soon", "long", "understanding", "on"):
            continue
        at = above.i
        if above.i > first and trailing:
            continue
        if above.pos in VERBAL:
            break
        if above.pos in ("ADJ", "NOUN") and above.dep == "ROOT":
            break
    if at in (verb, first):  # "Not until X has left will Y lift it": the parse may hang the main clause on the other
        turned = dependent(sent, verb, "ccomp")
        return turned.i if first <= 1 and turned is not None and turned.i > verb and modal(sent, turned.i) is not None else None
    if sent.tokens[at].lemma in lex.words["speech"] and sent.tokens[at].dep == "parataxis":  # "Norra would pay, Renn said, so long as …"
        at = sent.tokens[at].head
    told = sent.tokens[at].lemma in lex.words["speech"] or sent.tokens[at].lemma in lex.words["passing"] and sent.tokens[at].tag in ("VBD", "VBN")
    if told and (below := dependent(sent, at, "ccomp")) is not None and below.i != verb:
        at = below.i
    return at


def _consequent(sent: Sentence, matrix: int, first: int, last: int, antecedent: set[int], lex: Lexicon) -> list[int]:
    apart: set[int] = set()
    for child in dependents(sent, matrix):
        own = dependent(sent, child.i, "nsubj", "nsubjpass", "expl") is not None
        if child.dep in ("conj", "parataxis") and own or child.dep == "ccomp" and child.i < matrix and sent.tokens[matrix].lemma in lex.words["speech"]:
            apart.add(child.i)
        if child.dep == "mark" or child.dep == "cc" or child.dep == "prep" and child.lower == "according":
            apart.add(child.i)
    tokens = [j for j in clause(sent, matrix, without=frozenset(apart)) if j not in antecedent and not first <= j <= last]
    while tokens and sent.tokens[tokens[-1]].lower in ("only", "but", "and", "then", "even") or tokens and sent.tokens[tokens[-1]].pos == "PUNCT":
        tokens.pop()
    if tokens and first > matrix:  # what stands behind the condition is no part of a main clause that came before it
        head = [j for j in tokens if j < first]
        return head or tokens
    return tokens


def _only(sent: Sentence, first: int) -> bool:
    return first > 0 and (
        sent.tokens[first - 1].lower in ("only", "solely") or sent.tokens[first - 1].lower == "," and first > 1 and sent.tokens[first - 2].lower == "only"
    )


def _only_before(sent: Sentence, matrix: int, first: int) -> bool:
    """ "would only be signed if": the word stands with the verb and means the condition."""
    return any(c.lower == "only" and c.i < first for c in dependents(sent, matrix, "advmod")) and first > matrix


def _relation(relation: str, *, only: bool) -> str:
    if relation == "if" and only:
        return "only_if"
    if relation in ("after", "when", "provided_that") and only:
        return "only_if" if relation == "when" else "not_before" if relation == "after" else relation
    return relation


class _Link(NamedTuple):
    """A conjunction with its clauses: head tokens of what must come first (verb) and of what would follow (matrix), where the conjunction stands."""

    sent: Sentence
    relation: str
    verb: int
    matrix: int
    first: int
    only: bool


def _holds(link: _Link, lex: Lexicon) -> bool:
    """Whether one thing really waits for another."""
    sent, relation, verb, matrix, first, only = link
    head = sent.tokens[matrix]
    if relation in CONDITIONAL:
        return _waits(link, lex)
    if relation == "while":  # "will not sign while Velta holds the captives"
        plain = any(c.lower in ("do", "does") for c in dependents(sent, matrix, "aux"))  # "We do not negotiate while bombs fall"
        shut = modal(sent, matrix) is not None or plain or head.lemma == "be" or head.dep == "xcomp" and not _past(sent, head.head)
        return sent.tokens[verb].pos in VERBAL and negated(sent, matrix) and shut and (first > matrix or _lasting(sent, verb, matrix))
    if relation == "until":
        opened = first == 1 and sent.tokens[0].lower == "not"  # Not until X has left will Y lift it
        return _timeless(sent, verb, lex) and (
            opened or negated(sent, matrix) or (head.lemma in lex.words["keeping"] or _goes_on(sent, matrix)) and (not _past(sent, matrix) or _open(sent, verb))
        )
    if relation == "after" and sent.tokens[first].lower == "after" and not only and _done_first(sent, verb, matrix, lex):
        return True
    if relation in ("after", "when", "not_before"):
        if only or sent.tokens[first - 1].lower == "not" if first else only:
            return _timeless(sent, verb, lex) and not (_past(sent, matrix) and sent.tokens[matrix].lemma not in lex.words["offering"])
        cue = sent.tokens[first].lower
        if cue in ("once", "as", "the"):
            coming = modal(sent, matrix) in POSSIBLE or _is_ready(sent, matrix, lex)
            return sent.tokens[verb].pos in VERBAL and (coming or cue == "as" and not _past(sent, matrix) and _present(sent, matrix))
        return False
    if relation == "before":
        measured = first > 0 and {sent.tokens[first - 1].lemma, sent.tokens[first - 1].lower} & lex.words["spans"]
        own = dependent(sent, verb, "nsubj")
        dated = (
            own is not None and own.lower in lex.words["times"] and sent.tokens[verb].lemma in ("be", "end", "start", "begin", "come")
        )  # "before the month is out"
        if measured or dated or _no_longer(sent, matrix, lex):
            return False
        return _first(sent, verb, matrix, lex) or _shut_before(sent, verb, matrix)
    return False


def _done_first(sent: Sentence, verb: int, matrix: int, lex: Lexicon) -> bool:
    """Whether "after" waits for an act: "After the withdrawal is verified, the duties will be eased", "will sign after Velta has left"."""
    ordered = sent.tokens[matrix].dep == "xcomp" and sent.tokens[sent.tokens[matrix].head].lower in ("is", "are")  # "are to be opened after"
    if (
        not ordered
        and modal(sent, matrix) not in ("will", "would", "can", "may", "could")
        or not _open(sent, verb)
        or sent.tokens[verb].lemma in lex.words["scheduled"]
    ):
        return False
    own, other = dependent(sent, verb, "nsubj", "nsubjpass"), dependent(sent, matrix, "nsubj", "nsubjpass")
    other = dependent(sent, sent.tokens[matrix].head, "nsubj") if ordered and other is None else other
    if own is None or other is None or own.pos == "PRON" or own.lower == other.lower:
        return False
    done = dependent(sent, verb, "auxpass") is not None or sent.tokens[verb].tag == "VBN"
    return done and not any(sent.tokens[j].lower in lex.words["times"] for j in subtree(sent, verb))


def _lasting(sent: Sentence, verb: int, matrix: int) -> bool:
    """Whether "while" at the head of a sentence means "as long as" and not "although": "While drones are over us there can be no talks"."""
    lasts = sent.tokens[verb].lemma in (
        "be",
        "remain",
        "last",
        "continue",
        "hold",
        "stand",
        "persist",
        "go",
        "occupy",
        "burn",
        "rage",
        "fly",
        "fall",
        "bomb",
        "shell",
        "fight",
        "bleed",
        "starve",
    ) and (dependent(sent, verb, "acomp") is None or sent.tokens[verb].lemma in ("remain", "stay"))
    shut = modal(sent, matrix) is not None and dependent(sent, matrix, "expl", "nsubjpass") is not None
    return lasts and _open(sent, verb) and (shut or sent.tokens[matrix].lemma in ("be", "stay", "remain"))


def _no_longer(sent: Sentence, matrix: int, lex: Lexicon) -> bool:
    """Whether what was wanted first is wanted no more: "no longer demands a pullout before talks"."""
    wants = _wants(sent, matrix, lex)
    if wants is None or sent.tokens[wants].pos not in VERBAL:
        return False
    return any(c.lower == "longer" for c in dependents(sent, wants, "advmod")) or negation(sent, wants) is not None and wants != matrix


def _goes_on(sent: Sentence, matrix: int) -> bool:
    """ "will go on releasing water until there is a deal"."""
    above = sent.tokens[sent.tokens[matrix].head]
    under = sent.tokens[matrix].tag == "VBG" and above.lemma in ("go", "carry", "keep", "continue", "press")
    lasting = ("go", "carry", "press", "fight", "hold", "hang", "stay", "soldier", "battle", "march", "live", "work", "strike", "serve")
    return under or sent.tokens[matrix].lemma in lasting and any(c.lower == "on" for c in dependents(sent, matrix, "prt", "prep", "advmod"))


def _is_ready(sent: Sentence, matrix: int, lex: Lexicon) -> bool:
    """ "prepared to share data once …", "offered to pay as soon as …": an act that somebody holds out."""
    token = sent.tokens[matrix]
    above = sent.tokens[token.head]
    return token.dep == "xcomp" and (above.lower in lex.words["ready"] or above.lemma in lex.words["offering"])


def _nothing_before(sent: Sentence, verb: int, matrix: int) -> bool:
    """ "will discuss nothing before the statute is adopted": a refusal until something has been done."""
    done = sent.tokens[verb].tag == "VBN" and any(c.lower in ("has", "have", "is", "are") for c in dependents(sent, verb, "aux", "auxpass"))
    none = (
        done and sent.tokens[matrix].lemma != "be" and sent.tokens[matrix].tag in ("VBZ", "VBP") and negated(sent, matrix)
    )  # "Nothing binds either side before it has been signed"
    coming = modal(sent, matrix) in ("will", "would", "can", "could", "shall") and negation(sent, matrix) is not None
    return sent.tokens[verb].pos in VERBAL and (coming or none)


def _shut_before(sent: Sentence, verb: int, matrix: int) -> bool:
    """ "will discuss nothing before Y", "saw no case for lifting it before Y": an act that is shut out until then."""
    above = sent.tokens[sent.tokens[matrix].head]
    would = sent.tokens[matrix].dep == "xcomp" and above.lower in FOLLY and modal(sent, above.head) in ("would", "'d")
    if would and sent.tokens[verb].pos in VERBAL:
        return True  # "We would be mad to sign before we have seen the maps"
    return _nothing_before(sent, verb, matrix) or sent.tokens[matrix].dep == "pcomp" and sent.tokens[verb].pos in VERBAL and _little(sent, matrix)


def negated(sent: Sentence, matrix: int) -> bool:
    """Whether the main clause says that something will not be: "cannot", "no talks", "refused to"."""
    if negation(sent, matrix) is not None:
        return True
    token = sent.tokens[matrix]
    above = sent.tokens[token.head]
    own = dependent(sent, matrix, "nsubj", "nsubjpass")
    if own is not None and sent.tokens[min(subtree(sent, own.i))].lower in ("not", "no", "nothing", "nobody", "none", "neither"):
        return True  # "not one container would be bought until"
    if token.lemma in ("be", "stay", "remain") and any(c.lower in SHUT for c in dependents(sent, matrix, "prep", "acomp", "advmod", "prt")):
        return True  # "is off the table as long as"
    if token.dep in ("xcomp", "pcomp") and (
        above.lower in RELUCTANT or above.lower == "at" and sent.tokens[above.head].lemma in ("balk", "baulk", "jib", "bridle")
    ):
        return True
    granted = token  # "refuses to allow the tanker to be unloaded until"
    for _ in range(3):
        over = sent.tokens[granted.head]
        if granted.dep not in ("xcomp", "ccomp") or over.i == granted.i:
            break
        if granted is not token and granted.lemma in ("allow", "permit", "let", "see", "have") and over.lemma in ("refuse", "decline"):
            return True
        granted = over
    return token.dep == "xcomp" and above.lemma in ("refuse", "decline", "hesitate") or token.dep == "xcomp" and negation(sent, above.i) is not None


def _waits(link: _Link, lex: Lexicon) -> bool:
    """Whether a clause with "if", "unless" or "provided" says on what a coming act depends: no indirect question, no case that is past, no judgement."""
    sent, _, verb, matrix, first, only = link
    head, cue = sent.tokens[matrix], sent.tokens[first]
    before = sent.tokens[first - 1].lower if first else ""
    if cue.lower in ("provided", "providing", "on", "with", "under"):
        return True
    if sent.tokens[verb].lemma == "be" and any(c.lower in ("right", "true", "correct", "wrong", "guide") for c in dependents(sent, verb, "acomp", "attr")):
        return False  # "if the polls are right"
    if cue.lower == "if" and (before in ("few", "little", "rarely", "seldom") or [t.lower for t in sent.tokens[first + 1 : first + 3]] == ["only", "to"]):
        return False  # "few if any", "if only to calm the markets"
    if sent.tokens[first + 1].lower == "not" and sent.tokens[verb].pos not in VERBAL:
        return False  # "for months, if not years"
    if (
        before in ("as", "even", "what", "see", "whether", "than")
        or sent.tokens[verb].dep == "ccomp"
        and sent.tokens[sent.tokens[verb].head].lemma in lex.words["asking"]
    ):
        return False
    if cue.lower == "if" and head.lemma in lex.words["asking"] and first > matrix and not passive(sent, matrix) and modal(sent, matrix) is None:
        return False
    if cue.lower == "if" and head.lemma == "be" and first > matrix and any(c.lower in lex.words["asking"] for c in dependents(sent, matrix, "acomp", "attr")):
        return False  # "it is unclear if"
    if any(c.lower in ("whether", "if") and c.i != first for c in dependents(sent, matrix, "mark")):
        return False  # "would not say whether she would resign if"
    torn = dependent(sent, verb, "nsubj", "cop") is None and modal(sent, matrix) is None and cue.lower != "unless" and not _present(sent, matrix)
    if sent.tokens[verb].pos not in VERBAL and torn:
        return False
    if _unreal(sent, verb, matrix, first) or _would_have(sent, matrix) or _judgement(sent, matrix, lex) or _anybody(sent, verb, matrix):
        return False
    if cue.lower in ("as", "so"):  # "as long as" of mere duration
        return (
            modal(sent, matrix) is not None
            or only
            or negated(sent, matrix)
            or _little(sent, matrix)
            or _is_ready(sent, matrix, lex)
            or _ready(sent, matrix, lex)
            or head.lemma in lex.words["refusing"]
            and _open(sent, verb)
            or _deal_holds(sent, matrix, lex)
            and _open(sent, verb)
        )
    if _open(sent, verb):
        return True
    if cue.lower == "unless" and any(a.lemma in lex.words["speech"] for a in ancestors(sent, matrix)):
        return True  # reported speech puts what is still open into the past
    return not _past(sent, matrix) or only or head.lemma in lex.words["offering"] or head.lemma in lex.words["ready"] or _ready(sent, matrix, lex)


def _unreal(sent: Sentence, verb: int, matrix: int, first: int) -> bool:
    """Whether "if" concedes or supposes what is not: "If it is a victory, it is a small one", "if we have learned one thing, it is …", "if I were him"."""
    own, other = dependent(sent, verb, "nsubj", "nsubjpass"), dependent(sent, matrix, "nsubj", "nsubjpass")
    if own is not None and own.lower == "i" and sent.tokens[verb].lemma == "be":
        return True
    if [t.lower for t in sent.tokens[first + 1 : first + 5]] in (["it", "were", "up", "to"], ["it", "was", "up", "to"]):
        return True
    head = sent.tokens[matrix]
    plain = head.lemma == "be" and head.tag in ("VBZ", "VBD") and other is not None and other.lower in ("it", "what", "this", "that", "he", "she")
    done = sent.tokens[verb].lemma == "be" or any(c.lower in ("has", "have", "had") for c in dependents(sent, verb, "aux"))
    return first < matrix and plain and done and dependent(sent, matrix, "attr", "acomp", "ccomp") is not None


def _anybody(sent: Sentence, verb: int, matrix: int) -> bool:
    """Whether "you" is everybody ("if you look at the map, you see"): it is not where "we" or "I" answer it."""
    if not any(t.lower in ("you", "your") for t in sent.tokens):
        return False
    own, other = dependent(sent, matrix, "nsubj", "nsubjpass"), dependent(sent, verb, "nsubj", "nsubjpass")
    said_to = {own.lower if own is not None else "", other.lower if other is not None else ""}
    return not ("you" in said_to and said_to & {"we", "i"})


def _deal_holds(sent: Sentence, matrix: int, lex: Lexicon) -> bool:
    """ "The truce holds as long as …", "the offer stands so long as …"."""
    own = dependent(sent, matrix, "nsubj")
    lasting = ("hold", "last", "stand", "apply", "remain", "continue", "stay")
    return own is not None and own.lemma in lex.words["deals"] and sent.tokens[matrix].lemma in lasting and _present(sent, matrix)


def _little(sent: Sentence, matrix: int) -> bool:
    """Whether the main clause has "little" or "no" of something: "saw little point in talks as long as …"."""
    heads = [matrix, *(c.i for c in dependents(sent, matrix, "ccomp", "xcomp"))]
    things = [thing for i in heads for thing in dependents(sent, i, "dobj", "attr")]
    if sent.tokens[matrix].dep == "pcomp":  # "saw no case for lifting the duties before …"
        things.append(sent.tokens[sent.tokens[sent.tokens[matrix].head].head])
    return any(c.lower in ("little", "no") for thing in things for c in dependents(sent, thing.i, "amod", "det"))


def _open(sent: Sentence, verb: int) -> bool:
    """Whether the antecedent is still open: a present tense after a report in the past ("ruled it out unless Norra pays")."""
    return sent.tokens[verb].tag in ("VBZ", "VBP") or any(c.tag in ("VBZ", "VBP") for c in dependents(sent, verb, "aux", "auxpass"))


def _ready(sent: Sentence, matrix: int, lex: Lexicon) -> bool:
    return any(c.lower in lex.words["ready"] for c in dependents(sent, matrix, "acomp", "xcomp", "oprd"))


def _would_have(sent: Sentence, matrix: int) -> bool:
    return modal(sent, matrix) in ("would", "could", "might", "should") and any(c.lemma == "have" and c.i != matrix for c in dependents(sent, matrix, "aux"))


def _judgement(sent: Sentence, matrix: int, lex: Lexicon) -> bool:
    own = dependent(sent, matrix, "nsubj")
    if sent.tokens[matrix].lemma in lex.words["beside_point"] or own is not None and own.tag == "WP":
        return True  # "the world will know if", "what would happen if"
    return sent.tokens[matrix].lemma == "be" and any(c.lower in lex.words["judging"] for c in dependents(sent, matrix, "acomp", "attr"))


def _past(sent: Sentence, i: int) -> bool:
    """Whether the verb tells of something that was: past tense without a modal, or a perfect."""
    if modal(sent, i) is not None:
        return False
    token = sent.tokens[i]
    if any(c.lower == "did" for c in dependents(sent, i, "aux")):
        return True
    if token.tag == "VBD" or token.tag == "VBN" and any(c.lower in ("had", "has", "have", "was", "were", "'ve") for c in dependents(sent, i, "aux", "auxpass")):
        return True
    if token.dep in ("xcomp", "pcomp") or to_infinitive(sent, i):
        return False
    return False


def _present(sent: Sentence, i: int) -> bool:
    return sent.tokens[i].tag in ("VBP", "VBZ") or finite(sent, i)


def _timeless(sent: Sentence, verb: int, lex: Lexicon) -> bool:
    """Whether what must come first is an act and not a point in time."""
    token = sent.tokens[verb]
    if token.pos in VERBAL:
        return True
    low = [t.lower for t in (sent.tokens[j] for j in subtree(sent, verb))]
    return (
        token.pos in ("NOUN", "PROPN", "ADJ")
        and token.lower not in lex.words["times"]
        and not (len(low) < 3 and any(w in lex.words["times"] or w.isdigit() for w in low))
    )


def _first(sent: Sentence, verb: int, matrix: int, lex: Lexicon) -> bool:
    """Whether "before" orders two acts by will, and not only in time."""
    if not _timeless(sent, verb, lex) or sent.tokens[verb].pos not in VERBAL or any(t.lower == "how" for t in sent.tokens[:matrix]):
        return False
    return (
        _wants(sent, matrix, lex) is not None
        or modal(sent, matrix) in ("must", "should")
        or _have_to(sent, matrix)
        or sent.tokens[matrix].lemma in ("need", "must")
    )


def _wanted(sent: Sentence, wants: int, matrix: int) -> int:
    """The head of what is wanted first: "wants to see Y" and "requires Y" wait for Y."""
    found = dependent(sent, wants, "dobj", "ccomp")
    if found is not None:
        return found.i
    for_ = next((p for p in dependents(sent, wants, "prep") if p.lower == "for"), None) if sent.tokens[wants].lemma == "wait" else None
    if for_ is not None and (thing := dependent(sent, for_.i, "pobj")) is not None:
        return thing.i
    below = dependent(sent, wants, "xcomp")
    thing = dependent(sent, below.i, "dobj", "ccomp") if below is not None and below.lemma in ("see", "have", "hear", "get", "receive", "obtain") else None
    if thing is not None:
        return thing.i
    if sent.tokens[wants].pos == "NOUN":
        thing = dependent(sent, matrix, "dobj", "attr") or dependent(sent, sent.tokens[wants].head, "dobj", "attr")
        return thing.i if thing is not None else matrix
    return matrix


def _have_to(sent: Sentence, matrix: int) -> bool:
    above = sent.tokens[sent.tokens[matrix].head]
    return sent.tokens[matrix].dep == "xcomp" and above.lemma in ("have", "need", "want")


def _wants(sent: Sentence, matrix: int, lex: Lexicon) -> int | None:
    """The verb of wanting that governs the clause (or is it), when there is one."""
    for token in (sent.tokens[matrix], *ancestors(sent, matrix)):
        if token.lemma in lex.words["wanting"] and token.pos in VERBAL:
            return token.i
        own = dependent(sent, token.i, "nsubj")
        if token.lemma in ("include", "be", "contain") and own is not None and own.lemma in ("demand", "condition", "requirement"):
            return own.i
        if token.dep not in ("ccomp", "xcomp", "conj", "acl", "dobj", "pobj", "prep", "pcomp"):
            return None
    return None
