"""What a draft would do: to whom and when in the year from a day on, what it changes in what is planned; versions compared."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cms.access.wheels import get_wheel_page_for
from cms.adoption.drafted_wheel import DraftedWheel, drafted_wheel
from cms.forms.wheels import ProspectForm
from cms.models import WheelPage
from cms.queries.wheel_prospect import Asked, Falls, Prospect, prospect
from cms.rules.wheels.comparing import Difference, compare
from cms.views.wheels.shell import draft_page, told, writers
from cms.views.wheels.words import changes_in_words, chosen_word, end_in_words, weeks_in_words, when_in_words
from organisation.enums import Area, Right
from organisation.models import Unit
from organisation.views.gates import StaffRequest
from workflows.queries.forecast import if_written
from workflows.rules.wheel import WheelText
from workflows.views.library import said_in_parts

MOST_NAMED = 10  # units in a sentence


@writers
@require_safe
def what_happens(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what the draft would ask of whom and when from a day on, and what it changes in what is planned."""
    page = get_wheel_page_for(request.scope, pk)
    draft = drafted_wheel(page)
    if draft.whole is None:
        return draft_page(request, page, draft, "prospect", {"faults": told(page, draft), "form": None})
    today = request.scope.day
    asked = {"effective_on": today.isoformat(), **request.GET.dict()}
    day = _day(asked["effective_on"], today)
    seen = prospect(page.wheel, draft.whole, day)
    near = _in_reach(request, seen)
    form = ProspectForm(asked, today=today, units=[(unit.pk, unit.name) for unit, _tasks in near])
    form.is_valid()
    chosen = int(form.cleaned_data.get("unit") or 0)
    shown = seen.only(chosen) if chosen else seen
    said = if_written(page.wheel, draft.whole, day, today) if page.wheel else None
    context: dict[str, Any] = {
        "faults": [],
        "form": form,
        "day": day,
        "last": seen.last,
        "chosen": seen.units.get(chosen),
        "said": said,
        "parts": said_in_parts(said) if said else [],
        "roles": [(chosen_word("role", one.role), one) for one in seen.roles()],
        "vacant": [_vacant(one, [unit for unit, _tasks in near]) for one in seen.roles() if one.vacant],
        "units": near,
        "months": _months(shown.falls),
        "never": [entry.title for entry in seen.never(draft.whole)],
        "is_chosen": bool(page.wheel and page.wheel.assignments.exclude(ends_on__lt=day).exists()),
    }
    return draft_page(request, page, draft, "prospect", context)


@writers
@require_safe
def comparison(request: StaffRequest, pk: int) -> HttpResponse:
    """Show in words what differs between two versions, the draft being the last of them."""
    page = get_wheel_page_for(request.scope, pk)
    draft = drafted_wheel(page)
    if not draft.earlier:
        raise Http404
    numbers = {str(version.number): version for version in draft.earlier}
    first = numbers.get(request.GET.get("fran", ""), draft.earlier[-1])
    second = numbers.get(request.GET.get("till", ""))
    after = second.text if second else draft.text
    context = {
        "first": first,
        "second": second,
        "is_broken": after is None,
        "difference": in_words(compare(first.text, after)) if after else None,
    }
    return draft_page(request, page, draft, "comparison", context)


def in_words(found: Difference) -> dict[str, Any] | None:
    """Return what differs as headings with lines; None where nothing does."""
    if not found:
        return None
    return {
        "parts": [
            (str(heading), lines)
            for heading, lines in (
                (_("Nya inslag"), [(one.title, [("", "", when_in_words(one.when))]) for one in found.added]),
                (_("Inslag som tas bort"), [(one.title, [("", when_in_words(one.when), "")]) for one in found.removed]),
                (_("Inslag som flyttas"), [(one.after.title, changes_in_words(one)) for one in found.moved]),
                (_("Inslag som skrivs om"), [(one.after.title, changes_in_words(one)) for one in found.rewritten]),
                (_("När stegen tar slut"), _ends(found)),
                (_("Hjulet"), _whole(found)),
            )
            if lines
        ]
    }


def _ends(found: Difference) -> list[tuple[str, list[tuple[str, str, str]]]]:
    moved = [
        (end_in_words(old), [("", when_in_words(old.when), when_in_words(new.when))]) for old, new in found.ends_moved
    ]
    added = [(end_in_words(end), [("", "", when_in_words(end.when))]) for end in found.ends_added]
    return [*moved, *added, *((end_in_words(end), [("", when_in_words(end.when), "")]) for end in found.ends_removed)]


def _whole(found: Difference) -> list[tuple[str, list[tuple[str, str, str]]]]:
    titles = [(_("Hjulets namn"), [("", *found.titles)])] if found.titles else []
    weeks = (
        [(_("Stängda veckor"), [("", weeks_in_words(found.weeks[0]), weeks_in_words(found.weeks[1]))])]
        if found.weeks
        else []
    )
    return [*titles, *weeks]


def difference_of(draft: DraftedWheel) -> dict[str, Any] | None:
    """Return in words what differs from the version before; None where nothing does, or there is none."""
    after: WheelText | None = draft.text
    return in_words(compare(draft.before.text, after)) if draft.before and after else None


def later_versions(page: WheelPage, day: dt.date) -> list[Any]:
    """Return the versions that take effect after a day: they go before what is published for it, from their own day on."""
    return list(page.wheel.versions.filter(effective_on__gt=day).order_by("effective_on")) if page.wheel else []


def _day(typed: str, today: dt.date) -> dt.date:
    """Return the day that somebody chose; today where it is none, or has been."""
    try:
        return max(today, dt.date.fromisoformat(typed))
    except ValueError:
        return today


def _in_reach(request: StaffRequest, seen: Prospect) -> list[tuple[Unit, int]]:
    """Return the units that are asked for something and whose library the person may read."""
    found = seen.by_unit()
    reach = request.scope.units(Area.WHEEL, Right.READ).filter(pk__in=[unit.pk for unit, _tasks in found])
    own = set(reach.values_list("pk", flat=True))
    return [(unit, tasks) for unit, tasks in found if unit.pk in own]


def _months(falls: Iterable[Falls]) -> list[tuple[str, list[Falls]]]:
    """Return what falls by month, in order."""
    found: dict[tuple[int, int], list[Falls]] = defaultdict(list)
    for one in falls:
        found[one.on.year, one.on.month].append(one)
    return [(f"{MONTHS[month]} {year}".capitalize(), rows) for (year, month), rows in found.items()]


def _vacant(one: Asked, near: Iterable[Unit]) -> str:
    """Say where nobody has a role, and what becomes of what is asked there."""
    names = [unit.name for unit in near if unit.pk in one.vacant]
    told_instead = [chosen_word("role", role) for role in sorted(one.told)]
    said = {
        "role": chosen_word("role", one.role),
        "number": len(one.vacant),
        "units": ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else ""),
    }
    vacant = ngettext(
        "%(role)s saknas på %(number)s enhet: %(units)s.",
        "%(role)s saknas på %(number)s enheter: %(units)s.",
        len(one.vacant),
    )
    if told_instead:
        after = _("Det som går vidare får %(other)s veta, redan från början. Det andra öppnar, men ingen får veta det.")
        return f"{vacant % said} {after % {'other': _(' och ').join(told_instead)}}"
    return f"{vacant % said} {_('Uppgifterna öppnar där, men ingen får veta det.')}"
