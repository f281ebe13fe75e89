"""What is typed in cms."""
