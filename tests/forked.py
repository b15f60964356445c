"""Runs of the command line forked from one process that has loaded what they need: `python forked.py` takes a JSON line for each, with its words, environment,
folder, files for what it prints, and perhaps seconds.

It answers with a line of [exit code, seconds]; a run that is still going after its seconds is killed (SIGKILL), and its exit code is -9. Each is a process of
its own, and hundreds of them cost what they do, and not hundreds of starts.
"""

import gc
import json
import os
import signal
import sys
import time
import traceback
from typing import Any, NoReturn

from parley.app.cli import main


def run(asked: dict[str, Any]) -> NoReturn:
    """The command line in this process, which ends with it, as it is: to take down all that was loaded would cost more than most runs."""
    code = 1
    try:
        for number, name in enumerate((os.devnull, asked["out"], asked["err"])):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), number)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - stays open to the end of the process
        os.environ.clear()
        os.environ.update(asked["env"])
        os.chdir(asked["cwd"])
        sys.argv = ["parley", *asked["words"]]
        main()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except Exception:  # noqa: BLE001 - of whatever kind: the process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def load() -> None:
    """Loads what most runs load."""
    from parley.pipeline import annotate
    from parley.read.inputs import as_document

    annotate(as_document("Norra's minister said on Tuesday that a truce of 30 days was possible."))
    import parley.engine
    import parley.export
    import parley.read.fetch
    import parley.record
    import parley.views  # noqa: F401 - loaded once for all runs

    # The collector leaves alone what all runs share, so that it stays shared.
    gc.collect()
    gc.freeze()


def serve() -> None:
    """Reads the lines and answers them, one after another."""
    for line in sys.stdin:
        asked = json.loads(line)
        start = time.monotonic()
        child = os.fork()
        if child == 0:
            run(asked)
        done = 0
        while not done and (asked["after"] is None or time.monotonic() - start < asked["after"]):
            done, status = os.waitpid(child, os.WNOHANG)
            time.sleep(0.002)
        if not done:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - start]), flush=True)


if __name__ == "__main__":
    load()
    serve()
