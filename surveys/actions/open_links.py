"""Open links: made when the round opens, stopped, made anew; and what *Start* does by one."""

import secrets

from django.db import connection, transaction
from django.utils.translation import gettext as _

from organisation.actions import Refused
from organisation.models import User
from surveys.actions.rounds import refuse_unless_theirs, say
from surveys.enums import OPEN, RoundState
from surveys.models import OpenLink, Round
from surveys.queries.walks import Found, find, lookup_key
from surveys.rules.sealing.crockford import code_of
from surveys.rules.sealing.secrets import lookup_of, new_token, walk_of

RANDOM_BYTES = 10
BEGIN = """
INSERT INTO surveys_invitation (round_id, place_id, audience, token_hash, is_withdrawn, used)
SELECT o.round_id, o.place_id, o.audience, %s, false, false
FROM surveys_openlink AS o JOIN surveys_round AS r ON r.id = o.round_id
WHERE o.id = %s AND NOT o.is_stopped AND r.state = %s
"""


def make_open_links(held: Round) -> int:
    """Make a link for each unit and open audience of a round that is being opened. Returns how many."""
    places = held.units.filter(is_asked=True).order_by("pk").values_list("pk", flat=True)
    made = OpenLink.objects.bulk_create(
        OpenLink(round=held, place_id=place, audience=audience, code=_new_code())
        for place in places
        for audience in OPEN
        if audience in held.policies
    )
    return len(made)


def begin_open(found: Found) -> Found | None:
    """Make a right to answer once for whoever pressed *Start* at an open link; None where the link begins none any more.

    Its secret goes to that browser and nowhere else. One statement; nothing tells which link, browser or moment it was.
    """
    walk = walk_of(new_token())
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [lookup_of(lookup_key(), walk), found.link, RoundState.OPEN])
    return find(walk)


@transaction.atomic
def stop_open_link(*, link: OpenLink, actor: User) -> OpenLink:
    """Let a link begin no more answers. What was sent by it stands; who has begun may finish."""
    held = _held(link, actor)
    if held.is_stopped:
        raise Refused(_("Länken är redan stoppad."))
    held.is_stopped = True
    held.save(update_fields=["is_stopped"])
    say(held.round, "link_stopped", actor, {"place": held.place_id, "audience": held.audience})
    return held


@transaction.atomic
def renew_open_link(*, link: OpenLink, actor: User) -> OpenLink:
    """Give a unit a link with another code; the one before begins no more answers."""
    held = _held(link, actor)
    held.code, held.is_stopped = _new_code(), False
    held.save(update_fields=["code", "is_stopped"])
    say(held.round, "link_renewed", actor, {"place": held.place_id, "audience": held.audience})
    return held


def _held(link: OpenLink, actor: User) -> OpenLink:
    held = OpenLink.objects.select_for_update(of=("self",)).select_related("round__unit").get(pk=link.pk)
    refuse_unless_theirs(actor, held.round.unit)
    if held.round.state != RoundState.OPEN:
        raise Refused(_("Omgången är inte öppen. Länkarna gäller inte längre."))
    return held


def _new_code() -> str:
    return code_of(secrets.token_bytes(RANDOM_BYTES))
