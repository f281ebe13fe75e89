"""A language that nobody speaks: every translated text stands in ⟦ ⟧, so that a page shows what escapes translation.

    with pseudo():
        html = client.get("/enheter/").content.decode()
    assert escapes(html, data=["Förskolan Månskäran", "Sanna Ek"]) == []

Data of the people who use the house are not translated: name them in `data`, or mark their element `translate="no"`.
"""

import re
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils import translation

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-label")
SILENT = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SINGULAR, PLURAL = ("gettext", "pgettext"), ("ngettext", "npgettext")
LETTERS = re.compile(r"[^\W\d_]{2,}")
ALWAYS = ("Kvalitetshjulet",)  # the name of the house, in every language


@contextmanager
def pseudo():
    """Let everything that Django translates come out in brackets."""
    engine = translation._trans
    usual = {name: getattr(engine, name) for name in (*SINGULAR, *PLURAL)}

    def bracketed(function):
        return lambda *words: f"{OPEN}{function(*words)}{CLOSE}"

    for name, function in usual.items():
        setattr(engine, name, bracketed(function))
    try:
        yield
    finally:
        for name, function in usual.items():
            setattr(engine, name, function)


def escapes(html, *, data=(), honour_marks=True):
    """Return the texts of a page that were not translated, each with where it stands.

    `honour_marks=False` looks inside `translate="no"` too.
    """
    said = texts(html, honour_marks=honour_marks)
    return [f"{where}: {text.strip()!r}" for where, text, left in besides(said, data) if LETTERS.search(left)]


def besides(said, data):
    """Yield where each text of a page stands, the text, and what is left of it without `data`.

    Only what stands on the page is taken out of its texts, the longest first: a house holds many thousand words.
    """
    page = "\n".join(text for _, text in said)
    allowed = sorted({str(value) for value in (*data, *ALWAYS)}, key=len, reverse=True)
    there = [value for value in allowed if value in page]
    for where, text in said:
        left = text
        for value in there:
            left = without(left, value)
        yield where, text, left


def without(text, value):
    """Return `text` without `value` where it stands as words of its own: “Läs” is no part of “Läsare”."""
    return re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", text) if value in text else text


def texts(html, *, honour_marks=True):
    """Return all that a page says outside brackets, read or heard, each with where it stands."""
    reader = _Reader(honour_marks)
    reader.feed(html)
    reader.close()
    return reader.outside


class _Reader(HTMLParser):
    """Collects the text outside brackets. A bracket may open in one element and close in another."""

    def __init__(self, honour_marks):
        super().__init__()
        self.honour_marks = honour_marks
        self.stack = []
        self.depth = 0
        self.outside = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        marked = given.get("translate", "")
        quiet = self.stack[-1][1] if self.stack else False
        if self.honour_marks and marked in {"no", "yes"}:
            quiet = marked == "no"
        quiet = quiet or tag in SILENT
        if not quiet:
            self._attributes(tag, given)
        if tag not in VOID:
            self.stack.append((tag, quiet))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.stack and any(name == tag for name, _ in self.stack):
            name, _ = self.stack.pop()
            if name == tag:
                break

    def handle_data(self, text):
        quiet = self.stack[-1][1] if self.stack else False
        left, self.depth = _outside(text, self.depth)
        if left.strip() and not quiet:
            self.outside.append((self._where(), left))

    def _attributes(self, tag, given):
        spoken = [name for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"} and given.get("value"):
            spoken.append("value")
        for name in spoken:
            left, _ = _outside(given[name], 0)
            if left.strip():
                self.outside.append((f"{self._where()} {tag}[{name}]", left))

    def _where(self):
        return " ".join(name for name, _ in self.stack[-3:])


def _outside(text, depth):
    """Return what of `text` stands outside brackets, when `depth` of them are open before it; and how many are after."""
    kept = []
    for letter in text:
        if letter == OPEN:
            depth += 1
        elif letter == CLOSE:
            depth -= 1
        elif depth == 0:
            kept.append(letter)
    return "".join(kept), depth
