"""Genre: whether a page says that it is an opinion piece, a live blog or a report."""

import functools
import re
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from parley.lang import Language
from parley.model import Document
from parley.model.document import Genre
from parley.read.live import clock_times

_GENRES: tuple[Genre, ...] = ("report", "opinion", "live_blog")
_HEAD, _FOOT, _NOTICE, _SCAN = 4, 8, 600, 50_000
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


class _Forms:
    """The cues of one language, compiled once."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.types: dict[str, Genre] = {name.lower(): kind for kind in _GENRES for name in table["types"][kind]}
        self.paths = {name: kind for kind in ("opinion", "live_blog") for name in table["paths"][kind]}
        rubric = "|".join(table["opinion"]["rubric"])
        self.rubric = re.compile(rf"\W*(?:{rubric})\W*", re.IGNORECASE)
        self.titled = re.compile(rf"\W*(?:{rubric})\s*[|:–—-]\s*\S|\S.*\s[|–—]\s*(?:{rubric})\W*$", re.IGNORECASE)
        self.beside = re.compile(rf"\W*(?:{'|'.join(table['opinion']['beside'])})\W*", re.IGNORECASE)
        self.notice = re.compile("|".join(table["opinion"]["notice"]), re.IGNORECASE)
        self.live = re.compile("|".join(table["live_blog"]["title"]), re.IGNORECASE)
        self.live_line = re.compile("|".join(table["live_blog"]["line"]), re.IGNORECASE)


@functools.cache
def _forms(lang: Language) -> _Forms:
    return _Forms(lang.table("press")["genre"])


def genre(doc: Document, kinds: tuple[str, ...], lang: Language) -> Genre | None:
    """What the document says that it is: by the types and sections of its page, its address, its title, its rubric and notices, its timed entries.

    None when nothing says so: a report seldom says that it is one.
    """
    forms, named = _forms(lang), filed(kinds, doc.url, lang)
    if "live_blog" in named or _live(doc, forms, lang):
        return "live_blog"
    if "opinion" in named or _opinion(doc, forms):
        return "opinion"
    return "report" if "report" in named else None


def filed(kinds: tuple[str, ...], url: str | None, lang: Language) -> set[str]:
    """What a page files itself under, by its types and sections and by the parts of its address."""
    forms = _forms(lang)
    parts = urlsplit(_safe(url)).path.lower().split("/")[:-1]
    return {forms.types[kind.lower()] for kind in kinds if kind.lower() in forms.types} | {forms.paths[part] for part in parts if part in forms.paths}


def _safe(url: str | None) -> str:
    """The address, or nothing where it cannot be taken apart."""
    try:
        urlsplit(url or "")
    except ValueError:
        return ""
    return url or ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _opinion(doc: Document, forms: _Forms) -> bool:
    """A title or a line of the head under the rubric, no menu of rubrics; or a notice that the views are the author's own."""
    if doc.title and forms.titled.match(doc.title[:300]):
        return True
    head, foot = _lines(doc.text[:4000])[:_HEAD], _lines(doc.text[-6000:])[-_FOOT:]
    alone = any(forms.rubric.fullmatch(line) for line in head) and not any(forms.beside.fullmatch(line) for line in head)
    if alone or (head and len(head[0]) <= 160 and forms.titled.match(head[0])):
        return True
    return any(len(line) <= _NOTICE and forms.notice.search(_QUOTED.sub(" ", line)) for line in (*head, *foot))


def _live(doc: Document, forms: _Forms, lang: Language) -> bool:
    """Entries under times that run backwards; or forwards, where title or head say that it is live. Programmes and chronicles run forwards and say nothing."""
    head = _lines(doc.text[:4000])[:_HEAD]
    titles = [doc.title or "", *(line for line in head[:2] if len(line) <= 200)]
    says = any(forms.live.search(title) for title in titles) or any(forms.live_line.search(line) for line in head)
    times = clock_times(doc.text[:_SCAN], lang)
    falls = sum(one > other for one, other in pairwise(times))
    rises = sum(one < other for one, other in pairwise(times))
    return (len(times) >= 3 and falls >= 2 and not rises) or (says and len(times) >= 2 and (falls == 0 or falls > rises))
