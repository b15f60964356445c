"""Candidate events of one sentence: verbs and nouns whose company fits a frame, each with the verb that governs it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parley.extract.clauses import renamed
from parley.extract.events.clause import Clauses
from parley.extract.events.company import Company, named, near
from parley.extract.events.lexicon import Demand, Frame
from parley.extract.events.people import People
from parley.model import Token
from parley.model.tree import dependents

# Verbs that say of a subject what an adjective after them means ("a deal looks near", "the summit remains possible").
LINKING = frozenset({"be", "remain", "seem", "look", "appear", "become", "stay", "prove", "get", "grow"})


class Candidate(NamedTuple):
    """A trigger with its frame. For a noun: the verb that governs it, how it stands to it (obj, subj, a preposition), and what that verb does to it.

    others: the frames that fit less closely. claimed: the verb whose frame the noun fills, else -1.
    """

    token: Token
    frame: Frame
    verb: Token | None
    slot: str = ""
    effect: str = ""
    others: tuple[Frame, ...] = ()
    claimed: int = -1


def candidates(clauses: Clauses, people: People) -> list[Candidate]:
    """All candidates of a sentence in order; a noun that fills a slot of a verb's frame says so (`claimed`): it tells no event when the verb does."""
    found: list[Candidate] = []
    used: dict[int, int] = {}
    for token in clauses.sent.tokens:
        if token.pos in ("VERB", "AUX") or token.tag in ("VBG", "VBN", "VBD") and token.pos != "ADJ":
            frames = tuple(_match_verb(clauses, people, token))
            if frames:
                found.append(Candidate(token, frames[0], token, others=frames[1:]))
                filled = {i for f in frames if f.type.id == frames[0].type.id for i in _filled(clauses, token, f)}
                used |= dict.fromkeys(filled - (used.keys() if token.dep == "amod" else set()), token.i)
    verbs = {c.token.i for c in found}
    for token in clauses.sent.tokens:
        if token.pos in ("NOUN", "PROPN", "VERB") and token.i not in verbs:
            frame = _match_noun(clauses, people, token)
            if frame is not None:
                found.append(_governed(clauses, token, frame)._replace(claimed=used.get(token.i, -1)))
    return sorted(found, key=lambda c: c.token.i)


def _match_verb(clauses: Clauses, people: People, verb: Token) -> Iterator[Frame]:
    phrasal = clauses.lexicon.phrasal.get(verb.lemma.lower())
    if not phrasal:
        return
    particle = clauses.particle(verb)
    some = phrasal.get(particle) or phrasal[""]
    company = Company(clauses, people, verb)
    for n, first in sorted(_possible(company, some.demands).items()):  # few: a verb like "give" has some seventy frames
        frame = some.frames[n]
        if clauses.labour and frame.type.family in ("attack", "ceasefire") and _of_work(clauses, verb):
            continue
        for slot, wanted in frame.wants[first:]:
            if not company.fits(slot, wanted):
                break
        else:
            if not any(company.fits(slot, None) for slot in frame.bans):
                yield frame


def _possible(company: Company, demands: Iterable[Demand]) -> dict[int, int]:
    """The frames that what stands around a verb does not rule out by what they want first, by number, and how many of their wants are met for sure."""
    found: dict[int, int] = {}
    for slot, words, rest in demands:
        if words:
            for name in company.called(slot):
                if name in words:
                    found.update(dict.fromkeys(words[name], 1))
        if rest and slot not in company.empty:
            found.update(dict.fromkeys(rest, 0))
    return found


def _of_work(clauses: Clauses, verb: Token) -> bool:
    """Whether a verb tells of a strike, in a report about work and pay ("strikes may resume")."""
    return any(t.lemma.lower() in ("strike", "walkout", "stoppage", "action") for t in (*clauses.subjects(verb), *clauses.objects(verb)))


def _is(clauses: Clauses, people: People, token: Token, words: frozenset[str] | None) -> bool:
    if words is None:
        return True
    if token.pos in ("VERB", "AUX"):
        return token.lemma in words
    return not words.isdisjoint(clauses.keys(token)) or named(clauses, people, token, words)


def _filled(clauses: Clauses, verb: Token, frame: Frame) -> set[int]:
    """The tokens that fill a slot with named words: they are part of the trigger."""
    found: set[int] = set()
    for slot, words in frame.wants:
        if words is None or words == {"@actor"}:
            continue
        if slot == "obj":
            tokens = list(clauses.objects(verb))
        elif slot == "subj":
            tokens = [*clauses.subjects(verb), *clauses.objects(verb)]
        else:
            tokens = [t for name, t in clauses.prepositions(verb) if name in slot.split("|")]
        for t in tokens:
            if clauses.keys(t) & words:
                found |= {t.i} | {inner.i for name, inner in clauses.prepositions(t) if name == "of"}
    return found


