"""Whole runs with real parts: the command line as a process of its own, the sample press, and what an export holds."""

from __future__ import annotations

import atexit
import functools
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PRESS = ROOT / "examples" / "press"
PARTIES = ROOT / "examples" / "parties.toml"
FEW = ("01_truce_plan.txt", "07_agrees.txt", "12_two_versions.txt", "16_nesk.txt", "examiner-opinion.html")  # a long one, an undated one, a table, HTML

Done = subprocess.CompletedProcess[str]


def environment(**more: str) -> dict[str, str]:
    """The environment of a run: this checkout's code, one hash seed unless another is given."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "0", "COLUMNS": "200", "NO_COLOR": "1", **more}


def command(*words: object) -> list[str]:
    """The command line of a run."""
    return [sys.executable, "-m", "parley", *map(str, words)]


class Runs:
    """What runs the command line in processes forked from one that has loaded what they need (`forked`)."""

    def __init__(self) -> None:
        words = [sys.executable, str(ROOT / "tests" / "forked.py")]
        self._server = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment())

    def run(self, words: Sequence[str], *, env: Mapping[str, str], cwd: Path | None, after: float | None) -> tuple[Done, float]:
        """How a run ended, and the seconds that it took; killed when it takes longer than `after`."""
        assert self._server.stdin and self._server.stdout
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            asked = {"words": words, "env": {**env}, "cwd": str(cwd or Path.cwd()), "out": str(out), "err": str(err), "after": after}
            print(json.dumps(asked), file=self._server.stdin, flush=True)
            code, seconds = json.loads(self._server.stdout.readline())
            return Done(words, code, *(path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err))), seconds

    def close(self) -> None:
        """Ends the server."""
        self._server.communicate()


@functools.cache
def runs() -> Runs:
    """The one for all tests of this process."""
    made = Runs()
    atexit.register(made.close)
    return made


def parley(*words: object, check: bool = True, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Done:
    """Runs a command as a process of its own; with `check`, it must end with exit code 0.

    It is forked, unless its environment says how an interpreter begins, or it starts others.
    """
    around, said = environment(**(env or {})), [*map(str, words)]
    if "--engine" in said or any(name.startswith("PYTHON") for name in env or ()):
        done = subprocess.run(command(*said), capture_output=True, text=True, encoding="utf-8", timeout=300, env=around, cwd=cwd)
    else:
        done, _ = runs().run(said, env=around, cwd=cwd, after=300)
        assert done.returncode != -signal.SIGKILL, f"{words}: not over after 300 s"
    assert not check or done.returncode == 0, f"{words}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
    return done


def read_press(record: object, paths: Iterable[object] = (PRESS,), *, check: bool = True, **env: str) -> Done:
    """Reads the sample press, or some of it, into a record."""
    return parley("read", *paths, "--parties", PARTIES, "--record", record, check=check, env=env)


def few() -> list[Path]:
    """A few reports of the sample press that differ in kind."""
    return [PRESS / name for name in FEW]


def exported(record: object, out: Path, form: str = "jsonl", *more: object) -> dict[str, bytes]:
    """The files that an export writes, by name."""
    parley("export", record, "--format", form, "--out", out, *more)
    return files(out)


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(found: Mapping[str, bytes], kind: str) -> list[dict[str, Any]]:
    """The rows of one kind of a JSON lines export."""
    return [json.loads(line) for line in found[f"{kind}.jsonl"].splitlines()]


def spans(value: object) -> Iterable[dict[str, Any]]:
    """Every span in a row of an export."""
    if isinstance(value, dict):
        if {"document", "start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def unverified(found: Mapping[str, bytes]) -> list[tuple[str, dict[str, Any]]]:
    """Spans of a JSON lines export whose text is not what documents.jsonl has there: there must be none."""
    texts = {doc["id"]: doc["text"] for doc in rows(found, "documents")}
    wrong = []
    for name in found:
        for row in rows(found, name.removesuffix(".jsonl")) if name.endswith(".jsonl") else ():
            wrong += [(name, span) for span in spans(row) if texts[span["document"]][span["start"] : span["end"]] != span["text"]]
    return wrong
