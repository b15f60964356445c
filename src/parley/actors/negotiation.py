"""Which negotiation a report is on, when nobody said: by the parties file's cues, or by two of its parties."""

import msgspec

from parley.codebook import Codebook
from parley.lang import Language
from parley.model import AnnotatedDocument

ENOUGH = 2  # parties of one negotiation in a report


def decide_negotiation(doc: AnnotatedDocument, lang: Language, book: Codebook) -> AnnotatedDocument:
    """The document with its negotiation when a cue of the parties file stands in its title or text, or two of the parties are named in it; else as it is."""
    known = book.parties.negotiation
    if known is None or doc.document.negotiation is not None:
        return doc
    text = f"{doc.document.title or ''}\n{doc.document.text}".casefold()
    parties = {actor.key for actor in doc.actors if any(role.negotiation == known.id and role.role == "party" for role in actor.roles)}
    if len(parties) < ENOUGH and not any(cue.casefold() in text for cue in known.cues):
        return doc
    return msgspec.structs.replace(doc, document=msgspec.structs.replace(doc.document, negotiation=known.id))
