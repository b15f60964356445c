"""Walking a sentence's dependency tree: the few steps that every extractor takes."""

from collections.abc import Iterator

from parley.model.parse import Sentence, Token


def dependents(sent: Sentence, i: int, *labels: str) -> Iterator[Token]:
    """The dependents of token `i`, in order; with labels, only those with one of them."""
    # The step that reading takes most often: no generator, no comprehension (each is a call of its own), and nothing built for a leaf.
    below = sent.children[i]
    if not below:
        return iter(below)  # type: ignore[arg-type]
    tokens = sent.tokens
    if not labels:
        return iter([tokens[child] for child in below])
    found = []
    for child in below:
        token = tokens[child]
        if token.dep in labels:
            found.append(token)
    return iter(found)


def dependent(sent: Sentence, i: int, *labels: str) -> Token | None:
    """The first dependent of token `i` with one of the labels, or None."""
    below = sent.children[i]
    if not below:
        return None
    tokens = sent.tokens
    for child in below:
        token = tokens[child]
        if not labels or token.dep in labels:
            return token
    return None


def subtree(sent: Sentence, i: int, *, without: tuple[str, ...] = ()) -> list[int]:
    """The indexes of token `i` and all below it, in order; branches whose label is in `without` are left out."""
    children = sent.children
    found = [i]
    if without:
        tokens = sent.tokens
        for at in found:  # grows as it goes
            for child in children[at]:
                if tokens[child].dep not in without:
                    found.append(child)
    else:
        for at in found:
            found += children[at]
    found.sort()
    return found


def reach(sent: Sentence, i: int, *, without: tuple[str, ...] = ()) -> tuple[int, int]:
    """First and last character offset (half-open) of the subtree of token `i`, punctuation at its ends left out."""
    at = subtree(sent, i, without=without)
    while len(at) > 1 and sent.tokens[at[0]].pos in ("PUNCT", "SPACE"):
        at.pop(0)
    while len(at) > 1 and sent.tokens[at[-1]].pos in ("PUNCT", "SPACE"):
        at.pop()
    return sent.tokens[at[0]].start, sent.tokens[at[-1]].end


def ancestors(sent: Sentence, i: int) -> Iterator[Token]:
    """The heads above token `i`, nearest first, up to the root."""
    while sent.tokens[i].head != i:
        i = sent.tokens[i].head
        yield sent.tokens[i]


def conjuncts(sent: Sentence, i: int) -> list[Token]:
    """Token `i` and all that are coordinated with it, in order ("Russia and Ukraine")."""
    children, tokens = sent.children, sent.tokens
    while tokens[i].dep == "conj":
        i = tokens[i].head
    found = [i]
    for at in found:  # grows as it goes
        for child in children[at]:
            if tokens[child].dep == "conj":
                found.append(child)
    return [tokens[j] for j in sorted(found)]


def token_at(sent: Sentence, offset: int) -> Token | None:
    """The token of the sentence that stands at the character offset, or None."""
    low, high = 0, len(sent.tokens)
    while low < high:
        middle = (low + high) // 2
        if sent.tokens[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    if low < len(sent.tokens) and sent.tokens[low].start <= offset:
        return sent.tokens[low]
    return None
