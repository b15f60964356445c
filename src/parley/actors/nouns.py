"""Mentions that are no names: pronouns, descriptions, collective and unnamed sources, joint actors, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.actors.phrases import reach, title_at
from parley.actors.who import Draft, Who
from parley.actors.words import Words, noun_gender
from parley.model import Sentence, Token
from parley.model.actor import ActorKind

if TYPE_CHECKING:
    from parley.actors.find import Finder

ARGUMENT = frozenset(("nsubj", "nsubjpass", "pobj", "dobj", "dative", "conj", "appos", "attr", "agent", "poss", "ROOT", "dep", "nmod", "oprd", "npadvmod"))
REFERRING = frozenset(("PRON", "DET", "SCONJ", "NOUN", "PROPN", "NUM", "ADJ"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
PLURAL = ("NNS", "NNPS")


def noun_draft(sent: Sentence, token: Token, finder: Finder, owned: dict[int, tuple[int, int]], keys: dict[int, str]) -> Draft | None:
    """The draft of a token that is no part of a name, or None when it cannot speak, act or hold anything."""
    w = finder.w
    kind = w.pronouns.get(token.lower)
    if kind is not None and token.pos in ("PRON", "DET", "SCONJ", "NOUN", "PROPN") and (kind != "relative" or token.dep in SUBJECTS):
        return _pronoun(sent, token, kind, w)
    if token.dep not in ARGUMENT:
        return None
    if token.pos in ("PRON", "NUM", "DET", "ADJ") and token.lower in w.indefinite and token.dep != "poss":
        return _indefinite(sent, token, w)
    if token.pos not in ("NOUN", "PROPN"):
        return None
    lemma = token.lemma.lower()
    if token.dep not in SUBJECTS and lemma not in w.nouns and token.lower not in w.nouns and not token.lower.endswith(w.person_suffixes):
        return None
    plural = token.tag in PLURAL
    modifiers = [sent.tokens[c] for c in sent.children[token.i] if c < token.i]
    modifiers += [sent.tokens[g] for m in modifiers if m.dep in ("compound", "amod", "nmod") for g in sent.children[m.i] if sent.tokens[g].dep == "det"]
    if (joint := _joint(sent, token, lemma, modifiers, w)) is not None:
        return joint
    acts = token.dep in SUBJECTS and sent.tokens[token.head].lemma in w.speech
    mine = any(m.dep == "poss" or m.i in owned for m in modifiers)
    verb = "says" if token.dep in SUBJECTS and _says(sent, token.head) else "acts" if acts else ""
    if verb == "says" and sent.tokens[token.head].lemma in w.small["human"]:
        verb = "tells"
    noun = _class(token, lemma, w, plural=plural, verb=verb, owned=mine and not (plural and lemma in w.places))
    if noun is None:
        return None
    draft = _draft(sent, token, noun, "description")
    draft.lemma, draft.plural, draft.acts = lemma, plural, acts
    draft.gender = noun_gender(lemma, w)
    determiner = next((m.lower for m in modifiers if m.dep in ("det", "nummod") or m.lower in w.small["the"]), "")
    possessor = next((m for m in modifiers if m.dep == "poss"), None)
    draft.definite = determiner in w.small["the"] or possessor is not None or finder.headline and not determiner and not plural
    draft.former = any(m.lower in w.former for m in modifiers)
    draft.generic = determiner in w.small["generic"] or token.dep in ("attr", "oprd")
    if noun == "document":
        draft.rule = "document"
        draft.name = _words(sent, token, modifiers)
        return draft
    if noun in ("person", "office") or plural and lemma in w.persons:
        return _human(sent, draft, token, modifiers, determiner, (finder, owned, keys))
    return _body(sent, draft, token, modifiers, (finder, owned, keys))


def _draft(sent: Sentence, token: Token, kind: ActorKind, form: str) -> Draft:
    low, high = reach(sent, token.i)
    return Draft(sent.index, token.i, sent.tokens[low].start, sent.tokens[high].end, kind, form, dep=token.dep)


def _words(sent: Sentence, token: Token, modifiers: list[Token]) -> str:
    first = min((m.i for m in modifiers if m.dep not in ("det", "poss")), default=token.i)
    return " ".join(t.text for t in sent.tokens[first : token.i + 1])


def _class(token: Token, lemma: str, w: Words, *, plural: bool, verb: str, owned: bool) -> ActorKind | None:
    """What kind of thing a common noun names; None for what cannot be an actor. owned: it is somebody's.

    verb: "says" when it is the subject of a verb with content ("tells" when of one that people are the subjects of), "acts" when of another verb of speech or
    will.
    """
    if lemma in w.offices and not plural:
        return "office"
    if lemma in w.persons or lemma not in w.organisations and token.lower.endswith(w.person_suffixes):
        return "group" if plural else "person"
    if lemma in w.groups or token.lower in w.groups:
        return "group"
    weak = lemma in w.weak and lemma not in w.states
    if lemma in w.organisations and (not weak or verb in ("says", "tells") or owned and not plural and token.dep in SUBJECTS):
        return "organisation"
    if lemma in w.documents or token.lower in w.documents:
        return "document"
    if token.pos != "NOUN" or not verb:
        return None
    if lemma.endswith(w.agents):
        return "group" if plural else "person"
    if verb in ("says", "tells") and not plural and token.text[0].isupper():
        return None  # a name that the parser takes for a noun
    if verb in ("says", "tells"):
        return "group" if plural else "person" if verb == "tells" and not lemma.endswith(w.abstract) else "document"
    return None


def _says(sent: Sentence, verb: int) -> bool:
    """Whether a verb has a clause or a quotation as its content."""
    return any(sent.tokens[c].dep == "ccomp" or sent.tokens[c].quote >= 0 for c in sent.children[verb])


def _expletive(sent: Sentence, token: Token, w: Words) -> bool:
    """Whether "it" only fills the subject's place ("it was Renn who", "it is two months since")."""
    verb = token.head
    if token.dep != "nsubj" or sent.tokens[verb].lemma not in w.small["empty"]:
        return False
    for child in sent.children[verb]:
        below = sent.tokens[child]
        if below.dep in ("ccomp", "csubj") or below.dep == "advcl" and any(sent.tokens[c].lower in w.small["since"] for c in sent.children[child]):
            return True
        if below.dep in ("attr", "acomp"):
            clauses = [sent.tokens[c].dep for c in sent.children[child]]
            if "relcl" in clauses or "ccomp" in clauses or below.lower in w.small["empty_words"]:
                return True
    return False


