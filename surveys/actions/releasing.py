"""A mixed round is released: once, whole, and only what nobody could be found in when it was tried."""

import datetime as dt
import hashlib
import json
import secrets
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.kinds import Registry
from organisation.actions import Refused
from organisation.models import User
from surveys.actions.release_attack import Attackers
from surveys.actions.rounds import say
from surveys.disclosure.export import document
from surveys.disclosure.gate import Passed, Unsafe, passed
from surveys.disclosure.planning import plan
from surveys.disclosure.release import Cell
from surveys.disclosure.release import Release as Made
from surveys.disclosure.texts import placed
from surveys.enums import MIXED
from surveys.kinds import Attack, attacks
from surveys.models import Ballot, Release, ReleasedPlace, ReleasedText, Round
from surveys.queries.asked import Mixed, key_of, mixed_round
from surveys.signals import released

Tell = Callable[[int, int], None]
Reports = Mapping[str, Mapping[str, Any]]
WHOLE = 100
READ, PLANNED, TRIED, LAST = 5, 15, 75, 95
"""How far a release is, in percent: when ballots are read, when all is decided, after the first attack, before it is stored."""
NO_CELLS = "none"
COPY = """
COPY surveys_releasedcell
    (release_id, place_id, part, subject, audience, measure, band, mean_is, mean, mean_of, shares, step) FROM STDIN
"""


def release_round(
    *,
    round: Round,
    now: dt.datetime,
    actor: User | None = None,
    tell: Tell | None = None,
    tried: Registry[Attack] = attacks,
) -> Release:
    """Decide what of a mixed round may be shown, try to break it, and store what stands. Done before: return what there is.

    `tell` hears how far it is. Everything is reckoned first and stored in one transaction, the release itself last: whoever is
    killed leaves nothing behind. Raises `Refused`.
    """
    held = Round.objects.select_related("version", "unit").get(pk=round.pk)
    known = Release.objects.filter(pk=held.pk).first()
    if known is not None:
        return known
    if held.state not in MIXED or held.ballots_deleted_on is not None:
        raise Refused(_("Resultatet kan tas fram när omgången är förseglad."))
    said = tell or (lambda done, total: None)
    said(0, WHOLE)
    mixed = mixed_round(held)
    said(READ, WHOLE)
    planned = plan(mixed.asked)
    said(PLANNED, WHOLE)
    attackers = Attackers(tried, _Turns(said))
    try:
        outcome = passed(planned, attackers)
    except Unsafe as unsafe:
        raise Refused(_("Inget av resultatet kan visas utan att någon kan kännas igen.")) from unsafe
    said(LAST, WHOLE)
    stored = _stored(mixed, outcome, attackers.reports, now, actor)
    said(WHOLE, WHOLE)
    return stored


class _Turns:
    """Tells how far the attack is: its first turn is most of the work, each later one (after something was taken back) less."""

    def __init__(self, tell: Tell) -> None:
        self.tell, self.low, self.high = tell, PLANNED, TRIED

    def __call__(self, share: float) -> None:
        """Hear which share of a turn is done."""
        self.tell(self.low + int((self.high - self.low) * share), WHOLE)
        if share >= 1:
            self.low, self.high = self.high, (self.high + LAST) // 2


@transaction.atomic
def _stored(mixed: Mixed, outcome: Passed, tried: Reports, now: dt.datetime, actor: User | None) -> Release:
    held = Round.objects.select_for_update(of=("self",)).get(pk=mixed.round.pk)
    known = Release.objects.filter(pk=held.pk).first()
    if known is not None:
        return known
    places = _places(mixed, outcome.release)
    head = document(outcome.release, NO_CELLS)
    digest = hashlib.sha256(_line(head))
    by_measure = groupby(outcome.release.cells, key=lambda cell: (cell.subject, cell.measure))
    for _measure, cells in by_measure:
        _store_cells(held, list(cells), places, digest.update)
    _store_texts(mixed, places)
    release = Release.objects.create(
        round=held,
        version_id=held.version_id,
        name=held.name,
        closed_on=timezone.localtime(held.closed_at).date() if held.closed_at else held.closes_on,
        released_at=now,
        head=head,
        report=_report(outcome, tried),
        digest=digest.hexdigest(),
    )
    released.send(sender=Release, release=release)
    say(held, "released", actor, {"digest": release.digest, "cells": len(outcome.release.cells)})
    return release


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _report(outcome: Passed, tried: Reports) -> dict[str, Any]:
    """What was tried, and what came of it: read by those who watch over the rounds, never with a number of answers.

    "attacks": by name the report on what stands. "turns": what broke before, and was taken back.
    """
    return {
        "tried": ["rank", *tried],
        "attacks": dict(tried),
        "turns": [
            [{"subject": one.subject, "places": list(one.places), "what": one.what} for one in turn]
            for turn in outcome.breaks
        ],
        "components": outcome.components,
        "to_means": outcome.to_means,
        "lost": outcome.lost,
    }


