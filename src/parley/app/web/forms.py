"""Forms: the token that shows that a form is ours, and its fields as text."""

import hmac
import secrets
from hashlib import sha256
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from parley.app.web.settings import Settings

SESSION = "parley-session"
FIELD = "token"
MOST_FIELDS = 100


def session_of(request: Request) -> str:
    """The session's random name: from its cookie, or new (`keep_session` then hands it out)."""
    if not hasattr(request.state, "session"):
        given = request.cookies.get(SESSION, "")
        request.state.session = given if len(given) == 43 and given.isascii() else secrets.token_urlsafe(32)
    return str(request.state.session)


def token_of(session: str, settings: Settings) -> str:
    """The token that every form of a session carries."""
    return hmac.new(settings.secret, b"form:" + session.encode(), sha256).hexdigest()


def keep_session(request: Request, response: Response) -> Response:
    """The response, with the session's cookie when the browser does not have it yet."""
    session = session_of(request)
    if request.cookies.get(SESSION) != session:
        response.set_cookie(SESSION, session, httponly=True, samesite="strict", path="/")
    return response


async def read_form(request: Request, settings: Settings) -> dict[str, str]:
    """The fields of a form that is ours; a forged one is answered with 403, a broken one with 400. NUL, which no database keeps, is left out."""
    try:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
    except ClientDisconnect as fault:
        raise HTTPException(413, "The form is too long.") from fault
    except (ValueError, UnicodeError, KeyError, AssertionError) as fault:
        raise HTTPException(400, "The form could not be read.") from fault
    fields = {name: value.replace("\0", "") for name, value in form.items() if isinstance(value, str)}
    expected = token_of(session_of(request), settings)
    if not hmac.compare_digest(fields.get(FIELD, "").encode("utf-8", "replace"), expected.encode()):
        raise HTTPException(403, "This form is not from these pages, or the server was started anew since: go back, reload the page and send it again.")
    return fields


def unquoted(value: str) -> str:
    """The text of a cookie that was written by `quoted`."""
    return unquote(value, errors="ignore")


def quoted(value: str) -> str:
    """A text as a cookie can hold it."""
    return quote(value, safe="")
