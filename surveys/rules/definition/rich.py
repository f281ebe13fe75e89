"""The markup of texts to read: paragraphs, lists, **strong**, *emphasis*, links. No HTML: what looks like it is shown as written.

A blank line ends a paragraph, "- " begins an item of a list. A link is `[text](https://…)`; other addresses stay text.
The parts are rendered with escaping, so no text of a questionnaire can run anything.
"""

import re
from dataclasses import dataclass

INLINE = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<emphasis>[^*\n]+)\*|\[(?P<label>[^\[\]\n]+)\]\((?P<address>(?:https://|mailto:)[^\s()<>\"']+)\)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. `kind`: text, strong, emphasis, or link with its `address`; break ends a line."""

    kind: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one line of spans, or a list with one for each item."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text."""
    return tuple(
        block for piece in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) for block in _blocks(piece)
    )


def _blocks(piece: str) -> list[Block]:
    blocks: list[Block] = []
    for line in piece.split("\n"):
        text = line.strip()
        if not text:
            continue
        kind = "list" if text.startswith("- ") else "paragraph"
        spans = _spans(text.removeprefix("- ") if kind == "list" else text)
        if not blocks or blocks[-1].kind != kind:
            blocks.append(Block(kind, (spans,)))
        elif kind == "list":
            blocks[-1] = Block(kind, (*blocks[-1].lines, spans))
        else:
            blocks[-1] = Block(kind, ((*blocks[-1].lines[0], Span("break", ""), *spans),))
    return blocks


def _spans(line: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    end = 0
    for hit in INLINE.finditer(line):
        if hit.start() > end:
            spans.append(Span("text", line[end : hit.start()]))
        end = hit.end()
        if hit["address"]:
            spans.append(Span("link", hit["label"], hit["address"]))
        else:
            spans.append(Span("strong", hit["strong"]) if hit["strong"] else Span("emphasis", hit["emphasis"]))
    if end < len(line):
        spans.append(Span("text", line[end:]))
    return tuple(spans)
