"""Commands of the app quality."""
