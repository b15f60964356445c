"""Files that hold many reports under one another: each becomes a report of its own, with its outlet, title, date and address.

monitoring   pasted pages of a press review: a heading, "Source: …", a date, the text, and the next
nexis · factiva · proquest    what these databases export, as text, HTML, RTF or DOCX
clip         what they share: a run of text with what its own lines say of it

`divided` is what readers call with the text of a file. Nothing of a report is left out: lines that are fields of the export are boilerplate in `blocks`.
"""

from parley.read.clippings.divide import divided, is_export

__all__ = ["divided", "is_export"]
