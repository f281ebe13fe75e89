"""What is decided about units, roles and periods: pure functions."""
