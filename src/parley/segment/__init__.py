"""Documents into blocks, quotations and parsed sentences."""

from parley.segment.blocks import label
from parley.segment.parse import parse, parse_ahead
from parley.segment.quotations import find_quotations

__all__ = ["find_quotations", "label", "parse", "parse_ahead"]
