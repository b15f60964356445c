"""The record: findings of many documents in one SQLite file or PostgreSQL database, and what they say together.

open_record     opens or makes one                                          record
Record          add · judge · set · undo · forget · merge · as_of           record, join, store, judgements
                and all of `parley.model.Query`                             queries
reduce          what the documents of a part say together, pure             across
                who is who in the whole record; what repeats in it          who · repeats, by the measures of likeness
                which parts there are, and which are to be computed anew    parts, derive
"""

from parley.record.derive import Run
from parley.record.parts import Done, Part
from parley.record.record import Record, merge, open_record

__all__ = ["Done", "Part", "Record", "Run", "merge", "open_record"]
