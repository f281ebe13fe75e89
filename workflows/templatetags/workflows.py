"""`{% load workflows %}`: a stage as the house draws it."""

from django import template

from organisation.enums import Role
from workflows.charts.wheel import LOOKS

register = template.Library()


@register.filter
def look(stage: str) -> str:
    """Return the name that the house's stage marks know a stage by; nothing for what is closed."""
    return LOOKS.get(stage, "")


@register.filter
def role_word(role: str) -> str:
    """Return the Swedish word for a role."""
    return str(Role(role).label) if role in Role.values else ""
