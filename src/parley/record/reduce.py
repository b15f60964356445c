"""The reduce on one screen: from all documents' findings to what they say together. Pure; the order of documents makes no difference."""

from parley.record import identity
from parley.record.corpus import Corpus, Derived

# Part of the derived tables' key: a change here makes every record compute them again.
VERSION = "1"


def reduce(corpus: Corpus) -> Derived:
    """Everything that is derived from the corpus."""
    derived = Derived()
    derived.identities, derived.actors = identity.join(corpus)
    return derived