def _match_noun(clauses: Clauses, people: People, noun: Token) -> Frame | None:
    nouns = clauses.lexicon.nouns
    hyphened, lower, lemma = _hyphened(clauses, noun), noun.lower, noun.lemma.lower() if noun.pos != "VERB" else noun.lower
    if lower not in nouns and lemma not in nouns and not hyphened:
        return None
    forms = dict.fromkeys((*hyphened, lower, lemma))
    frames = [frame for form in forms if form in nouns for frame in nouns[form]]
    if not frames:
        return None
    mention = people.mention(clauses.sent, noun.i) if noun.pos == "PROPN" else None
    if mention is not None and mention.kind in ("organisation", "party", "group", "company", "body", "armed_group"):  # "the National Rally"
        return None
    if noun.dep == "compound" or noun.pos == "VERB" and not _as_noun(clauses, noun):
        return None
    before = {t.lower for t in dependents(clauses.sent, noun.i, "compound", "amod", "nmod", "nummod")} | {
        t.lemma.lower() for t in dependents(clauses.sent, noun.i, "compound", "amod", "nmod")
    }
    for frame in frames:
        if not all(word in before for word in frame.before):
            continue
        if clauses.labour and frame.type.id == "labour_strike" and all(slot == "near" for slot, _ in frame.wants):
            return frame
        if any(_fits_noun(clauses, people, noun, slot, None) for slot in frame.bans):
            continue
        if all(_fits_noun(clauses, people, noun, slot, words) for slot, words in frame.wants):
            return frame
    return None


def _hyphened(clauses: Clauses, noun: Token) -> tuple[str, ...]:
    """The word that a noun is the last part of, in the singular ("sit-in", "shoot-outs"), as the parser cuts words at hyphens."""
    tokens, i = clauses.sent.tokens, noun.i
    if i + 4 < len(tokens) and tokens[i + 1].tag == tokens[i + 3].tag == "HYPH":  # "work-to-rule"
        return (f"{noun.lower}-{tokens[i + 2].lower}-{tokens[i + 4].lower}",)
    if i < 2 or tokens[i - 1].tag != "HYPH":
        return ()
    first = tokens[i - 2].lower
    return f"{first}-{noun.lower}", f"{first}-{noun.lemma.lower()}"


def _as_noun(clauses: Clauses, verb: Token) -> bool:
    """Whether what the parser calls a verb stands where a noun does ("the talks", "in talks")."""
    if verb.dep == "pcomp" and verb.tag == "VBG" and not any(True for _ in dependents(clauses.sent, verb.i, "dobj", "prep")):  # "instances of shelling"
        return True
    return verb.dep in ("pobj", "dobj", "nsubj", "nsubjpass", "attr", "appos") or any(
        True for _ in dependents(clauses.sent, verb.i, "det", "poss", "amod", "nummod")
    )


def _fits_noun(clauses: Clauses, people: People, noun: Token, slot: str, words: frozenset[str] | None) -> bool:
    if slot in ("inf", "that"):
        return any(
            (slot == "inf") == clauses.infinitive(t) and (words is None or t.lemma in words)
            for t in dependents(clauses.sent, noun.i, "acl", "ccomp", "xcomp", "relcl")
            if t.pos in ("VERB", "AUX")
        )
    if slot == "near":
        return near(clauses, noun, words)
    names = slot.split("|")
    if any(name in names and _is(clauses, people, t, words) for name, t in clauses.prepositions(noun)):
        return True
    if "by" in names or "of" in names and words is None:
        return words is None and any(people.has_actor(clauses, t) for t in dependents(clauses.sent, noun.i, "poss"))
    return False


def _governed(clauses: Clauses, noun: Token, frame: Frame) -> Candidate:
    """The candidate with the verb above it: through "round of", prepositions and light nouns ("the start of talks")."""
    sent = clauses.sent
    at = noun
    slot = ""
    for _ in range(6):
        above = sent.tokens[at.head]
        if above.i == at.i:
            break
        if above.pos in ("VERB", "AUX"):
            if at.dep == "dobj" and clauses.passive(above) and clauses.set_off(at):
                break
            slot = slot or {"dobj": "obj", "nsubj": "subj", "nsubjpass": "obj", "attr": "attr", "pobj": "", "dative": "obj"}.get(at.dep, at.dep)
            if at.dep in ("dobj", "nsubj", "nsubjpass", "attr", "prep", "dative", "conj", "npadvmod", "acomp", "advmod", "ccomp", "agent", "advcl", "oprd"):
                return Candidate(noun, frame, above, slot, _bound(clauses, noun, above) or _effect(clauses, above, slot))
            break
        if above.pos == "ADP":
            slot = above.lower if slot in ("", "of") else slot
        elif slot == "of" and (above.lower in clauses.lexicon.ordinals or above.lower in ("last", "next")) and above.dep in ("dobj", "nsubj", "nsubjpass"):
            slot = ""  # "suspended the first of six walkouts"
        elif above.pos in ("NOUN", "PROPN", "NUM"):
            if at.dep == "conj" or slot == "of" and (above.lemma.lower() in clauses.lexicon.tense["transparent"] or above.pos == "NUM"):
                slot = ""
            elif at.dep in ("prep", "pobj", "compound", "appos", "poss", "nmod"):
                return Candidate(noun, frame, None, slot, clauses.lexicon.nominal.get(above.lemma.lower(), "") if at.dep in ("prep", "pobj") else "")
        at = above
    relative = next((t for t in dependents(sent, noun.i, "relcl", "acl") if t.pos in ("VERB", "AUX")), None)
    if relative is not None and noun.head == noun.i:
        return Candidate(noun, frame, relative, "rel", _effect(clauses, relative, "obj" if clauses.passive(relative) else "subj"))
    return Candidate(noun, frame, None, slot, "")


