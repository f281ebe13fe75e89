"""`manage.py messages`."""
