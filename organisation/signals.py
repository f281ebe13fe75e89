"""What the organisation says to the layers above it."""

from django.dispatch import Signal

#: A person's data are being erased; sent inside the transaction, with `person` (the User, still as it was).
#: Whoever stores more about people than a foreign key erases it here; a receiver that raises stops the erasure.
person_erased = Signal()
