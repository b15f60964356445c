"""Disputes over what a text says: one says that the deal has a thing in it, another that it does not mention it.

Within one story (or one report), a statement that a text does not mention, contain or require something stands against statements of others that the
text does, when both are on one issue. It is a candidate: the two may speak of two texts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from parley.model import AnyFinding, Dispute, Event, Span, Stance, Statement, Story, digest
from parley.record.across.claims import Assertion
from parley.record.across.corpus import Corpus
from parley.record.across.denials import one_sentence, speaker
from parley.record.across.disputes import short, side
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.words import forms_of


def text_disputes(corpus: Corpus, all_: Mapping[str, Assertion], stories: Iterable[Story], origins: Mapping[str, str]) -> list[Dispute]:
    """The disputes over what a text has in it, by id."""
    home = {document: story.id for story in stories for document in story.documents}
    of_texts = {id: some for id, one in sorted(all_.items()) if (some := _of_a_text(one, corpus)) is not None}
    topics = _topics(corpus, [all_[id].finding for id in of_texts])
    has: defaultdict[tuple[str, str], list[Assertion]] = defaultdict(list)
    lacks: defaultdict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for id, some in of_texts.items():
        document = all_[id].finding.document
        for topic in topics[id]:
            (has if some else lacks)[(home.get(document, document), topic)].append(all_[id])
    found = []
    for key in sorted(lacks):
        without = lacks[key]
        told_by = {speaker(one) for one in without}
        within = [one for one in has[key] if speaker(one) not in told_by and not any(one_sentence(one, other) for other in without)]
        if within:
            first = min(without, key=lambda one: one.finding.id)
            sides = (side(within, corpus, origins), side(without, corpus, origins))
            found.append(Dispute(id=digest("text", first.finding.id, key[1]), kind="term", about=short(first.text), sides=sides, candidate=True))
    return found


def _of_a_text(one: Assertion, corpus: Corpus) -> bool | None:
    """Whether a statement says that a text has something in it (True) or lacks it (False); None when it says neither."""
    if not isinstance(one.finding, Statement) or one.denial:
        return None
    words_ = lexicon(corpus.documents[one.finding.document].language)
    forms = frozenset(forms_of(one.text))
    if not one.negated and one.finding.source.kind == "document":
        return True
    if not (forms & words_.texts and forms & words_.mentions):
        return None
    return False if forms & words_.negators else None if one.negated else True


def _topics(corpus: Corpus, of: Sequence[Statement | Event]) -> dict[str, set[str]]:
    """Statement → its issues, and those of the stances and the kinds of the events within its words."""
    documents = {finding.document for finding in of}
    inside: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for finding in corpus.findings.values():
        if finding.document in documents:
            inside[finding.document] += [(span, topic) for topic in _topic(finding) for span in finding.evidence]
    found = {}
    for finding in of:
        if isinstance(finding, Statement):
            own = {tag.issue for tag in finding.issues}
            found[finding.id] = own | {topic for span, topic in inside[finding.document] if any(content.overlaps(span) for content in finding.content)}
    return found


def _topic(finding: AnyFinding) -> list[str]:
    if isinstance(finding, Stance):
        return [issue for issue in (finding.target.issue, *(tag.issue for tag in finding.issues)) if issue]
    return [finding.type] if isinstance(finding, Event) else []
