"""People: finding them, inviting them, their roles and substitutes, and whether they may sign in."""
