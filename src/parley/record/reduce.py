"""The reduce on one screen: from all documents' findings to what they say together. Pure; the order of documents makes no difference."""

import msgspec

from parley.record import (
    agenda,
    amounts,
    blocked,
    boilerplate,
    claims,
    copies,
    disputes,
    events,
    identity,
    origins,
    positions,
    rows,
    states,
    stories,
    texts,
)
from parley.record.corpus import Corpus, Derived

# Part of the derived tables' key: a change here makes every record compute them again.
VERSION = "14"


def reduce(corpus: Corpus) -> Derived:
    """Everything that is derived from the corpus."""
    derived = Derived()
    derived.identities, derived.actors = identity.join(corpus)
    derived.boilerplate = boilerplate.repeated(corpus)
    derived.withheld = boilerplate.withheld(corpus.findings.values(), derived.boilerplate)
    found = copies.copies(corpus, derived.boilerplate)
    origin = origins.origins(corpus.documents, found)
    derived.copies = origins.with_origins(found, origin)
    corpus = resolved(corpus, derived)
    derived.stories = stories.stories(corpus, derived.boilerplate, derived.copies)
    asserted = claims.assertions(corpus, derived.copies)
    joined = disputes.claims_and_disputes(corpus, asserted, origin)
    derived.claims = joined.claims
    figures = amounts.figure_disputes(corpus, derived.stories, origin, derived.copies)
    derived.disputes = [*joined.disputes, *figures, *texts.text_disputes(corpus, asserted, derived.stories, origin)]
    derived.positions = positions.positions(corpus, derived.actors, derived.copies)
    derived.blocked = blocked.blocked(corpus, derived.actors, derived.copies)
    derived.states = states.states(corpus, derived.actors, derived.copies, derived.blocked)
    derived.agenda = agenda.agenda(corpus, derived.copies, derived.actors)
    return derived


def resolved(corpus: Corpus, derived: Derived) -> Corpus:
    """The corpus without withheld findings, and with the record's actors in the place of each document's own, joint ones told apart."""
    names = identity.references(derived.identities, derived.actors)
    hidden = set(derived.withheld)
    members = identity.members(derived.actors)
    findings = {id: events.apart(rows.renamed(finding, names), members) for id, finding in corpus.findings.items() if id not in hidden}
    return msgspec.structs.replace(corpus, findings=findings)
