"""What is seen: each view is gate → form → one action → redirect."""
