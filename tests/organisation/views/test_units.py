"""The tree of units, a unit's page, and reorganisation."""

import datetime as dt

import pytest

from ledger import clock
from organisation import actions
from organisation.models import Assignment, Unit
from organisation.queries import units
from tests.organisation.views.reading import as_, faults, heading, statements, words

DAY = dt.timedelta(days=1)


@pytest.fixture
def office(cast):
    """The browser of the whole municipality's administrator."""
    return as_(cast.administrator)


def names(response):
    return [row.name for row, _above in response.context["rows"]]


def flat(nodes):
    return [(unit.name, flat(below)) for unit, below in nodes]


def test_the_tree_is_shown_as_it_is_today(cast, office):
    page = office.get("/enheter/")
    assert heading(page) == "12 enheter"
    (top, (department,)), *rest = flat(page.context["nodes"])
    assert (top, department[0], rest) == ("Rönnfjärds kommun", "Förskoleförvaltningen", [])
    assert [name for name, _below in department[1]] == ["Norrskogens skolenhet", "Zebrafinkens skolenhet"]


def test_a_rektor_sees_their_own_part_of_the_tree_only(cast):
    page = as_(cast.of("a", "rektor")).get("/enheter/")
    assert [name for name, _below in flat(page.context["nodes"])] == ["Norrskogens skolenhet"]
    assert "Tofsvipa" not in words(page)


def test_a_search_finds_by_part_of_name_and_by_key_in_any_case(cast, office):
    assert names(office.get("/enheter/?q=NORRSKOG")) == ["Förskolan Norrskogen", "Norrskogens skolenhet"]
    assert names(office.get("/enheter/?q=team-b")) == ["Arbetslaget Ljungpiparen", "Arbetslaget Steglitsen"]
    assert names(office.get("/enheter/?q=forskolan+tofs")) == []
    assert names(office.get("/enheter/?q=förskolan+tofs")) == ["Förskolan Tofsvipan"]


def test_a_search_is_narrowed_by_kind(cast, office):
    assert names(office.get("/enheter/?slag=preschool")) == ["Förskolan Norrskogen", "Förskolan Tofsvipan"]


def test_a_search_without_finds_leads_back(cast, office):
    assert "Ingen enhet stämmer" in words(office.get("/enheter/?q=finns+inte"))


def test_closed_units_are_found_where_one_asks_for_them(cast, office):
    actions.close_unit(unit=cast.a["other_team"], on=clock.today())
    assert "Arbetslaget Stigen" not in words(office.get("/enheter/"))
    assert names(office.get("/enheter/?stangda=1")) == ["Arbetslaget Stigen"]


@pytest.mark.parametrize("asked", ["?slag=x", "?page=x", "?page=999", "?q=%00", "?q=" + "ö" * 300, "?q=%27%3B--"])
def test_odd_questions_are_answered_calmly(cast, office, asked):
    assert office.get(f"/enheter/{asked}").status_code == 200


def test_the_tree_costs_as_many_statements_for_twelve_units_as_for_fifteen(cast, office):
    before = statements(office, "/enheter/")
    for n in range(3):
        actions.create_unit(name=f"Lag {n}", kind="team", parent=cast.a["section"])
    assert statements(office, "/enheter/") == before
    assert statements(office, "/enheter/?q=lag") == statements(office, "/enheter/?q=Lag+1")


def test_a_units_page_costs_as_many_statements_for_one_person_and_unit_as_for_three(cast, office):
    unit = cast.a["section"]
    cast.of("a", "teacher")
    actions.assign(user=cast.of("a", "teacher"), unit=unit, role="teacher")
    before = statements(office, f"/enheter/{unit.key}/")
    for n, role in enumerate(["child_minder", "vfu_supervisor"]):
        actions.create_unit(name=f"Lag {n}", kind="team", parent=unit)
        actions.assign(user=cast.of("a", role), unit=unit, role=role)
    assert statements(office, f"/enheter/{unit.key}/") == before


