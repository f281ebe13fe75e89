"""Every number leads to its source, where the same value stands; and what is changed at the source changes on the pages.

A house with values that were reported, read in from a file and released from a survey, a report of its year, and a page of what
was told back. All its pages of goals, reports and what was told back are gone through.
"""

import datetime as dt
import re
import string
from collections import Counter, defaultdict
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from ledger.actions.clock import set_clock
from organisation.actions import ensure_period
from organisation.enums import Role
from quality.actions import reports, telling
from quality.actions.plans import adopt_plan, open_series
from quality.actions.sources import tie_indicator
from quality.actions.values import report_value
from quality.models import Goal, GoalTurn, Indicator, Observation
from quality.queries.saying import written
from quality.rules.plan import GoalText, IndicatorText, PlanText
from quality.rules.telling import Figure, Words
from quality.rules.values import Value
from surveys.actions import create_questionnaire, publish_version
from surveys.models import Release, ReleasedCell
from surveys.signals import released
from tests.access.results import release_of
from tests.quality.numbers import as_one, body_of, numbers_on, rows_about, written_on
from tests.quality.reports.making import lived, task_of, wheel_holds, year
from tests.quality.texts import uid
from tests.quality.views.conftest import signed_in  # noqa: F401 - used by the tests below
from tests.surveys.rules import sample

pytestmark = pytest.mark.django_db
SURVEY = {"index-personal": "82.5", "lyssnar": "4.1", "ute": "3.7"}
LATER = {"index-personal": "84.5", "lyssnar": "4.6", "ute": "3.2"}
YEARS = range(2022, 2027)
LETTERS, CHANGED = string.ascii_uppercase[:10], 20
MAY = dt.date(2026, 5, 20)


def plan():
    """Return a plan of goals that are measured by hand, from files and from surveys."""
    names = [
        *(f"Rapporterat {letter}" for letter in LETTERS),
        "Inläst för enheten",
        "Inläst för förskolan",
        *(f"Ur enkäten: {measure}" for measure in SURVEY),
    ]
    goals = [
        GoalText(
            uid(9000 + start),
            "unit",
            f"Vi följer {', '.join(names[start : start + 3])}",
            indicators=tuple(
                IndicatorText(uid(9500 + start + n), name, "", "higher", "90", "", "year")
                for n, name in enumerate(names[start : start + 3])
            ),
        )
        for start in range(0, len(names), 3)
    ]
    return PlanText("Plan med många mått", dt.date(2026, 1, 1), dt.date(2026, 12, 31), tuple(goals), [])


