import pytest

from parley.record import open_record


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request, tmp_path):
    """An address at which a record can be made: a file, and a database of a real server."""
    return str(tmp_path / "talks.db") if request.param == "sqlite" else request.getfixturevalue("new_database")()


@pytest.fixture
def record(where):
    """An empty record, in a file and in PostgreSQL."""
    with open_record(where, create=True) as opened:
        yield opened
