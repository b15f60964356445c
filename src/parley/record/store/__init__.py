"""Tables and rows: the database, its schema, what is written and how; the full-text index, what is kept of codebooks, and of a second reader."""
