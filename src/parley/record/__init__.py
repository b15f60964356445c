"""The record: findings of many documents in one SQLite file or PostgreSQL database, and what they say together.

open_record     opens or makes one                                          record (tables: schema; engine: database)
Record          add · judge · set · undo · forget · merge · as_of           record, writes, join, judging
                and all of `parley.model.Query`                             query, filters, fulltext
reduce          what the documents of a part say together, pure             reduce (from a `Corpus` to a `Derived`: corpus)
                which parts there are, and which are to be computed anew    derive, parts; of the whole record: naming, repeats
"""

from parley.record.derive import Run
from parley.record.parts import Done, Part
from parley.record.record import Record, merge, open_record

__all__ = ["Done", "Part", "Record", "Run", "merge", "open_record"]
