"""Reports of units: listed, written, read, printed."""
