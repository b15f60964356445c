"""E-mail: one report a message (.eml), or one for each message of a mailbox (.mbox)."""

import email
import email.errors
import email.header
import email.message
import email.policy
import re
from collections.abc import Iterator

from parley.model import DateCandidate, Problem
from parley.read.dates import iso
from parley.read.decode import Decoded, decode
from parley.read.faults import NotRead, problem
from parley.read.formats.markup import paragraphs
from parley.read.formats.plain import coding, decoded, several
from parley.read.options import ReadOptions
from parley.read.report import Meta, Report, Source

_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{3,200}\n")
_PARTS = 200


def read_message(source: Source, options: ReadOptions) -> Iterator[Report]:
    """The report of a message, or the reports that it holds: its text part as it stands, else its HTML as paragraphs; attachments are left out."""
    yield from several(_report(source.whole(options.limits.file_bytes), ""), options.limits.report_characters)


def read_mailbox(source: Source, options: ReadOptions) -> Iterator[Report | Problem]:
    """A report a message; a message without text costs itself alone."""
    raw = source.whole(options.limits.file_bytes)
    starts = [found.end() for found in _FROM.finditer(raw)]
    if not starts:
        raise NotRead("malformed", what="The mailbox", why="no line begins with “From ”")
    ends = [found.start() for found in _FROM.finditer(raw)][1:]
    for number, (start, end) in enumerate(zip(starts, [*ends, len(raw)], strict=True), 1):
        try:
            found = _report(re.sub(rb"(?m)^>(>*From )", rb"\1", raw[start:end]), f"#{number}")
            yield from several(found, options.limits.report_characters)
        except NotRead as fault:
            yield problem(fault.code, source.name, **fault.details)


def _report(raw: bytes, part: str) -> Report:
    message = parsed_message(raw)
    found = _text(message)
    text = decoded(found)
    subject, sender, sent = (_header(message, name) for name in ("Subject", "From", "Date"))
    outlet = re.sub(r"\s*<[^<>]*>\s*$", "", sender).strip('"') if sender else None
    date = iso(sent) if sent else None
    key = _header(message, "Message-ID")
    return Report(
        text=text, part=part, faults=coding(found), given=Meta(id=key.strip("<> ") if key else None),
        found=Meta(title=subject, outlet=outlet), dates=(DateCandidate(date, "metadata"),) if date else (),
    )  # fmt: skip


def parsed_message(raw: bytes) -> email.message.Message:
    """The message with its parts; raises `NotRead` when parts are nested deeper than anything that a mail program writes."""
    try:
        return email.message_from_bytes(raw, policy=email.policy.compat32)
    except RecursionError as fault:
        raise NotRead("malformed", what="The message", why="its parts are nested too deep") from fault


def _text(message: email.message.Message) -> Decoded:
    """The first text part, else the first HTML part as paragraphs."""
    html: Decoded | None = None
    for count, part in enumerate(message.walk()):
        if count > _PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        raw = part.get_payload(decode=True)
        found = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset())
        if kind == "text/plain" and found.text.strip():
            return found
        if kind == "text/html" and html is None:
            html = Decoded("\n".join(paragraphs(found.text)), found.encoding, found.note, found.replaced)
    return html or Decoded("", "utf-8")


def _header(message: email.message.Message, name: str) -> str | None:
    """A header as one line, its encoded words decoded."""
    value = message.get(name)
    if value is None:
        return None
    try:
        parts = email.header.decode_header(str(value))
        text = "".join(decode(words, charset).text if isinstance(words, bytes) else words for words, charset in parts)
    except (ValueError, LookupError, email.errors.HeaderParseError):
        text = str(value)
    return " ".join(text.split())[:1000] or None
