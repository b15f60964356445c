"""Who is spoken of: mentions in a report, and the actors that they stand for."""

from parley.actors.stage import find_actors

__all__ = ["find_actors"]
