"""An indicator that is tied to a survey has its values from what everybody may see of it, and from nothing else."""

import datetime as dt
from decimal import Decimal

import pytest

from ledger.models import Event, Notice
from organisation.enums import Role
from quality.actions.sources import feed_indicators, tie_indicator
from quality.models import IndicatorSource, Observation
from surveys.actions import create_questionnaire, publish_version
from surveys.models import Questionnaire, Release
from surveys.signals import released
from tests.access.results import release_of
from tests.surveys.rules import sample

pytestmark = pytest.mark.django_db
INDEX, QUESTION = "index-personal", "ute"
MAY = dt.date(2025, 5, 20)


def mean(measure, value, how="at", of="own"):
    return {"measure": measure, "mean": value, "mean_is": how, "mean_of": of}


@pytest.fixture
def version(cast):
    questionnaire = create_questionnaire(key="enkat", unit=cast.municipality)
    share = {"key": "andel-lyssnar", "title": sample.both("Lyssnar", "Listens"), "measure": "share", "over": "answers"}
    share |= {"items": [{"name": "lyssnar"}], "positive": ["ofta", "alltid"]}
    return publish_version(
        questionnaire=questionnaire, definition=sample.with_changes({"/key": "enkat", "/scores/+": share})
    )


@pytest.fixture
def result(cast, version):
    """Return a function that releases a round: the same figures at A's school unit, preschool and section."""

    def made(name, *figures, on=MAY, parts=("inner", "public")):
        units = [cast.a["school_unit"], cast.a["preschool"], cast.a["section"]]
        release = release_of(version, units[0], units, name, figures=figures, parts=parts, on=on)
        released.send(sender=Release, release=release)
        return release

    return made


@pytest.fixture
def tied(cast, indicator, version):
    source, _count = tie_indicator(
        indicator=indicator,
        questionnaire=version.questionnaire,
        measure=INDEX,
        actor=cast.of("a", Role.REKTOR),
    )
    return source


def standing(indicator):
    found = Observation.objects.standing().filter(indicator=indicator).order_by("unit__key", "period__starts_on")
    return [(row.unit.key, row.period.starts_on.year, row.number, row.provenance) for row in found]


def test_a_result_becomes_the_value_of_the_unit_and_of_each_preschool(indicator, tied, result):
    result("Våren 2025", mean(INDEX, "82.5"), mean(QUESTION, "3.7"))
    assert standing(indicator) == [
        ("preschool-a", 2025, Decimal("82.5"), "released"),
        ("school-unit-a", 2025, Decimal("82.5"), "released"),
    ]


@pytest.mark.parametrize(
    ("figures", "parts"),
    [
        ([mean(INDEX, "92.5", "over")], ("inner", "public")),
        ([mean(INDEX, "12.5", "under")], ("inner", "public")),
        ([mean(INDEX, "82.5")], ("inner",)),
        ([mean(QUESTION, "3.7")], ("inner", "public")),
    ],
    ids=["over", "under", "not for everybody", "another measure"],
)
def test_what_is_not_told_everybody_exactly_is_no_value(indicator, tied, result, figures, parts):
    result("Våren 2025", *figures, parts=parts)
    assert standing(indicator) == []


def test_results_there_are_come_at_once(cast, indicator, version, result):
    result("Våren 2024", mean(INDEX, "78"), on=MAY.replace(year=2024))
    result("Våren 2025", mean(INDEX, "82.5"))
    rektor = cast.of("a", Role.REKTOR)
    _source, count = tie_indicator(
        indicator=indicator, questionnaire=version.questionnaire, measure=INDEX, actor=rektor
    )
    assert count == 4
    assert [row[1:3] for row in standing(indicator)] == [(2024, 78), (2025, Decimal("82.5"))] * 2


def test_a_result_that_is_told_twice_is_one_value(indicator, tied, result):
    release = result("Våren 2025", mean(INDEX, "82.5"))
    assert feed_indicators(release=release) == 0
    assert Observation.objects.filter(indicator=indicator).count() == 2


def test_a_later_round_of_the_year_takes_the_place_of_an_earlier_and_never_the_other_way(indicator, tied, result):
    result("Hösten 2025", mean(INDEX, "85"), on=MAY.replace(month=10))
    result("Våren 2025", mean(INDEX, "82.5"))
    assert {row[2] for row in standing(indicator)} == {85}
    result("Vintern 2025", mean(INDEX, "86"), on=MAY.replace(month=12))
    assert {row[2] for row in standing(indicator)} == {86}
    assert Observation.objects.filter(indicator=indicator, standing=False).count() == 2


