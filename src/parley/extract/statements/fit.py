"""Maximum-likelihood weights of a conditional log-linear model over groups of readings, by L-BFGS.

A group is what competes: the readings of one cue, or the verbs near one quotation. Its probability mass is shared by its readings and by "none of them",
whose score is 0. With several right readings their sum is made likely. Penalty: half the squared weights, times `strength`.
Method: Nocedal, "Updating quasi-Newton matrices with limited storage" (1980).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Index = NDArray[np.int64]
MEMORY = 8


class Reading(NamedTuple):
    """One reading for training: its group, its features, and whether it is right (None: leave it out)."""

    group: int
    names: Sequence[str]
    right: bool | None


class _Problem(NamedTuple):
    rows: Index
    columns: Index
    groups: Index
    right: NDArray[np.bool_]
    size: int


def fit(readings: Sequence[Reading], *, strength: float = 1.0, iterations: int = 150, rare: int = 1) -> Mapping[str, float]:
    """The weight of every feature that occurs more than `rare` - 1 times; those near zero are left out."""
    used = [r for r in readings if r.right is not None]
    counts = Counter(name for r in used for name in set(r.names))
    names = sorted(name for name, n in counts.items() if n >= rare)
    column = {name: n for n, name in enumerate(names)}
    pairs = [(n, column[name]) for n, r in enumerate(used) for name in r.names if name in column]
    order: dict[int, int] = {}
    problem = _Problem(
        np.array([p[0] for p in pairs], dtype=np.int64),
        np.array([p[1] for p in pairs], dtype=np.int64),
        np.array([order.setdefault(r.group, len(order)) for r in used], dtype=np.int64),
        np.array([bool(r.right) for r in used]),
        len(names),
    )
    weights = _minimise(lambda w: _loss(problem, w, strength), np.zeros(len(names)), iterations)
    return {name: float(w) for name, w in zip(names, weights, strict=True) if abs(w) > 0.003}


def _loss(problem: _Problem, weights: Vector, strength: float) -> tuple[float, Vector]:
    n, groups = len(problem.right), problem.groups
    total = int(groups.max()) + 1
    scores = np.bincount(problem.rows, weights[problem.columns], minlength=n)
    top = np.zeros(total)
    np.maximum.at(top, groups, scores)
    mass = np.exp(scores - top[groups])
    none = np.exp(-top)
    everything = np.bincount(groups, mass, minlength=total) + none
    right = np.bincount(groups, mass * problem.right, minlength=total)
    has = np.bincount(groups, problem.right, minlength=total) > 0
    wanted = np.where(has, right, none)
    value = float(np.sum(np.log(everything) - np.log(np.maximum(wanted, 1e-300)))) + 0.5 * strength * float(weights @ weights)
    share = mass / everything[groups]
    share -= np.where(has[groups] & problem.right, mass / np.maximum(right[groups], 1e-300), 0.0)
    gradient = np.bincount(problem.columns, share[problem.rows], minlength=problem.size) + strength * weights
    return value, gradient


def _minimise(function: Callable[[Vector], tuple[float, Vector]], start: Vector, iterations: int) -> Vector:
    at, (value, gradient) = start, function(start)
    steps: list[tuple[Vector, Vector, float]] = []
    for _ in range(iterations):
        direction = -_two_loop(steps, gradient)
        slope = float(gradient @ direction)
        length = 1.0 if steps else 1.0 / max(1.0, float(np.linalg.norm(gradient)))
        while True:
            new = at + length * direction
            new_value, new_gradient = function(new)
            if new_value <= value + 1e-4 * length * slope or length < 1e-8:
                break
            length /= 2
        moved, turned = new - at, new_gradient - gradient
        done = abs(value - new_value) < 1e-6 * max(1.0, abs(value))
        at, value, gradient = new, new_value, new_gradient
        if done:
            break
        bend = float(moved @ turned)
        if bend > 1e-12:
            steps = [*steps[-(MEMORY - 1) :], (moved, turned, 1 / bend)]
    return at


def _two_loop(steps: list[tuple[Vector, Vector, float]], gradient: Vector) -> Vector:
    found = gradient.copy()
    factors = []
    for moved, turned, rho in reversed(steps):
        factor = rho * float(moved @ found)
        found -= factor * turned
        factors.append(factor)
    if steps:
        moved, turned, rho = steps[-1]
        found /= rho * float(turned @ turned)
    for (moved, turned, rho), factor in zip(steps, reversed(factors), strict=True):
        found += moved * (factor - rho * float(turned @ found))
    return found
