"""parley reads the press on a negotiation and keeps its record."""

__version__ = "0.1.0"
