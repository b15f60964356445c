"""Who waits for whom: holders of conditions and those who must act, on a circle, as SVG with a table that says the same."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from parley.model import ActorRef, Blocked, Condition

WIDTH, HEIGHT = 760, 460
COLOURS = 6  # classes h0 … h5 of the style sheet, one for each holder in turn


class Node(NamedTuple):
    """One actor: name in at most two lines, place of its centre, colour class."""

    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    colour: int


class Edge(NamedTuple):
    """One or more conditions of one holder on one actor: the numbers of their rows, the curve, where its label stands, how it is drawn."""

    numbers: tuple[int, ...]
    path: str
    x: float
    y: float
    colour: int
    style: str
    title: str


class Graph(NamedTuple):
    """Nodes and edges; `left_out` counts conditions whose holder or actor the text does not name."""

    nodes: list[Node]
    edges: list[Edge]
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT


def graph(conditions: Sequence[Condition], blocked: Sequence[Blocked]) -> Graph:
    """The graph of conditions, numbered from 1 in the order given. Style: deadlock, refused, anonymous (dashed) or plain; proven blocks only."""
    drawn: dict[tuple[str, str], list[int]] = {}
    actors: dict[str, ActorRef] = {}
    for n, condition in enumerate(conditions):
        ends = _ends(condition)
        if ends:
            for actor in ends:
                actors.setdefault(actor.name, actor)
            drawn.setdefault((ends[0].name, ends[1].name), []).append(n)
    stuck = {id: b.kind for b in blocked if b.proven for id in b.conditions}
    places = _circle(sorted(actors))
    edges = []
    for (holder, other), numbers in sorted(drawn.items()):
        some = [conditions[n] for n in numbers]
        kinds = {stuck.get(c.id) for c in some}
        style = "deadlock" if "deadlock" in kinds else "refused" if "refused" in kinds else "plain"
        if all(c.level == "anonymous" for c in some):
            style += " anonymous"
        edges.append(_edge(places[holder], places[other], numbers, style))
    return Graph(list(places.values()), edges, len(conditions) - sum(map(len, drawn.values())))


def _ends(condition: Condition) -> tuple[ActorRef, ActorRef] | None:
    holder, other = condition.holder, condition.antecedent.actor
    if holder is None or other is None or holder.name == other.name:
        return None
    return ActorRef(holder.id, holder.name), other


def _circle(names: list[str]) -> dict[str, Node]:
    places = {}
    for n, name in enumerate(names):
        angle = 2 * math.pi * n / max(1, len(names)) - math.pi / 2
        x = WIDTH / 2 + (WIDTH / 2 - 110) * math.cos(angle)
        y = HEIGHT / 2 + (HEIGHT / 2 - 50) * math.sin(angle)
        places[name] = Node(name, _lines(name), round(x, 1), round(y, 1), n % COLOURS)
    return places


def _lines(name: str) -> tuple[str, ...]:
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 18 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines[:2]) if len(lines) <= 2 else (lines[0], lines[1][:16] + "…")


def _edge(a: Node, b: Node, numbers: list[int], style: str) -> Edge:
    """A curve bent to the left of its direction, so that two that wait for one another do not lie on each other."""
    dx, dy = b.x - a.x, b.y - a.y
    length = math.hypot(dx, dy) or 1
    bend = 38
    cx, cy = (a.x + b.x) / 2 + bend * dy / length * 2, (a.y + b.y) / 2 - bend * dx / length * 2
    ax, ay = _border(a, cx, cy)
    bx, by = _border(b, cx, cy)
    x, y = (ax + 2 * cx + bx) / 4, (ay + 2 * cy + by) / 4
    shown = tuple(n + 1 for n in numbers)
    title = f"{a.name} waits for {b.name}: condition{'s' * (len(shown) > 1)} {', '.join(map(str, shown))}"
    return Edge(shown, f"M{ax:.1f},{ay:.1f} Q{cx:.1f},{cy:.1f} {bx:.1f},{by:.1f}", round(x, 1), round(y, 1), a.colour, style, title)


def _border(node: Node, x: float, y: float) -> tuple[float, float]:
    """Where the line from a node's centre to a point leaves its box of 150 by 44."""
    dx, dy = x - node.x, y - node.y
    scale = min(75 / abs(dx) if dx else math.inf, 22 / abs(dy) if dy else math.inf)
    return (node.x + dx * scale, node.y + dy * scale) if scale < math.inf else (node.x, node.y)
