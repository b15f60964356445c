"""What changes the record: accepting, rejecting, correcting, adding, joining, parting, notes, undoing; saved views; the reader's own name and day.

Each is a form of these pages (`forms.read_form`) and a judgement in the log; the answer leads back to where the form was.
"""

import datetime
from collections.abc import Callable

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from parley.app.web import forms
from parley.app.web.adding import added
from parley.app.web.fields import Field, fields_of
from parley.app.web.held import Held
from parley.app.web.look import environment, held_of, inside, settings_of, who_judges
from parley.app.web.pages.log import VIEW
from parley.errors import UsageError
from parley.model import ActorRef, Judgement, Published, Time
from parley.record.judgements import judge

ACTIONS = ("accept", "reject", "correct", "note")


async def _handled(request: Request, act: Callable[[Held, dict[str, str], str], str]) -> Response:
    """Reads the form, lets `act` change the record and give the address to go to, and goes there."""
    fields = await forms.read_form(request, settings_of(request))
    by = who_judges(request)
    go = await run_in_threadpool(act, held_of(request), fields, by)
    return RedirectResponse(inside(go), 303)


def _made(action: str, on: str, target: str, fields: dict[str, str], by: str, **more: object) -> Judgement:
    made = {"id": "", "by": by, "when": "", "action": action, "on": on, "target": target, "why": fields.get("why", "").strip()[:2000], **more}
    return msgspec.convert(made, Judgement)


async def judge_finding(request: Request) -> Response:
    """Accepts, rejects or corrects a finding, or keeps a note on it. Asked by htmx, it answers with the state in place of the buttons."""
    id = request.path_params["id"]

    def act(held: Held, fields: dict[str, str], by: str) -> str:
        action = fields.get("action", "")
        if action not in ACTIONS:
            raise UsageError(f"{action!r} is nothing that can be done with a finding")
        if action == "correct":
            path = fields.get("field", "")
            new = corrected(held, id, path, fields.get("new", "").strip())
            held.record.judge(_made(action, "finding", id, fields, by, field=path, new=new))
        elif action == "note":
            if not fields.get("note", "").strip():
                raise UsageError("an empty note says nothing")
            held.record.judge(_made(action, "finding", id, fields, by, new=fields["note"].strip()[:5000], private="public" not in fields))
        else:
            held.query.finding(id)
            held.record.judge(_made(action, "finding", id, fields, by))
        return fields.get("back") or f"/findings/{id}?done={action}"

    answer = await _handled(request, act)
    if request.headers.get("hx-request") == "true":
        review = await run_in_threadpool(lambda: held_of(request).query.finding(id).review)
        html = environment().get_template("judged.html").render(id=id, review=review)
        return HTMLResponse(html)
    return answer


def corrected(held: Held, id: str, path: str, new: str) -> str:
    """The new value of a field as JSON, as the control of that field gives it."""
    finding = held.query.finding(id)
    field = next((one for one in fields_of(finding) if one.path == path), None)
    if field is None or field.control == "none":
        raise UsageError(f"{path or 'nothing'} is no field that can be corrected here")
    return msgspec.json.encode(_value(held, field, new)).decode()


def _value(held: Held, field: Field, new: str) -> object:
    match field.control:
        case "actor":
            return actor_named(held, new)
        case "time":
            return _time(new)
        case "number":
            try:
                return (int(new) if new.lstrip("-").isdecimal() else float(new)) if new else None
            except ValueError as fault:
                raise UsageError(f"{new!r} is no number") from fault
        case "choice":
            if new and new not in field.choices:
                raise UsageError(f"{field.path} cannot be {new!r}: there are {', '.join(field.choices)}")
            return {"true": True, "false": False, "": None}.get(new, new)
        case _:
            return new or None


def actor_named(held: Held, name: str) -> ActorRef | None:
    """The one actor of the record that a name means, else the name without an id; None for no name."""
    if not name:
        return None
    found = held.query.resolve(name)
    if len(found) == 1:
        return held.query.actor(found.pop()).ref
    exact = [one for one in held.query.actors() if one.id in found and one.name == name]
    return exact[0].ref if len(exact) == 1 else ActorRef(None, name)


