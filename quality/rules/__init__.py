"""What quality work decides: pure functions and dataclasses."""
