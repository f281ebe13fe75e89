"""An indicator is tied to what a survey measures."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from quality.access import get_indicator_for
from quality.actions.sources import tie_indicator, untie_indicator
from quality.forms.sources import SourceForm
from quality.models import Indicator, IndicatorSource
from quality.queries import values
from quality.queries.measures import as_definition
from quality.rules.standing import definition_at
from surveys.access import visible_questionnaires
from surveys.models import Questionnaire
from surveys.queries.measures import in_words, measures_of
from surveys.queries.shelves import shelved

APART = ":"


@may(Area.VALUES, Right.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the measure of a survey that gives the indicator its values, or none."""
    indicator = get_indicator_for(request.scope, pk, Right.EDIT)
    tied = IndicatorSource.objects.filter(indicator=indicator).select_related("questionnaire").first()
    known = {one.key: one for one in visible_questionnaires(request.scope).filter(archived_on=None).order_by("key")}
    groups = list(_groups(known.values()))
    first = {"measure": f"{tied.questionnaire.key}{APART}{tied.measure}" if tied else ""}
    form = SourceForm(request.POST if request.method == "POST" else None, groups=groups, initial=first)
    if form.is_valid():
        return _tied(request, indicator, form.cleaned_data["measure"], known)
    name = definition_at([as_definition(one) for one in values.definitions(indicator)], clock.today()).name
    context = {"form": form, "indicator": indicator, "name": name}
    return render(request, "quality/indicators/source.html", context)


def _groups(known: Iterable[Questionnaire]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the questionnaires that measure something: the title, and what can be chosen of each."""
    language = get_language() or "sv"
    for one in shelved(known):
        found = measures_of(one.latest, language) if one.latest else {}
        if one.latest and found:
            choices = [(f"{one.questionnaire.key}{APART}{key}", in_words(measure)) for key, measure in found.items()]
            yield one.latest.shown_title(language), choices


def _tied(request: StaffRequest, indicator: Indicator, choice: str, known: dict[str, Questionnaire]) -> HttpResponse:
    key, _apart, measure = choice.partition(APART)
    if key:
        _source, count = tie_indicator(
            indicator=indicator, questionnaire=known[key], measure=measure, actor=request.user
        )
        given = ngettext("Ett värde kom med på en gång.", "%(count)s värden kom med på en gång.", count)
        later = _("Värdena kommer när nästa resultat är klart.")
        messages.success(
            request, f"{_('Indikatorn är kopplad till enkäten.')} {given % {'count': count} if count else later}"
        )
    elif untie_indicator(indicator=indicator, actor=request.user):
        messages.success(request, _("Indikatorn är inte längre kopplad till en enkät. Värdena som finns är kvar."))
    return redirect(reverse("indicator", args=[indicator.pk]))
