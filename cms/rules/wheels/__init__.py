"""What is decided about written wheels: keys, weeks as people write them, and what differs between two texts."""
