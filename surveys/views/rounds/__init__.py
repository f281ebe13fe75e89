"""Rounds on screens: the list, making one, running it, inviting people."""