def test_what_somebody_reported_stays_and_they_are_told(cast, indicator, tied, result, report):
    report(indicator, "70", 2025, unit=cast.a["preschool"])
    result("Våren 2025", mean(INDEX, "82.5"))
    assert [row[2:] for row in standing(indicator)] == [(70, "reported"), (Decimal("82.5"), "released")]
    told = Notice.objects.get(user=cast.of("a", Role.REKTOR))
    assert told.text == (
        "Våren 2025 är klar och visar ett annat värde än det som är rapporterat för Förskolan Norrskogen. Titta på det."
    )
    assert told.link == f"/malen/indikatorer/{indicator.pk}/?enhet=preschool-a"


def test_an_indicator_tied_to_another_measure_takes_that_ones_values(cast, indicator, tied, result, version):
    result("Våren 2025", mean(INDEX, "82.5"), mean(QUESTION, "3.7"))
    rektor = cast.of("a", Role.REKTOR)
    tie_indicator(indicator=indicator, questionnaire=version.questionnaire, measure=QUESTION, actor=rektor)
    assert {row[2] for row in standing(indicator)} == {Decimal("3.7")}


def page(indicator):
    return f"/malen/indikatorer/{indicator.pk}/kalla/"


def test_a_leader_ties_it_sees_where_values_come_from_and_unties_it(signed_in, indicator, version, result):
    client = signed_in()
    result("Våren 2025", mean(INDEX, "82.5"))
    assert "Personalen, 0–100" in client.get(page(indicator)).content.decode()
    done = client.post(page(indicator), {"measure": f"enkat:{INDEX}"}, follow=True).content.decode()
    assert "2 värden kom med på en gång." in done
    assert "Från enkäten Våren 2025" in done
    assert "Värdena kommer från" in done
    release = Release.objects.get()
    place = release.places.get(unit__key="school-unit-a")
    assert f'href="/resultat/{release.pk}/{place.pk}/guardians/"' in done
    client.post(page(indicator), {"measure": ""})
    assert not IndicatorSource.objects.exists()
    assert len(standing(indicator)) == 2
    kinds = Event.objects.filter(subject=f"indicator:{indicator.pk}").order_by("place").values_list("kind", flat=True)
    assert [kind for kind in kinds if "tied" in kind] == ["quality.indicator_tied", "quality.indicator_untied"]


@pytest.mark.parametrize("choice", ["enkat:finns-inte", "annan:index-personal", "x", "enkat:" + "x" * 500])
def test_what_is_not_in_the_list_is_refused(signed_in, indicator, version, choice):
    response = signed_in().post(page(indicator), {"measure": choice})
    assert response.context["form"].errors == {"measure": ["Välj ett mått i listan."]}
    assert not IndicatorSource.objects.exists()


def test_a_questionnaire_of_others_is_not_in_the_list(cast, signed_in, indicator, version):
    other = create_questionnaire(key="annan", unit=cast.b["school_unit"])
    publish_version(questionnaire=other, definition=sample.with_changes({"/key": "annan"}))
    assert Questionnaire.objects.count() == 2
    response = signed_in().post(page(indicator), {"measure": f"annan:{INDEX}"})
    assert response.context["form"].errors == {"measure": ["Välj ett mått i listan."]}


def test_a_committee_member_reads_the_value_without_a_way_to_the_result(signed_in, indicator, tied, result):
    result("Våren 2025", mean(INDEX, "82.5"))
    read = signed_in(Role.COMMITTEE_MEMBER).get(f"/malen/indikatorer/{indicator.pk}/").content.decode()
    assert "82,5" in read
    assert "/resultat/" not in read


FIVE = [["under", "10"], ["under", "10"], ["at", "20"], ["at", "45"], ["at", "30"]]


@pytest.mark.parametrize(
    ("shares", "number"),
    [
        (FIVE, 75),
        ([["at", "20"], ["at", "20"], ["at", "20"], ["at", "20"], ["at", "20"]], 40),
        ([["under", "10"], ["under", "10"], ["under", "10"], ["at", "20"], ["over", "70"]], None),
        ([], None),
    ],
    ids=["the two best", "all alike", "only over something", "by its mean only"],
)
def test_a_share_of_one_question_is_the_sum_of_the_shares_that_are_shown(
    cast, indicator, version, result, shares, number
):
    rektor, survey = cast.of("a", Role.REKTOR), version.questionnaire
    tie_indicator(indicator=indicator, questionnaire=survey, measure="andel-lyssnar", actor=rektor)
    result("Våren 2025", mean("lyssnar", "4.1") | {"shares": shares, "step": 5})
    assert {row[2] for row in standing(indicator)} == ({number} if number else set())
