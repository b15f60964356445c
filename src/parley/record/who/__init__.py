"""Who is who over the whole record: the names that reports use, and which of them are one actor.

The rules alone stand in `identity`, `names`, `owners` and `told`; `naming` runs them over what is kept, so that a new report touches only what it names.
"""
