"""Reading: bytes in, documents out.

walk        which files the paths stand for
manifest    what a manifest.csv says of the files beside it
formats/    which reader reads what, and the readers, one a format
clippings/  files that hold many reports under one another
fetch/      addresses, only where fetching is asked for
pages/      a PDF's pages, in a process of their own
decode      bytes to text, character for character
finish      from a report as found to a Document: dates (dates) · language · dateline · byline · agency
faults      the catalogue of what can go wrong
fetch/      addresses of the web, only when it is asked for (fetch_inputs)
inputs      read_inputs: all of it, one document after another
"""

from parley.read.faults import FAULTS, lost
from parley.read.inputs import as_document, read_inputs
from parley.read.options import Limits, ReadOptions

__all__ = ["FAULTS", "Limits", "ReadOptions", "as_document", "lost", "read_inputs"]
