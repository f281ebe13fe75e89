import datetime as dt
import itertools
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.queries.reading import reading_of
from cms.queries.reading_addresses import edition_url, plan_url
from organisation.actions import rename_unit
from quality.actions.plans import adopt_plan, withdraw_edition
from quality.models import Goal
from tests.cms.reading import plans as reading_plans
from tests.cms.reading.pages import document_of

pytestmark = pytest.mark.django_db


def page_of(client, edition, number=None):
    address = plan_url(edition.series) if number is None else edition_url(edition.series, number)
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return document_of(response)


# ── the list ──────────────────────────────────────────────────────────────────


def test_the_list_says_so_when_no_plan_is_in_force(client, today):
    page = document_of(client.get("/planer/"))
    assert page.find("h1") == ["Planer"]
    assert "Inga planer gäller just nu" in page.text


def test_the_list_holds_the_plans_in_force_by_unit(client, whole, adopted):
    adopted(
        "b", replace(reading_plans.unit(title="Nästa års plan"), start=dt.date(2041, 1, 1), end=dt.date(2041, 12, 31))
    )
    page = document_of(client.get("/planer/"))
    assert page.find("h2") == ["Förskoleförvaltningen", "Norrskogens skolenhet"]
    assert "Nästa års plan" not in page.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("barnmöte", ["Norrskogens skolenhet"]),  # the plan says Barnmöten
        ("framtidstro", ["Förskoleförvaltningen"]),
        ("skogen", ["Norrskogens skolenhet"]),
        ("norrsko", ["Norrskogens skolenhet"]),
        ('"hörd varje dag"', ["Norrskogens skolenhet"]),
        ("barn -framtidstro", ["Norrskogens skolenhet"]),
        ("finnsinte", []),
        ("och", []),
        ("'; DROP TABLE & | ! ( :*", []),
        ("\x00", ["Förskoleförvaltningen", "Norrskogens skolenhet"]),
        ("x" * 5000, []),
    ],
)
def test_plans_are_searched_in_swedish(client, whole, words, found):
    page = document_of(client.get("/planer/", {"q": words}))
    assert [one for one in page.find("h2") if one != "Ingen plan stämmer"] == found


def test_a_found_plan_shows_the_words_in_their_place_and_nothing_as_a_tag(client, adopted):
    adopted("a", reading_plans.hostile())
    body = client.get("/planer/", {"q": "hej"}).content.decode()
    assert "<mark>Hej</mark>" in body
    assert "<script>alert" not in body


# ── a plan's page ─────────────────────────────────────────────────────────────


def test_the_page_says_who_adopted_it_when_and_for_which_days(client, whole):
    page = page_of(client, whole)
    assert page.find("h1") == ["Verksamhetsplan 2040"]
    assert "Antagen 15 mars 2040 av Kim Toppman · gäller 1 januari–31 december 2040" in page.text
    assert "Norrskogens skolenhet, Förskoleförvaltningen" in page.text


def test_the_page_holds_every_word_of_the_plan_in_order(client, whole):
    page = page_of(client, whole)
    said = [
        "Vår förskola",
        "Månskäran ligger vid skogen & sjön. Läs mer.",
        "Ute varje dag",
        "en skogsdag",
        "på morgonen",
        "Barn och medarbetare",
        "Mål för 2040",
        "Inriktningsmål · Förskoleförvaltningen",
        "Barn växer upp med framtidstro",
        "Nämndmål · Förskoleförvaltningen",
        "Enhetsmål 1 · Norrskogens skolenhet",
        "Alla barn gör sin röst hörd varje dag",
        "Också den som inte talar.",
        "Det gäller hela dagen.",
        "Barnen föreslår, väljer och ändrar.",
        "Lpfö 18, 2.3 Barns delaktighet och inflytande",
        "Gården",
        "En trygg gård, hela året",
    ]
    at = page.text.index("Vår förskola Månskäran")  # after the contents
    for one in said:
        found = page.text.find(one, at)
        assert found != -1, f"{one!r} does not stand after {page.text[:at][-60:]!r}"
        at = found


