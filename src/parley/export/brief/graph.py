"""Who waits for whom: holders of conditions and those who must act, on an ellipse, as SVG; the list below it says the same in words."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from parley.model import Actor, ActorRef, Blocked, Condition

WIDTH, HEIGHT = 760, 440
BOX = (132, 40)
MARGIN = 22  # around the ellipse, for curves that bend outwards
COLOURS = 6  # classes h0 … h5 of the style sheet, one for each holder in turn
MOST = 10  # actors that fit without boxes over boxes
Fold = Callable[[ActorRef], tuple[ActorRef, ...]]


class Node(NamedTuple):
    """One actor: name in at most two lines, place of its centre, colour class."""

    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    colour: int


class Edge(NamedTuple):
    """One or more conditions of one holder on one actor: their numbers, the label, the curve, where the label stands, how it is drawn."""

    numbers: tuple[int, ...]
    label: str
    path: str
    x: float
    y: float
    colour: int
    style: str
    title: str


class Graph(NamedTuple):
    """Nodes and edges; `left_out` counts conditions that are not drawn: the text does not name both ends, or they are no parties of many conditions."""

    nodes: list[Node]
    edges: list[Edge]
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT
    box: tuple[int, int] = BOX


def folding(actors: Sequence[Actor]) -> Fold:
    """A function from an actor to whom it stands for in the graph: those who speak and act for a party are that party, a joint actor is its members."""
    by_id = {actor.id: actor for actor in actors}
    by_key = {actor.key: actor for actor in actors}

    def fold(actor: ActorRef, depth: int = 0) -> tuple[ActorRef, ...]:
        known = by_id.get(actor.id or "")
        if known is None or known.roles or depth > 4:
            return (actor,)
        if known.members:
            return tuple(dict.fromkeys(whole for id in known.members if id in by_id for whole in fold(by_id[id].ref, depth + 1)))
        whole = by_key.get(known.of or "")
        return fold(whole.ref, depth + 1) if whole is not None and whole is not known else (actor,)

    return fold


def graph(conditions: Sequence[Condition], blocked: Sequence[Blocked], fold: Fold) -> Graph:
    """The graph of conditions, numbered from 1 in the order given. Style: deadlock, refused, anonymous (dashed) or plain; proven blocks only."""
    drawn: dict[tuple[str, str], list[int]] = {}
    for n, condition in enumerate(conditions):
        for ends in _ends(condition, fold):
            drawn.setdefault(ends, []).append(n)
    weight: dict[str, int] = {}
    for ends, numbers in drawn.items():
        for name in ends:
            weight[name] = weight.get(name, 0) + len(numbers)
    kept = sorted(sorted(weight, key=lambda name: (-weight[name], name))[:MOST])
    drawn = {ends: numbers for ends, numbers in sorted(drawn.items()) if set(ends) <= set(kept)}
    stuck = {id: b.kind for b in blocked if b.proven for id in b.conditions}
    places = _ellipse([name for name in kept if any(name in ends for ends in drawn)])
    taken = [(node.x, node.y, BOX[0] / 2) for node in places.values()]
    edges = []
    for (holder, other), numbers in drawn.items():
        some = [conditions[n] for n in numbers]
        kinds = {stuck.get(c.id) for c in some}
        style = "deadlock" if "deadlock" in kinds else "refused" if "refused" in kinds else "plain"
        if all(c.level == "anonymous" for c in some):
            style += " anonymous"
        edges.append(_edge(places[holder], places[other], numbers, style, taken))
    shown = {n for numbers in drawn.values() for n in numbers}
    return Graph(list(places.values()), edges, len(conditions) - len(shown))


def _ends(condition: Condition, fold: Fold) -> Iterator[tuple[str, str]]:
    holder, other = condition.holder, condition.antecedent.actor
    if holder is not None and other is not None:
        for one in fold(ActorRef(holder.id, holder.name)):
            for another in fold(other):
                if one.id and another.id and one.name != another.name:
                    yield one.name, another.name


def _ellipse(names: list[str]) -> dict[str, Node]:
    places = {}
    for n, name in enumerate(names):
        angle = 2 * math.pi * n / max(1, len(names)) - math.pi / 2
        x = WIDTH / 2 + (WIDTH / 2 - BOX[0] / 2 - MARGIN) * math.cos(angle)
        y = HEIGHT / 2 + (HEIGHT / 2 - BOX[1] / 2 - MARGIN) * math.sin(angle)
        places[name] = Node(name, _lines(name), round(x, 1), round(y, 1), n % COLOURS)
    return places


def _lines(name: str) -> tuple[str, ...]:
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 17 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    short = [line if len(line) <= 18 else line[:17] + "…" for line in lines]
    return tuple(short) if len(short) <= 2 else (short[0], short[1][:16] + "…")


def _edge(a: Node, b: Node, numbers: list[int], style: str, taken: list[tuple[float, float, float]]) -> Edge:
    """A curve bent to the left of its direction, so that two that wait for one another do not lie on each other; its label where there is room."""
    dx, dy = b.x - a.x, b.y - a.y
    length = math.hypot(dx, dy) or 1
    bend = min(76.0, length / 4)
    cx, cy = (a.x + b.x) / 2 + bend * dy / length, (a.y + b.y) / 2 - bend * dx / length
    start, end = _border(a, cx, cy), _border(b, cx, cy)
    shown = tuple(n + 1 for n in numbers)
    label = ", ".join(map(str, shown)) if len(shown) <= 3 else f"{shown[0]}, {shown[1]} +{len(shown) - 2}"
    half = 8 + 3.6 * len(label)
    x, y = _free(start, (cx, cy), end, half, taken)
    taken.append((x, y, half))
    title = f"{a.name} waits for {b.name}: condition{'s' * (len(shown) > 1)} {', '.join(map(str, shown))}"
    path = f"M{start[0]:.1f},{start[1]:.1f} Q{cx:.1f},{cy:.1f} {end[0]:.1f},{end[1]:.1f}"
    return Edge(shown, label, path, round(x, 1), round(y, 1), a.colour, style, title)


def _free(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], half: float, taken: list[tuple[float, float, float]]
) -> tuple[float, float]:
    points = []
    for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
        x, y = ((1 - t) ** 2 * start[i] + 2 * t * (1 - t) * bend[i] + t**2 * end[i] for i in (0, 1))
        y = min(max(y, 12.0), HEIGHT - 12.0)
        points.append((x, y))
        if all(
            abs(x - other_x) > half + other_half + 2 or abs(y - other_y) > (32 if other_half == BOX[0] / 2 else 22) for other_x, other_y, other_half in taken
        ):
            return x, y
    return points[0]


def _border(node: Node, x: float, y: float) -> tuple[float, float]:
    """Where the line from a node's centre to a point leaves its box."""
    dx, dy = x - node.x, y - node.y
    scale = min(BOX[0] / 2 / abs(dx) if dx else math.inf, BOX[1] / 2 / abs(dy) if dy else math.inf)
    return (node.x + dx * scale, node.y + dy * scale) if scale < math.inf else (node.x, node.y)