def _time(new: str) -> Time:
    if not new:
        return Time(unresolved="set to unknown")
    made = judge.given(new, Published())
    return Time(edtf=made.edtf, start=made.start, end=made.end, grain=made.grain, as_written=new)


async def add_finding(request: Request) -> Response:
    """Adds a finding whose words were selected in a report."""
    id = request.path_params["id"]

    def act(held: Held, fields: dict[str, str], by: str) -> str:
        finding = added(held, held.query.document(id), fields)
        held.record.judge(_made("add", "document", id, fields, by, new=msgspec.json.encode(finding).decode()))
        return f"/reports/{id}?f={finding.id}#m-{finding.id}"

    return await _handled(request, act)


async def set_metadata(request: Request) -> Response:
    """Corrects what is known of a report."""
    id = request.path_params["id"]

    def act(held: Held, fields: dict[str, str], by: str) -> str:
        held.record.set(id, fields.get("field", ""), fields.get("new", "").strip()[:1000] or None, by=by, why=fields.get("why", "")[:2000])
        return f"/reports/{id}"

    return await _handled(request, act)


async def judge_actor(request: Request) -> Response:
    """Says that two actors are the same, or are not."""
    id = request.path_params["id"]

    def act(held: Held, fields: dict[str, str], by: str) -> str:
        action = fields.get("action", "")
        if action not in ("merge", "split"):
            raise UsageError(f"{action!r} is nothing that can be done with an actor")
        one, other = held.query.actor(id), fields.get("other", "").strip()
        if not other:
            raise UsageError("say which other actor")
        found = held.query.resolve(other)
        if action == "merge" and len(found - {one.id}) != 1:
            raise UsageError(f"{other!r} is {'no actor' if not found - {one.id} else 'several actors'} of the record: give a whole name or an id")
        held.record.judge(_made(action, "actor", one.id, fields, by, new=next(iter(found - {one.id})) if action == "merge" else other))
        return f"/actors/{one.id}"

    return await _handled(request, act)


async def undo(request: Request) -> Response:
    """Takes a judgement back."""
    id = request.path_params["id"]

    def act(held: Held, fields: dict[str, str], by: str) -> str:
        held.record.undo(id, by=by, why=fields.get("why", "")[:2000])
        return fields.get("back") or "/log"

    return await _handled(request, act)


async def save_view(request: Request) -> Response:
    """Keeps the address of a page under a name."""

    def act(held: Held, fields: dict[str, str], by: str) -> str:
        name = "-".join(fields.get("name", "").split()).strip("/.").lower()[:80]
        if not name or "/" in name:
            raise UsageError("a saved view needs a name without a slash")
        address = inside(fields.get("address", "/")[:2000])
        held.record.judge(_made("note", "view", VIEW + name, fields, by, new=address, private=True))
        return "/saved"

    return await _handled(request, act)


async def seen(request: Request) -> Response:
    """Notes in the browser up to which day of the press the reader has looked."""
    fields = await forms.read_form(request, settings_of(request))
    answer = RedirectResponse("/", 303)
    try:
        day = datetime.date.fromisoformat(fields.get("day", "")[:10])
    except ValueError as fault:
        raise UsageError("this is no day") from fault
    answer.set_cookie("parley-seen", forms.quoted(day.isoformat()), httponly=True, samesite="strict", max_age=400 * 86400, path="/")
    return answer


async def rename(request: Request) -> Response:
    """Sets the name under which this browser's judgements go into the log."""
    fields = await forms.read_form(request, settings_of(request))
    answer = RedirectResponse(inside(fields.get("back", "/")), 303)
    name = " ".join(fields.get("name", "").split())[:80]
    answer.set_cookie("parley-name", forms.quoted(name), httponly=True, samesite="strict", max_age=400 * 86400, path="/")
    return answer
