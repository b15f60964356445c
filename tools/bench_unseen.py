"""Scores what is found in reports of `tests/quality/unseen`: bench_unseen.py SHARED FILE.toml OUT prints the table and leaves export and gold in OUT."""

import sys
from pathlib import Path

import gold


def main() -> None:
    shared, file, out = map(Path, sys.argv[1:])
    gold.scored(shared, gold.unseen(file), out)
    print(gold.told(shared, out / "gold.jsonl", out), end="")


if __name__ == "__main__":
    main()
