"""Stances: where one party stands on one thing, as the text says it.

`match` reads the frames of the language's table over the parse, `beside` what lies in modals, judgements and conditions, `build` says whose each is and on
what, and here they are laid together: a yes with a condition is conditional, and of two readings of one clause the first stays.
"""

import msgspec

from parley.codebook import Codebook
from parley.extract.clauses import modal
from parley.extract.scene import Scene
from parley.extract.stances.answers import answers, answers_of
from parley.extract.stances.appraisal import Appraisal, appraisal_of, appraisals
from parley.extract.stances.beside import beside, implied
from parley.extract.stances.build import NOBODY, build, conditional
from parley.extract.stances.frames import Lexicon, lexicon
from parley.extract.stances.hit import VERBAL, Hit
from parley.extract.stances.idioms import words_of
from parley.extract.stances.idle import idle
from parley.extract.stances.joined import echoed, enumerated, excepted
from parley.extract.stances.match import hits, wanted
from parley.extract.stances.moods import moods
from parley.extract.stances.short import listed, short
from parley.extract.stances.turned import turned
from parley.lang import Language
from parley.model import AnnotatedDocument, By, Condition, Sentence, Stance, Target, Token, finding_id
from parley.model.lookup import SpanIndex
from parley.model.tree import ancestors, conjuncts, dependent, dependents, subtree

__all__ = ["find_stances"]

CONSENT = frozenset({"approval", "ratification", "vote", "ballot", "assent", "endorsement", "adoption", "referendum"})
REFUSALS = ("rejects", "opposes", "red_line", "evades", "silent", "denies_agreeing", "noncommittal")
LAST = (
    "appraisal",
    "eased",
    "bidden",
    "first",
    "would",
    "goal",
    "standing",
    "imperative",
    "undone",
    "threat",
    "answered",
    "fronted",
    "came",
    "question",
    "role",
    "essential",
    "ask",
    "what",
    "comes_first",
    "reply",
    "or_else",
    "heads",
    "manner",
    "worded",
)  # read only where nothing else was
NO_PARTY = (*NOBODY, "the rest", "the remainder", "others", "the others", "all", "some", "many", "no one", "people", "which", "that", "this", "there")
LEADING = frozenset({"end", "peace", "negotiation", "leader", "president", "minister", "delegation", "team", "negotiator", "encounter", "picket", "strike"})
BESIDE = ("rather", "judgement", "good_step", "shut", "will_not", "we_do_not", "duty", "none_such", "untrue")


