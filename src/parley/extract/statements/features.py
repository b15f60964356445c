"""What the trained scorer sees of a candidate: names of features, made from the cue, its frame, its place in the sentence, source and content."""

from collections.abc import Iterator, Mapping, Sequence

from parley.extract.statements.candidate import CUT_OUT, Candidate
from parley.extract.statements.lexicon import Lexicon
from parley.extract.statements.rules import lexical_frame, rule_score, sense_of
from parley.extract.statements.syntax import SUBJECT
from parley.model import AnnotatedDocument, Sentence, Token
from parley.model.lookup import outer_quotations
from parley.model.tree import dependent, dependents

FIRST_PERSON = ("i", "we", "me", "us", "my", "our")
COARSE = ("bias", "frame=", "pos=", "kind=", "fits=", "size=", "inside=", "source=", "pieces=", "cdep=", "inner=")
SECOND_PERSON = ("you", "your")
Rivals = Mapping[tuple[int, int], tuple[str, ...]]


def rivals(candidates: Sequence[Candidate]) -> Rivals:
    """The frames that are possible at each cue, in order: a reading is judged beside the others."""
    found: dict[tuple[int, int], set[str]] = {}
    for c in candidates:
        found.setdefault((c.sent, c.head), set()).add(c.frame)
    return {key: tuple(sorted(frames)) for key, frames in found.items()}


def features(doc: AnnotatedDocument, c: Candidate, lex: Lexicon, others: Rivals) -> list[str]:
    """The names of the features that hold of a candidate."""
    sent = doc.sentences[c.sent]
    entry = sense_of(c, lex)
    frame = lexical_frame(c)
    kind = entry.kind if entry else "none"
    fits = "fits" if entry is not None and frame in entry.frames else "unfit" if entry else "unknown"
    rule = f"{round(rule_score(c, sent, lex) * 10)}"
    found = [
        "bias", f"frame={c.frame}", f"pos={c.pos}|{c.frame}", f"rule={rule}", f"rule={rule}|{c.frame}", f"fits={fits}|{c.frame}", f"kind={kind}|{c.frame}",
        f"act={entry.act if entry else None}|{c.frame}", f"strong={entry.strong if entry else None}|{fits}|{c.pos}", f"lemma={c.pos}:{c.lemma}",
        f"lemma={c.pos}:{c.lemma}|{c.frame}", f"lemma={c.pos}:{c.lemma}|{frame}", f"kind={kind}|{fits}",
    ]  # fmt: skip
    found += (f"beside={o}|{c.frame}" for o in others[c.sent, c.head] if o != c.frame)
    found += _of_inner(sent, c, lex)
    found += _of_source(doc, c, lex, kind)
    found += _of_content(doc, c)
    found += _of_end(sent, c)
    if c.pos != "phrase":
        found += _of_cue(sent, sent.tokens[c.head], kind, c)
    if c.frame.startswith("q"):
        found += _of_quotation(sent, c, kind)
    else:
        found.append(f"inside={sent.quotation >= 0}|{c.pos}|{kind}")
    if sent.paragraph == 0:
        found.append(f"top|{c.frame}")
    return found


def _of_source(doc: AnnotatedDocument, c: Candidate, lex: Lexicon, kind: str) -> Iterator[str]:
    if c.source_at is None:
        yield f"source=none|{c.frame}"
        yield f"source=none|{kind}"
        return
    head = doc.sentences[c.source_at[0]].tokens[c.source_at[1]]
    if head.pos == "PRON":
        what = "i" if head.lower in FIRST_PERSON else "you" if head.lower in SECOND_PERSON else head.tag if head.tag in ("WP", "WDT") else head.lower
    elif head.pos == "PROPN":
        what = "name"
    else:
        lemma = lex.lemma(head.lemma)
        what = next((k for k, words in lex.sources.items() if lemma in words), "noun")
        yield f"sourcelemma={lemma}"
    yield f"source={what}"
    yield f"source={what}|{kind}"
    yield f"source={what}|{c.frame}"
    if c.pos == "verb" and c.cue:
        yield f"sourceside={c.source[0][0] < c.cue[0][0]}|{c.frame}"
        yield f"sourcedep={head.dep}|{head.head == c.head and c.source_at[0] == c.sent}"


def _of_inner(sent: Sentence, c: Candidate, lex: Lexicon) -> Iterator[str]:
    """What an infinitive or gerund as content does: "declined to comment" differs from "declined to name the buyer"."""
    if c.frame.startswith(">"):
        verb = dependent(sent, c.head, "xcomp")
    else:
        verb = sent.tokens[c.content_at] if lexical_frame(c) in ("to", "ing") and 0 <= c.content_at < len(sent.tokens) else None
    if verb is None:
        return
    entry = lex.sense("verb", lex.lemma(verb.lemma), "that")
    kind = entry.kind if entry is not None else "none"
    full = dependent(sent, verb.i, "dobj", "ccomp", "xcomp", "prep") is not None
    outer = sense_of(c, lex)
    yield f"inner={kind}|{full}|{c.frame}"
    yield f"inner={kind}|{full}|{outer.kind if outer else None}"


