"""What is looked up in cms."""
