"""Lists from other systems, read line by line."""
