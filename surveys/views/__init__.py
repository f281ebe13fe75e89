"""What is seen of surveys."""
