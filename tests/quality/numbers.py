"""The numbers of a page, each with the links that stand nearest to it: what a reader follows to see where it comes from."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bs4 import BeautifulSoup, NavigableString

SHORT = "jan|feb|mars|apr|maj|juni|juli|aug|sep|sept|okt|nov|dec"
MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
NO_NUMBERS = re.compile(
    rf"\b\d{{1,2}}(?:–\d{{1,2}})? (?:{MONTHS}|(?:{SHORT})\b\.?)(?: \d{{4}})?"  # days
    r"|\b\d{4}-\d\d-\d\d\b|\b(?:19|20)\d\d(?:[–/]\d{2,4})?\b|(?:tertial|halvår|vecka) \d+"  # and periods
    r"|(?:[Uu]tgåva|[Tt]ext|[Vv]ersion|Lpfö) \d+(?:, [\d.]+)?|\b\d+ kap\. [\d–]+ §+"  # what has a number for a name
    r"|\bkl\. \d\d[.:]\d\d"
)
NUMBER = re.compile(r"(?:över |under )?\d+(?:[\u00a0\u202f ]\d{3})*(?:,\d+)?(?:[\u00a0\u202f ](?:%|procent))?")
NEAR = ("a", "td", "th", "tr", "li", "p", "dd", "figure", "table", "section", "div")


@dataclass(frozen=True)
class Number:
    """A number as it is written on a page; `links`: the nearest ones; `label`: what it counts, if it does."""

    text: str
    around: str
    links: tuple[str, ...]
    label: str = ""

    @property
    def said(self):
        return as_one(self.text)

    @property
    def counts(self):
        """How many of its label there are, where it is such a number."""
        return int(self.text) if self.label and self.text.isdecimal() else None


@lru_cache(maxsize=400)  # a page is read once, and asked about every number on it
def body_of(html, without=""):
    """Return what a page says of its own: its main part, without forms and pictures, which the tables beside them repeat.

    without: a selector of what else is left out.
    """
    main = BeautifulSoup(html, "html.parser").find("main")
    for gone in main.select(", ".join(filter(None, ("form, svg, script, nav, .tabs, .crumbs, .messages", without)))):
        gone.decompose()
    return main


def text_of(html):
    """Return the words of a page's main part on one line."""
    return " ".join(body_of(html).get_text(" ").split())


@lru_cache(maxsize=400)
def written_on(html):
    """Return every number of a page, as `as_one` says it, wherever it stands."""
    return {as_one(found) for found in NUMBER.findall(NO_NUMBERS.sub(" ", text_of(html)))}


def as_one(text):
    """Return a number as one says it in one way: without the zeroes of a chart's axis, and the spaces of its places."""
    bare = "".join(text.split()).replace("procent", "%")
    return re.sub(r",0(?=%|$)", "", bare)


def numbers_on(html, without=""):
    """Return the numbers that a page shows, days and names apart."""
    return [number for words in body_of(html, without).find_all(string=True) for number in _numbers_in(words)]


def _numbers_in(words):
    if not isinstance(words, NavigableString) or not words.strip():
        return
    said = NO_NUMBERS.sub(" ", " ".join(words.split(" ")))
    for found in NUMBER.finditer(said):
        yield Number(found[0].strip(), " ".join(said.split()), tuple(_links(words)), _label(words))


def _label(words):
    """Return what a number in a cell or behind a colon is the number of."""
    before, colon, _after = words.partition(":")
    cell = words.find_parent("td")
    if cell is None:
        return before.strip() if colon else ""
    return cell.get("data-label") or cell.parent.th.get_text(" ", strip=True)


def rows_about(html, label):
    """Return how many rows of a page's tables say a label, whatever its ending; those that repeat a chart are left out."""
    rows = [row for row in body_of(html, "details").select("tbody tr") if row.find("th")]
    return len([row for row in rows if any(label[:8] in cell.get_text(" ") for cell in row.find_all("td"))])


def _links(words):
    """Yield the addresses of the links around a piece of text, from the inside and out."""
    for around in words.parents:
        if around.name == "main":
            return
        if around.name in NEAR:
            own = [around] if around.name == "a" else around.find_all("a", href=True)
            found = [link["href"] for link in own if not link["href"].startswith("#")]
            if found:
                yield from found
                return
