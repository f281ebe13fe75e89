"""Reads other systems' plans, in a process of its own."""
