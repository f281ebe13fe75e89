"""Scores and indices: pure functions on counts and rows, exact (fractions) until the one rounding at the end."""
