"""What repeats over the whole record: copies of reports, paragraphs that an outlet prints again and again, and what each report so counts as.

What is told lies in `repeats` (document → origin, digest of all this), copies and boilerplate in `derived`, findings in boilerplate in `withheld`. What it
is told from lies in tables of its own (`taken`, by document), so that a report that comes, changes or goes touches only those with which it shares something:

    take (of each document by itself) → paragraphs (of an outlet, in many reports) → pairs (that share fingerprints) → groups → origins · withheld

A whole record is told as one to which all its reports come at once. `changes` reads, `write` writes: between the two no lock is held.
"""

from parley.record.repeats.bring import changes, forget
from parley.record.repeats.noted import DERIVED, Changes, write

__all__ = ["DERIVED", "Changes", "changes", "forget", "write"]
