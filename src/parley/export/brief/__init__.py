"""The dossier: one self-contained HTML file over a record, with the evidence of every line in place and no network.

state     where the talks stand, in one screen        graph     who waits for whom, as SVG
quote     evidence in its sentence                    template  the page
"""

from parley.export.brief.page import write_brief

__all__ = ["write_brief"]