class World:
    """The house, and how one finds one's way in it."""

    def __init__(self, cast, client):
        self.cast, self.client = cast, client
        self.rektor, self.unit = cast.of("a", Role.REKTOR), cast.a["school_unit"]
        wheel_holds(cast)
        lived(cast)
        series = open_series(unit=self.unit, name="Många mått", actor=self.rektor)
        adopt_plan(series=series, text=plan(), effective_on=dt.date(2026, 1, 1), actor=self.rektor)
        self.measured = {
            one.versions.get().name: one for one in Indicator.objects.filter(series=series).order_by("position")
        }
        self.is_measured()
        self.report = reports.start_report_for(task=task_of(cast), actor=self.rektor)
        self.told = self.is_told_back()
        client.get("/malen/")  # reads what was said of the last file

    def is_measured(self):
        """Report, read in and release values of every indicator."""
        for number, letter in enumerate(LETTERS):
            report_value(
                indicator=self.measured[f"Rapporterat {letter}"],
                unit=self.unit,
                period=year(),
                value=Value(Decimal(f"4{number}.5"), ""),
                actor=self.rektor,
            )
        self.reads_in("Inläst för enheten", self.unit, {on: 200 + on % 100 for on in YEARS})
        self.reads_in("Inläst för förskolan", self.cast.a["preschool"], {on: 300 + on % 100 for on in YEARS})
        survey = create_questionnaire(key="enkat-x", unit=self.cast.municipality)
        self.version = publish_version(
            questionnaire=survey, definition=sample.with_changes({"/key": "enkat-x"}), effective_on=dt.date(2020, 1, 1)
        )
        for measure in SURVEY:
            tied = self.measured[f"Ur enkäten: {measure}"]
            tie_indicator(indicator=tied, questionnaire=survey, measure=measure, actor=self.rektor)
        self.release = self.releases("Vårens enkät", SURVEY, MAY)

    def reads_in(self, name, unit, values):
        """Read in a file of values: look at it, and say yes."""
        where = f"/malen/indikatorer/{self.measured[name].pk}/las-in/"
        for on in values:
            ensure_period(kind="calendar_year", day=dt.date(on, 1, 1))
        rows = "".join(f"{unit.key};{on};{value}\n" for on, value in values.items())
        file = SimpleUploadedFile("varden.csv", f"Enhet;Period;Värde\n{rows}".encode())
        shown = self.client.post(where, {"source": "Kolada", "file": file})
        assert self.client.post(where, dict(shown.context["form"].initial)).status_code == 302

    def releases(self, name, figures, on):
        """Release a round of which everybody may see these means."""
        cells = [{"measure": key, "mean": mean, "mean_is": "at", "mean_of": "own"} for key, mean in figures.items()]
        units = [self.unit, self.cast.a["preschool"]]
        made = release_of(self.version, self.unit, units, name, figures=cells, parts=("inner", "public"), on=on)
        released.send(sender=Release, release=made)
        return made

    def is_told_back(self):
        """Publish what was said and done, with every figure of the survey; return the page's address."""
        draft = telling.start_telling(unit=self.unit, actor=self.rektor)
        place = self.release.places.get(unit=self.unit).pk
        for measure in SURVEY:
            words = Words(f"Om {measure}", "", ("Samtal.",), figure=Figure(self.release.pk, place, measure))
            telling.write_item(telling=draft, words=words, actor=self.rektor)
        telling.publish_telling(telling=draft, actor=self.rektor)
        return f"/sa-gjorde-vi/{self.unit.key}/"

    @property
    def pages(self):
        """The addresses of all pages of goals, reports and what was told back."""
        goals = Goal.objects.filter(unit=self.unit).order_by("pk")
        turns = GoalTurn.objects.filter(goal__in=goals).order_by("pk")
        measured = Indicator.objects.filter(goal__in=goals).order_by("pk")
        return [
            "/malen/",
            *(f"/malen/{goal.pk}/{tab}" for goal in goals for tab in ("", "trad/", "aktiviteter/", "historia/")),
            *(f"/malen/varv/{turn.pk}/" for turn in turns),
            *(f"/malen/indikatorer/{one.pk}/" for one in measured),
            "/rapporter/",
            f"/rapporter/{self.report.pk}/",
            self.told,
            f"{self.told}1/",
        ]

    def html(self, address):
        """Return a page, as anybody reads it where it is open to all."""
        client = Client() if address.startswith(self.told) else self.client
        answer = client.get(address)
        assert answer.status_code == 200, address
        return answer.content.decode()


@pytest.fixture
def world(cast, signed_in):  # noqa: F811 - the fixture that is named above
    yield World(cast, signed_in("rektor"))
    set_clock(to=None)


def test_every_number_has_a_link_to_a_page_where_the_same_value_stands(world):
    behind, astray, followed = {}, [], 0
    for address in world.pages:
        html = world.html(address)
        for number in numbers_on(html):
            if is_said_here(number, html) or is_counted(number, world):
                continue
            for link in number.links:
                behind[link] = behind.get(link) or world.html(link.partition("#")[0])
            found = [html, *(behind[link] for link in number.links)]
            followed += 1
            if number.counts is not None and number.counts in {rows_about(one, number.label) for one in found}:
                continue
            if not any(number.said in written_on(one) for one in found[1:]):
                astray.append(f"{address}: “{number.text}” in “{number.around}”: {number.links}")
    assert not astray, "\n".join(astray)
    assert followed > len(Observation.objects.standing())


