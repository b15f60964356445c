"""Words a CPU-second of recognising and normalising, on made-up news text: bench_times.py [REPEATS]."""

import sys
import time
from datetime import date

from parley.lang import load
from parley.model import Anchor
from parley.times import values
from parley.times.anchors import Start
from parley.times.resolve import readings, recognised

TEXT = (
    "The delegations met in the harbour town on Friday, two days after the summit, and agreed to return next week. A spokesman said late on "
    "Thursday that the three-month truce, which took effect at midnight on 8 May local time, would be reviewed by the end of June. In 2019 a "
    "first round had lasted four days; the second, in the spring of 2021, ended without a statement. Fighting has continued daily since last "
    "autumn, officials said, and dozens of people have been displaced from villages along the river. The mediators hope to publish a draft in "
    "the coming weeks, though one of them warned that the schedule was tight.\n\n"
)


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    lang = load("en")
    start = Start(values.day_of(date(2025, 4, 25)), Anchor("publication"))
    text = TEXT * 8
    recognised(text, [(0, len(text))], lang)
    begun = time.process_time()
    found = 0
    for _ in range(repeats // 8):
        found += len(readings(text, recognised(text, [(0, len(text))], lang), start, lang))
    took = time.process_time() - begun
    words = len(text.split()) * (repeats // 8)
    print(f"{words} words, {found} times, {took:.2f} s: {words / took:,.0f} words a CPU-second")


if __name__ == "__main__":
    main()
