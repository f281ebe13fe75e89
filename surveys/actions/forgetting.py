"""What hangs on a round's invitations goes with it: one join, where Django would make a subquery with another."""

from django.db import connection

ADDRESSES = """
DELETE FROM surveys_address AS a USING surveys_invitation AS i WHERE i.id = a.invitation_id AND i.round_id = %s
"""
MEMBERS = "DELETE FROM surveys_poolmember WHERE round_id = %s"
DRAFTS = "DELETE FROM surveys_draft AS d USING surveys_invitation AS i WHERE i.id = d.invitation_id AND i.round_id = %s"


def forget_addresses(round_id: int) -> None:
    """Delete the addresses of a round, and in a pool which of them were written to."""
    _gone(ADDRESSES, round_id)
    _gone(MEMBERS, round_id)


def forget_drafts(round_id: int) -> None:
    """Delete the half-filled answers of a round."""
    _gone(DRAFTS, round_id)


def _gone(statement: str, round_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [round_id])
