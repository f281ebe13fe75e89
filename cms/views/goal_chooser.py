"""Choosing, in a goal, which adopted goal of a plan higher up it contributes to."""

from typing import Any, cast

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.access import scope_of
from ledger import clock
from organisation.enums import Area, Right
from organisation.models import UnitLink
from quality.models import Goal, GoalVersion


def goals_above(user: Any) -> QuerySet[Goal]:
    """Return the goals going on in the units over those whose plans the person may edit, with their `title` today."""
    day = clock.today()
    own = scope_of(user).units(Area.PLAN, Right.EDIT)
    above = UnitLink.objects.valid_on(day).filter(unit__in=own, depth__gt=0).values("ancestor")
    texts = GoalVersion.objects.filter(goal=OuterRef("pk"), effective_on__lte=day).order_by("-effective_on", "-pk")
    goals = Goal.objects.going_on(day).filter(unit__in=above).select_related("unit")
    titled = cast(Any, goals.annotate(title=Subquery(texts.values("title")[:1])))
    ordered: QuerySet[Goal] = titled.order_by("unit__name", "title")
    return ordered


class WordsForm(BaseFilterForm):
    """Words of the goal."""

    q = forms.CharField(label=_("Sök"), required=False)

    def filter(self, objects: Any) -> Any:
        """Keep the goals whose title holds the words."""
        words = self.cleaned_data.get("q")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.filter(title__icontains=words)


class OfGoals:
    """What the chooser's pages have in common."""

    filter_form_class = WordsForm
    request: Any

    def get_object_list(self) -> QuerySet[Goal]:
        """Return what may be chosen."""
        return goals_above(self.request.user)

    @property
    def title_column(self) -> TitleColumn:
        """Return the goal's words, which choose it."""
        return TitleColumn(
            "title",
            label=_("Mål"),
            accessor="title",
            get_url=lambda goal: reverse("goal_chooser:chosen", args=[goal.pk]),
            link_attrs={"data-chooser-modal-choice": True},
        )

    @property
    def columns(self) -> list[Column]:
        """Return the goal's words and whose goal it is."""
        return [self.title_column, Column("unit", label=_("Enhet"), accessor="unit")]


class Choose(OfGoals, ChooseView):
    """The chooser."""


class Results(OfGoals, ChooseResultsView):
    """The chooser's list, searched."""


class Chosen(ChosenView):
    """What was chosen."""

    def get_object(self, pk: Any) -> Goal:
        """Return the goal, if it may be chosen."""
        return get_object_or_404(goals_above(self.request.user), pk=pk)

    def get_display_title(self, instance: Any) -> str:
        """Return the goal's words."""
        return str(instance.title)


class GoalChooserViewSet(ChooserViewSet):
    """Adopted goals of the plans higher up."""

    model = Goal
    icon = "clipboard-list"
    choose_one_text = _("Välj mål")
    page_title = _("Välj ett mål högre upp")
    choose_view_class = Choose
    choose_results_view_class = Results
    chosen_view_class = Chosen
    register_widget = False


goal_chooser = GoalChooserViewSet("goal_chooser", url_prefix="mal")
