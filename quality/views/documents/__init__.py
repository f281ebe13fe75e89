"""Documents: begun, written, handed in, read."""
