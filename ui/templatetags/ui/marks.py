"""Icons, stage marks, states and the house's own drawings."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from ui.templatetags.ui.library import register

FLIPPING = {"arrow", "back", "up", "down", "same"}
STAGES = {"plan": _("Planera"), "do": _("Genomföra"), "follow": _("Följa upp"), "analyse": _("Analysera")}
STATES = {
    "reached": ("status-ok", _("Uppnått")),
    "partly": ("status-part", _("Delvis uppnått")),
    "missed": ("status-bad", _("Inte uppnått")),
    "unmeasured": ("status-none", _("Inte mätt")),
}
KINDS = {
    "success": {"css": "message-ok", "icon": "reached", "role": "status", "word": _("Klart:")},
    "info": {"css": "", "icon": "info", "role": "status", "word": _("Bra att veta:")},
    "warning": {"css": "message-warn", "icon": "warning", "role": "status", "word": _("Tänk på:")},
    "error": {"css": "message-bad", "icon": "warning", "role": "alert", "word": _("Fel:")},
}
SHORT_KINDS = {"ok": "success", "warn": "warning", "bad": "error", "debug": "info"}
# The favicon stands in the page itself: one request less on a slow line.
FAVICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Cpath fill='%2337377a' d='M17 2a14 14 0 0 1 13 13h-8a6 6 0 0 0-5-5z'/%3E"
    "%3Cpath fill='%233c774c' d='M30 17a14 14 0 0 1-13 13v-8a6 6 0 0 0 5-5z'/%3E"
    "%3Cpath fill='%23d56f42' d='M15 30A14 14 0 0 1 2 17h8a6 6 0 0 0 5 5z'/%3E"
    "%3Cpath fill='%23efba45' d='M2 15A14 14 0 0 1 15 2v8a6 6 0 0 0-5 5z'/%3E%3C/svg%3E"
)
BRAND = mark_safe(
    '<svg class="brand-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">'
    '<path class="m-plan" d="M17 2.1A14 14 0 0 1 29.9 15H22a6 6 0 0 0-5-5z"/>'
    '<path class="m-do" d="M29.9 17A14 14 0 0 1 17 29.9V22a6 6 0 0 0 5-5z"/>'
    '<path class="m-follow" d="M15 29.9A14 14 0 0 1 2.1 17H10a6 6 0 0 0 5 5z"/>'
    '<path class="m-analyse" d="M2.1 15A14 14 0 0 1 15 2.1V10a6 6 0 0 0-5 5z"/></svg>'
)


def use(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="{}" width="24" height="24" aria-hidden="true"><use href="{}#{}"/></svg>',
        css,
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def icon(name: str, flip: bool | None = None, css: str = "") -> SafeString:
    """Draw an icon of the sprite. Arrows mirror in right-to-left by themselves; `flip` says otherwise."""
    mirrored = name in FLIPPING if flip is None else flip
    classes = " ".join(part for part in ("icon", "icon-flip" if mirrored else "", css) if part)
    return use(name, classes)


@register.simple_tag
def stage(name: str, label: str = "") -> SafeString:
    """Draw a stage mark: colour, quarter of the wheel and word together. `name` is plan, do, follow or analyse."""
    return format_html(
        '<span class="stage is-{}">{}{}</span>', name, use(f"quarter-{name}", "quarter"), label or STAGES[name]
    )


@register.simple_tag
def quarter(name: str) -> SafeString:
    """Draw the quarter of the wheel of a stage, without its word: only inside something that says it."""
    return use(f"quarter-{name}", "quarter")


@register.filter
def stage_word(name: str) -> str:
    """Return the word of a stage."""
    return str(STAGES[name])


@register.simple_tag
def status(name: str, label: str = "") -> SafeString:
    """Draw a state: reached, partly, missed or unmeasured; `label` says it in other words."""
    css, word = STATES[name]
    return format_html('<span class="status {}">{}{}</span>', css, use(name, "icon"), label or word)


@register.simple_tag
def message_kind(kind: str) -> dict[str, Any]:
    """Return how a message of `kind` looks and sounds: class, icon, role and a first word for those who don't see it."""
    return KINDS.get(SHORT_KINDS.get(kind, kind), KINDS["info"])


@register.simple_tag
def calm_drawing() -> SafeString:
    """Draw the leaf in its circle, for an empty page."""
    return format_html(
        '<svg class="drawing" viewBox="0 0 96 96" aria-hidden="true"><use href="{}#calm"/></svg>',
        static("ui/icons.svg"),
    )


@register.simple_tag
def brand_mark() -> SafeString:
    """Draw the four quarters."""
    return BRAND


@register.simple_tag
def favicon() -> SafeString:
    """Return the small picture of the tab, as a data address."""
    return mark_safe(FAVICON)  # noqa: S308 -- a constant
