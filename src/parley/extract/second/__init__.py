"""A second reader's answers, never trusted: what a language model says of a passage becomes a candidate only where the text bears it out.

said        what an answer may hold: the record's own fields, each span as words; the JSON schema of it for one codebook
passages    the runs of headline and body that are asked about, one at a time
locate      where words stand in a passage: verbatim after quotation marks, dashes and white space are made alike, mapped back to exact offsets
ground      an answer to candidates: spans found, actors and times resolved by our own rooms, values of the vocabulary; the rest counted as dropped
"""

from parley.extract.second.ground import Grounded, ground
from parley.extract.second.passages import Passage, passages
from parley.extract.second.said import INSTRUCTION, PROMPT, answer_schema

__all__ = ["INSTRUCTION", "PROMPT", "Grounded", "Passage", "answer_schema", "ground", "passages"]
