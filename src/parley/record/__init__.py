"""The record: findings of many documents in one SQLite file or PostgreSQL database, and what they say together.

open_record     opens or makes one                                          record (tables: schema; engine: database)
Record          add · judge · set · undo · forget · merge · as_of           record, writes, join, judging
                and all of `parley.model.Query`                             query, filters, fulltext
reduce          what many documents say together, pure and order-free       reduce (from a `Corpus` to a `Derived`: corpus)
"""

from parley.record.record import Record, merge, open_record

__all__ = ["Record", "merge", "open_record"]
