"""The findings that lie in boilerplate: told anew for the documents of which it changed, and for those that were read or judged since."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from parley.model import digest
from parley.record.judgements import judging
from parley.record.repeats import boilerplate
from parley.record.repeats.before import Before, Runs
from parley.record.repeats.noted import Changes
from parley.record.store import rows, schema, writes


def note(changes: Changes, before: Before, runs: Mapping[str, Runs], gone: set[str], noted: Collection[str]) -> dict[str, str]:
    """Takes note of what is to be withheld, and gives back of which documents it is told anew, and from which reading. `runs`: boilerplate that changed.
    noted: documents in which something else may be read now, or judged."""
    again = _again(before, runs, noted)
    all_runs = before.runs(again.keys() - runs.keys()) | dict(runs)
    table = schema.findings
    held: set[tuple[str, str]] = set()
    for some in writes.chunks(sorted(id for id in again if all_runs.get(id))):
        bodies = before.connection.execute(sa.select(table.c.body).where(table.c.document.in_(some))).scalars()
        findings = [rows.decode_finding(body) for body in bodies]
        home = {finding.id: finding.document for finding in findings}
        held |= {(id, home[id]) for id in boilerplate.withheld(findings, all_runs)}
    changes.differ(schema.withheld, before.withheld(again.keys() | gone).items(), held)
    return again


def _again(before: Before, runs: Mapping[str, Runs], noted: Collection[str]) -> dict[str, str]:
    """The documents of which other findings may be in boilerplate than before, and how they were read: nothing, of one that has no boilerplate now."""
    read = schema.readings
    judged = judging.judged_findings(before.connection)
    found = dict.fromkeys(runs, "")
    for some in writes.chunks(sorted(id for id, some in runs.items() if some)):
        for id, told in before.connection.execute(sa.select(read.c.document, read.c.digest).where(read.c.document.in_(some))):
            found[id] = digest(told, *judged.get(id, ()))
    for id, told, was in before.read(noted):
        now = digest(told, *judged.get(id, ()))
        if id not in runs and was != now:
            found[id] = now
    return found
