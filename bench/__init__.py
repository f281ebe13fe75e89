"""Measurements: each `bench_*.py` yields rows; `python -m bench` runs them, prints a table, writes results.json."""
