"""When: every time that a document gives, resolved or honestly unknown.

words       text → tokens with classes           the language's lexicon
grammar     tokens → expressions                  recognise: rules are data
build       a rule's slots → a term
algebra     term + context → reading              normalise: knows no language
values · feasts    stretches of the calendar, days that move
evidence    which way a clause looks
anchors     what a document counts from
resolve     the narrative, the model's Time: `read_times`
published   a missing publication date that the text forces: `infer_published`
"""

from parley.times.published import date_report, infer_published
from parley.times.resolve import read_times

__all__ = ["date_report", "infer_published", "read_times"]
