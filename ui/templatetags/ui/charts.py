"""Charts: the figure, its legend and its table."""

from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ui.templatetags.ui.library import register

PATTERNS = mark_safe(
    '<svg class="sr" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="p-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch" d="M0 0V7"/></pattern>'
    '<pattern id="p-thin" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch" d="M0 0V12"/></pattern>'
    '<pattern id="p-dots" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<circle class="dots" cx="2" cy="2" r="1.1"/></pattern>'
    '<pattern id="p-joined" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="hatch" d="M0 3H6"/></pattern>'
    "</defs></svg>"
)


@register.simple_tag(takes_context=True)
def chart_patterns(context: Context) -> SafeString:
    """Draw, once at the end of a page, the patterns that its charts are filled with; nothing on a page without charts."""
    return PATTERNS if getattr(_page(context), "charts_drawn", 0) else mark_safe("")


def _page(context: Context) -> object:
    return getattr(context, "request", None)
