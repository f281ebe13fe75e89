"""Charts: the figure, its legend and its table."""

from itertools import count

from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ui.charts import Figure
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

LOOSE = count(1)  # for charts that are drawn without a request: their ids are unique in the process


@register.simple_tag(takes_context=True)
def chart(context: Context, figure: Figure, ident: str = "") -> SafeString:
    """Draw a figure of `ui.charts` with its legend, its notes and its table. Its ids are unique on the page."""
    page = _page(context)
    number = getattr(page, "charts_drawn", 0) + 1 if page else next(LOOSE)
    if page:
        page.charts_drawn = number  # type: ignore[attr-defined]
    return render_to_string("ui/charts/figure.html", {"drawing": figure.draw(ident or f"chart-{number}")})


@register.simple_tag(takes_context=True)
def chart_patterns(context: Context) -> SafeString:
    """Draw, once at the end of a page, the patterns that its charts are filled with; nothing on a page without charts."""
    return PATTERNS if getattr(_page(context), "charts_drawn", 0) else mark_safe("")


def _page(context: Context) -> object:
    return getattr(context, "request", None)