def find_stances(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its stances, in order of their place. Runs after proposals and conditions."""
    scene, lex, known, praise = Scene(doc, lang, book), lexicon(lang), answers_of(lang), appraisal_of(lang)
    found: list[Stance] = []
    last: list[Stance] = []
    places = SpanIndex((low, high, condition) for condition in doc.conditions for low, high in _places(condition))
    for sent in doc.sentences:
        near = {c.id: c for _, _, c in places.touching(sent.start, sent.end)}
        told = _sentence(sent, scene, (lex, praise), tuple(c for c in near.values()))
        echo = echoed(sent, last, scene) if not told else None
        told += [echo] if echo is not None else []
        last = told or (last if _says_only(sent, lex) else [])
        found.extend(told)
        found.extend(s for hit in answers(sent, scene.before(sent), doc.document.text, lex, known) if (s := build(hit, scene, lex, doc.proposals)) is not None)
    for opener, hit in listed(doc.sentences, doc.document.text, lex):
        found.extend(_item(opener, hit, scene, lex))
    kept: dict[str, Stance] = {}
    for stance in _headlines(found, scene, doc.sentences):
        kept.setdefault(stance.id, stance)
    return msgspec.structs.replace(doc, stances=tuple(sorted(kept.values(), key=lambda s: (s.evidence[0].start, s.evidence[0].end, s.id))))


def _says_only(sent: Sentence, lex: Lexicon) -> bool:
    """Whether a sentence only tells who speaks, between two quotations: "the envoy told reporters"."""
    if len(sent.tokens) > 14:
        return False
    verbs = [t for t in sent.tokens if t.pos in VERBAL and t.dep not in ("aux", "auxpass")]
    return bool(verbs or len(sent.tokens) <= 3) and all(t.lemma in lex.words["saying"] for t in verbs)


def _item(opener: Sentence, hit: Hit, scene: Scene, lex: Lexicon) -> list[Stance]:
    """The demand that stands in an item of a list, held by whom the line before names."""
    holder = scene.holder(opener, hit.holder) if hit.holder is not None else None
    if holder is None or any(c.evidence[-1].overlaps(scene.document.span(*hit.span)) for c in scene.annotated.conditions if hit.span):
        return []
    stance = build(hit._replace(holder=None, flags=hit.flags | {"held"}), scene, lex, (), holder)
    return [stance] if stance is not None else []


def _places(condition: Condition) -> list[tuple[int, int]]:
    spans = [*condition.evidence, condition.antecedent.span, *([condition.consequent.span] if condition.consequent else [])]
    return [(span.start, span.end) for span in spans]


def _sentence(sent: Sentence, scene: Scene, words: tuple[Lexicon, Appraisal], conditions: tuple[Condition, ...]) -> list[Stance]:
    """The stances of one sentence. words: the lexicon, and words of praise and blame; conditions: those that touch it."""
    made: list[Stance] = []
    later: list[Stance] = []
    lex, praise = words
    doc = scene.annotated
    own = words_of(sent)
    for hit in (
        *(enumerated(sent, lex) if not own.isdisjoint(lex.words["listing"]) else ()),
        *hits(sent, doc.document.text, own, lex),
        *beside(sent, own, scene, lex),
        *short(sent, doc.document.text, lex),
        *moods(sent, doc.document.text, own, lex),
        *turned(sent, doc.document.text, own, scene, lex),
        *appraisals(sent, doc.document.text, lex, praise),
    ):
        if _unreal(hit, conditions, lex) or _framed(hit, lex) or idle(hit):
            continue
        for one in _split(hit):
            stance = build(one, scene, lex, doc.proposals)
            if stance is not None and not _again(stance, made):
                condition = conditional(stance, conditions, sent) or _lifted(stance, conditions)
                if condition is not None:
                    stance = msgspec.structs.replace(stance, value="accepts_conditionally", condition=condition.id)
                (later if stance.by.rule == "would" else made).append(stance)  # a condition tells more of what would be done
    if made:
        made.extend([*excepted(sent, made, scene)])
    for condition in conditions:
        at = condition.evidence[-1]
        if sent.start <= at.start < sent.end and condition.holder is not None:
            for stance in _implied(condition, sent, scene, lex):
                if not _covered(stance, made):
                    made.append(stance)
    return [*made, *(stance for stance in later if not _again(stance, made))]


def _unreal(hit: Hit, conditions: tuple[Condition, ...], lex: Lexicon) -> bool:
    """Whether a stance is only supposed: it stands in what must come first, or in a clause with "if", "unless", "whether"."""
    sent = hit.sent
    trigger = sent.tokens[hit.trigger]
    if hit.frame.startswith(("idiom:if ", "or_else")) or trigger.dep == "relcl" and _perfect(sent, trigger):
        return False  # "if Norra has its way", "fifty talers, or no deal"; "terms that Velta has turned down" have been turned down
    for condition in conditions:
        at = condition.antecedent.span
        if trigger.lemma in ("persist", "continue", "keep"):
            break
        if (
            at.start <= trigger.start < at.end
            and condition.relation != "must_include"
            and not condition.by.rule.startswith(("noun", "in return", "before", "first"))
        ):
            return True
    chain = [trigger, *ancestors(sent, trigger.i)]
    for token in chain:
        past = token.tag == "VBD" and _happened(sent, token)  # "when Norra dropped its demand": that has happened
        if token.lemma in ("persist", "continue", "keep", "remain", "insist") and token.i == trigger.i:
            return False  # "should Norra persist in its refusal": it refuses now
        if any(
            m.lower in lex.words["unreal"] and not (past and m.lower in ("when", "after", "once")) and m.i < trigger.i
            for m in dependents(sent, token.i, "mark", "advmod")
        ) and token.dep in (
            "advcl",
            "ccomp",
            "xcomp",
            "csubj",
        ):
            return True
        if token.dep in ("relcl", "ROOT", "parataxis") or token.lemma in ("say", "tell", "add"):
            return False
    return False


def _perfect(sent: Sentence, verb: Token) -> bool:
    """Whether a verb tells what has been done, and nothing that may be."""
    return modal(sent, verb.i) is None and any(c.lower in ("has", "have") for c in dependents(sent, verb.i, "aux"))


def _happened(sent: Sentence, token: Token) -> bool:
    """Whether a clause of time in the past tense tells what has happened: after "after", or where its main clause is past too."""
    if any(m.lower == "after" for m in dependents(sent, token.i, "mark", "advmod")):
        return True
    above = sent.tokens[token.head]
    return modal(sent, above.i) is None and above.tag in ("VBD", "VBN")


def _framed(hit: Hit, lex: Lexicon) -> bool:
    """Whether the clause is told with doubt: "supposedly welcomed", "pretends to want"."""
    sent = hit.sent
    if hit.frame == "judgement":
        return False  # "would probably be unacceptable to Norra" says where Norra stands
    near = [sent.tokens[hit.trigger], *list(ancestors(sent, hit.trigger))[:2]]
    return any(t.lower in lex.words["framing"] or any(c.lower in lex.words["framing"] for c in dependents(sent, t.i, "advmod")) for t in near)


def _split(hit: Hit) -> list[Hit]:
    """One hit for each thing of a list that is demanded."""
    if hit.target is None or hit.value != "demands" or hit.span is not None:
        return [hit]
    each = wanted(hit.sent, hit)
    if len(each) == 1:
        return [hit]
    out: list[Hit] = []
    for n, target in enumerate(each):
        under = subtree(hit.sent, target)
        following = min(subtree(hit.sent, each[n + 1])) if n + 1 < len(each) else max(under) + 1
        tokens = [j for j in under if j < following and hit.sent.tokens[j].pos not in ("PUNCT", "CCONJ")] or [target]
        if n == 0:
            first = min(hit.trigger, hit.holder if hit.holder is not None else hit.trigger)
            tokens = sorted([first, *tokens])
        flags = hit.flags | ({"open", "item"} if n else {"item"})
        out.append(hit._replace(target=target, flags=flags, span=(hit.sent.tokens[min(tokens)].start, hit.sent.tokens[max(tokens)].end)))
    return out


def _again(stance: Stance, made: list[Stance]) -> bool:
    """Whether the clause was read already for the same party with the same value, or its target lies in that of a reading of the same party."""
    if any(s.by.rule == "enumerated" and s.evidence[0].overlaps(stance.evidence[0]) for s in made) and stance.value in ("demands", "proposes"):
        return stance.by.rule != "enumerated"  # each item of the list is told by itself
    if stance.by.rule in LAST:
        return any(s.evidence[0].overlaps(stance.evidence[0]) for s in made)
    return any(
        s.holder.name == stance.holder.name
        and s.evidence[0].overlaps(stance.evidence[0])
        and (
            s.value == stance.value
            and (s.target.span == stance.target.span)
            or s.evidence[0].covers(stance.evidence[0])
            and stance.by.rule in ("duty", "will_not", "none_will")
            or stance.by.rule == "will_not"
            and s.value in REFUSALS
            or s.by.rule.startswith("idiom")
            and stance.by.rule in BESIDE
        )
        or stance.by.rule == "would_not"
        and s.by.rule == "will_not"
        and s.evidence[0].overlaps(stance.evidence[0])
        or s.evidence[0].overlaps(stance.evidence[0])
        and (stance.by.rule == "unconditional" or stance.by.rule == "shut" and s.by.rule.startswith("idiom") and s.value == stance.value)
        for s in made
    )


def _lifted(stance: Stance, conditions: tuple[Condition, ...]) -> Condition | None:
    """The condition that makes a no conditional: "there will be no truce without guarantees"."""
    if stance.by.rule != "none_such":
        return None
    span = stance.evidence[0]
    return next((c for c in conditions if c.relation in ("unless", "until", "not_before") and c.antecedent.span.overlaps(span)), None)


def _covered(stance: Stance, made: list[Stance]) -> bool:
    """Whether a clause of the same party was read already where a condition implies a stance."""
    return any(
        s.evidence[0].overlaps(stance.evidence[0])
        and (s.holder.name == stance.holder.name or s.holder.id == stance.holder.id)
        and s.value in (stance.value, "demands", "proposes")
        for s in made
        if s.by.rule != "condition" or s.evidence == stance.evidence
    )


def _implied(condition: Condition, sent: Sentence, scene: Scene, lex: Lexicon) -> list[Stance]:
    value = implied(condition, sent, lex)
    if value is None or condition.holder is None or condition.holder.id is None and condition.holder.name.lower() in NO_PARTY:
        return []
    if _paper(condition, sent, scene, lex) or condition.by.rule == "no no" or _torn(condition, sent):
        return []
    at = condition.evidence[-1]
    if value == "demands":
        spans = _items(sent, condition.antecedent.span.start, condition.antecedent.span.end)
        evidences = [(min(at.start, low) if n == 0 else low, high) for n, (low, high) in enumerate(spans)]
    elif condition.consequent is not None:
        spans = [(condition.consequent.span.start, condition.consequent.span.end)]
        evidences = [(at.start, at.end)]
    else:
        return []
    made: list[Stance] = []
    for (low, high), (first, last) in zip(spans, evidences, strict=True):
        issues = scene.issues.find(scene.document, low, high)
        if sent.tokens[0].lower == "under":  # "Under the plan, Norra would …": what the plan says
            continue
        mute = next((t.pos == "PRON" and t.dep != "nsubj" for t in sent.tokens if t.start >= low), False)  # "it will be followed by …" takes no side
        only = _only_then(sent, condition, lex, low, high)
        if value != "demands" and not only and _befalls(sent, scene, low, high):
            continue
        if not only and not issues and value != "demands" and (mute or not _acting(sent, condition, lex, low, high)):
            continue
        made.append(_made(condition, scene, value, (low, high), (first, last)))
    return made


def _paper(condition: Condition, sent: Sentence, scene: Scene, lex: Lexicon) -> bool:
    """Whether the condition is set by a writing ("the leaflet says"), which takes no side, or on one ("the offer is contingent on a vote")."""
    holder, consequent = condition.holder, condition.consequent
    if holder is not None and holder.id is None and holder.span is not None:
        at = next((m for m in scene.annotated.mentions if m.span == holder.span), None)
        if at is not None and at.kind == "document":
            return True
    if consequent is None or not condition.by.rule.startswith("phrase:"):
        return False
    inside = [t for t in sent.tokens if consequent.span.start <= t.start < consequent.span.end]
    awaited = next((t for t in sent.tokens if condition.antecedent.span.start <= t.start < condition.antecedent.span.end and t.pos == "NOUN"), None)
    if awaited is not None and awaited.lemma in CONSENT and any(t.lemma in ("deal", "agreement", "accord", "pact") and t.dep == "nsubj" for t in inside):
        return True  # "the deal is subject to ratification": who strikes it has said yes
    return bool(inside) and inside[-1].lemma.lower() in lex.words["papers"] and not any(t.pos in VERBAL for t in inside)


def _torn(condition: Condition, sent: Sentence) -> bool:
    """Whether the parse finds no verb in what would follow after "if", and so nobody who would do it ("if tolls grow, the quota shrinks")."""
    span = condition.consequent.span if condition.consequent is not None else None
    if span is None or condition.by.rule != "clause:if":
        return False
    return not any(t.pos in VERBAL for t in sent.tokens if span.start <= t.start < span.end)


def _only_then(sent: Sentence, condition: Condition, lex: Lexicon, low: int, high: int) -> bool:
    """Whether a matter of negotiation is to come "only once", "only after", "only if": what the speaker would agree to then."""
    if condition.relation not in ("only_if", "not_before") or condition.holder is None:
        return False
    head = next((t for t in sent.tokens if low <= t.start < high and t.dep in ("nsubj", "nsubjpass")), None)
    only = any(t.lower == "only" for t in sent.tokens if low <= t.start)
    above = sent.tokens[head.head] if head is not None else None
    said = above is not None and above.dep in ("ccomp", "conj", "ROOT") and modal(sent, above.i) in ("would", "could", "can", "will")
    return only and said and head is not None and head.lemma.lower() in lex.words["matters"] | LEADING


def _befalls(sent: Sentence, scene: Scene, low: int, high: int) -> bool:
    """Whether what would follow is done by a thing and by nobody ("the duty would return", "it would lapse"): that is no party's yes."""
    verb = next((t for t in sent.tokens if low <= t.start < high and t.pos in VERBAL and t.dep not in ("aux", "auxpass")), None)
    own = dependent(sent, verb.i, "nsubj") if verb is not None else None
    return own is not None and own.pos == "NOUN" and own.start >= low and scene.party(sent, own.i) is None


def _acting(sent: Sentence, condition: Condition, lex: Lexicon, low: int, high: int) -> bool:
    """Whether what would follow is a matter of negotiation, or an act of the holder's own."""
    inside = [t for t in sent.tokens if low <= t.start < high]
    own = condition.holder.span if condition.holder is not None else None
    pronoun = any(t.dep == "nsubj" and t.lower in ("it", "they", "he", "she", "we", "i") for t in inside)
    if pronoun and any(t.lower in ("would", "will") for t in inside) and condition.consequent is not None and condition.consequent.actor is not None:
        return condition.holder is not None and condition.consequent.actor.name == condition.holder.name
    acts = own is not None and low <= own.start < high and any(t.lower in ("would", "will", "could", "can") for t in inside)
    return acts or any(lex.words["matters"] & {t.lemma, t.lower} for t in inside)


def _items(sent: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a list of terms, each a run of its own; one where it is no list."""
    inside = [t for t in sent.tokens if start <= t.start and t.end <= end]
    top = next((t for t in inside if not start <= sent.tokens[t.head].start < end or t.head == t.i), None)
    if top is None or top.pos not in ("VERB", "NOUN"):
        return [(start, end)]
    heads = [c.i for c in conjuncts(sent, top.i) if start <= c.start < end and c.pos == top.pos]
    if len(heads) < 2:
        return [(start, end)]
    bounds: list[tuple[int, int]] = []
    for n, head in enumerate(heads):
        later = {j for h in heads[n + 1 :] for j in subtree(sent, h)}
        kept = [j for j in subtree(sent, head) if j not in later and start <= sent.tokens[j].start < end and sent.tokens[j].pos not in ("PUNCT", "CCONJ")]
        bounds.append((sent.tokens[kept[0]].start, sent.tokens[kept[-1]].end))
    return bounds


def _made(condition: Condition, scene: Scene, value: str, target: tuple[int, int], at: tuple[int, int]) -> Stance:
    evidence, words = scene.document.span(*at), scene.document.span(*target)
    issues = scene.issues.find(scene.document, *target)
    assert condition.holder is not None
    return Stance(
        id=finding_id("stance", evidence),
        document=condition.document,
        evidence=(evidence,),
        by=By("stances", "condition"),
        certainty=condition.certainty,
        issues=issues,
        holder=condition.holder,
        target=Target("issue" if issues else "term", words.text, words, issues[0].issue if issues else None, text=evidence.text),
        value=value,
        voice=condition.voice,
        attributed_by=condition.attributed_by,
        level=condition.level,
        condition=condition.id,
    )


def _headlines(found: list[Stance], scene: Scene, sentences: tuple[Sentence, ...]) -> list[Stance]:
    """The stances of the body; those of a headline, which says more shortly what the report says, only where the body tells of none."""
    bounds = [(s.start, s.end) for s in sentences if s.index in scene.headline]
    body = [s for s in found if not any(low <= s.evidence[0].start < high for low, high in bounds)]
    return body or found
