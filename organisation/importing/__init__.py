"""Registers from files: bytes in, lines and findings out. Nothing here reads or writes the database."""
