"""A piece of HTML as paragraphs: for feeds and mails, whose bodies are the article and need no extraction."""

import re

import lxml.etree
import lxml.html

from parley.read.decode import clean

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
        "section",
        "article",
        "header",
        "footer",
        "pre",
        "figure",
        "figcaption",
        "hr",
        "br",
    ]
)
_LEFT_OUT = frozenset(("script", "style", "head", "template", "noscript", "iframe", "svg"))


def paragraphs(markup: str) -> list[str]:
    """The paragraphs of some HTML or plain text, white space made single; breaks and block elements divide them.

    >>> paragraphs("<p>Talks <b>resumed</b>.</p>The envoy left.<br>He smiled.")
    ['Talks resumed.', 'The envoy left.', 'He smiled.']
    """
    if "<" not in markup and "&" not in markup:
        return _lines(markup)
    try:
        tree = lxml.html.document_fromstring(f"<html><body>{markup}</body></html>")
    except (lxml.etree.LxmlError, ValueError):
        return _lines(re.sub(r"<[^<>]{0,2000}>", " ", markup))
    parts: list[str] = []
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            if tag in _BLOCKS:
                parts.append("\n")
            if element.text and tag not in _LEFT_OUT:
                parts.append(re.sub(r"\s+", " ", element.text))
            continue
        if tag in _BLOCKS and event == "end":
            parts.append("\n")
        if element.tail and (element.getparent() is None or element.getparent().tag not in _LEFT_OUT):
            parts.append(re.sub(r"\s+", " ", element.tail))
    return _lines("".join(parts))


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(clean(line)[0].split()) for line in text.splitlines()) if line]
