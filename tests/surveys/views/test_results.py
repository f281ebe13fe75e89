"""Pages of results: what they show stands in the release, whoever asks, and no ballot is looked at for it."""

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledger import clock
from surveys.actions import publish_version, release_round
from surveys.models import Ballot, Release, ReleasedCell
from surveys.queries.results import changed_between
from surveys.rules.results.wording import Measure
from surveys.views import overview
from surveys.views import results as pages
from surveys.views.result_figures import areas
from surveys.views.result_trends import Time, key_figures
from tests.surveys.released import mixed_round, preschool_with, with_words
from tests.surveys.rules import sample
from ui.charts import BarFigure, ScaleFigure
from ui.templatetags.ui.words import day

pytestmark = pytest.mark.usefixtures("keys")
TABLES = ("surveys_ballot", "surveys_tally", "surveys_invitation", "surveys_inbox")


def unit_page(made, name="school_unit", cast=None):
    place = made.places.get(unit=cast.a[name])
    return reverse("result_unit", args=[made.pk, place.pk, "guardians"])


def addresses(made, cast):
    shown = made.cells.filter(part="inner").values_list("place", "audience").distinct()
    units = [reverse("result_unit", args=[made.pk, place, audience]) for place, audience in shown]
    overview = reverse("result", args=[made.pk])
    return [reverse("results"), overview, f"{overview}?vilka=all-staff", *units]


