"""From bytes to text: what was decoded stays as it is, and a character that cannot stand is replaced one for one, so that offsets hold."""

import codecs
import re

import msgspec

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters but tab and line ends; marks that turn the direction of writing around; lone surrogates; non-characters.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# A character of UTF-8 that takes several bytes (RFC 3629, section 4), or a byte that is part of none.
_ODD = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})|([\x80-\xff])"
)
_BREAKS = re.compile("[\x0b\x0c\x85]")


class Decoded(msgspec.Struct, frozen=True):
    """Text with the name of its encoding; `note` says what was off, `replaced` counts characters that were replaced one for one."""

    text: str
    encoding: str
    note: str | None = None
    replaced: int = 0


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The bytes as text: by byte order mark (left out), UTF-8, UTF-16 without a mark, the declared encoding, else Windows-1252 byte by byte.

    A file that is UTF-8 but for some bytes keeps its UTF-8 characters, and only the odd bytes are read as Windows-1252.

    >>> decode(b"caf\\xe9").text, decode(b"\\xef\\xbb\\xbfcaf\\xc3\\xa9").text
    ('café', 'café')
    """
    text, encoding, note = _characters(raw, declared)
    text, replaced = clean(text)
    return Decoded(text, encoding, note, replaced)


def clean(text: str) -> tuple[str, int]:
    """The text with a space for each control and direction character, a line feed for odd line ends; and how many there were."""
    text = _BREAKS.sub("\n", text)
    return _CONTROL.subn(" ", text)


def _characters(raw: bytes, declared: str | None) -> tuple[str, str, str | None]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            body = raw[len(mark) :]
            try:
                return body.decode(encoding), encoding, None
            except UnicodeDecodeError as fault:
                if encoding == "utf-8":
                    return (*_mixed(body), f"the byte order mark says UTF-8, byte {fault.start} does not")
                return body.decode(encoding, "replace"), encoding, f"the byte order mark says {encoding.upper()}, byte {fault.start} does not"
    wide = _wide(raw)
    if wide:
        return raw.decode(wide, "replace"), wide, f"read as {wide.upper()}"
    try:
        return raw.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError as fault:
        first = fault.start
    if declared:
        try:
            return raw.decode(declared), declared.lower(), None
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    text, encoding = _mixed(raw)
    return text, encoding, f"byte {first} and others read as Windows-1252"


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: in text of European languages every second byte is 0."""
    head = raw[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _mixed(raw: bytes) -> tuple[str, str]:
    """UTF-8 where it is UTF-8, Windows-1252 elsewhere; linear in the number of bytes."""
    return _ODD.sub(_windows, raw).decode("utf-8"), "windows-1252"


def _windows(found: re.Match[bytes]) -> bytes:
    odd = found.group(2)
    if odd is None:
        return found.group(1)
    try:
        return odd.decode("cp1252").encode("utf-8")
    except UnicodeDecodeError:
        return odd.decode("latin-1").encode("utf-8")
