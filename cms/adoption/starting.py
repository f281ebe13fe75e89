"""What a draft begins as: empty, or as a copy of what was published. Pure."""

from typing import Any

from cms.adoption.questionnaire import Document
from surveys.rules.definition.version import FORMAT


def begun(title: str, key: str) -> Document:
    """Return a questionnaire with a title and one empty section."""
    section = {"key": "sida-1", "title": {"sv": "Sida 1"}, "items": []}
    return {"format": FORMAT, "key": key, "title": {"sv": title}, "languages": ["sv"], "sections": [section]}


def copied(document: Document, title: str = "", key: str = "") -> Document:
    """Return a document as the beginning of its next version; with a title and a key, of another questionnaire.

    What was said of its relation to an earlier version is left out.
    """
    made: Document = _unsaid(document)
    base = made.get("base", "sv")
    if title:
        made["title"] = {**made.get("title", {}), base: title}
    return {**made, "key": key} if key else made


def _unsaid(node: Any) -> Any:
    if isinstance(node, list):
        return [_unsaid(part) for part in node]
    if not isinstance(node, dict):
        return node
    is_question = "key" in node
    return {
        name: part if name == "source" else _unsaid(part)
        for name, part in node.items()
        if not (is_question and name == "lineage")
    }
