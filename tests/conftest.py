"""What all tests share: no network, and a word when ../shared is absent. Being here puts `tests/` on the path, so that tests can import `support`."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
LOCAL = {"127.0.0.1", "::1", "localhost", "", "0.0.0.0"}


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
    """The folder ../shared beside the checkout; the test skips, saying so, without it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return SHARED
