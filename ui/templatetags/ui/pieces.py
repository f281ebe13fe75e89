"""Pieces of a page, kept under a name: a shell draws a frame only around what is there."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from ui.templatetags.ui.library import register


@register.tag
def capture(parser: Parser, token: Token) -> "Captured":
    """`{% capture name %}…{% endcapture %}`: keep what is drawn, trimmed, under `name`; blocks inside can be filled."""
    _, name = token.split_contents()
    inside = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Captured(inside, name)


class Captured(template.Node):
    """Draws its inside into a variable and itself nothing."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        """Keep the inside."""
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 -- drawn by the template itself
        return mark_safe("")