def _pronoun(sent: Sentence, token: Token, kind: str, w: Words) -> Draft | None:
    if kind == "relative":
        verb = sent.tokens[token.head]
        if verb.dep not in ("relcl", "acl") or token.tag not in ("WP", "WDT", "WP$"):
            return None
        draft = Draft(sent.index, token.i, token.start, token.end, "person", "pronoun", rule="relative", dep=token.dep, antecedent=verb.head)
        draft.acts = verb.lemma in w.speech
        return draft
    if kind == "thing" and (token.dep == "expl" or _expletive(sent, token, w)):
        return None
    what: ActorKind = "organisation" if kind == "thing" else "group" if kind == "plural" else "person"
    if token.dep in ("poss", "det"):
        draft = Draft(sent.index, token.i, token.start, token.end, what, "pronoun", dep="poss")
    else:
        draft = _draft(sent, token, what, "pronoun")
    draft.gender, draft.plural = kind, kind == "plural"
    draft.acts = token.dep in SUBJECTS and sent.tokens[token.head].lemma in w.speech
    draft.rule = "pronoun"
    return draft


def _indefinite(sent: Sentence, token: Token, w: Words) -> Draft | None:
    bare = token.dep in SUBJECTS and sent.tokens[token.head].pos == "VERB"
    of_them = any(sent.tokens[c].lower in w.small["of_place"] and _of_people(sent, c, w) for c in sent.children[token.i])
    if not (bare or of_them):
        return None
    both = token.lower in w.small["both"]
    draft = _draft(sent, token, "joint" if both else "anonymous", "joint" if both else "anonymous")
    draft.count = w.numbers.get(token.lower) if token.lower not in w.small["either"] else 2
    draft.plural, draft.acts, draft.lemma = True, True, token.lower
    draft.hint = _hint(sent, token)
    draft.rule = "both" if both else "indefinite"
    return draft


def _of_people(sent: Sentence, preposition: int, w: Words) -> bool:
    """Whether "of" leads to people ("one of them", "three of the members")."""
    below = [sent.tokens[c] for c in sent.children[preposition]]
    return any(t.lower in w.pronouns or t.lemma.lower() in w.persons or t.lower in w.groups for t in below)


def _joint(sent: Sentence, token: Token, lemma: str, modifiers: list[Token], w: Words) -> Draft | None:
    """ "Both sides", "the two countries", "the warring parties", "the sides"; None when the noun is not meant jointly."""
    if lemma not in w.joint_nouns or token.tag not in PLURAL and not any(m.lower in w.small["either"] for m in modifiers):
        return None
    lower = {m.lower for m in modifiers}
    all_of = lower & w.joint_all
    bare = lemma in w.joint_bare and lower & w.small["article"] and all(m.dep == "det" for m in modifiers)
    if not bare and not (all_of and lower & w.small["together"]):
        return None
    if not bare and not lower & (w.small["two"] | w.small["three"]) and lemma not in w.joint_bare and lower & w.small["all"]:
        return None
    draft = _draft(sent, token, "joint", "joint")
    draft.lemma, draft.plural, draft.definite = lemma, True, True
    draft.count = 3 if lower & w.small["three"] else 2 if lower & w.small["two"] else None
    draft.rule = "joint"
    draft.title = next((w.joint_roles[m] for m in sorted(lower) if m in w.joint_roles), "")
    draft.acts = token.dep in SUBJECTS and sent.tokens[token.head].lemma in w.speech
    return draft


