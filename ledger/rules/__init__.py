"""What is decided, without Django, database or clock."""