def _of_content(doc: AnnotatedDocument, c: Candidate) -> Iterator[str]:
    text = doc.document.text
    start, end = c.content[0][0], c.content[-1][1]
    words = sum(text.count(" ", a, b) + 1 for a, b in c.content)
    size = "1" if words == 1 else "2" if words == 2 else "3-5" if words < 6 else "6-12" if words < 13 else "13-40" if words < 41 else "long"
    yield f"size={size}"
    yield f"size={size}|{c.frame}"
    yield f"pieces={min(3, len(c.content))}|{c.frame}"
    if not c.frame.startswith("q"):
        inner = text[start:end]
        if '"' in inner or "“" in inner or "”" in inner or "''" in inner:
            yield "quoted"
            yield f"quoted|{c.frame}"
            yield f"past={any(start <= q.inner_start and q.end + 2 < end for q in outer_quotations(doc, start, start))}|{c.frame}"
        head = doc.sentences[c.sent].tokens[c.content_at]
        yield f"chead={head.tag}|{c.frame}"
        yield f"cdep={head.dep}|{c.frame}"
        if head.pos == "NOUN":
            yield f"cheadlemma={head.lemma.lower()}"
        elif head.pos in ("PRON", "DET"):
            yield f"cpron={head.lower}|{c.frame}"
    yield f"order={'before' if c.cue and start < c.cue[0][0] else 'after'}|{c.frame}"


def _of_end(sent: Sentence, c: Candidate) -> Iterator[str]:
    """What the sentence goes on with where the content ends, and how that hangs on the content: ", and that …" belongs to it, ", which …" often does not."""
    start, end = c.content[0][0], c.content[-1][1]
    if c.frame in CUT_OUT or not sent.start <= start < end <= sent.end:
        return
    cut = c.frame.partition("-")[2]
    rest = [t for t in sent.tokens if t.start >= end and t.end > t.start]
    words = [t for t in rest if t.pos != "PUNCT"]
    if not words:
        yield f"next=end|{cut}"
        return
    mark = rest[0].text if rest[0].pos == "PUNCT" else ""
    first = _shape(words[0])
    then = f" {_shape(words[1])}" if words[0].pos == "CCONJ" and len(words) > 1 else ""
    yield f"next={mark}{first}{then}"
    yield f"next={mark}{first}{then}|{cut}"
    yield f"next={mark}|{cut}"
    inside = {t.i for t in sent.tokens if start <= t.start < end}
    tail = next((t for t in words if t.head in inside), None)
    if tail is None:
        yield f"tail=none|{mark}|{cut}"
        return
    own = any(sent.tokens[i].dep in SUBJECT for i in sent.children[tail.i])
    side = f"{tail.tag == sent.tokens[c.content_at].tag}{tail.tag == sent.tokens[c.head].tag}" if tail.pos in ("VERB", "AUX") else tail.pos
    top = "top" if tail.head == c.content_at else "deep"
    yield f"tail={tail.dep}|{own}|{side}|{cut}"
    yield f"tail={tail.dep}|{top}|{mark}|{cut}"
    yield f"tail={tail.dep}|{first}|{cut}"


def _shape(token: Token) -> str:
    """A function word itself, of other words the tag."""
    return token.lower if token.pos in ("ADP", "SCONJ", "CCONJ", "PRON", "DET", "PART", "ADV") or token.lower == "including" else token.tag


def _of_cue(sent: Sentence, cue: Token, kind: str, c: Candidate) -> Iterator[str]:
    yield f"tag={cue.tag}|{c.pos}"
    yield f"tag={cue.tag}|{c.frame}"
    yield f"tag={cue.tag}|{kind}"
    yield f"dep={cue.dep}|{c.pos}"
    yield f"dep={cue.dep}|{kind}"
    head = sent.tokens[cue.head]
    if head.i != cue.i:
        yield f"under={head.lemma.lower()}|{cue.dep}"
    mark = dependent(sent, cue.i, "mark")
    if mark is not None:
        yield f"mark={mark.lower}"
    for aux in dependents(sent, cue.i, "aux", "auxpass", "neg"):
        yield f"aux={aux.lower if aux.tag in ('MD', 'TO') or aux.dep == 'neg' else aux.lemma}|{kind}"
        yield f"aux={aux.tag}|{c.pos}"
    for child in dependents(sent, cue.i, "dobj", "prep", "ccomp", "xcomp", "prt", "det", "amod", "poss"):
        yield f"has={child.dep}|{c.frame}"
    if c.pos == "noun":
        det = dependent(sent, cue.i, "det", "poss")
        yield f"det={det.dep if det is not None and det.dep == 'poss' else det.lower if det is not None else None}"
        yield f"noundep={cue.dep}|{head.lemma.lower() if cue.dep in ('dobj', 'attr', 'pobj') else ''}"
        yield f"number={cue.tag}"


def _of_quotation(sent: Sentence, c: Candidate, kind: str) -> Iterator[str]:
    if c.frame in ("q:above", "q-dash"):
        return
    distance = abs(c.content_at - c.head)
    near = str(distance) if distance < 5 else "5-8" if distance < 9 else "9-15" if distance < 16 else "far"
    place, cue = sent.tokens[c.content_at], sent.tokens[c.head]
    yield f"near={near}|{c.frame}"
    yield f"near={near}|{kind}"
    low, high = sorted((c.content_at, c.head))
    between = sent.tokens[low + 1 : high]
    yield f"between={sum(t.pos == 'VERB' for t in between)}|{c.frame}"
    yield f"colon={any(t.text == ':' for t in between)}|{c.frame}"
    link = "child" if place.head == cue.i else "parent" if cue.head == place.i else "far"
    yield f"link={link}|{c.frame}"
    yield f"link={link}|{kind}"
    yield f"qdep={place.dep if link == 'child' else cue.dep}|{link}"
    yield f"whole={sent.tokens[0].i == c.content_at}|{c.frame}"


def for_scheme(names: Sequence[str], scheme: str) -> list[str]:
    """The features with copies of the coarse ones for an annotation scheme other than the default one, so that one model learns from both.

    Method: Daumé III, "Frustratingly easy domain adaptation" (2007).
    """
    return [*names, *(f"{scheme}:{name}" for name in names if name.startswith(COARSE))] if scheme else list(names)
