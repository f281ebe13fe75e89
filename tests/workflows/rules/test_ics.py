"""A calendar as RFC 5545 writes it, read back by a reader made from the RFC's own words."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.ics import Happening, calendar

NOW = dt.datetime(2026, 10, 25, 2, 30, tzinfo=dt.UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n,;:\\"'), max_size=200)
UNESCAPED = re.compile(r"\\(.)")


def lines(text):
    """Return the content lines, unfolded (RFC 5545, 3.1); each ends with CR LF and has at most 75 octets."""
    assert text.endswith("\r\n")
    raw = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in raw)
    found = []
    for line in raw:
        if line[:1] == " ":
            found[-1] += line[1:]
        else:
            found.append(line)
    return found


def said(value):
    """Return a text value as it was meant (3.3.11)."""
    return UNESCAPED.sub(lambda hit: "\n" if hit[1] in "nN" else hit[1], value)


def events(text):
    found = []
    for line in lines(text):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and "END:VEVENT" not in found[-1]:
            found[-1][name] = value
            if line == "END:VEVENT":
                found[-1]["END:VEVENT"] = True
    return found


def test_an_event_is_written_word_for_word():
    one = Happening(
        "apt-2026-10@example.se",
        dt.date(2026, 10, 31),
        "Håll APT, kort; sedan fika",
        "Rad 1\nRad 2",
        "https://a.se/b,c",
    )
    assert lines(calendar(name="Hjulet", happenings=[one], now=NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kvalitetshjulet//Hjulet//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Hjulet",
        "X-WR-CALNAME:Hjulet",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "BEGIN:VEVENT",
        "UID:apt-2026-10@example.se",
        "DTSTAMP:20261025T023000Z",
        "DTSTART;VALUE=DATE:20261031",
        "DTEND;VALUE=DATE:20261101",
        "SUMMARY:Håll APT\\, kort\\; sedan fika",
        "DESCRIPTION:Rad 1\\nRad 2",
        "URL:https://a.se/b,c",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@given(TEXTS, TEXTS, st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_what_is_written_is_read_back(summary, description, day):
    text = calendar(name="x", happenings=[Happening("1@x", day, summary, description)], now=NOW)
    (event,) = events(text)
    assert said(event["SUMMARY"]) == summary
    assert said(event.get("DESCRIPTION", "")) == description
    assert event["DTSTART;VALUE=DATE"] == day.strftime("%Y%m%d").zfill(8)


def test_nothing_that_is_written_begins_a_line_of_its_own():
    bad = Happening("1@x", dt.date(2026, 1, 1), "a\r\nEND:VCALENDAR\rBEGIN:VEVENT\x00\x1b", "", "https://a.se/\r\nX:1")
    written = lines(calendar(name="n\r\nX:2", happenings=[bad], now=NOW))
    assert [line for line in written if line.startswith(("X:", "END:VCALENDAR"))] == ["END:VCALENDAR"]
    assert written.count("BEGIN:VEVENT") == 1
