"""What every request must pass before a page sees it, and the headers that every answer carries.

Other people's words are on these pages. A page of another site must not read them or change anything: requests under a foreign Host name are refused (a foreign
name that points to 127.0.0.1 is how such an attack starts), changes must come from our own origin with the token of the form (`forms`), and the
content-security policy lets no script or style run but those that we serve.
"""

import hmac
import re
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.app.web.settings import Settings

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
LOGIN_COOKIE = "parley-login"
MOST_BYTES = 1_000_000  # of a request's body
SAFE = {"GET", "HEAD"}
OPEN = {"/login", "/static/dossier.css", "/static/workbench.css", "/static/workbench.js", "/static/htmx.min.js"}


class Guard:
    """ASGI middleware: refuses what is not ours, demands the token where one is set, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or hands on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, send_with_headers)
            return
        await self._app(scope, _limited(receive), send_with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._settings.hosts:
            return PlainTextResponse("This name is not one under which these pages are served.", 421)
        if scope["method"] not in SAFE | {"POST"}:
            return PlainTextResponse("Only GET, HEAD and POST.", 405, {"allow": "GET, HEAD, POST"})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > MOST_BYTES:
            return PlainTextResponse("Too long.", 413)
        if scope["method"] == "POST" and not same_origin(headers, self._settings.hosts):
            return PlainTextResponse("Changes are taken from these pages alone.", 403)
        if self._settings.token is not None and scope["path"] not in OPEN and not logged_in(headers, self._settings):
            if scope["method"] == "POST":
                return PlainTextResponse("The token is missing: open /login.", 401)
            return RedirectResponse(f"/login?next={quote(scope['path'])}", 303)
        if scope["method"] == "POST" and self._settings.read_only and scope["path"] != "/login":
            return PlainTextResponse("These pages are served read-only.", 403)
        return None


def same_origin(headers: Headers, hosts: tuple[str, ...]) -> bool:
    """Whether a request says that it comes from our own pages: by its Origin, or where there is none by Sec-Fetch-Site; without either it does not."""
    origin = headers.get("origin")
    if origin is not None:
        parts = urlsplit(origin) if re.fullmatch(r"https?://[\w.:\[\]-]+", origin) else None
        return parts is not None and parts.netloc.lower() == headers.get("host", "").lower() and parts.netloc.lower() in hosts
    return headers.get("sec-fetch-site") == "same-origin"


def logged_in(headers: Headers, settings: Settings) -> bool:
    """Whether the cookie of the login is there and right."""
    return hmac.compare_digest(cookie(headers, LOGIN_COOKIE).encode("utf-8", "replace"), login_value(settings).encode())


def login_value(settings: Settings) -> str:
    """What the cookie holds after a login: nothing from which the token could be found."""
    return hmac.new(settings.secret, b"login:" + (settings.token or "").encode(), sha256).hexdigest()


def cookie(headers: Headers, name: str) -> str:
    """The value of a cookie, empty when it is not there or not to be read."""
    jar = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def _limited(receive: Receive) -> Receive:
    seen = 0

    async def some() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return some