def test_a_large_tree_begins_at_the_top_and_goes_on_page_by_page(cast, office, monkeypatch):
    monkeypatch.setattr("organisation.views.units.reading.WHOLE_TREE", 11)
    monkeypatch.setattr("organisation.views.units.reading.PER_PAGE", 1)
    page = office.get("/enheter/")
    assert page.context["top"].name == "Rönnfjärds kommun"
    assert [(unit.name, unit.under) for unit in page.context["page"]] == [("Förskoleförvaltningen", 2)]
    below = office.get("/enheter/forvaltning/?page=2")
    assert [unit.name for unit in below.context["page"]] == ["Zebrafinkens skolenhet"]


def test_a_units_page_says_where_it_lies_and_who_works_there(cast, office):
    cast.of("a", "workplace_lead")
    page = office.get("/enheter/preschool-a/")
    assert heading(page) == "Förskolan Norrskogen"
    assert [crumb.label for crumb in page.context["crumbs"]] == [
        "Enheter",
        "Rönnfjärds kommun",
        "Förskoleförvaltningen",
        "Norrskogens skolenhet",
    ]
    assert "Workplace Lead Granlund Arbetsplatsledare" in words(page)


def test_crumbs_link_to_no_page_that_may_not_be_read(cast):
    page = as_(cast.of("a", "rektor")).get("/enheter/preschool-a/")
    assert [crumb.label for crumb in page.context["crumbs"]] == ["Enheter", "Norrskogens skolenhet"]


PAGES = ["", "historia/", "namn/", "slag/", "flytta/", "ligga-kvar/", "sla-ihop/", "stang/", "oppna/"]


@pytest.mark.parametrize("page", PAGES)
def test_another_units_pages_are_not_there(cast, page):
    rektor = as_(cast.of("a", "rektor"))
    assert rektor.get(f"/enheter/preschool-b/{page}").status_code == 404
    assert rektor.post(f"/enheter/preschool-b/{page}", {"name": "X", "on": "2026-01-01"}).status_code in (404, 405)
    assert Unit.objects.get(key="preschool-b").name == "Förskolan Tofsvipan"


@pytest.mark.parametrize("page", PAGES[2:])
def test_whoever_only_reads_changes_nothing(cast, page):
    assert as_(cast.quality_officer).get(f"/enheter/preschool-a/{page}").status_code == 404
    assert "Byt namn" not in words(as_(cast.quality_officer).get("/enheter/preschool-a/"))


@pytest.mark.parametrize("role", ["teacher", "union", "committee_member", "workplace_lead"])
def test_whoever_does_not_read_the_register_finds_no_units(cast, role):
    assert as_(cast.of("a", role)).get("/enheter/").status_code == 404


def test_a_unit_is_added_where_it_is_to_lie(cast, office):
    choice = office.get("/enheter/-/ny/")
    assert ("Förskolan Norrskogen", "?under=preschool-a") in [(c.label, c.url) for c in choice.context["choices"]]
    form = office.get("/enheter/-/ny/?under=preschool-a").context["form"]
    assert [str(label) for _kind, label in form.fields["kind"].choices] == ["Avdelning", "Arbetslag"]
    data = {"name": "Avdelningen Ön", "kind": "section", "on": clock.today(), "key": ""}
    made = office.post("/enheter/-/ny/?under=preschool-a", data)
    assert made["Location"] == "/enheter/avdelningen-on/"
    assert Unit.objects.get(key="avdelningen-on").parent == cast.a["preschool"]


def test_a_key_that_is_taken_is_told_so(cast, office):
    data = {"name": "Avdelningen Ön", "kind": "section", "on": clock.today(), "key": "team-a"}
    answer = office.post("/enheter/-/ny/?under=preschool-a", data)
    assert faults(answer) == ["Nyckeln används redan av en annan enhet."]


def test_a_rektor_adds_nothing_at_the_top(cast):
    page = as_(cast.of("a", "rektor")).get("/enheter/-/ny/?under=-")
    assert heading(page) == "Var ska den nya enheten ligga?"
    assert "Högst upp" not in words(page)


