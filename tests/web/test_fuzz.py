"""Whatever is asked of whatever address, no page breaks."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.app.web.server import CHANGES, PAGES
from parley.app.web.taking_away import FORMS
from web.conftest import Server

NAMES = (
    "page", "text", "speaker", "addressee", "actor", "issue", "outlet", "negotiation", "since", "until", "from", "to", "act", "form", "channel",
    "status", "type", "unit", "certainty", "review", "origin", "order", "as_of", "step", "stale", "zoom", "lanes", "at", "kind", "became", "with",
    "copy", "group", "title", "code", "name", "only", "f", "field", "of", "next", "done", "state",
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=30), st.integers().map(str), st.dates().map(str),
    st.sampled_from([
        "", "newest", "time", "latest", "oldest", "rejected", "years", "months", "days", "hours", "type", "9999-12-31", "0001-01-01", "9999-12",
        "0000", "2031-03",
        "2031-02-30", "\0", '"', '""', "' OR 1=1 --", "%", "{{7*7}}", "NEAR(", "a" * 5000, "-1", "99999999999999999999", "١٢", "happened", "truce",
        "٢٠٣١-٠٣-٠٤",
    ]),
)  # fmt: skip
ASKED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)


def filled(path: str, ids: dict[str, str], word: str, known: bool) -> str:
    """A route's address with an id of the record, or any words, in the place of its name."""
    place = {"/findings": "event", "/reports": "report", "/positions": "position", "/actors": "actor", "/sources": "group"}
    own = next((ids[kind] for head, kind in place.items() if path.startswith(head)), quote(word, safe=""))
    for name in ("id", "group", "name"):
        path = path.replace(f"{{{name}}}", own if known else quote(word, safe=""))
    return path.replace("{page}", "statements" if known else quote(word, safe="")).replace("{form}", FORMS[len(word) % len(FORMS)])


@ASKED
@given(
    st.sampled_from([path for path, _ in PAGES]), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4), st.text(min_size=1, max_size=20), st.booleans()
)
def test_no_page_breaks(server: Server, ids: dict[str, str], path: str, query: dict[str, str], word: str, known: bool) -> None:
    pairs = {name: value.encode("utf-8", "surrogatepass") for name, value in query.items()}
    address = f"{filled(path, ids, word, known)}?{urlencode(pairs)}"
    answer = server.ask(address)
    assert answer.status < 500, address
    assert "Traceback" not in answer.text


FIELDS = (
    "action",
    "field",
    "new",
    "why",
    "back",
    "words",
    "start",
    "kind",
    "who",
    "value",
    "issue",
    "status",
    "unit",
    "other",
    "name",
    "address",
    "note",
    "day",
)
FILLED = st.one_of(
    VALUES,
    st.sampled_from(
        ["accept", "correct", "merge", "split", "note", "statement", "event", "stance", "figure", "time", "status", "published", "authors", "truce", "Velmara"]
    ),
)


@ASKED
@given(
    st.sampled_from([path for path, _ in CHANGES]),
    st.dictionaries(st.sampled_from(FIELDS), FILLED, max_size=6),
    st.text(min_size=1, max_size=20),
    st.booleans(),
)
def test_no_form_breaks(server: Server, ids: dict[str, str], path: str, fields: dict[str, str], word: str, known: bool) -> None:
    if fields.get("action") in ("merge", "reject") or (known and path.startswith("/reports") and path.endswith("set")):
        fields = {**fields, "action": "accept", "field": "none"}  # other tests look at the same record
    session = server.form("/name", page="/nothing", name="tester", back="/log")
    assert session.status == 303
    sent = {name: value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for name, value in fields.items()}
    answer = server.form(filled(path, ids, word, known), page="/nothing", **{**sent, "by": "fuzz"})
    assert answer.status < 500, (path, fields)
