"""What is seen of cms."""
