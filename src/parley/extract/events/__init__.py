"""Events by verb and noun frames over the parse."""

from parley.extract.events.find import find_events
from parley.extract.events.limits import limit_events

__all__ = ["find_events", "limit_events"]
