"""What surveys tell whoever listens."""

from django.dispatch import Signal

#: Something was done with a round: `round`, `what` (ready, opened, closed …). Sent in the transaction: whoever raises stops it.
round_moved = Signal()

#: A round's result may be read from now on: `release`. Sent inside the transaction that stores it: whoever raises stops it.
released = Signal()
