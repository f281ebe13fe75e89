"""Written text with marks as a tree of nodes, and as HTML again: nothing but what a plan may hold comes through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import nh3

BLOCKS = frozenset({"p", "ul", "ol", "h4"})
ITEM = "li"
MARKS = frozenset({"strong", "em", "a", "br"})
TAGS = set(BLOCKS | MARKS | {ITEM})
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Node:
    """An element: its tag, what is inside (texts and elements), and where a link leads."""

    tag: str
    inside: tuple["Node | str", ...] = ()
    href: str = ""


def clean(html: str) -> str:
    """Return HTML with no other tags, attributes or addresses than a plan may have."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noreferrer")


def nodes_of(html: str) -> tuple[Node, ...]:
    """Return the blocks of written HTML: paragraphs, lists, small headings. Loose words become a paragraph."""
    reader = _Reader()
    reader.feed(clean(html))
    reader.close()
    return tuple(_blocks(reader.top))


def as_data(nodes: Sequence[Node | str], level: int) -> list[Any]:
    """Return nodes as JSON data; small headings become headings of `level`."""
    return [
        node
        if isinstance(node, str)
        else {
            "tag": node.tag,
            "inside": as_data(node.inside, level),
            **({"href": node.href} if node.href else {}),
            **({"level": level} if node.tag == "h4" else {}),
        }
        for node in nodes
    ]


def words_of(nodes: Sequence[Node | str]) -> str:
    """Return what nodes say, without marks."""
    return "".join(
        node if isinstance(node, str) else "\n" if node.tag == "br" else words_of(node.inside) for node in nodes
    )


class _Open:
    """An element that is being read."""

    def __init__(self, tag: str, href: str = "") -> None:
        self.tag = tag
        self.href = href
        self.inside: list[_Open | str] = []


class _Reader(HTMLParser):
    """Builds a tree out of clean HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = _Open("top")
        self._path = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        element = _Open(tag, dict(attrs).get("href") or "")
        self._path[-1].inside.append(element)
        if tag != "br":
            self._path.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Go out of an element."""
        if len(self._path) > 1 and self._path[-1].tag == tag:
            self._path.pop()

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self._path[-1].inside.append(data)


def _blocks(element: _Open) -> Iterator[Node]:
    loose: list[Node | str] = []
    for child in element.inside:
        if isinstance(child, _Open) and (child.tag in BLOCKS or child.tag == ITEM):
            yield from _paragraph(loose)
            loose = []
            yield from _block(child)
        else:
            loose.append(_mark(child))
    yield from _paragraph(loose)


def _block(element: _Open) -> Iterator[Node]:
    match element.tag:
        case "ul" | "ol":
            items = [child for child in element.inside if isinstance(child, _Open) and child.tag == ITEM]
            filled = [Node(ITEM, tuple(_blocks(item))) for item in items if words_of([_mark(item)]).strip()]
            if filled:
                yield Node(element.tag, tuple(filled))
        case "h4":
            inside = tuple(_mark(child) for child in element.inside)
            if words_of(inside).strip():
                yield Node("h4", inside)
        case _:
            yield from _blocks(element)


def _paragraph(loose: list[Node | str]) -> Iterator[Node]:
    if words_of(loose).strip():
        yield Node("p", tuple(loose))


def _mark(child: "_Open | str") -> Node | str:
    if isinstance(child, str):
        return child.replace("\n", " ")
    if child.tag == "a" and not child.href.startswith(tuple(f"{scheme}:" for scheme in SCHEMES)):
        return Node("span", tuple(_mark(one) for one in child.inside))
    return Node(child.tag, tuple(_mark(one) for one in child.inside), child.href if child.tag == "a" else "")
