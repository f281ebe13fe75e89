"""Measurements: each `bench_*.py` here yields rows; `python -m bench` runs them, prints a table and writes results.json."""
