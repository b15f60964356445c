"""B³ of the stories that parley finds in a clustered corpus: JSON lines with id, text, the gold cluster, and published where known.

python tools/stories.py ../shared/bench/stories/ecbplus_dev.jsonl
python tools/stories.py ../shared/press/press.jsonl --gold cluster --show
"""

import argparse
import datetime
import json
import time
from collections import defaultdict

from parley.record.across.stories import bag_of, groups
from parley.record.likeness.lexicon import lexicon
from parley.record.likeness.words import words


def b_cubed(gold: dict[str, str], found: list[list[str]]) -> tuple[float, float, float]:
    """Precision, recall and F of a clustering (Bagga and Baldwin 1998)."""
    truth: defaultdict[str, set[str]] = defaultdict(set)
    for id, cluster in gold.items():
        truth[cluster].add(id)
    home = {id: set(group) for group in found for id in group}
    right = {id: len(home[id] & truth[gold[id]]) for id in gold}
    precision = sum(right[id] / len(home[id]) for id in gold) / len(gold)
    recall = sum(right[id] / len(truth[gold[id]]) for id in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Prints the measures, and with --show the clusters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--gold", default="story")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with open(options.corpus, encoding="utf-8") as file:
        rows = {row["id"]: row for row in map(json.loads, file)}
    begun = time.perf_counter()
    bags = {id: bag_of(words((row.get("title") or "") + "\n" + row["text"]), lexicon("en")) for id, row in rows.items()}
    days = {id: datetime.date.fromisoformat(row["published"][:10]).toordinal() if row.get("published") else None for id, row in rows.items()}
    found = groups(bags, days)
    taken = time.perf_counter() - begun
    gold = {id: row[options.gold] for id, row in rows.items()}
    print("B3 precision {:.3f} recall {:.3f} F {:.3f}".format(*b_cubed(gold, found)), f"· {len(rows) / taken:.0f} reports a second")
    if options.show:
        for group in found:
            print(*(f"{id} [{gold[id]}]" for id in group), sep=" · ")


if __name__ == "__main__":
    main()
