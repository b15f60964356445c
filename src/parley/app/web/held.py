"""The record behind the pages, and what pages keep of it until it changes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, TypeVar

import msgspec

from parley.model import ALL, Document, Filter, Head
from parley.record import Record
from parley.record.queries.standing import Standing
from parley.views.row import Outlets

T = TypeVar("T")
MOST_DOCUMENTS = 512
MOST_KEPT = 1024
MOST_LISTS = 64  # lists of ids, each of up to ten thousand
AT_ONCE = 1.5  # seconds that a page may wait for the derived tables; what takes longer is computed beside the pages


class Kept(Standing):
    """A record as it stands, with what was derived and the documents read last kept until they change."""

    def __init__(self, record: Record) -> None:
        super().__init__(record.standing().database)
        self._record = record
        self._lock = threading.Lock()
        self._stamp = ("", "")
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._read: OrderedDict[str, Document] = OrderedDict()

    def as_of(self, day: str) -> Record:
        """The record as of a day, everything derived anew: slow on a large one."""
        return self._record.as_of(day)

    def look(self) -> tuple[str, str]:
        """Sees whether the record changed, and lets go of what belonged to the state before. Called once a request."""
        stamps = self.stamps()
        with self._lock:
            if stamps != self._stamp:
                derived_too = stamps[1] != self._stamp[1]
                self._stamp = stamps
                for key in [key for key in self._values if derived_too or not (isinstance(key, tuple) and key[0] == "derived")]:
                    del self._values[key]
                self._read.clear()
        return stamps

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, computed once for each state of the record."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                found: T = self._values[key]
                return found
            stamp = self._stamp
        value = make()
        with self._lock:
            if stamp == self._stamp:
                self._values[key] = value
                while len(self._values) > MOST_KEPT:
                    self._values.popitem(last=False)
        return value

    def _derived(self, kind: str, type_: type[T]) -> Iterator[T]:
        yield from self.once(("derived", kind, type_), lambda: list(super(Kept, self)._derived(kind, type_)))

    def document(self, id: str) -> Document:
        """The document; the last few hundred are kept."""
        with self._lock:
            if id in self._read:
                return self._read[id]
        doc = super().document(id)
        with self._lock:
            self._read[id] = doc
            while len(self._read) > MOST_DOCUMENTS:
                self._read.popitem(last=False)
        return doc

    def _listed(self, asked: Hashable, make: Callable[[], list[str]]) -> list[str]:
        ids = self.once(("list", asked), make)
        with self._lock:
            lists = [key for key in self._values if isinstance(key, tuple) and key[0] == "list"]
            for key in lists[: -MOST_LISTS or None]:
                del self._values[key]
        return ids

    def heads(self, where: Filter = ALL) -> dict[str, Head]:
        """Documents without their texts."""
        return self.once(("heads", where), lambda: super(Kept, self).heads(where))

    def joint(self, actors: Iterable[str] | None = None) -> Mapping[str, Set[str]]:
        """Joint actor → the ids of its members; of all, whichever are asked for."""
        return self.once(("derived", "joint"), super().joint)

    def actor_of(self) -> Mapping[str, str]:
        """Actor of a document → actor of the record."""
        return self.once(("derived", "actor of"), super().actor_of)

    def speakers(self, roles: Sequence[str] = ("speaker",)) -> list[tuple[str, int]]:
        """(actor, findings that name it in one of the roles), those named most first."""
        return self.once(("speakers", tuple(roles)), lambda: super(Kept, self).speakers(roles))

    def copy_of(self) -> dict[str, "Slim"]:
        """Document → its place in its copy group, without the aligned text."""
        return self.once(("derived", "copies by document"), lambda: {copy.document: copy for copy in self.derived_as("copy", Slim)})


class Slim(msgspec.Struct, frozen=True, kw_only=True):
    """A copy as pages list it; the aligned text is read when it is shown."""

    group: str
    document: str
    kind: str
    origin: str
    source: str | None = None
    share: float = 1.0


class Named(Outlets):
    """Outlet and day of publication of each document, from what is kept."""

    def __init__(self, query: Kept) -> None:
        super().__init__(query)
        self._heads = query.heads()

    def of(self, document: str) -> tuple[str | None, str | None]:
        """(outlet or the item's name, day of publication or None)."""
        head = self._heads.get(document)
        return (head.outlet or head.item, head.published.edtf) if head else super().of(document)


class Held:
    """The record with its pages' reader, and the thread that computes anew what many documents say together when that takes long."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.query = Kept(record)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._took = 0.0

    def look(self) -> bool:
        """Called once a request: sees to it that what is derived is fresh, or becomes so; gives back whether it is."""
        fresh = self.query.fresh()
        if not fresh:
            self._renew()
            fresh = self.query.fresh()
        self.query.look()
        return fresh

    def _renew(self) -> None:
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(target=self._reduce, name="reduce", daemon=True)
            self._thread.start()
            thread = self._thread
        thread.join(AT_ONCE if self._took < AT_ONCE else 0)

    def _reduce(self) -> None:
        start = time.monotonic()
        self.record.reduce()
        self._took = time.monotonic() - start
