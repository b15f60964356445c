"""How far coders agree, beyond what chance would give. A unit is what was coded; a value is any label; None is a unit that a coder did not code."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

Codes = Sequence[Hashable | None]


def raw(one: Codes, other: Codes) -> float | None:
    """The share of units, of those that both coded, to which both gave one value; None when there are none.

    >>> raw(["a", "b", "b", None], ["a", "b", "a", "a"])
    0.6666666666666666
    """
    both = _both(one, other)
    return sum(a == b for a, b in both) / len(both) if both else None


def kappa(one: Codes, other: Codes) -> float | None:
    """Cohen's kappa of two coders: (p_o - p_e) / (1 - p_e) over the units that both coded.

    p_o is the share on which they agree, p_e the share on which they would, did each give its own values by chance as often as it does:
    the sum over values of the product of the two coders' shares of it (Cohen 1960). None without units, or when p_e is 1: with one value
    alone nothing can be said.

    >>> round(kappa(["y"] * 25 + ["n"] * 25, ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15), 2)
    0.4
    """
    both = _both(one, other)
    if not both:
        return None
    left, right = Counter(a for a, _ in both), Counter(b for _, b in both)
    expected = sum(left[value] * right[value] for value in left) / len(both) ** 2
    observed = sum(a == b for a, b in both) / len(both)
    return (observed - expected) / (1 - expected) if expected < 1 else None


def alpha(coders: Sequence[Codes]) -> float | None:
    """Krippendorff's alpha for nominal values, any number of coders, units that some did not code: 1 - D_o / D_e.

    With the matrix of coincidences o (each pair of values that different coders gave to a unit of m values counts 1 / (m - 1)), n_c its row
    sums and n their sum: D_o = sum of o_ck over c != k, divided by n; D_e = sum of n_c n_k over c != k, divided by n (n - 1) (Krippendorff
    2004, chapter 11). Units with fewer than two values are left out. None when nothing can be paired, or when there is one value alone.
    """
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for unit in zip(*coders, strict=True):
        values = Counter(value for value in unit if value is not None)
        m = values.total()
        if m < 2:
            continue
        for c in values:
            for k in values:
                weights[c, k] = weights.get((c, k), 0.0) + values[c] * (values[k] - (c == k)) / (m - 1)
    sums: dict[Hashable, float] = {}
    for (c, _), weight in weights.items():
        sums[c] = sums.get(c, 0.0) + weight
    n = sum(sums.values())
    expected = n * n - sum(value * value for value in sums.values())
    if not n or not expected:
        return None
    observed = sum(weight for (c, k), weight in weights.items() if c != k)
    return 1 - (n - 1) * observed / expected


def table(codings: Mapping[str, Mapping[str, Hashable]]) -> dict[str, list[Hashable | None]]:
    """Coder → values in the order of all units' names, None where the coder has none: what the measures above take."""
    units = sorted({unit for coded in codings.values() for unit in coded})
    return {name: [coded.get(unit) for unit in units] for name, coded in codings.items()}


def _both(one: Codes, other: Codes) -> list[tuple[Hashable, Hashable]]:
    return [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
