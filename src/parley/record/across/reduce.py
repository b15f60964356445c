"""The reduce on one screen: from the findings of a negotiation's reports to what they say together. Pure; the order of documents makes no difference.

What is told within days (stories, claims, disputes) is computed stretch by stretch; what holds on over the years (positions, what is blocked, what became
of conditions and plans) from the negotiation as a whole.
"""

import msgspec

from parley.record.across import agenda, amounts, blocked, claims, disputes, events, positions, states, stories, texts
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.store import rows
from parley.record.who import identity

# Part of the derived tables' key: a change here makes every record compute them again.
VERSION = "16"


def told_together(corpus: Corpus, common: Common) -> Derived:
    """What the reports of one stretch tell together. `common`: what the whole record says of them."""
    corpus = resolved(corpus, common)
    copies, origins = common.copies, common.origins
    found = Derived(stories=stories.stories(corpus, common.boilerplate, copies))
    asserted = claims.assertions(corpus, copies)
    joined = disputes.claims_and_disputes(corpus, asserted, origins)
    found.claims = joined.claims
    figures = amounts.figure_disputes(corpus, found.stories, origins, copies)
    found.disputes = [*joined.disputes, *figures, *texts.text_disputes(corpus, asserted, found.stories, origins)]
    return found


def holding_on(corpus: Corpus, common: Common) -> Derived:
    """What holds on over all reports of a negotiation. The corpus needs no figures, and of statements only those that refuse or give up."""
    corpus = resolved(corpus, common)
    actors, copies = common.actors, common.copies
    found = Derived(positions=positions.positions(corpus, actors, copies), blocked=blocked.blocked(corpus, actors, copies))
    found.states = states.states(corpus, actors, copies, found.blocked)
    found.agenda = agenda.agenda(corpus, copies, actors)
    return found


def resolved(corpus: Corpus, common: Common) -> Corpus:
    """The corpus with the record's actors in the place of each document's own, joint ones told apart."""
    names = identity.references(common.identities, common.actors)
    members = identity.members(common.actors)
    findings = {id: events.apart(rows.renamed(finding, names), members) for id, finding in corpus.findings.items()}
    return msgspec.structs.replace(corpus, findings=findings)
