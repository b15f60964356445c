"""Those whom a report speaks of, while they are still being learned."""

from dataclasses import dataclass, field

from parley.model import Span
from parley.model.actor import ActorKind


@dataclass(slots=True)
class OfficeSeen:
    """An office read from the text: title, key of whose it is, and where it says so."""

    title: str
    noun: str
    of: str | None
    former: bool
    span: Span


@dataclass(slots=True)
class Who:
    """One of them: key, fullest name, kind, and what the report has said so far. gender: "man", "woman", "thing", "" (unknown); plural: several."""

    key: str
    name: str
    kind: ActorKind
    of: str | None = None
    gender: str = ""
    plural: bool = False
    words: tuple[str, ...] = ()
    offices: list[OfficeSeen] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    members: tuple[str, ...] = ()
    side: str | None = None
    role: str | None = None
    brought: "Draft | None" = None

    @property
    def unnamed(self) -> bool:
        """Whether the report never says who it is: `brought` is the mention that brought them in."""
        return self.brought is not None


@dataclass(slots=True)
class Draft:
    """A mention before it is resolved. first, last: tokens of its core (the name, or the head noun). lemma: of the head. dep: grammatical role of the phrase.

    acts: its verb is one of speech, thought or will. quoted: it stands inside a quotation. definite: "the", "this", a possessor.
    """

    sentence: int
    head: int
    start: int
    end: int
    kind: ActorKind
    form: str
    key: str | None = None
    reason: str | None = None
    members: tuple[str, ...] = ()
    count: int | None = None
    hint: str | None = None
    former: bool = False
    rule: str = ""
    lemma: str = ""
    dep: str = ""
    acts: bool = False
    quoted: bool = False
    definite: bool = False
    plural: bool = False
    gender: str = ""
    of: str | None = None
    title: str = ""
    antecedent: int = -1
    generic: bool = False
    owner: int = -1
    core: tuple[int, int] = (0, 0)
    inner: int = -1
    titled: bool = False
    name: str = ""
