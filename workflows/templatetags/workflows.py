"""`{% load workflows %}`: a stage as the house draws it."""

from django import template

from workflows.charts.wheel import LOOKS

register = template.Library()


@register.filter
def look(stage: str) -> str:
    """Return the name that the house's stage marks know a stage by; nothing for what is closed."""
    return LOOKS.get(stage, "")
