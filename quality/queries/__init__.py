"""What is looked up in quality work."""
