"""One language's words, as data: a folder of TOML tables and trained weights per language code, and no code.

`load("en").table("speech")` is the table `lang/en/speech.toml`; `.weights("statements")` the bytes of `lang/en/weights/statements.*`. Corpora
(`*.corpus.toml`: [[example]], [[negative]], [[known_failure]]) lie beside the tables that they test.
"""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from parley.errors import CodebookError


class Language:
    """One language: tables and weights, read when first asked for and kept."""

    def __init__(self, code: str) -> None:
        folder = resources.files(__name__) / code
        if not code.isalpha() or not folder.is_dir():
            raise CodebookError(f"no language {code!r}: there are {', '.join(languages())}")
        self.code = code
        self._folder = folder
        self._tables: dict[str, Mapping[str, Any]] = {}
        self._weights: dict[str, bytes] = {}

    def table(self, name: str) -> Mapping[str, Any]:
        """The table `name`.toml as nested mappings; raises `CodebookError` when the language has none or it is not TOML."""
        if name not in self._tables:
            try:
                raw = tomllib.loads((self._folder / f"{name}.toml").read_text(encoding="utf-8"))
            except (FileNotFoundError, tomllib.TOMLDecodeError) as fault:
                raise CodebookError(f"lang/{self.code}/{name}.toml: {fault}") from fault
            self._tables[name] = MappingProxyType(raw)
        return self._tables[name]

    def has(self, name: str) -> bool:
        """Whether the language has a table of that name."""
        return (self._folder / f"{name}.toml").is_file()

    def weights(self, name: str) -> bytes | None:
        """The bytes of trained weights, or None when the language ships none of that name."""
        if name not in self._weights:
            found = [f for f in (self._folder / "weights").iterdir() if f.name.split(".")[0] == name] if (self._folder / "weights").is_dir() else []
            if not found:
                return None
            self._weights[name] = found[0].read_bytes()
        return self._weights[name]


def languages() -> list[str]:
    """The codes of the languages that there is data for."""
    return sorted(f.name for f in resources.files(__name__).iterdir() if f.is_dir() and f.name.isalpha())


@functools.cache
def load(code: str) -> Language:
    """The language `code` ("en"); raises `CodebookError` when there is no such folder."""
    return Language(code)
