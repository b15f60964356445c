"""Bytes to text."""

import pytest

from parley.read.decode import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_in_any_unicode_form_is_read_without_its_mark(encoding: str) -> None:
    text = "The envoy’s café in Vesk – closed."
    assert decode(text.encode(encoding)).text == text


def test_windows_bytes_are_read_and_said() -> None:
    found = decode("The envoy’s café".encode("cp1252"))
    assert found.text == "The envoy’s café"
    assert found.note


def test_odd_bytes_in_utf8_do_not_spoil_the_rest() -> None:
    assert decode("“Talks” – ".encode() + b"caf\xe9 \x81").text == "“Talks” – café  "


def test_a_declared_encoding_counts_where_utf8_fails() -> None:
    assert decode("Переговоры".encode("cp1251"), "windows-1251").text == "Переговоры"
    assert decode("café".encode("latin-1"), "no-such-code").text == "café"


def test_control_and_direction_characters_are_replaced_one_for_one() -> None:
    found = decode(b"a\0b\x07c\x0cd" + "\u202ee".encode())
    assert found.text == "a b c\nd e"
    assert found.replaced == 3


def test_thirty_megabytes_of_odd_bytes_take_no_square_of_time() -> None:
    assert len(decode(b"\xe9" * 3_000_000).text) == 3_000_000
