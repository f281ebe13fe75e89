"""Commands of ui, and what they need."""