def _places(mixed: Mixed, made: Made) -> dict[str, int]:
    """Store the release's own tree, and the groups that units too small are packed into. Returns the id of each by key."""
    keys, by_pk = mixed.asked.tree.keys, {place.pk: place for place in mixed.places}
    names = {key_of(place): place.name for place in mixed.places}
    rows = [
        ReleasedPlace(
            release_id=mixed.round.pk,
            key=key,
            unit_id=place.unit_id,
            parent_key="" if place.parent_id is None else key_of(by_pk[place.parent_id]),
            order=order,
            name=place.name,
            kind=place.kind,
            whole=whole,
            members=[key_of(by_pk[member]) for member in place.members],
        )
        for order, (key, place, whole) in enumerate(zip(keys, mixed.places, mixed.asked.tree.whole, strict=True))
    ]
    groups = {group.key: (group, decision) for decision in made.plan.decisions for group in decision.places.groups}
    for order, (key, (group, _decision)) in enumerate(sorted(groups.items()), start=len(rows)):
        members = [keys[unit] for unit in group.members]
        rows.append(
            ReleasedPlace(
                release_id=mixed.round.pk,
                key=key,
                parent_key=keys[group.parent],
                order=order,
                name=" + ".join(names[member] for member in members),
                whole=all(mixed.asked.tree.whole[unit] for unit in group.members),
                members=members,
            )
        )
    return {row.key: row.pk for row in ReleasedPlace.objects.bulk_create(rows, batch_size=2_000)}


def _store_cells(held: Round, cells: list[Cell], places: Mapping[str, int], heard: Callable[[bytes], None]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for cell in cells:
            shares = [[share.shape, str(share.value)] for share in cell.shares]
            mean = (cell.mean.shape, cell.mean.value, cell.of) if cell.mean else ("", None, "")
            told = (cell.release, cell.subject, cell.audience, cell.measure, cell.band, *mean)
            heard(_line([cell.place, *map(str, told), shares, cell.step]))
            copy.write_row((held.pk, places[cell.place], *told, json.dumps(shares), cell.step))


def _store_texts(mixed: Mixed, places: Mapping[str, int]) -> None:
    """Store the answers in free text that are enough, in an order of chance and without anything that ties one to another."""
    rows = [
        ReleasedText(
            id=uuid.uuid4(),
            release_id=mixed.round.pk,
            place_id=places[key],
            audience=family,
            question=question,
            text=text,
        )
        for key, family, question, text in _texts(mixed)
    ]
    secrets.SystemRandom().shuffle(rows)
    ReleasedText.objects.bulk_create(rows, batch_size=2_000)


def _texts(mixed: Mixed) -> Iterable[tuple[str, str, str, str]]:
    """Yield what may be read: place, audience, question, text."""
    asked, groups = mixed.asked, dict(mixed.described.texts)
    homes = {audience: family.key for family in asked.families for audience in family.audiences}
    at = {place.pk: number for number, place in enumerate(mixed.places)}
    gathered: dict[tuple[str, str], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Ballot.objects.filter(round=mixed.round, extra__isnull=False).values_list("place_id", "audience", "extra")
    for place, audience, extra in rows.iterator(chunk_size=2_000):
        for question, text in (extra or {}).items():
            if question in groups and isinstance(text, str) and text.strip():
                gathered[homes[audience], question][at[place]].append(text.strip())
    for (family, question), by_place in sorted(gathered.items()):
        least = asked.policies[family, groups[question]].k_text
        if least is not None:
            counts = {place: len(texts) for place, texts in by_place.items()}
            for source, shown in placed(counts, asked.tree.parents, least).items():
                yield from ((asked.tree.keys[shown], family, question, text) for text in by_place[source])
