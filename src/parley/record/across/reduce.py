"""The reduce on one screen: from the findings of a negotiation's reports to what they say together. Pure; the order of documents makes no difference.

What is told within days (stories, claims, disputes) is computed stretch by stretch; what holds on over the years (positions, what is blocked, what became
of conditions and plans) of what all reports of a negotiation say about each, which each says by itself.
"""

import msgspec

from parley.record.across import amounts, claims, disputes, events, holding, stories, texts
from parley.record.across.corpus import Common, Corpus, Derived
from parley.record.across.holding import Heard, holding_on
from parley.record.store import rows
from parley.record.who import identity

__all__ = ["VERSION", "heard", "holding_on", "told_together"]
# Part of the derived tables' key: a change here makes every record compute them again.
VERSION = "19"


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


def heard(corpus: Corpus, common: Common) -> dict[str, list[Heard]]:
    """Document → what it says that holds on, by the part of it (`holding_on` then computes each part from what all reports say for it).

    The corpus needs no figures, and of statements only those that refuse or give up.
    """
    return holding.heard(resolved(corpus, common), common)


def resolved(corpus: Corpus, common: Common) -> Corpus:
    """The corpus with the record's actors in the place of each document's own, joint ones told apart."""
    names = identity.references(common.identities, common.actors)
    members = identity.members(common.actors)
    findings = {id: events.apart(rows.renamed(finding, names), members) for id, finding in corpus.findings.items()}
    return msgspec.structs.replace(corpus, findings=findings)
