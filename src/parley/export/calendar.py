"""The agenda as iCalendar (RFC 5545): planned events with a known time, and what became of them."""

from datetime import UTC, date, datetime
from pathlib import Path

from parley.export.content import Content, Row
from parley.export.quoting import folded

STATUS = {"held": "CONFIRMED", "moved": "CANCELLED", "fell_through": "CANCELLED", "open": "TENTATIVE", "unknown": "TENTATIVE"}


def write_ics(content: Content, out: Path) -> list[Path]:
    """Writes DIR/agenda.ics. A plan without a known time has no place in a calendar: it is counted among what is left out."""
    from icalendar import Calendar

    out.mkdir(parents=True, exist_ok=True)
    documents = {row["id"]: row for row in content.rows("documents")}
    calendar = Calendar()
    calendar.add("prodid", "-//parley//agenda//EN")
    calendar.add("version", "2.0")
    for item in content.rows("agenda"):
        if dated(item):
            calendar.add_component(_event(item, documents[item["evidence"][0]["document"]]))
        else:
            content.leave_out("plans_without_a_time")
    path = out / "agenda.ics"
    path.write_bytes(calendar.to_ical())
    return [path]


def dated(item: Row) -> bool:
    """Whether a calendar can hold it: its time is resolved and has a start."""
    return bool(item["time"] and item["time"]["start"])


def _event(item: Row, doc: Row):  # type: ignore[no-untyped-def]
    """One VEVENT. Its stamp is the day of the report, so that the same record gives the same bytes; times are floating where the text gives no zone."""
    from icalendar import Event

    event = Event()
    who = ", ".join(dict.fromkeys(actor["name"] for actor in item["participants"]))
    said = " … ".join(folded(span["text"]) for span in item["evidence"])
    source = ", ".join(part for part in (doc["outlet"], doc["title"] or doc["item"], doc["published"]["edtf"]) if part)
    span = item["evidence"][0]
    event.add("uid", f"{item['id']}@parley")
    event.add("dtstamp", _stamp(doc["published"]["start"]))
    event.add("summary", item["type"].replace("_", " ").capitalize() + (f": {who}" if who else ""))
    start, end = _moment(item["time"]["start"]), _moment(item["time"]["end"])
    event.add("dtstart", start)
    if end is not None and type(end) is type(start) and end > start:
        event.add("dtend", end)
    event.add("status", STATUS[item["became"]])
    became = item["became"].replace("_", " ")
    about = "The time is approximate.\n" if item["time"]["approximate"] else ""
    event.add("description", f"{said}\n{source}; report {doc['id']}, characters {span['start']}–{span['end']}\n{about}What became of it: {became}.")
    event.add("x-parley-became", item["became"])
    if doc["url"]:
        event.add("url", doc["url"])
    return event


def _moment(iso: str | None) -> date | datetime | None:
    """A day, or a moment: in UTC where the text gives a zone, floating where it does not."""
    if iso is None:
        return None
    if "T" not in iso:
        return date.fromisoformat(iso)
    moment = datetime.fromisoformat(iso)
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _stamp(iso: str | None) -> datetime:
    moment = _moment(iso) or date(1970, 1, 1)
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
