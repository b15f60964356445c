"""Opening the database behind a record: one SQLite file, or a PostgreSQL URL, by the same code path."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from parley.errors import RecordError
from parley.record.store import schema

BUSY_MS = 60_000
CACHE_KIB, LOG_PAGES = 65_536, 8_000
"""New reports touch pages all over a large file: what is held of it, and pages of its log before they are put in their places, many at once."""
MEMORY = ":memory:"
_POSTGRES = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://")
_SQLITE_MAGIC = b"SQLite format 3\0"


class Database:
    """An engine with the two ways of using it: `read` (one consistent view) and `write` (one writer at a time, all or nothing)."""

    def __init__(self, where: str, *, create: bool) -> None:
        self.where = where
        self.engine = _engine(where, create=create)
        try:
            with self.write() as connection:
                schema.migrate(connection)
        except sa.exc.DBAPIError as fault:
            self.engine.dispose()
            raise RecordError(f"{_shown(where)} is no record or cannot be opened: {fault.orig}") from fault
        except RecordError:
            self.engine.dispose()
            raise

    @property
    def sqlite(self) -> bool:
        """True for a file (or memory), False for PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection for reading; what it sees does not change while it is held."""
        with self.engine.connect() as connection:
            if not self.sqlite:
                # A snapshot; writers stay at READ COMMITTED, for theirs must be taken after the lock is held, not before.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A connection in a transaction that holds the write lock from its start; rolled back on any exception.

        Raises `RecordError` where the database cannot write: the disk is full, the server is gone, another holds the lock for too long.
        """
        try:
            with self.engine.connect().execution_options(parley_write=True) as connection, connection.begin():
                if not self.sqlite:
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7021990)")
                yield connection
        except sa.exc.OperationalError as fault:
            raise RecordError(
                f"{_shown(self.where)} cannot be written ({fault.orig}): look whether the disk is full or the record in use. "
                "What was written before is on the record; run the same command again to go on"
            ) from fault

    def vacuum(self) -> None:
        """Gives the space of deleted rows back, so that nothing of them stays in the file or its log.

        Raises `RecordError` where there is no room to write the file anew; what was deleted is overwritten all the same (`secure_delete`).
        """
        if self.where == MEMORY:
            return
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")
                if self.sqlite:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except sa.exc.OperationalError as fault:
            raise RecordError(
                f"{_shown(self.where)} could not be written anew ({fault.orig}): what was taken out is gone from the record, but its file is as large as before"
            ) from fault

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def _shown(where: str) -> str:
    return sa.make_url(where).render_as_string(hide_password=True) if _POSTGRES.match(where) else where


def _engine(where: str, *, create: bool) -> sa.Engine:
    if _POSTGRES.match(where):
        return sa.create_engine(_POSTGRES.sub("postgresql+psycopg://", where))
    if "://" in where:
        raise RecordError(f"{where.split('://')[0]}:// is no place for a record: give a file or postgresql://")
    if where == MEMORY:
        # One connection for all: it must not be rolled back when one of several readers is done with it.
        engine = sa.create_engine("sqlite://", poolclass=StaticPool, pool_reset_on_return=None, connect_args={"check_same_thread": False})
    else:
        _check_file(Path(where), create=create)
        engine = sa.create_engine(sa.URL.create("sqlite", database=where), connect_args={"timeout": BUSY_MS / 1000})
    sa.event.listen(engine, "connect", _connected)
    sa.event.listen(engine, "begin", _begun)
    return engine


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a folder: give the record's file")
    if not path.exists():
        if not create:
            raise RecordError(f"no record at {path}")
        if not path.parent.is_dir():
            raise RecordError(f"no folder {path.parent} to make the record in")
    elif path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(_SQLITE_MAGIC)) != _SQLITE_MAGIC:
                raise RecordError(f"{path} is no record: it is not an SQLite file")


def _connected(connection: sqlite3.Connection, _: Any) -> None:
    # Transactions are begun by `_begun` alone: the driver's own begin would take the write lock too late.
    connection.isolation_level = None
    size = (f"cache_size=-{CACHE_KIB}", f"wal_autocheckpoint={LOG_PAGES}")
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON", *size):
        connection.execute(f"PRAGMA {pragma}").close()


def _begun(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if options.get("parley_write"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif options.get("isolation_level") != "AUTOCOMMIT" and not isinstance(connection.engine.pool, StaticPool):
        connection.exec_driver_sql("BEGIN")
