"""Written text with marks, drawn as HTML out of its tree: every word is escaped, every tag is one of ours."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.rules.reading_text import Node

register = template.Library()


@register.filter
def prose(nodes: Sequence[Node | str], level: int = 4) -> SafeString:
    """Draw nodes; a small heading among them is of `level`."""
    return format_html_join("", "{}", ((_drawn(node, level),) for node in nodes))


def _drawn(node: Node | str, level: int) -> SafeString | str:
    if isinstance(node, str):
        return node
    inside = prose(node.inside, level)
    match node.tag:
        case "br":
            return mark_safe("<br>")
        case "a":
            return format_html('<a href="{}" rel="noreferrer">{}</a>', node.href, inside)
        case "h4":
            return format_html("<h{}>{}</h{}>", level, inside, level)
        case "p" | "ul" | "ol" | "li" | "strong" | "em":
            return format_html("<{}>{}</{}>", node.tag, inside, node.tag)
    return inside
