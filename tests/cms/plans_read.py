"""Plans in our own words to be read in, and the reviews they give."""

from cms.rules.review.document import Kind, as_plain, from_plain
from cms.rules.review.reading import read
from cms.rules.review.steps import do, replay
from quality.importing.files import read_file

PLAN = """Inledning
Vi är en förskola i skogen.

Nämndmål:
Alla barn trivs

 Indikator Årsmål KF:s årsmål Periodicitet

Andel nöjda 90 % År

Barn per grupp 16 tas fram av nämnd Tertiel

Enhetsmål:
Varje barn har en vän

Arbetssätt

Vi leker tillsammans.

Uppföljning

Samtal

Bilder

 Aktivitet Startdatum Slutdatum

Vänskapsvecka 2021-02-01 2021-02-05

Skogsdag 2021-02-30 2021-03-01
"""
WHOLE = {"title": "Verksamhetsplan 2021", "starts_on": "2021-01-01", "ends_on": "2021-12-31"}


def review(text=PLAN, *steps):
    """Return the review of a text with steps done."""
    made = read(read_file(text.encode()))
    return replay(from_plain(as_plain(made.document)), made.asked, steps)


def after(found, *steps):
    """Return a review with more steps done."""
    for step in steps:
        found = do(found, step)
    return found


def row(found, name, kind=None):
    """Return the row that is called so."""
    (one,) = [one for one in found.document.rows if one.name == name and (kind is None or one.kind is Kind(kind))]
    return one


def number(found, code):
    """Return the number of the one finding of a kind."""
    (one,) = [n for n, asked in enumerate(found.asked) if asked.code == code]
    return one


def says(found):
    """Return what the rows say, ids left out: (kind, values)."""
    return [
        (one.kind.value, {name: value for name, value in one.values.items() if value and name != "parent"})
        for one in found.document.rows
    ]
