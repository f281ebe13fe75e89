"""A calendar as RFC 5545 writes it: folded at 75 octets, escaped, lines ended by CR LF."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DAY = dt.timedelta(days=1)
LONGEST = 75  # octets of a line
PRODUCT = "-//Kvalitetshjulet//Hjulet//SV"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True)
class Happening:
    """A whole day's event. uid: the same for the same thing for ever; a changed day moves it in the reader's calendar."""

    uid: str
    on: dt.date
    summary: str
    description: str = ""
    url: str = ""


def calendar(*, name: str, happenings: Iterable[Happening], now: dt.datetime) -> str:
    """Return a calendar. `now` is when it was written, as an aware moment."""
    return "".join(line for text in _lines(name, happenings, now) for line in _folded(text))


def _lines(name: str, happenings: Iterable[Happening], now: dt.datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"NAME:{_text(name)}"
    yield f"X-WR-CALNAME:{_text(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT6H"
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for one in happenings:
        yield from _event(one, stamp)
    yield "END:VCALENDAR"


def _event(one: Happening, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.on + DAY:%Y%m%d}"
    yield f"SUMMARY:{_text(one.summary)}"
    if one.description:
        yield f"DESCRIPTION:{_text(one.description)}"
    if one.url:
        yield f"URL:{_plain(one.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Return a text value: control characters gone, what has a meaning escaped."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return _plain(lines).translate(ESCAPED)


def _plain(value: str) -> str:
    return "".join(sign for sign in value if sign == "\n" or (sign >= " " and sign != "\x7f"))


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, none of which cuts a character; those after the first begin with a space."""
    piece, room = "", LONGEST
    for sign in line.replace("\n", ""):
        octets = len(sign.encode())
        if octets > room:
            yield f"{piece}\r\n"
            piece, room = " ", LONGEST - 1
        piece += sign
        room -= octets
    yield f"{piece}\r\n"
