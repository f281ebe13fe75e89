"""Values are reported, read with their source, corrected; an indicator is defined anew and keeps them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from organisation.enums import Role
from quality.actions.values import correct_value, redefine_indicator
from quality.models import IndicatorVersion, Observation
from quality.rules.values import Value
from ui.charts import Break

pytestmark = pytest.mark.django_db
YEAR_2025 = "2025-01-01"


@pytest.fixture
def client(signed_in):
    return signed_in()


def fill(client, path, **data):
    return client.post(path, data, follow=True)


def faults(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def report_path(indicator, unit="school-unit-a"):
    return f"/malen/indikatorer/{indicator.pk}/rapportera/?enhet={unit}"


@pytest.mark.parametrize(
    ("written", "stored"),
    [("83", "83"), ("83 %", "83"), ("4,9", "4.9"), ("1 204", "1204"), ("-0,8", "-0.8"), (" 32 % ", "32")],
)
def test_a_value_is_stored_as_it_is_written_in_swedish(client, indicator, written, stored):
    response = fill(client, report_path(indicator), period=YEAR_2025, value=written, comment="Räknat i maj")
    value = Observation.objects.get()
    assert (value.number, value.unit_of_measure, value.comment) == (Decimal(stored), "%", "Räknat i maj")
    assert response.redirect_chain[-1][0] == f"/malen/indikatorer/{indicator.pk}/?enhet=school-unit-a"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "Skriv värdet."),
        ("ca 50 %", "Skriv ett bestämt tal, till exempel 50 %. Är talet osäkert, så skriv det i kommentaren."),
        ("50-60", "Skriv bara ett tal. Har ni flera värden, så rapportera dem var för sig."),
        ("ungefär hälften", "Skriv ett bestämt tal, till exempel 50 %. Är talet osäkert, så skriv det i kommentaren."),
        ("många", "Skriv värdet med siffror, till exempel 4,9 eller 32 %."),
        ("4,123456", "Talet är för långt. Skriv högst fyra decimaler."),
        ("360 st", "Indikatorn mäts i %. Räkna om värdet, eller skriv bara talet."),
        ("9" * 40, "Talet är för långt. Skriv högst fyra decimaler."),
        ("script>", "Skriv värdet med siffror, till exempel 4,9 eller 32 %."),
    ],
)
def test_what_is_no_value_is_refused_with_help(client, indicator, written, sentence):
    response = fill(client, report_path(indicator), period=YEAR_2025, value=written)
    assert faults(response) == {"value": [sentence]}
    assert Observation.objects.count() == 0


@pytest.mark.parametrize("period", ["", "2025-06-06", "1066-01-01", "x", "2999-01-01"])
def test_a_period_that_is_not_in_the_list_is_refused(client, indicator, period):
    response = fill(client, report_path(indicator), period=period, value="83")
    assert set(faults(response)) == {"period"}


def test_the_periods_to_choose_are_those_without_a_value(client, indicator, report):
    report(indicator, "80", 2025)
    choices = [key for key, _ in client.get(report_path(indicator)).context["form"].fields["period"].choices]
    assert YEAR_2025 not in choices
    assert choices == sorted(choices, reverse=True)


def test_a_value_that_came_from_another_system_names_it(client, indicator):
    fill(client, report_path(indicator), period=YEAR_2025, value="83", source="Enkätsystemet")
    assert "Inläst från Enkätsystemet av" in client.get(f"/malen/indikatorer/{indicator.pk}/").content.decode()


def test_a_value_reported_in_the_meantime_is_not_reported_again(client, indicator, report, monkeypatch):
    import quality.views.values as views

    spans = views.values.open_periods(indicator, indicator.goal.unit, "year", dt.date(2026, 1, 1))
    report(indicator, "80", 2025)
    monkeypatch.setattr(views.values, "open_periods", lambda *_: spans)
    response = fill(client, report_path(indicator), period=YEAR_2025, value="83")
    assert faults(response) == {"period": ["Någon har redan rapporterat ett värde för perioden. Rätta det i stället."]}
    assert Observation.objects.get().number == 80


def test_a_leader_of_several_units_chooses_which_the_value_is_for(client, indicator):
    page = client.get(f"/malen/indikatorer/{indicator.pk}/rapportera/")
    assert [choice.label for choice in page.context["choices"]] == ["Förskolan Norrskogen", "Norrskogens skolenhet"]


def test_a_workplace_lead_reports_for_their_own_preschool_and_no_other(signed_in, indicator):
    lead = signed_in(Role.WORKPLACE_LEAD)
    fill(lead, f"/malen/indikatorer/{indicator.pk}/rapportera/", period=YEAR_2025, value="83")
    assert Observation.objects.get().unit.key == "preschool-a"
    assert lead.get(report_path(indicator)).status_code == 403
    assert lead.get(report_path(indicator, "preschool-b")).status_code == 403
    assert lead.get(f"/malen/indikatorer/{indicator.pk}/andra/").status_code == 403


def test_correcting_a_value_shows_both_and_why(client, indicator, report):
    value = report(indicator, "80", 2025)
    fill(client, f"/malen/varden/{value.pk}/ratta/", value="83", comment="Två svar saknades")
    page = client.get(f"/malen/indikatorer/{indicator.pk}/").content.decode()
    assert "83\xa0%" in page
    assert '<del><span class="sr">Tidigare: </span>80\xa0%</del>' in page
    assert "Två svar saknades" in page


def test_a_correction_says_why(client, indicator, report):
    value = report(indicator, "80", 2025)
    response = fill(client, f"/malen/varden/{value.pk}/ratta/", value="83", comment=" ")
    assert faults(response) == {"comment": ["Skriv varför värdet ändras."]}


def test_a_value_that_was_corrected_in_the_meantime_is_read_first(client, cast, indicator, report):
    value = report(indicator, "80", 2025)
    correct_value(observation=value, value=Value(Decimal(81), "%"), actor=cast.of("a", Role.REKTOR), comment="Nyss")
    response = fill(client, f"/malen/varden/{value.pk}/ratta/", value="83", comment="Fel")
    assert "Värdet är redan rättat" in response.content.decode()
    assert Observation.objects.standing().get().number == 81


def redefinition(indicator, **changed):
    last = IndicatorVersion.objects.decided_last().get(indicator=indicator)
    names = ("name", "target", "council_target", "unit_of_measure", "direction", "periodicity")
    form = {name: getattr(last, name) for name in names} | {"effective_on": "2026-01-01", "reason": "Nytt beslut"}
    return form | changed


def test_a_new_target_holds_from_its_day_and_the_values_stay(client, indicator, report):
    report(indicator, "83", 2025)
    fill(client, f"/malen/indikatorer/{indicator.pk}/andra/", **redefinition(indicator, target="90 %"))
    last = IndicatorVersion.objects.decided_last().get(indicator=indicator)
    assert (last.target, last.reason, last.effective_on) == ("90 %", "Nytt beslut", dt.date(2026, 1, 1))
    assert Observation.objects.standing().get().number == 83


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, {"__all__"}),
        ({"target": "90 %", "reason": ""}, {"reason"}),
        ({"target": "90 %", "effective_on": "1999-01-01"}, {"effective_on"}),
        ({"target": "90 %", "effective_on": "i morgon"}, {"effective_on"}),
        ({"name": " "}, {"name"}),
        ({"name": "x" * 501}, {"name"}),
        ({"target": "x" * 256}, {"target"}),
        ({"direction": "sideways"}, {"direction"}),
        ({"periodicity": "vecka"}, {"periodicity"}),
    ],
)
def test_a_definition_that_cannot_be_is_said_where(client, indicator, changed, wrong):
    response = fill(client, f"/malen/indikatorer/{indicator.pk}/andra/", **redefinition(indicator, **changed))
    assert set(faults(response)) == wrong
    assert IndicatorVersion.objects.filter(indicator=indicator).count() == 1


def test_the_line_is_broken_where_something_else_was_measured(client, cast, indicator, report):
    for year, number in ((2023, "70"), (2024, "75"), (2025, "80")):
        report(indicator, number, year)
    redefine_indicator(
        indicator=indicator,
        effective_on=dt.date(2024, 6, 1),
        actor=cast.of("a", Role.REKTOR),
        reason="Ny fråga",
        name="Andel som känner sig hörda",
    )
    response = client.get(f"/malen/indikatorer/{indicator.pk}/")
    figure = response.context["figure"]
    assert (list(figure.breaks), list(figure.own.values)) == ([Break(1, "Ny fråga")], [70.0, 75.0, 80.0])
    assert "mätt på ett nytt sätt" in response.content.decode()


def test_a_year_without_a_value_is_a_gap_in_the_line(client, indicator, report):
    report(indicator, "70", 2022)
    report(indicator, "80", 2025)
    figure = client.get(f"/malen/indikatorer/{indicator.pk}/").context["figure"]
    assert list(figure.periods) == ["2022", "2023", "2024", "2025"]
    assert list(figure.own.values) == [70.0, None, None, 80.0]


def test_the_address_says_which_unit_is_shown_and_beside_it_stands_the_goals_own(client, cast, indicator, report):
    report(indicator, "70", 2025)
    report(indicator, "75", 2025, unit=cast.a["preschool"])
    response = client.get(f"/malen/indikatorer/{indicator.pk}/?enhet=preschool-a")
    figure = response.context["figure"]
    assert (figure.own.label, figure.comparison.label) == ("Förskolan Norrskogen", "Norrskogens skolenhet")
    assert client.get(f"/malen/indikatorer/{indicator.pk}/?enhet=preschool-b").context["unit"].key == "school-unit-a"


def test_values_of_units_that_one_does_not_read_stay_there(signed_in, cast, indicator, report):
    report(indicator, "71.5", 2025)
    report(indicator, "75", 2025, unit=cast.a["preschool"])
    page = signed_in(Role.TEACHER).get(f"/malen/indikatorer/{indicator.pk}/").content.decode()
    assert ("71,5" in page, "75\xa0%" in page) == (False, True)


def test_an_indicators_page_costs_the_same_for_one_value_and_for_three(client, indicator, report, statements):
    report(indicator, "70", 2023)
    one = statements(client, f"/malen/indikatorer/{indicator.pk}/")
    report(indicator, "75", 2024)
    report(indicator, "80", 2025)
    assert statements(client, f"/malen/indikatorer/{indicator.pk}/") == one


def test_whoever_is_not_signed_in_comes_back_after_it(indicator):
    path = f"/malen/indikatorer/{indicator.pk}/"
    assert Client().get(path)["Location"] == f"/konto/logga-in/?next={path}"