def test_tables_are_read_to_the_last_cell(client, whole):
    assert page_of(client, whole).tables == [
        ("Barn och medarbetare", [["Avdelning", "Barn", "Medarbetare"], ["Gläntan", "19", "4"], ["Tuvan", "18", ""]]),
        (
            "Indikatorer",
            [
                ["Indikator", "Årsmål", "KF:s årsmål", "Mäts per"],
                ["Andel vårdnadshavare som ser att barnet blir lyssnat på Mäts i %. Högre är bättre.", "85 %", "82 %", "år"],
                ["Barnmöten per avdelning och vecka", "2", "tas fram av nämnd", "tertial"],
                ["Arbetslagets skattning Högre är bättre.", "minst 3,7", "–", "–"],
            ],
        ),
        (
            "Aktiviteter",
            [
                ["Aktivitet", "Start", "Slut", "Ansvarig"],
                ["Utbildning i bildstöd", "12 jan 2040", "27 mar 2040", "Joel"],
                ["Besök hos varandra", "14 sep 2040", "–", "–"],
            ],
        ),
    ]  # fmt: skip


def test_the_goal_chain_leads_up_and_down(client, whole):
    voice = f"#mal-{reading_plans.uid('röst')}"
    own = page_of(client, whole)
    committee = own.links["Barn har inflytande över sin dag"]
    assert committee.endswith(f"#mal-{reading_plans.uid('nämnd')}")
    assert own.links["Alla barn gör sin röst hörd varje dag"] == voice  # from the goal under it, and the contents
    above = document_of(client.get(committee.partition("#")[0]))
    assert "1 mål bidrar hit" in above.text
    assert above.links["Alla barn gör sin röst hörd varje dag"] == plan_url(whole.series) + voice


def test_a_withdrawn_plan_contributes_no_longer(client, whole, cast):
    committee = page_of(client, whole).links["Barn har inflytande över sin dag"].partition("#")[0]
    withdraw_edition(edition=whole, actor=cast.quality_officer)
    assert "bidrar hit" not in document_of(client.get(committee)).text


def test_a_goal_dropped_from_the_plan_contributes_no_longer(client, whole, cast):
    committee = page_of(client, whole).links["Barn har inflytande över sin dag"].partition("#")[0]
    kept = reading_plans.unit().goals[1]
    text = replace(reading_plans.unit(), goals=(replace(kept, parent=None),), body=[])
    adopt_plan(series=whole.series, text=text, effective_on=dt.date(2040, 2, 1), actor=cast.quality_officer)
    assert "bidrar hit" not in document_of(client.get(committee)).text


def test_goals_that_the_body_leaves_out_come_last(client, adopted):
    text = replace(reading_plans.unit(), body=[{"kind": "heading", "level": 3, "text": "Först", "id": "x"}])
    page = page_of(client, adopted("a", text))
    assert page.headings[:4] == [
        ("h1", "Verksamhetsplan 2040"),
        ("h2", "Först"),
        ("h3", "Alla barn gör sin röst hörd varje dag"),
        ("h3", "En trygg gård, hela året"),
    ]


def test_an_empty_plan_says_so(client, adopted):
    page = page_of(client, adopted("a", replace(reading_plans.unit(), goals=(), body=[])))
    assert "Planen har ingen text" in page.text


def test_headings_skip_no_level(client, whole):
    levels = [int(tag[1]) for tag, _ in page_of(client, whole).headings]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


def test_the_contents_lead_to_every_heading_and_goal(client, whole):
    page = page_of(client, whole)
    wanted = [
        "Vår förskola",
        "Mål för 2040",
        "Alla barn gör sin röst hörd varje dag",
        "Gården",
        "En trygg gård, hela året",
    ]
    assert [page.links[one][1:] in page.ids for one in wanted] == [True] * 5


