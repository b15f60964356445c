"""Events as PLOVER 0.8 JSON: one object a line for each event whose type has a PLOVER type; what PLOVER does not code stays out."""

from pathlib import Path
from typing import Any

import msgspec

from parley.export.content import Content, Row
from parley.export.quoting import sentence_of

VERSION = "0.8"
_ACTOR, _RECIPIENT, _BOTH = ("actor",), ("recipient",), ("attendee", "host", "mediator")


def write_plover(content: Content, out: Path) -> list[Path]:
    """Writes DIR/plover.jsonl, sorted by id."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "plover.jsonl"
    documents = {row["id"]: row for row in content.rows("documents")}
    actors = {row["id"]: row for row in content.rows("actors")}
    encoder = msgspec.json.Encoder()
    coded = [event for event in content.rows("events") if event["plover"]]
    path.write_bytes(b"".join(encoder.encode(_coded(event, documents[event["document"]], actors)) + b"\n" for event in coded))
    return [path]


def _coded(event: Row, doc: Row, actors: dict[str, Row]) -> dict[str, Any]:
    """The event in PLOVER's terms; contexts are not coded. `date` is null where the text gives none. Who meets is actor and recipient, unless one is named."""
    time = event["time"] or {}
    some = event["participants"]
    symmetric = not any(part["role"] in _RECIPIENT for part in some)
    place = event["place"]
    return {
        "id": event["id"],
        "date": time.get("edtf"),
        "type": event["plover"]["type"],
        "mode": event["plover"]["mode"],
        "context": [],
        "issues": sorted({tag["issue"] for tag in event["issues"]}),
        "actor": _who(some, _ACTOR + _BOTH, actors),
        "recipient": _who(some, _RECIPIENT + (_BOTH if symmetric else ()), actors),
        "location": {"name": place["name"]} if place else None,
        "status": event["status"],
        "text": sentence_of(event),
        "start": min(span["start"] for span in event["evidence"]),
        "end": max(span["end"] for span in event["evidence"]),
        "document": doc["id"],
        "sha256": doc["sha256"],
        "publication": doc["outlet"],
        "published": doc["published"]["edtf"],
        "url": doc["url"],
        "language": doc["language"],
        "coder": f"parley {event['by']['step']}:{event['by']['rule']}",
        "version": VERSION,
    }


def _who(some: list[Row], roles: tuple[str, ...], actors: dict[str, Row]) -> list[dict[str, Any]]:
    found = {}
    for part in some:
        known = actors.get(part["actor"]["id"] or "", {})
        if part["role"] in roles and known.get("kind") != "joint":
            found[part["actor"]["name"]] = {"name": part["actor"]["name"], "code": known.get("key"), "kind": known.get("kind")}
    return list(found.values())
