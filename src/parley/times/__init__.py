"""When: every time that a document gives, resolved or honestly unknown.

    words       text → tokens with classes          (the language's lexicon)
    grammar     tokens → expressions                 recognise; rules are data
    algebra     expression + context → value         normalise; knows no language
    evidence    which way a clause looks
    resolve     anchors, the narrative, the model's Time
"""

from parley.times.resolve import read_times

__all__ = ["read_times"]
