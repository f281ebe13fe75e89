"""A letter with a code, as data for the document: in its reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from surveys.rules.phrases import phrases
from surveys.rules.sealing.crockford import grouped


@dataclass(frozen=True)
class PaperLetter:
    """One letter. name: whom it is for, empty where nobody is named. until: the last day, in words.

    is_open: the code is of an open link.
    """

    name: str
    place: str
    language: str
    code: str
    until: str
    is_open: bool = False


def letter_document(
    letters: Sequence[PaperLetter], *, title: str, organiser: str, address: str, date: str
) -> dict[str, Any]:
    """Return what `letters.typ` sets: a page for each letter, with picture `n.png` on the n-th. address: to type a code at."""
    return {
        "title": title,
        "date": date,
        "language": "sv",
        "organiser": organiser,
        "letters": [_letter(one, number, title, organiser, address) for number, one in enumerate(letters, start=1)],
    }


def _letter(one: PaperLetter, number: int, title: str, organiser: str, address: str) -> dict[str, Any]:
    say = phrases(one.language)
    return {
        "open": one.is_open,
        "lang": say.language,
        "name": one.name,
        "place": one.place,
        "lead": say.say("letter-lead", organiser=organiser, name=title, place=one.place),
        "until": say.say("letter-until", day=one.until),
        "how": [*say["paper-how"].split("{address}")],
        "address": address,
        "once": say["open-poster" if one.is_open else "paper-once"],
        "square": say["paper-square"],
        "code": grouped(one.code),
        "picture": f"{number}.png",
    }
