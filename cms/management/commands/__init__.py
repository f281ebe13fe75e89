"""Commands of the app cms."""
