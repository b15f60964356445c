"""Fixtures for all tests; being here puts `tests/` on the path, so that tests can import `support`."""