def test_a_heading_with_an_address_of_another_kind_leads_to_the_right_one(client, whole):
    wrong = client.get(f"/planer/{whole.series_id}-nagot-annat/")
    assert (wrong.status_code, wrong["Location"]) == (302, plan_url(whole.series))


@pytest.mark.parametrize("address", ["/planer/999999-x/", "/planer/999999-x/utgava/1/", "/planer/999999-x/plan.pdf"])
def test_a_plan_that_is_not_there_is_not_found(client, today, address):
    assert client.get(address).status_code == 404


# ── editions ──────────────────────────────────────────────────────────────────


@pytest.fixture
def two(client, whole, cast):
    """A second edition in February: a goal reworded, an activity moved, an indicator gone."""
    voice, yard = reading_plans.unit().goals
    goals = (
        replace(
            voice,
            title="Varje barn gör sin röst hörd",
            indicators=voice.indicators[:1],
            activities=(replace(voice.activities[0], title="Bildstöd för alla"),),
        ),
        yard,
    )
    text = replace(reading_plans.unit(), goals=goals)
    adopt_plan(series=whole.series, text=text, effective_on=dt.date(2040, 2, 1), actor=cast.quality_officer)
    return whole.series


def test_the_plan_of_today_is_the_edition_in_force_adopted_last(client, two, whole):
    page = page_of(client, whole)
    assert "Varje barn gör sin röst hörd" in page.find("h3")
    assert "gäller 1 februari–31 december 2040" in page.text


def test_an_earlier_edition_reads_word_for_word_as_it_was_adopted(client, two, whole):
    page = page_of(client, whole, 1)
    assert "Planen finns i en senare utgåva" in page.text
    assert "Alla barn gör sin röst hörd varje dag" in page.find("h3")
    assert [row[0] for row in page.tables[1][1][1:]] == [
        "Andel vårdnadshavare som ser att barnet blir lyssnat på Mäts i %. Högre är bättre.",
        "Barnmöten per avdelning och vecka",
        "Arbetslagets skattning Högre är bättre.",
    ]
    assert [row[0] for row in page.tables[2][1][1:]] == ["Utbildning i bildstöd", "Besök hos varandra"]


def test_editions_are_listed_newest_first(client, two, whole):
    page = page_of(client, whole)
    assert [text for text in page.links if "utgåva" in text] == [
        "Verksamhetsplan 2040, utgåva 2",
        "Verksamhetsplan 2040, utgåva 1",
    ]


@pytest.mark.parametrize(
    ("years", "said"), [((2041, 2041), "har inte börjat gälla än"), ((2038, 2039), "Det här är en tidigare plan")]
)
def test_a_plan_of_another_year_says_so(client, adopted, years, said):
    text = replace(reading_plans.unit(), start=dt.date(years[0], 1, 1), end=dt.date(years[1], 12, 31))
    assert said in page_of(client, adopted("a", text)).text


def test_an_edition_keeps_its_own_place_in_the_tree(client, whole, cast):
    rename_unit(unit=cast.department, name="Utbildningsförvaltningen")
    assert "Norrskogens skolenhet, Förskoleförvaltningen" in page_of(client, whole).text


# ── withdrawn ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ["", "utgava/1/", "plan.pdf", "utgava/1/plan.pdf"])
def test_a_withdrawn_plan_says_so_kindly_and_nothing_of_what_it_said(client, whole, cast, address):
    withdraw_edition(edition=whole, actor=cast.quality_officer)
    response = client.get(plan_url(whole.series) + address)
    assert response.status_code == 410
    page = document_of(response)
    assert page.find("h1") == ["Planen är återtagen"]
    assert "röst" not in page.text


def test_when_the_latest_is_withdrawn_the_one_before_holds(client, two, whole, cast):
    withdraw_edition(edition=two.editions.get(number=2), actor=cast.quality_officer)
    assert "Alla barn gör sin röst hörd varje dag" in page_of(client, whole).find("h3")
    gone = client.get(edition_url(two, 2))
    assert gone.status_code == 410
    assert document_of(gone).links["Läs planen som gäller"] == plan_url(two)


