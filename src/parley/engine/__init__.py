"""Runs the map over documents and feeds the record; what is in the record already is not read again.

The map is `pipeline.annotate` on every engine: `local` (one process), `processes` (several on one machine), `on_ray` (Ray, on one machine or many).
The reduce goes part by part over the same engines (`reducing`).
"""

from parley.engine.choose import engine_of
from parley.engine.local import local
from parley.engine.processes import processes
from parley.engine.run import Summary, read_into, reread
from parley.engine.shards import Engine

__all__ = ["Engine", "Summary", "engine_of", "local", "processes", "read_into", "reread"]
