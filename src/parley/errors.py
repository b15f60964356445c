"""The faults of a caller, as a small tree. Faults in the data are rows (`parley.model.Problem`), never exceptions.

ParleyError
├── UsageError          the call's words are off: an unknown view, a date that is none, two options that exclude each other
├── RecordError         the record cannot be opened, is of a newer version, or is in use
│   └── NotInRecord     an id that the record does not hold
├── CodebookError       a codebook, parties file or language folder breaks its form; says file, table and key
├── EngineError         the engine that was asked for cannot run: Ray is not installed or not reached, workers die before they read
└── EvidenceError       a finding without a span, or a span whose text is not what the document says there
"""


class ParleyError(Exception):
    """Root of every exception that parley raises on purpose."""


class UsageError(ParleyError):
    """The call's words are off."""


class RecordError(ParleyError):
    """The record cannot be opened or written."""


class NotInRecord(RecordError):
    """An id that the record does not hold."""


class CodebookError(ParleyError):
    """A codebook, parties file or language folder breaks its form."""


class EngineError(ParleyError):
    """The engine that was asked for cannot run."""


class EvidenceError(ParleyError):
    """A finding that does not point home."""