def test_staff_of_the_unit_still_read_a_withdrawn_plan_and_others_do_not(whole, cast):
    withdraw_edition(edition=whole, actor=cast.quality_officer)
    for side, status in (("a", 200), ("b", 410)):
        client = Client()
        client.force_login(cast.of(side, "rektor"))
        response = client.get(plan_url(whole.series))
        assert response.status_code == status
    client.force_login(cast.of("a", "rektor"))
    assert "Utgåvan återtogs den 15 mars 2040" in document_of(client.get(plan_url(whole.series))).text


# ── languages, staff, safety, cost ────────────────────────────────────────────


def test_in_english_the_words_around_are_english_and_the_plan_is_marked_as_swedish(client, whole):
    client.cookies["django_language"] = "en"
    response = client.get(plan_url(whole.series))
    page = document_of(response)
    assert "Adopted 15 March 2040 by Kim Toppman · in force 1 January–31 December 2040" in page.text
    assert '<span lang="sv">Verksamhetsplan 2040</span>' in response.content.decode()
    assert page.tables[1][1][0] == ["Indicator", "Target", "The council’s target", "Measured every"]


def test_staff_read_the_same_words_in_their_own_shell(client, whole, cast):
    anyone = page_of(client, whole)
    client.force_login(cast.of("a", "teacher"))
    staff = page_of(client, whole)
    assert (staff.tables, staff.headings) == (anyone.tables, anyone.headings)


def test_nothing_that_someone_wrote_becomes_a_tag(client, adopted):
    body = client.get(plan_url(adopted("a", reading_plans.hostile()).series)).content.decode()
    assert not re.search(r"<script(?! type=\"module\" src=)|onerror|onclick|<iframe|<style|javascript:", body)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
    assert '<a href="https://exempel.se/" rel="noreferrer">bra</a>' in body


def test_a_text_is_drawn_once_for_readers_who_see_the_same(client, whole, cast, monkeypatch):
    first = page_of(client, whole)
    drawn = []
    monkeypatch.setattr("cms.views.reading.reading_of", lambda *given: drawn.append(given) or reading_of(*given))
    assert page_of(client, whole).text == first.text
    assert drawn == []
    client.cookies["django_language"] = "en"
    assert "Indicator" in page_of(client, whole).text
    assert len(drawn) == 1
    client.force_login(cast.of("a", "rektor"))
    assert "Follow the goal" in page_of(client, whole).text
    assert len(drawn) == 2
    client.logout()
    client.cookies["django_language"] = "en"
    assert "Follow the goal" not in page_of(client, whole).text
    assert len(drawn) == 2


def test_a_kept_text_is_drawn_anew_when_what_stands_around_it_is_another(client, whole, cast):
    committee = page_of(client, whole).links["Barn har inflytande över sin dag"].partition("#")[0]
    assert "1 mål bidrar hit" in document_of(client.get(committee)).text
    rename_unit(unit=cast.department, name="Utbildningsförvaltningen", actor=None)
    assert "Utbildningsförvaltningen" in page_of(client, whole).text
    withdraw_edition(edition=whole, actor=cast.quality_officer)
    assert "bidrar hit" not in document_of(client.get(committee)).text


def test_the_cost_does_not_grow_with_the_plan(client, adopted):
    costs = []
    for side, goals in (("a", 1), ("b", 30)):
        address = plan_url(adopted(side, reading_plans.of_size(goals, side)).series)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("words", ["", "mål"])
def test_the_list_costs_the_same_for_one_and_for_many(client, adopted, words):
    costs = []
    for side, names in (("a", ["Plan"]), ("b", ["Ett", "Två", "Tre"])):
        for name in names:
            adopted(side, reading_plans.of_size(2, name), name=name)
        client.get("/planer/", {"q": words})
        with CaptureQueriesContext(connection) as captured:
            client.get("/planer/", {"q": words})
        costs.append(len(captured))
    assert costs[0] == costs[1]
    assert Goal.objects.count() == 8