def test_a_unit_gets_another_name_and_history_tells_of_both(cast, office):
    office.post("/enheter/preschool-a/namn/", {"name": "Förskolan Skogsbrynet"})
    assert heading(office.get("/enheter/preschool-a/")) == "Förskolan Skogsbrynet"
    told = office.get("/enheter/preschool-a/historia/").context["told"]
    assert told[0].what == "Namnet ändrades från Förskolan Norrskogen till Förskolan Skogsbrynet."
    assert told[0].who == "Agnes Toppman"
    assert told[-1].what == "Enheten lades till under Norrskogens skolenhet, från och med 1 januari 2020."


def test_history_costs_as_many_statements_for_one_event_as_for_three(cast, office):
    before = statements(office, "/enheter/preschool-a/historia/")
    for name in ("Ett", "Två"):
        actions.rename_unit(unit=cast.a["preschool"], name=name, actor=cast.administrator)
    assert statements(office, "/enheter/preschool-a/historia/") == before


def test_a_move_says_what_it_means_before_it_is_made(cast, office):
    for role in ("teacher", "rektor"):
        cast.of("a", role)
    cast.of("b", "rektor")
    target = "/enheter/preschool-a/flytta/"
    assert [c.label for c in office.get(target).context["choices"]] == [
        "Förskoleförvaltningen",
        "Rönnfjärds kommun",
        "Zebrafinkens skolenhet",
    ]
    page = words(office.get(target + "?till=school-unit-b"))
    assert "3 enheter ligger under och följer med." in page
    assert "1 person som arbetar där behåller sin roll." in page
    assert "Når inte längre hit: Rektor Granlund (rektor, Norrskogens skolenhet)." in page
    assert Unit.objects.get(key="preschool-a").parent == cast.a["school_unit"]


def test_a_unit_is_moved_from_today_and_a_second_press_is_told(cast, office):
    target = "/enheter/preschool-a/flytta/?till=school-unit-b"
    done = office.post(target, {"on": clock.today()}, follow=True)
    assert "Förskolan Norrskogen ligger under Zebrafinkens skolenhet från och med" in words(done)
    assert Unit.objects.get(key="preschool-a").parent == cast.b["school_unit"]
    again = office.post(target, {"on": clock.today()})
    assert faults(again) == ["Förskolan Norrskogen ligger redan under Zebrafinkens skolenhet."]


def test_a_planned_move_is_listed_and_can_be_struck_out(cast, office):
    on = clock.today() + 30 * DAY
    office.post("/enheter/preschool-a/flytta/?till=school-unit-b", {"on": on})
    assert "Flyttas till Zebrafinkens skolenhet den" in words(office.get("/enheter/preschool-a/"))
    assert heading(office.get("/enheter/preschool-a/ligga-kvar/")) == "Ska Förskolan Norrskogen ligga kvar?"
    assert len(units.places_of(cast.a["preschool"])) == 2
    done = office.post("/enheter/preschool-a/ligga-kvar/", follow=True)
    assert "Flytten är struken. Förskolan Norrskogen ligger kvar." in words(done)
    assert "Flyttas till" not in words(done)
    parents = {place.ancestor for place in units.places_of(cast.a["preschool"])}
    assert parents == {cast.a["school_unit"]}


def test_nothing_planned_leaves_nothing_to_strike_out(cast, office):
    assert "Det finns ingen planerad flytt." in words(office.get("/enheter/preschool-a/ligga-kvar/", follow=True))


def test_a_rektor_moves_units_within_their_own_and_nowhere_else(cast):
    rektor = as_(cast.of("a", "rektor"))
    assert [c.label for c in rektor.get("/enheter/team-a/flytta/").context["choices"]] == [
        "Förskolan Norrskogen",
        "Norrskogens skolenhet",
    ]
    sent = rektor.post("/enheter/team-a/flytta/?till=preschool-b", {"on": clock.today()})
    assert sent.status_code == 404
    assert "Flytta" not in words(rektor.get("/enheter/school-unit-a/"))