def _human(
    sent: Sentence, draft: Draft, token: Token, modifiers: list[Token], determiner: str, known: tuple[Finder, dict[int, tuple[int, int]], dict[int, str]]
) -> Draft:
    """An office, one person, or several: whose they are, how many, and whether they are named nowhere."""
    finder, owned, keys = known
    w = finder.w
    title = title_at(sent, token.i, owned, w)
    draft.title = title.text
    draft.of = keys.get(title.owner) if title.owner >= 0 else None
    draft.owner = title.owner if draft.of is None else -1
    draft.former = draft.former or title.former
    number = next((m for m in modifiers if m.lower in w.numbers and m.dep in ("nummod", "det", "predet", "amod")), None)
    draft.count = w.numbers[number.lower] if number is not None else _digits(modifiers)
    if not draft.plural and (determiner in w.small["the"] or draft.definite):
        draft.kind = "office" if draft.lemma in w.offices else "person"
        draft.form = "office" if draft.kind == "office" else "description"
        draft.rule = "description"
        return draft
    if not draft.plural and determiner not in w.small["indefinite"] and draft.lemma in w.offices and draft.of is not None:
        draft.kind, draft.form, draft.rule, draft.definite = "office", "office", "description", True
        return draft
    unnamed = draft.lemma in w.anonymous and (draft.of is None or draft.count is not None or determiner in w.small["indefinite"])
    if unnamed or not draft.plural:
        draft.kind, draft.form, draft.rule = "anonymous", "anonymous", "unnamed"
        draft.hint = _hint(sent, token)
        draft.count = draft.count if draft.count is not None else None if draft.plural else 1
        return draft
    draft.kind, draft.form, draft.rule = "group", "collective", "collective"
    if draft.of is not None:
        draft.key = group_key(finder, draft.of, title.text)
    return draft


def group_key(finder: Finder, of: str, words: str, kind: ActorKind = "group") -> str:
    """The key of those people or that body of that owner."""
    body = finder.make_body(words, of)
    if body is not None:
        return body.key
    key = f"{'people' if kind == 'group' else 'org'}:{of}/{words}"
    if key not in finder.who:
        several = kind == "group"
        who = Who(key, f"{finder.name_of(of)}'s {words}", kind, of=of, plural=several, gender="" if several else "thing", nouns={words.split()[-1]})
        finder.who[key] = who
    return key


def _digits(modifiers: list[Token]) -> int | None:
    for m in modifiers:
        if m.dep == "nummod" and m.text.isdigit():
            return int(m.text)
    return None


def _hint(sent: Sentence, token: Token) -> str | None:
    """What is said of an unnamed source after its noun ("familiar with the talks"), else its adjectives."""
    low, high = reach(sent, token.i)
    if high > token.i:
        return " ".join(t.text for t in sent.tokens[token.i + 1 : high + 1]).strip(" ,").replace(" ,", ",").replace(" 's", "'s").replace(" n't", "n't") or None
    before = " ".join(t.text for t in sent.tokens[low : token.i + 1] if t.dep not in ("det", "nummod", "predet"))
    return before or None


def _body(sent: Sentence, draft: Draft, token: Token, modifiers: list[Token], known: tuple[Finder, dict[int, tuple[int, int]], dict[int, str]]) -> Draft:
    """A ministry, army, delegation, company: the owner's when it has one, else a description to be resolved."""
    finder, owned, keys = known
    title = title_at(sent, token.i, owned, finder.w)
    draft.title = title.text
    draft.of = keys.get(title.owner) if title.owner >= 0 else None
    draft.rule = "body"
    draft.name = title.text
    draft.owner = title.owner if draft.of is None else -1
    if draft.of is not None:
        owned_body(draft, finder)
    return draft


def owned_body(draft: Draft, finder: Finder) -> None:
    """Gives a body, or people, the key that it has as somebody's: the government of Norra, Renn's campaign."""
    of = draft.of or ""
    draft.key = group_key(finder, of, draft.title, draft.kind)
    draft.kind = finder.who[draft.key].kind
    draft.form = "collective" if draft.kind == "group" else "description"
