"""What is typed about tasks, processes and wheels."""
