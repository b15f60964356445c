"""What a reader of the record asks for, as rows: pure functions over the query protocol.

timeline    what happened, is planned, was called off, in order of time        positions   party × issue: where each stands, since when, what moved
statements  who said what to whom, where and when                              proposals   what is on the table, with terms and who takes which stance
conditions  who waits for whom, and the deadlocks                              figures     numbers with who stands behind them
disputes    claims that cannot both be right                                   agenda      what is planned, and what became of it
actors      who is who                                                         sources     outlets, copies and origins
changes     what is new since a day                                            gaps        where no position is stated, or only an old one
coverage    what was read, from whom, which days                               problems    faults in the data
candidates  what a second reader found, not yet judged                         compare     where rules and a second reader agree and differ
agreement   how far coders agree, per field                                    disagreements  what they differ on
show        one finding in its sentence, with its neighbours                   search      full text
notes       what analysts noted
"""

from parley.views.actors import actor_rows, actors
from parley.views.agenda import agenda, agenda_rows
from parley.views.agreement import agreement, disagreements
from parley.views.changes import changes
from parley.views.compare import candidates, compare, differences, grounded
from parley.views.conditions import blocked, blocked_rows, condition_rows, conditions
from parley.views.coverage import coverage, problems, source_rows, sources
from parley.views.disputes import dispute_rows, disputes
from parley.views.figures import figure_rows, figures
from parley.views.notes import notes
from parley.views.positions import gap_rows, gaps, position_rows, positions
from parley.views.proposals import proposal_rows, proposals
from parley.views.show import search, show
from parley.views.statements import statement_rows, statements
from parley.views.timeline import timeline, timeline_rows

__all__ = [
    "actor_rows", "actors", "agenda", "agenda_rows", "agreement", "blocked", "blocked_rows", "candidates", "changes", "compare", "condition_rows", "conditions",
    "coverage", "differences", "disagreements", "dispute_rows", "disputes", "figure_rows", "figures", "gap_rows", "gaps", "grounded", "notes", "position_rows",
    "positions", "problems", "proposal_rows", "proposals", "search", "show", "source_rows", "sources", "statement_rows", "statements", "timeline",
    "timeline_rows",
]  # fmt: skip
