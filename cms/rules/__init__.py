"""What is decided about pages, without a database."""
