"""What is asked of a record: findings and what is derived, by filters, in pages, as of now or of a date."""
