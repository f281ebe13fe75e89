"""How a plan's goals are written: one block a goal, with rows for indicators and activities."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser

from quality.enums import BetterDirection, GoalLevel, Periodicity
from quality.models import Goal, GoalVersion


class GoalChooser(BaseChooser):
    """Chooses an adopted goal of a plan higher up; it is shown with the words it was last adopted with."""

    model = Goal
    icon = "clipboard-list"
    chooser_modal_url_name = "goal_chooser:choose"
    choose_one_text = _("Välj mål")
    choose_another_text = _("Välj ett annat mål")
    clear_choice_text = _("Ta bort")
    show_edit_link = False

    def get_value_data_from_instance(self, instance: Goal) -> dict[str, Any]:
        """Return what the chosen goal is called."""
        title = (
            GoalVersion.objects.filter(goal=instance).order_by("-effective_on", "-pk").values_list("title", flat=True)
        )
        return {"id": instance.pk, self.display_title_key: title.first() or ""}


class GoalChooserBlock(blocks.ChooserBlock):
    """The number of an adopted goal."""

    @cached_property
    def target_model(self) -> type[Goal]:
        """Return what is chosen."""
        return Goal

    @cached_property
    def widget(self) -> GoalChooser:
        """Return how it is chosen."""
        return GoalChooser()


class ParentBlock(blocks.CharBlock):
    """The block id of another goal on the same page; the page's script turns the field into a list of its goals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.field.widget = forms.TextInput(attrs={"data-controller": "goal-parent", "autocomplete": "off"})


class DayBlock(blocks.DateBlock):
    """A day, chosen with the browser's own calendar: Wagtail's needs a script inside the page."""

    @cached_property
    def field(self) -> forms.DateField:
        """Return the field that is typed in."""
        return forms.DateField(widget=day_input(), **self.field_options)


def day_input() -> forms.DateInput:
    """Return the browser's own calendar."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class IndicatorBlock(blocks.StructBlock):
    """What a goal is measured by."""

    name = blocks.TextBlock(label=_("Indikator"), rows=1)
    unit_of_measure = blocks.CharBlock(
        label=_("Måttenhet"), required=False, max_length=40, help_text=_("Till exempel %.")
    )
    direction = blocks.ChoiceBlock(
        label=_("Riktning"), choices=BetterDirection.choices, default=BetterDirection.UNKNOWN.value
    )
    target = blocks.CharBlock(label=_("Årsmål"), required=False, max_length=255)
    council_target = blocks.CharBlock(label=_("KF:s årsmål"), required=False, max_length=255)
    periodicity = blocks.ChoiceBlock(label=_("Periodicitet"), choices=Periodicity.choices, required=False)

    class Meta:
        icon = "order"
        label = _("Indikator")
        label_format = "{name}"
        collapsed = True


class ActivityBlock(blocks.StructBlock):
    """Something to do for a goal."""

    title = blocks.TextBlock(label=_("Aktivitet"), rows=1)
    start = DayBlock(label=_("Start"), required=False)
    end = DayBlock(label=_("Slut"), required=False)
    responsible = blocks.CharBlock(label=_("Ansvarig"), required=False, max_length=255)

    class Meta:
        icon = "tick-inverse"
        label = _("Aktivitet")
        label_format = "{title}"
        collapsed = True


class GoalBlock(blocks.StructBlock):
    """A goal with its parts."""

    level = blocks.ChoiceBlock(label=_("Nivå"), choices=GoalLevel.choices, default=GoalLevel.UNIT.value)
    title = blocks.TextBlock(label=_("Mål"), rows=2)
    description = blocks.TextBlock(label=_("Beskrivning"), required=False, rows=2)
    expected_result = blocks.TextBlock(label=_("Förväntat resultat"), required=False, rows=2)
    methods = blocks.TextBlock(label=_("Arbetssätt"), required=False, rows=2)
    resources = blocks.TextBlock(label=_("Resursanvändning"), required=False, rows=2)
    follow_up = blocks.TextBlock(label=_("Uppföljning"), required=False, rows=2)
    development = blocks.TextBlock(label=_("Utveckling"), required=False, rows=2)
    parent = ParentBlock(
        label=_("Under målet"), required=False, max_length=36, help_text=_("Ett annat mål i samma plan.")
    )
    contributes_to = GoalChooserBlock(
        label=_("Bidrar till"), required=False, help_text=_("Ett antaget mål i en plan högre upp.")
    )
    curriculum = blocks.ListBlock(
        blocks.CharBlock(label=_("Läroplansmål"), max_length=60), label=_("Läroplansmål"), default=[], collapsed=True
    )
    indicators = blocks.ListBlock(IndicatorBlock(), label=_("Indikatorer"), default=[], collapsed=True)
    activities = blocks.ListBlock(ActivityBlock(), label=_("Aktiviteter"), default=[], collapsed=True)

    class Meta:
        icon = "clipboard-list"
        label = _("Mål")
        label_format = "{title}"
        collapsed = True
        form_layout = blocks.BlockGroup(
            children=[
                "level",
                "title",
                "description",
                blocks.BlockGroup(
                    children=["expected_result", "methods", "resources", "follow_up", "development"],
                    heading=_("Målets delar"),
                    classname="collapsed",
                ),
                "indicators",
                "activities",
                blocks.BlockGroup(
                    children=["parent", "contributes_to", "curriculum"],
                    heading=_("Målets plats i kedjan"),
                    classname="collapsed",
                ),
            ]
        )