def numbers_on(response):
    """Every number that a reader meets in the main part of a page: digits in addresses and drawings' geometry are none."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    text = html.unescape(re.sub(r"<[^>]+>", " ", main))
    return {number.replace(",", ".") for number in re.findall(r"\d+(?:,\d+)?", text)}


def numbers_of(made):
    """Every number of a release: means, bounds, shares, bands; and what a page says besides, the declared furniture."""
    told = set()
    for band, mean, shares in made.cells.values_list("band", "mean", "shares"):
        told |= set(re.findall(r"\d+", band))
        told |= {str(mean), str(mean).removesuffix(".0")} if mean is not None else set()
        told |= {value for _shape, value in shares}
    return told | furniture(made)


def furniture(made):
    """The declared numbers of a page that are about no answer: the day it closed, names, scales, rules, legends of colours."""
    version = made.version.content
    said = set(
        re.findall(
            r"\d+", " ".join([str(made.closed_on), made.name, version, *made.places.values_list("name", flat=True)])
        )
    )
    legend = set()
    for item in [*made.head["items"], *made.head["indices"]]:
        ends = item.get("ends") or (item["points"] and [min(map(int, item["points"])), max(map(int, item["points"]))])
        if ends:
            low, high = (float(end) for end in ends)
            starts = [low + (high - low) * part / 5 for part in range(6)]
            legend |= {f"{start - less:.1f}" for start in starts for less in (0, 0.1)}
    rules = {
        number.replace(",", ".")
        for one in pages.words_of(made).values()
        for number in re.findall(r"\d+(?:,\d+)?", one.rule)
    }
    return said | legend | {one.removesuffix(".0") for one in legend} | rules


def test_every_number_on_every_page_is_in_the_release_or_is_furniture(cast, made, reader):
    """P6, of these pages."""
    known = numbers_of(made)
    for address in addresses(made, cast):
        response = reader.get(address)
        assert response.status_code == 200
        assert numbers_on(response) <= known, address


def test_a_page_that_tells_how_many_answered_is_found_out(cast, made, reader, monkeypatch):
    """P6: a view that returns a count of ballots, planted while the test runs."""
    known, plain = numbers_of(made), pages._unit

    def leaking(*given):
        return plain(*given) | {"band": str(40_000 + Ballot.objects.filter(round=made.round).count())}

    monkeypatch.setattr(pages, "_unit", leaking)
    assert not numbers_on(reader.get(unit_page(made, cast=cast))) <= known


def test_no_page_looks_at_ballots_and_more_of_them_cost_no_statement(cast, made, reader):
    first = statements(reader, unit_page(made, cast=cast))
    assert not [said for said in first if any(table in said for table in TABLES)]
    more = mixed_round(
        cast.a["school_unit"], [(cast.a["section"], 90), (cast.a["other_team"], 60)], version=made.version, name="Fler"
    )
    other = release_round(round=more, now=clock.now())
    Release.objects.filter(pk=other.pk).exists()
    assert len(statements(reader, unit_page(other, cast=cast))) == len(first)


def statements(reader, address):
    reader.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(address).status_code == 200
    return [one["sql"] for one in captured.captured_queries]


def test_results_of_one_name_are_told_apart_by_who_was_asked_where_and_when(cast, made, reader):
    mixed_round(cast.a["preschool"], [(cast.a["section"], 40)], version=made.version, name=made.name)
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", reader.get("/resultat/").content.decode()))
    days = f"{day(made.round.opens_on, 'year')} – {day(made.round.closes_on, 'year')}"
    asked = "Vårdnadshavare, Förskollärare, Barnskötare"
    assert f"{asked} · {cast.a['school_unit'].name} · stängde {day(made.closed_on, 'year')}" in page
    assert f"Vårdnadshavare · {cast.a['preschool'].name} · {days}" in page


def test_a_rektor_meets_what_to_talk_about_and_the_rules_in_words(cast, made, reader):
    page = reader.get(unit_page(made, cast=cast)).content.decode()
    assert "Att prata om" in page
    assert "Ligger lägst" in page
    assert "Så räknar vi" in page
    assert "Personalen" in page


def test_a_change_is_told_against_the_time_before_and_no_edition_of_the_library(cast, reader):
    """Two editions are published between two rounds: what either of them asks otherwise has changed, and nothing else."""
    sizes = preschool_with(cast)
    with clock.one_now(clock.now() - dt.timedelta(days=400)):
        held = mixed_round(cast.a["school_unit"], sizes)
        first = release_round(round=held, now=clock.now())
    assert "Ändrat sedan förra gången" not in reader.get(unit_page(first, cast=cast)).content.decode()
    same = release_round(round=mixed_round(cast.a["school_unit"], sizes, version=first.version), now=clock.now())
    page = reader.get(unit_page(same, cast=cast))
    assert page.context["changed"] == []
    assert all("förra gången" in one.change for one in page.context["key_figures"])
    document = with_words() | {"key": first.version.questionnaire.key}
    row = document["sections"][0]["items"][4]["rows"][0]
    row["text"], row["lineage"] = sample.both("Någon lyssnar när jag talar.", "Somebody listens."), "reworded"
    publish_version(questionnaire=first.version.questionnaire, definition=document)
    last = publish_version(
        questionnaire=first.version.questionnaire,
        definition=document | {"title": sample.both("En annan rubrik", "Another title")},
    )
    assert changed_between(last, first.version) == changed_between(first.version, last) == {"lyssnar"}
    assert changed_between(last, last) == set()


def test_a_tile_says_the_figure_of_last_time_also_where_one_of_them_is_a_bound(cast, made):
    measure = Measure("index", "Delaktighet", "", ends=(0, 100), is_index=True)

    def cell(shape, mean):
        return ReleasedCell(mean=Decimal(mean), mean_is=shape)

    def tile(now, before):
        time = Time(made, "x", "x", {("x", "index"): now})
        (found,) = key_figures([measure], time, {"index": before})
        return found.change, found.direction

    assert tile(cell("over", "88.4"), cell("at", "86.3")) == ("86,3 förra gången", "up")
    assert tile(cell("at", "86.3"), cell("over", "88.4")) == ("över 88,4 förra gången", "down")
    assert tile(cell("under", "88.4"), cell("at", "86.3")) == ("86,3 förra gången", "same")
    assert tile(cell("over", "88.4"), cell("over", "86.3")) == ("över 86,3 förra gången", "same")


def test_a_scale_without_better_and_worse_is_drawn_in_one_colour(made):
    def shown(ends):
        asked = Measure("tid", "Hur länge?", "Helheten", "tid", steps=("Kort", "Lagom", "Länge"), ends=ends)
        cell = ReleasedCell(shares=[["at", "20"], ["at", "30"], ["at", "50"]], step=1, mean=None)
        ((_area, (figure,), _means),) = areas([asked], {("x", "tid"): cell}, "x")
        return figure

    assert isinstance(shown(None), BarFigure)
    assert isinstance(shown((1, 3)), ScaleFigure)


def test_a_unit_that_is_too_small_has_no_page_and_its_blank_says_no_number(cast, made, reader):
    small = made.places.get(name__endswith="Daggen", unit__isnull=False)
    address = reverse("result_unit", args=[made.pk, small.pk, "guardians"])
    assert not made.cells.filter(place=small).exists()
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("quality_officer", 200),
        ("rektor", 200),
        ("deputy", 200),
        ("committee_member", 404),
        ("administrator", 404),
    ],
)
def test_guardians_answers_are_read_by_those_whom_the_table_names(cast, made, client, role, status):
    client.force_login(cast.of("a", role))
    assert client.get(unit_page(made, cast=cast)).status_code == status


def test_the_union_reads_what_the_staff_answered(cast, made, client):
    client.force_login(cast.of("a", "union"))
    place = made.places.get(unit=cast.a["school_unit"])
    assert client.get(reverse("result_unit", args=[made.pk, place.pk, "all-staff"])).status_code == 200


def test_nobody_of_the_other_side_gets_in(cast, made, client):
    client.force_login(cast.of("b", "rektor"))
    assert client.get(reverse("result", args=[made.pk])).status_code == 404
    assert made.name not in client.get(reverse("results")).content.decode()


def listed(response):
    return [row.place.key for row in response.context["places"]]


def test_of_many_units_a_page_shows_a_level_and_leads_to_those_under_it(made, reader, monkeypatch):
    address = reverse("result", args=[made.pk])
    whole, before = listed(reader.get(address)), len(statements(reader, address))
    assert len(whole) > 3
    monkeypatch.setattr(overview, "AT_ONCE", 1)
    page = reader.get(address)
    assert listed(page) == whole[:2]
    below = reader.get(page.context["places"][1].below)
    assert listed(below)[0] == whole[1]
    assert {*listed(below)[1:]} < {*whole[2:]}
    assert len(list(below.context["page"].paginator.page_range)) > 1
    assert [str(link.label) for link in below.context["crumbs"]][-1] == made.name
    assert len(statements(reader, address)) == len(statements(reader, page.context["places"][1].below)) == before


def test_a_level_that_is_not_the_readers_is_the_first_one(cast, made, reader):
    first = listed(reader.get(reverse("result", args=[made.pk])))
    for asked in ("0", "x", "-1", "99999999999999999999999"):
        assert listed(reader.get(reverse("result", args=[made.pk]) + f"?enhet={asked}")) == first
