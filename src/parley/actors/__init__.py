"""Who is spoken of: mentions in a report, and the actors that they stand for."""

from parley.actors.negotiation import decide_negotiation
from parley.actors.stage import find_actors

__all__ = ["decide_negotiation", "find_actors"]
