"""What analysts decide: laid over what was read (`judge`), appended and replayed in the store (`judging`), and what a new reading makes of it (`kept`)."""
