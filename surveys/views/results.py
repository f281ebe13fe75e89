"""Results: what a round came to, in released cells and nothing else. Nothing here changes anything, or knows a ballot."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.enums import ALL_STAFF, Audience
from surveys.models import Release, ReleasedCell, ReleasedPlace
from surveys.queries.results import (
    Reading,
    audiences_at,
    changed_between,
    figures,
    reading_of,
    released,
    rounds_before,
    without_result,
)
from surveys.queries.texts import cleared, question_texts, waiting
from surveys.rules.results.talking import Figure as Point
from surveys.rules.results.talking import Topic, topics
from surveys.rules.results.wording import Measure, measures
from surveys.views.result_figures import areas, compared, points, said
from surveys.views.result_trends import Time, below, key_figures, shown, trends
from surveys.views.rounds.header import audience_names
from ui.charts.values import written
from ui.components import Link

ROUNDS = 2


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_safe
def results(request: StaffRequest) -> HttpResponse:
    """List the released rounds in which something is the reader's, and those whose result they may have made."""
    context = {
        "releases": [(one, audience_names(one.round.policies)) for one in released(request.scope)],
        "waiting": [(one, audience_names(one.policies)) for one in without_result(request.scope)],
        "unread": waiting(request.scope) if request.scope.may(Area.FREE_TEXT, Right.CLEAR) else set(),
    }
    return render(request, "surveys/results/list.html", context)


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_safe
def result_unit(request: StaffRequest, pk: int, place: int, audience: str) -> HttpResponse:
    """Show what an audience answered at a unit, against what lies over it and against the times before."""
    report = reverse("result_report", args=[pk, place, audience])
    context = {**unit_result(request.scope, pk, place, audience), "report": report}
    return render(request, "surveys/results/unit.html", context)


def unit_result(scope: Scope, pk: int, place: int, audience: str) -> dict[str, Any]:
    """Return all that a unit's page shows of an audience, for the page and for paper. Raises Http404 where it is not theirs."""
    reading = reading_for(scope, pk)
    here = next((one for one in reading.places if one.pk == place and reading.reads(one.key)), None)
    if here is None or audience not in audiences_at(reading, here):
        raise Http404(_("Resultatet finns inte, eller så har du inte tillgång till det."))
    return _unit(scope, reading, here, audience)


def _unit(scope: Scope, reading: Reading, here: ReleasedPlace, audience: str) -> dict[str, Any]:
    release, words = reading.release, words_of(reading.release)
    line, under = _line(reading, here), _under(reading, here)
    cells = figures(reading, audience, [place.key for place in (*line, *under)])
    now = Time(release, here.key, line[-1].key, cells)
    earlier = _earlier(scope, release, here, audience)
    listed = list(words.values())
    changed = changed_between(release.version, earlier[0].release.version) if earlier else set()
    before = _same_scale(listed, changed, earlier[0].of_own()) if earlier else {}
    indices = shown(listed, now)
    rows_below, too_small = below(under, indices, now)
    chosen = topics(points(listed, cells, here.key, before))
    return {
        "release": release,
        "place": here,
        "audience": audience_label(audience),
        "crumbs": [
            Link(_("Resultat"), reverse("results")),
            Link(release.name, reverse("result", args=[release.pk]) + f"?vilka={audience}"),
        ],
        "band": next((cell.band for (key, _one), cell in cells.items() if key == here.key), ""),
        "topics": [_topic(one, words) for one in chosen],
        "areas": list(areas(listed, cells, here.key)),
        "key_figures": key_figures(indices, now, before),
        "trends": list(trends(indices, [*reversed(earlier), now], (here.name, line[-1].name))),
        "below": rows_below,
        "too_small": too_small,
        "compared": compared(listed, [(place.name, place.key) for place in line], cells),
        "rounds": _rounds(indices, now, earlier),
        "rules": [one for one in listed if one.is_index and (here.key, one.key) in cells],
        "changed": [one.in_full for one in listed if one.name in changed],
        "said": _said(scope, reading, here, audience),
        "hidden": any((here.key, one.key) not in cells for one in listed),
    }


