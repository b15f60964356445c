"""Noun phrases: how far they reach, and the office that a title names."""

from typing import NamedTuple

from parley.actors.words import Words
from parley.model import Sentence, Token

OUT = frozenset(
    {"conj", "cc", "preconj", "advcl", "ccomp", "parataxis", "mark", "aux", "auxpass", "cop", "nsubj", "nsubjpass", "neg", "punct", "dep", "npadvmod"}
    | {"advmod", "meta", "intj"}
)
CLAUSES = frozenset(("relcl", "acl"))
EDGE = frozenset((",", ";", ":", "-", "--", "(", ".", "'", '"', "?", "!", "•", "*", "―", "—"))


def reach(sent: Sentence, root: int, prepositions: frozenset[str] | None = None) -> tuple[int, int]:
    """First and last token of the noun phrase around `root`: determiners, titles, appositions, complements and relative clauses; no coordination.

    prepositions: those that may open a complement of the root itself (of a personal name); None for all.
    """
    low = high = root
    stack = [root]
    children = sent.children
    tokens = sent.tokens
    colon: int | None = None
    while stack:
        i = stack.pop()
        for child in children[i]:
            if child > root and colon is None:
                colon = next((t.i for t in tokens[root:] if t.text == ":"), len(tokens))
            if colon is not None and child > colon or i == root and not _inside(sent, root, child, prepositions):
                continue
            if i != root and child < i and tokens[child].dep == "prep":  # "On Sunday masked men": what the parser hangs on an adjective before it
                continue
            stack.append(child)
            if child < low:
                low = child
            elif child > high:
                high = child
    while low < root and tokens[low].lower in EDGE:
        low += 1
    while high > root and (tokens[high].lower in EDGE or tokens[high].tag == "POS" or tokens[high].dep == "cc"):
        high -= 1
    if high + 1 < len(tokens) and tokens[high + 1].text == ")" and any(tokens[i].text == "(" for i in range(low, high)):
        high += 1
    return low, high


def _inside(sent: Sentence, root: int, child: int, prepositions: frozenset[str] | None) -> bool:
    """Whether a child of the head belongs to its phrase. What stands before it and is a clause or a time ("09:40") does not, whatever the parse says."""
    token = sent.tokens[child]
    if token.dep in OUT:
        return token.dep in ("advmod", "npadvmod") and child < root
    if child < root:
        told = token.pos == "VERB" and any(sent.tokens[c].quote >= 0 or sent.tokens[c].dep == "punct" for c in sent.children[child])
        return not (told or token.dep in CLAUSES or token.dep == "nummod" and ":" in token.text)
    return prepositions is None or token.dep != "prep" or token.lower in prepositions


class Title(NamedTuple):
    """A title as written: index of its first token, its words without the owner, its noun; token index of the owner (-1), whether it says former."""

    first: int
    text: str
    noun: str
    owner: int
    former: bool


def title_at(sent: Sentence, n: int, owned: dict[int, tuple[int, int]], w: Words) -> Title:
    """The title whose noun is token `n`: "Kremlin spokesman", "Trump's special envoy", "minister of defence", "the former president of Norra".

    owned: for each token that is part of a known name, the first and last token of that name.
    """
    tokens = sent.tokens
    first, owner, former = n, -1, False
    words = [tokens[n]]
    i = n - 1
    while i >= 0:
        token = tokens[i]
        if i in owned:
            owner = owned[i][0] if owner < 0 else owner
            first = i = owned[i][0]
        elif token.tag == "POS" and i - 1 in owned:
            owner = owned[i - 1][0]
            first = i = owner
            break
        elif token.lower in w.former or token.lower.removeprefix("ex-") != token.lower:
            former, first = True, i
        elif token.lower in w.small["own"]:
            first = i
        elif token.text == "-" and words:
            words.append(token)
        elif token.pos in ("ADJ", "NOUN", "PROPN") and (token.dep in ("amod", "compound", "nmod") or token.lower in w.inner):
            words.append(token)
            first = i
        elif token.tag == "PRP$":
            owner, first = i, i
            break
        elif token.dep == "det":
            first = i
            break
        else:
            break
        i -= 1
    words.reverse()
    text = _join(words)
    after, owner = _complement(sent, n, owned, owner, w)
    return Title(first, (text + after).lower().strip(" -"), tokens[n].lemma.lower(), owner, former)


def _join(words: list[Token]) -> str:
    return "".join(t.text + (" " if n + 1 < len(words) and words[n + 1].start > t.end else "") for n, t in enumerate(words))


def _complement(sent: Sentence, n: int, owned: dict[int, tuple[int, int]], owner: int, w: Words) -> tuple[str, int]:
    """What follows the noun: "of defence" belongs to the title, "of Norra" says whose it is."""
    for child in sent.children[n]:
        prep = sent.tokens[child]
        if prep.dep != "prep" or prep.i < n or prep.lower not in w.small["after_noun"]:
            continue
        for grand in sent.children[child]:
            token = sent.tokens[grand]
            if token.dep != "pobj":
                continue
            inside = owned.get(grand)
            if inside is not None:
                if prep.lower in w.small["of"]:
                    return "", owner if owner >= 0 else inside[0]
                return f" {prep.lower} {_join(list(sent.tokens[inside[0] : inside[1] + 1]))}", owner
            if prep.lower in w.small["of"] and token.pos in ("NOUN", "PROPN"):
                return f" {prep.lower} {_join(list(sent.tokens[prep.i + 1 : grand + 1]))}", owner
    return "", owner
