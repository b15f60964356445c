"""The reduce of one part on one screen: from its documents' findings to what they say together. Pure; the order of documents makes no difference."""

import msgspec

from parley.record.across import agenda, amounts, blocked, claims, disputes, events, positions, states, stories, texts
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.store import rows
from parley.record.who import identity

# Part of the derived tables' key: a change here makes every record compute them again.
VERSION = "15"


def reduce(corpus: Corpus, common: Common) -> Derived:
    """Everything that is derived from a part. `common`: what the whole record says of its documents."""
    derived = Derived()
    corpus = resolved(corpus, common)
    actors, copies, origins = common.actors, common.copies, common.origins
    derived.stories = stories.stories(corpus, common.boilerplate, copies)
    asserted = claims.assertions(corpus, copies)
    joined = disputes.claims_and_disputes(corpus, asserted, origins)
    derived.claims = joined.claims
    figures = amounts.figure_disputes(corpus, derived.stories, origins, copies)
    derived.disputes = [*joined.disputes, *figures, *texts.text_disputes(corpus, asserted, derived.stories, origins)]
    derived.positions = positions.positions(corpus, actors, copies)
    derived.blocked = blocked.blocked(corpus, actors, copies)
    derived.states = states.states(corpus, actors, copies, derived.blocked)
    derived.agenda = agenda.agenda(corpus, copies, actors)
    return derived


def resolved(corpus: Corpus, common: Common) -> Corpus:
    """The corpus with the record's actors in the place of each document's own, joint ones told apart."""
    names = identity.references(common.identities, common.actors)
    members = identity.members(common.actors)
    findings = {id: events.apart(rows.renamed(finding, names), members) for id, finding in corpus.findings.items()}
    return msgspec.structs.replace(corpus, findings=findings)
