"""The wheel's screens."""
