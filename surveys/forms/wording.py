"""Texts of a document as HTML: escaped, in the language asked for, and marked where they are in another."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from surveys.rules.definition.language import direction
from surveys.rules.definition.rich import Block, Span, parse
from surveys.rules.definition.texts import Text
from surveys.rules.phrases import Phrases, phrases

OUTWARD = "noopener noreferrer"


@dataclass(frozen=True)
class Wording:
    """Speaks one language, with the base of the document where a text is missing in it."""

    language: str
    base: str

    @property
    def phrases(self) -> Phrases:
        """What stands beside the questions."""
        return phrases(self.language)

    def said(self, text: Text) -> SafeString:
        """Return a text inside a line."""
        return self.marked(*text.shown(self.language, self.base))

    def marked(self, text: str, language: str) -> SafeString:
        """Return a text inside a line, marked where it is in another language than the page."""
        if not text or language in ("", self.language):
            return format_html("{}", text)
        return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), text)

    def plain(self, text: Text) -> str:
        """Return a text where no mark may stand."""
        return text.shown(self.language, self.base)[0]

    def rich(self, text: Text) -> SafeString:
        """Return paragraphs and lists of a text, in an element of its own language."""
        shown, language = text.shown(self.language, self.base)
        if not shown:
            return mark_safe("")
        inside = format_html_join("", "{}", ((_block(block),) for block in parse(shown)))
        if language == self.language:
            return inside
        return format_html('<div class="flow-s" lang="{}" dir="{}">{}</div>', language, direction(language), inside)


def _block(block: Block) -> SafeString:
    if block.kind == "list":
        lines = format_html_join("", "<li>{}</li>", ((_line(line),) for line in block.lines))
        return format_html("<ul>{}</ul>", lines)
    return format_html("<p>{}</p>", _line(block.lines[0]))


def _line(spans: tuple[Span, ...]) -> SafeString:
    return format_html_join("", "{}", ((_span(span),) for span in spans))


def _span(span: Span) -> SafeString:
    if span.kind == "break":
        return mark_safe("<br>")
    if span.kind == "link":
        return format_html('<a href="{}" rel="{}">{}</a>', span.address, OUTWARD, span.text)
    tag = {"strong": "strong", "emphasis": "em"}.get(span.kind)
    return format_html(f"<{tag}>{{}}</{tag}>", span.text) if tag else format_html("{}", span.text)
