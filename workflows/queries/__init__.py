"""What is looked up in the workflows."""
