"""JSON lines: one file a kind, one object a line, sorted by id, UTF-8."""

from pathlib import Path

import msgspec

from parley.export.content import KINDS, Content


def write_jsonl(content: Content, out: Path) -> list[Path]:
    """Writes DIR/<kind>.jsonl for every kind of the contract; gives back the paths."""
    out.mkdir(parents=True, exist_ok=True)
    encoder = msgspec.json.Encoder()
    paths = []
    for kind in KINDS:
        path = out / f"{kind}.jsonl"
        path.write_bytes(b"".join(encoder.encode(row) + b"\n" for row in content.rows(kind)))
        paths.append(path)
    return paths
