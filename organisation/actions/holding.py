"""How two who change what is one person's wait for each other."""

from organisation.models import User


def held_person(user: User) -> User:
    """Return the person as they are now, and hold them until the transaction ends.

    Taken after the tree (`lock_tree`) and before the person's roles, invitations and events, everywhere in that order: of two
    who give somebody the same role at once, the database would otherwise let each wait for the other and end one of them with
    a fault that says nothing.
    """
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)
