"""What surveys add to the fictional municipality."""
