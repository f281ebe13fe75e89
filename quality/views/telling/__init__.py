"""Told back: written by leaders, read by anybody."""
