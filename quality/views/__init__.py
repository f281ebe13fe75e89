"""What is seen of quality work: goals, indicators, values, activities."""
