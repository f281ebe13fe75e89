"""What surveys tell whoever listens."""

from django.dispatch import Signal

#: A round's result may be read from now on: `release`. Sent inside the transaction that stores it: whoever raises stops it.
released = Signal()
