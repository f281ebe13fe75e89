"""What is seen of the wheels."""
