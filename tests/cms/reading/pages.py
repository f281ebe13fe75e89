"""What a page says, read out of its HTML: text, headings, links, tables."""

from html.parser import HTMLParser

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EMPTY = ("br", "img", "input", "meta", "link", "hr", "use", "path", "circle", "rect")
APART = ("p", "li", "td", "th", "caption", "small", "dt", "dd", "br", "div", *HEADINGS)


class Document(HTMLParser):
    """A page's main part."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.headings, self.links, self.tables, self.ids = [], {}, [], set()
        self._said, self._inside, self._main = [], [], False
        self.feed(html)
        self.close()

    @property
    def text(self):
        return " ".join("".join(self._said).split())

    def find(self, tag):
        return [text for found, text in self.headings if found == tag]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._main |= tag == "main"
        self.ids.add(given.get("id"))
        if tag in APART:
            self._words(" ")
        if tag == "table":
            self.tables.append(["", []])
        if tag == "tr" and self._main:
            self.tables[-1][1].append([])
        if tag not in EMPTY:
            self._inside.append((tag, given, len(self._said)))

    def handle_endtag(self, tag):
        while self._inside:
            found, given, since = self._inside.pop()
            words = " ".join("".join(self._said[since:]).split())
            if found == tag:
                self._ended(tag, given, words)
                break
        if tag in APART:
            self._words(" ")
        self._main &= tag != "main"

    def _ended(self, tag, given, words):
        if not self._main:
            return
        if tag in HEADINGS:
            self.headings.append((tag, words))
        if tag == "a":
            self.links.setdefault(words, given.get("href"))
        if tag == "caption":
            self.tables[-1][0] = words
        if tag in ("td", "th"):
            self.tables[-1][1][-1].append(words)

    def handle_data(self, data):
        self._words(data)

    def _words(self, data):
        if self._main:
            self._said.append(data)


def document_of(response):
    """Return the page that came back."""
    document = Document(response.content.decode())
    document.tables = [tuple(table) for table in document.tables]
    return document
