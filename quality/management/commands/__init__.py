"""Commands of quality work."""
