"""The plans of the demo municipality, with three years of values: all of it invented."""