def _bound(clauses: Clauses, noun: Token, verb: Token) -> str:
    """What a verb makes of an event noun by an adjective ("made its signature conditional on a vote"), "" when nothing."""
    found = renamed(clauses.sent, verb.i) if verb.lemma in ("make", "leave", "keep", "render") else None
    return clauses.lexicon.adjective.get(found[1].lower, "") if found is not None and found[0].i == noun.i and found[1].pos == "ADJ" else ""


def _effect(clauses: Clauses, verb: Token, slot: str) -> str:
    """What a governing verb does to an event noun in that slot, "" when nothing is known of it."""
    if verb.lemma in LINKING and slot == "subj":
        said = [t.lower for t in dependents(clauses.sent, verb.i, "acomp", "attr", "advmod", "prep")]
        said += [t.lower for name, t in clauses.prepositions(verb) if name in ("in", "on")]  # "is in doubt", "is on hold"
        effect = next((clauses.lexicon.adjective[w] for w in said if w in clauses.lexicon.adjective), "")
        if effect or verb.lemma == "be":
            return effect
    particle = clauses.particle(verb)
    if verb.lemma == "break" and slot == "subj" and clauses.objects(verb):  # "the call broke the ice"
        return "happen"
    if verb.lemma == "call" and slot == "obj" and not particle:  # "called the talks constructive"
        return "happen"
    support = clauses.lexicon.support
    if particle and f"{verb.lemma}_{particle}" in support:
        effect = support[f"{verb.lemma}_{particle}"]
    else:
        effect = support.get(verb.lemma, "")
    if (
        slot == "subj"
        and effect in ("planned", "proposed", "announced", "offered", "denied", "cancelled")
        and not clauses.passive(verb)
        and verb.lemma not in ("fall", "fizzle")
    ):
        return ""  # "talks that aim at a truce" are not planned by that
    if slot in ("obj", "subj", "attr", "rel") or effect in ("attend", "absent"):
        return effect
    return effect if verb.lemma in clauses.lexicon.governs.get(slot, ()) else ""


def noun_content(clauses: Clauses, people: People, noun: Token) -> Iterator[str]:
    """What a noun phrase says about its event beyond naming it: who (participants), det (an indefinite), number, place, with."""
    for t in dependents(clauses.sent, noun.i):
        mention = people.mention(clauses.sent, t.i)
        if t.dep in ("poss", "compound", "amod", "nmod") and mention is not None and mention.kind != "place":
            yield "it" if t.lower in ("its", "it") else "who"
        if (
            t.dep == "det"
            and t.lower in ("a", "an", "another", "no")
            or t.dep in ("nummod",)
            or t.lower in clauses.lexicon.ordinals
            or t.lower in ("new", "further", "next")
        ):
            yield "det"
        if t.dep == "nummod":
            yield "count"
        if t.dep in ("acl", "relcl") and any(a.dep == "agent" for a in dependents(clauses.sent, t.i)):
            yield "who"
        if t.pos == "PROPN" and t.dep == "compound" and any(p.text in "-–" for p in dependents(clauses.sent, t.i, "punct")):
            yield "who"
    above = clauses.sent.tokens[noun.head]
    over = clauses.sent.tokens[above.head]
    counted = over.tag == "NNS" or over.lower in clauses.lexicon.gate["several"] or any(t.dep == "nummod" for t in dependents(clauses.sent, over.i))
    if above.lower == "of" and counted and over.lemma.lower() in clauses.lexicon.tense["transparent"]:
        yield "count"
    if not any(t.dep in ("det", "poss") for t in dependents(clauses.sent, noun.i)) and noun.tag in ("NNS", "NNPS"):
        yield "bare"
    for name, t in clauses.prepositions(noun):
        if name == "on" and t.lemma == "part":  # "breaches on the part of the army"
            yield from ("who" for of, inner in clauses.prepositions(t) if of == "of" and people.has_actor(clauses, inner))
        if name in ("with", "between", "among", "by", "against", "on", "of", "to", "from", "at"):
            for ref, _ in people.within(clauses, t, places=name in ("on", "against", "of")):
                yield "who" if ref.name else ""
                break
        if name in ("in", "at", "near", "outside", "inside", "off", "around", "along", "above") and t.pos == "PROPN":
            yield "place"