@pytest.mark.parametrize("on", ["", "i morgon", "2026-13-01"])
def test_a_day_that_is_none_is_told_so(cast, office, on):
    answer = office.post("/enheter/preschool-a/flytta/?till=school-unit-b", {"on": on})
    assert faults(answer) == ["Välj en dag." if not on else "Skriv dagen som 2026-08-01."]


def test_closing_says_what_it_means_and_asks_about_what_lies_under(cast, office):
    cast.of("a", "teacher")
    page = words(office.get("/enheter/section-a/stang/"))
    assert "1 person har en roll här eller under. Rollen slutar dagen innan." in page
    assert "1 enhet ligger under. Den måste stängas samtidigt, eller flyttas först." in page
    refused = office.post("/enheter/section-a/stang/", {"on": clock.today()})
    assert faults(refused) == [
        "Under Avdelningen Gläntan ligger Arbetslaget Gläntan. Flytta eller stäng det som ligger under först."
    ]
    office.post("/enheter/section-a/stang/", {"on": clock.today(), "below": "on"})
    assert Unit.objects.filter(closed_on=clock.today()).count() == 2
    assert "Enheten är stängd sedan den" in words(office.get("/enheter/section-a/"))


def test_a_coming_closing_is_listed_and_can_be_taken_back(cast, office):
    office.post("/enheter/other-team-a/stang/", {"on": clock.today() + 30 * DAY})
    assert "Stängs den" in words(office.get("/enheter/other-team-a/"))
    assert heading(office.get("/enheter/other-team-a/oppna/")) == "Ska Arbetslaget Stigen fortsätta som förut?"
    office.post("/enheter/other-team-a/oppna/")
    assert Unit.objects.get(key="other-team-a").closed_on is None


def test_a_closing_that_has_come_is_not_taken_back(cast, office):
    actions.close_unit(unit=cast.a["other_team"], on=clock.today())
    said = words(office.post("/enheter/other-team-a/oppna/", follow=True))
    assert "Arbetslaget Stigen är redan stängd. Skapa en ny enhet om verksamheten börjar igen." in said


def test_units_of_one_kind_are_merged_after_saying_what_it_means(cast, office):
    person = cast.of("a", "teacher")
    assert [c.label for c in office.get("/enheter/team-a/sla-ihop/").context["choices"]] == [
        "Arbetslaget Ljungpiparen",
        "Arbetslaget Steglitsen",
        "Arbetslaget Stigen",
    ]
    target = "/enheter/team-a/sla-ihop/?med=other-team-a"
    page = words(office.get(target))
    assert "Arbetslaget Gläntan stängs. Arbetslaget Stigen finns kvar, med sitt namn och sin historia." in page
    assert "1 person får sin roll i Arbetslaget Stigen i stället." in page
    assert office.post(target, {"on": clock.today()})["Location"] == "/enheter/other-team-a/"
    now = Assignment.objects.valid_on(clock.today()).get(user=person)
    assert now.unit == cast.a["other_team"]
    assert "Den gick upp i en annan enhet." in words(office.get("/enheter/team-a/"))


def test_a_unit_of_another_kind_says_so(cast, office):
    form = office.get("/enheter/preschool-a/slag/").context["form"]
    assert [str(label) for _kind, label in form.fields["kind"].choices] == ["Förskola", "Avdelning", "Arbetslag"]
    refused = office.post("/enheter/preschool-a/slag/", {"kind": "team"})
    assert faults(refused) == ["Slaget avdelning kan inte ligga under slaget arbetslag."]


def test_a_name_cannot_bring_markup_along(cast, office):
    office.post("/enheter/preschool-a/namn/", {"name": "<script>alert(1)</script>"})
    for address in ("/enheter/", "/enheter/preschool-a/", "/enheter/preschool-a/historia/", "/enheter/-/ny/"):
        assert "<script>alert" not in office.get(address).content.decode()
