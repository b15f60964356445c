"""The entrance, where a token is demanded."""

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from parley.app.web.forms import read_form
from parley.app.web.look import inside, page, settings_of
from parley.app.web.security import LOGIN_COOKIE, login_value


async def login(request: Request) -> Response:
    """Asks for the token, and lets in who has it."""
    settings = settings_of(request)
    next_page = inside(request.query_params.get("next", "/"))
    wrong = False
    if request.method == "POST":
        fields = await read_form(request, settings)
        if settings.token is not None and hmac.compare_digest(fields.get("secret", "").encode(), settings.token.encode()):
            answer = RedirectResponse(inside(fields.get("next", "/")), 303)
            answer.set_cookie(LOGIN_COOKIE, login_value(settings), httponly=True, samesite="strict", path="/")
            return answer
        wrong = True
    return await run_in_threadpool(lambda: page(request, "login.html", status=403 if wrong else 200, wrong=wrong, next_page=next_page))