def is_said_here(number, html):
    """Whether it is a target on its indicator's page, which tells itself who decided it and when."""
    decided = body_of(html).find(attrs={"aria-labelledby": "definitions"})
    return decided is not None and number.said in {
        as_one(found) for found in re.findall(r"årsmål (\S+(?:\s%)?)", decided.text)
    }


def is_counted(number, world):
    """Whether it is how many there are of something, and there are so many."""
    goals = Goal.objects.filter(unit=world.unit)
    known = {
        r"^\d+ mål$": {goals.count()},
        r"\d+ indikator(?:er)?\b": set(Counter(goals.values_list("indicators__goal", flat=True)).values()),
    }
    return any(re.search(words, number.around) and int(number.said) in found for words, found in known.items())


def test_a_value_s_own_page_says_it_and_its_source_says_it_too(world):
    sourced = Counter()
    for value in Observation.objects.standing().order_by("pk"):
        html = world.html(f"/malen/varden/{value.pk}/")
        said = as_one(written(value))
        assert as_one(body_of(html).h1.get_text()) == said
        source = body_of(html).find("a", class_="source")
        if source is not None:
            assert said in written_on(world.html(source["href"])), source["href"]
            sourced[value.provenance] += 1
    assert set(sourced) == {"imported", "released"}


def test_more_than_twenty_values_are_changed_at_their_source_in_a_copy_and_all_pages_follow(world):
    before = pages_by_number(world)
    with transaction.atomic():  # the copy: what is done in it is gone when it is left
        changed = changes(world)
        after = pages_by_number(world)
        assert len(changed) >= CHANGED
        for old, new in changed.items():
            told = {address for address in before[old] if address.startswith(world.told)}
            assert len(before[old] - told) >= 2, (old, before[old])  # at least its indicator and the report
            assert after[new] == before[old] - told, (old, new)
            quoted = {address for address in before[old] if address.startswith(("/malen/varv/", world.told))}
            assert after.get(old, set()) == quoted, (old, new)  # a survey's figure stays what that survey said
        transaction.set_rollback(True)
    assert pages_by_number(world) == before


def pages_by_number(world):
    """Return where each number stands, but for what is struck out since it was corrected."""
    found = defaultdict(set)
    for address in world.pages:
        for number in numbers_on(world.html(address), without="del, .note"):
            found[number.said].add(address)
    return dict(found)


def changes(world):
    """Change values where they come from: by hand, by file, by another survey. Return what each said and what it says now."""
    found = {}
    for value in Observation.objects.standing().filter(provenance="reported", indicator__in=world.measured.values()):
        new = value.number + 30
        sent = {"value": str(new).replace(".", ","), "comment": "Fel räknat"}
        assert world.client.post(f"/malen/varden/{value.pk}/ratta/", sent).status_code == 302
        found[value.number] = new
    for name, unit, hundreds in (("enheten", world.unit, 200), ("förskolan", world.cast.a["preschool"], 300)):
        later = {on: hundreds + 50 + on % 100 for on in YEARS}
        world.reads_in(f"Inläst för {name}", unit, later)
        found |= {Decimal(number - 50): Decimal(number) for number in later.values()}
    world.releases("Höstens enkät", LATER, MAY.replace(month=11))
    found |= {Decimal(SURVEY[measure]): Decimal(LATER[measure]) for measure in SURVEY}
    return {as_one(figure(old)): as_one(figure(new)) for old, new in found.items()}


def figure(number):
    return format(number.normalize(), "f").replace(".", ",")


def test_what_was_released_is_never_changed_at_its_source(world):
    cell = ReleasedCell.objects.filter(release=world.release).first()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReleasedCell.objects.filter(pk=cell.pk).update(mean=Decimal(5))