def _said(scope: Scope, reading: Reading, here: ReleasedPlace, audience: str) -> list[tuple[str, list[str]]]:
    """What was answered in people's own words and has been read through: question and answers."""
    if not scope.may(Area.FREE_TEXT, Right.READ_CLEARED):
        return []
    asked = question_texts(reading.release.version.definition, get_language() or "sv")
    return [(asked.get(question, ""), texts) for question, texts in cleared(scope, here, audience).items()]


def reading_for(scope: Scope, pk: int) -> Reading:
    """Return a release as a person reads it. Raises Http404 where nothing of it is theirs."""
    found = get_object_or_404(Release.objects.select_related("version"), pk=pk)
    reading = reading_of(scope, found)
    if not reading.inner and not reading.working:
        raise Http404(_("Resultatet finns inte, eller så har du inte tillgång till det."))
    return reading


def words_of(release: Release) -> dict[str, Measure]:
    """Return what the figures of a release are called, in the reader's language."""
    return measures(release.version.definition, release.head, get_language() or "sv")


def audience_label(audience: str) -> str:
    """Return what an audience, or a family of them, is called."""
    return _("Medarbetare") if audience == ALL_STAFF else str(Audience(audience).label)


def _line(reading: Reading, here: ReleasedPlace) -> list[ReleasedPlace]:
    """The place, what lies right over it, and the whole."""
    known = reading.by_key()
    line, above = [here], here.parent_key
    while above:
        line.append(known[above])
        above = known[above].parent_key
    return list(dict.fromkeys([here, *line[1:2], *line[-1:]]))


def _under(reading: Reading, here: ReleasedPlace) -> list[ReleasedPlace]:
    """What lies right under the place and is the reader's, units that are shown together as one of them."""
    return [place for place in reading.places if place.parent_key == here.key and reading.reads(place.key)]


def _earlier(scope: Scope, release: Release, here: ReleasedPlace, audience: str) -> list[Time]:
    """The rounds before in which the same unit shows something to this reader, newest first."""
    found = []
    for one in rounds_before(release, ROUNDS) if here.unit_id else []:
        reading = reading_of(scope, one)
        place = next((place for place in reading.places if place.unit_id == here.unit_id), None)
        if place is not None and reading.reads(place.key):
            whole = _line(reading, place)[-1].key
            found.append(Time(one, place.key, whole, figures(reading, audience, [place.key, whole])))
    return found


def _same_scale(
    listed: Iterable[Measure], changed: Collection[str], cells: Mapping[str, ReleasedCell]
) -> dict[str, ReleasedCell]:
    """Leave out what was asked in other words or on another scale then: it is no change."""
    same = (one.key for one in listed if one.name not in changed)
    return {key: cells[key] for key in same if key in cells}


def _rounds(indices: Sequence[Measure], now: Time, earlier: Sequence[Time]) -> list[dict[str, Any]]:
    """Indices over the rounds that show them: by index, name of the round and its figure, oldest first. For paper."""
    found = []
    for one in indices:
        told = [(time.release.name, said(cell)) for time in reversed(earlier) if (cell := time.at(time.own, one.key))]
        if told:
            found.append({"label": one.label, "told": [*told, (now.release.name, said(now.at(now.own, one.key)))]})
    return found


def _topic(topic: Topic, words: Mapping[str, Measure]) -> dict[str, Any]:
    heads = {
        "rose": _("Har lyft mest"),
        "fell": _("Har sjunkit mest"),
        "lowest": _("Ligger lägst"),
        "wide": _("Tycker mest olika"),
    }
    asks = {
        "rose": _("Vad gjorde ni som märktes?"),
        "fell": _("Vad har hänt sedan förra gången?"),
        "lowest": _("Vad behöver de få se eller höra?"),
        "wide": _("Vad skiljer dem som är nöjda från dem som inte är det?"),
    }
    return {
        "head": heads[topic.what],
        "ask": asks[topic.what],
        "measure": words[topic.figure.key],
        "text": _told(topic.figure),
    }


def _told(figure: Point) -> str:
    """Return a figure's mean in words, with the one before where there is one."""
    if figure.now is None:
        return ""
    told = {"now": written(float(figure.now), "", 1), "low": written(figure.low), "high": written(figure.high)}
    if figure.before is None:
        return _("Medel %(now)s, på en skala från %(low)s till %(high)s.") % told
    before = written(float(figure.before), "", 1)
    return _("Från %(before)s till %(now)s, på en skala från %(low)s till %(high)s.") % {**told, "before": before}
