"""What the reports of one part say together, pure: `reduce` shows all of it on one screen, from a `Corpus` to a `Derived`.

Stories and linked events; claims, denials and disputes; positions and their shifts; what waits for what and what became of it; the agenda.
"""
