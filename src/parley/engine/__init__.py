"""Runs the map over documents and feeds the record; what is in the record already is not read again."""

from parley.engine.local import Summary, read_into, reread

__all__ = ["Summary", "read_into", "reread"]
