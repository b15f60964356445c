"""Runs of the command line forked from one process that has loaded what they need: `python forked.py` takes a JSON line of [seconds or null, words] for each.

It answers with a line of [exit code, seconds]; a run that is still going after its seconds is killed (SIGKILL), and its exit code is -9. Hundreds of runs cost
what they do, and not hundreds of starts.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path


def run(words: list[str]) -> None:
    """The command line in this process, which ends with it."""
    from parley.app.cli import main

    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    sys.argv = ["parley", *words]
    try:
        main()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    os._exit(0)


def main() -> None:
    """Reads the lines and answers them, one after another."""
    import tempfile

    from parley.app.cli import app  # noqa: F401 - loads the command line
    from parley.pipeline import annotate
    from parley.read.inputs import as_document

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text("Norra's minister said on Tuesday that a truce of 30 days was possible.")
        for words in (["read", f"{folder}/a.txt", "--record", f"{folder}/a.db"], ["export", f"{folder}/a.db", "--out", f"{folder}/out"]):
            if os.fork() == 0:
                run(words)
            os.wait()
    annotate(as_document("Norra's minister said on Tuesday that a truce of 30 days was possible."))
    import parley.engine
    import parley.export
    import parley.record  # noqa: F401 - loaded once for all runs

    for line in sys.stdin:
        after, words = json.loads(line)
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            run(words)
        done = 0
        while not done and (after is None or time.monotonic() - start < after):
            done, status = os.waitpid(child, os.WNOHANG)
            time.sleep(0.002)
        if not done:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - start]), flush=True)


if __name__ == "__main__":
    main()
