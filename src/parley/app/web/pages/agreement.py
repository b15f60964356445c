"""How far those who judged, and the machine, agree on each field; and what they disagree on."""

from starlette.requests import Request
from starlette.responses import Response

from parley import views
from parley.app.web.asked import Asked
from parley.app.web.held import Held
from parley.app.web.look import held_of, page
from parley.app.web.pages.listing import of_all
from parley.views.agreement import MACHINE, Coder, of_author


def agreement(request: Request) -> Response:
    """Per field: raw, Cohen's kappa, Krippendorff's alpha; then the queue of disagreements. Only findings that somebody judged are counted."""
    held, asked = held_of(request), Asked(request)
    some = held.query.once(("coders", held.query.count_judgements()), lambda: coders(held))
    rows = views.agreement(some) if len(some) > 1 else []
    queue = views.disagreements(some) if len(some) > 1 else []
    return page(request, "agreement.html", coders=[one.name for one in some], rows=rows, listing=of_all(queue, asked), machine=MACHINE)


def coders(held: Held) -> list[Coder]:
    """Everybody who judged findings, and the machine on these."""
    made = list(held.query.judgements())
    targets = list(dict.fromkeys(one.target for one in made if one.action in ("accept", "reject", "correct")))
    read = held.query.read_findings(targets)
    authors = sorted({one.by for one in made if one.action in ("accept", "reject", "correct", "add")})
    return [of_author(name, read, made) for name in (*authors, MACHINE)] if authors else []
