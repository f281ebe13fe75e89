"""What is typed in quality work."""
