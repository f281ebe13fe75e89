"""Målen and a goal's pages: what is listed for whom, the filter in the address, the chain, the history."""

import datetime as dt
from dataclasses import replace

import pytest

from organisation.enums import Role
from quality.actions.values import give_activity
from quality.models import Activity, Goal, Indicator
from tests.quality.texts import plan_of, uid

pytestmark = pytest.mark.django_db


def titles(response):
    return [row.version.title for row, *_rest in response.context["rows"]]


def listed(client, query=""):
    return titles(client.get(f"/malen/{query}"))


def test_a_leader_sees_the_goals_of_their_own_units_before_those_higher_up(cast, adopt, goals, signed_in):
    adopt(cast.municipality, "Kommunens mål")
    adopt(cast.b["school_unit"], "Zebrafinkens mål")
    assert listed(signed_in()) == [
        "Alla barn gör sin röst hörd",
        "En trygg gård",
        "Högläsning varje dag",
        "Kommunens mål",
    ]


def test_someone_at_a_preschool_sees_what_it_works_towards_and_not_the_neighbours(cast, adopt, goals, signed_in):
    adopt(cast.a["preschool"], "Förskolans eget")
    adopt(cast.b["preschool"], "Tofsvipans eget")
    assert listed(signed_in(Role.WORKPLACE_LEAD)) == ["Förskolans eget", *(goal_title(goal) for goal in goals)]


def goal_title(goal):
    return goal.versions.latest("effective_on").title


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=GÅRD", ["En trygg gård"]),
        ("?q=norrskogen+röst", ["Alla barn gör sin röst hörd"]),
        ("?q=Ordet+som+inte+finns", []),
        ("?niva=unit&q=hög", ["Högläsning varje dag"]),
        ("?niva=committee", []),
        ("?enhet=preschool-a", []),
        ("?enhet=finns-inte", []),
        ("?enhet=school-unit-a&q=gård", ["En trygg gård"]),
        ("?lage=reached", ["Alla barn gör sin röst hörd"]),
        ("?lage=not_reached", ["En trygg gård"]),
        ("?lage=not_measured", ["Högläsning varje dag"]),
        ("?lage=partly", []),
    ],
)
def test_the_address_narrows_the_list_down(goals, report, signed_in, query, found):
    report(Indicator.objects.get(goal=goals[0]), "91", 2025)
    report(Indicator.objects.get(goal=goals[1]), "40", 2025)
    assert listed(signed_in(), query) == found


def test_the_list_is_narrowed_down_to_what_somebody_answers_for(cast, goals, signed_in):
    lead = cast.of("a", Role.WORKPLACE_LEAD)
    give_activity(activity=Activity.objects.get(goal=goals[1]), owner=lead, actor=lead)
    response = signed_in().get(f"/malen/?ansvarig={lead.pk}")
    assert titles(response) == ["En trygg gård"]
    assert f'<option value="{lead.pk}" selected' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?page=9999",
        "?page=-1",
        "?page=x",
        "?niva=x&lage=y&visa=z&steg=w",
        "?ansvarig=99999999999999999999",
        "?ansvarig=²",
        "?enhet=%00",
        "?q=%00",
        "?q=%25_%5C%27",
        "?q=" + "a" * 3000,
    ],
)
@pytest.mark.parametrize("path", ["/malen/", "/malen/aktiviteter/"])
def test_an_address_that_lies_shows_a_page_all_the_same(goals, signed_in, path, query):
    assert signed_in().get(path + query).status_code == 200


def test_a_long_list_has_pages_that_keep_the_filter(cast, adopt, signed_in):
    adopt(cast.a["school_unit"], *(f"Mål {number:02d}" for number in range(60)))
    response = signed_in().get("/malen/?q=m%C3%A5l&page=2")
    assert (len(titles(response)), response.context["count"]) == (25, 60)
    assert "?q=m%C3%A5l&amp;page=3" in response.content.decode()


def test_without_goals_the_page_says_what_comes(signed_in, cast):
    assert "Målen kommer hit när en plan är antagen." in signed_in().get("/malen/").content.decode()


def test_goals_are_read_by_those_with_a_right_to_them_alone(goals, signed_in):
    assert signed_in(Role.VFU_SUPERVISOR).get("/malen/").status_code == 404
    assert signed_in(side="b").get(f"/malen/{goals[0].pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "aktiviteter/", "historia/"])
def test_a_goals_page_costs_the_same_however_much_hangs_on_it(cast, adopt, signed_in, statements, path):
    text = plan_of("Överst", "Under 1", "Under 2", "Under 3")
    under = tuple(replace(goal, parent=uid(1000)) for goal in text.goals[1:])
    goal = adopt(cast.a["school_unit"], text=replace(text, goals=(text.goals[0], under[0])))[0]
    client = signed_in()
    one = statements(client, f"/malen/{goal.pk}/{path}")
    many = replace(text.goals[0], indicators=tuple(one for row in text.goals for one in row.indicators[:1]))
    many = replace(many, activities=tuple(one for row in text.goals for one in row.activities))
    bare = tuple(replace(row, indicators=(), activities=()) for row in under)
    adopt(cast.a["school_unit"], text=replace(text, goals=(many, *bare)), on=dt.date(2021, 1, 1))
    assert statements(client, f"/malen/{goal.pk}/{path}") == one


@pytest.mark.parametrize("query", ["", "?lage=not_measured", "?q=mål&enhet=school-unit-a"])
def test_the_list_costs_the_same_for_one_goal_and_for_three(cast, adopt, signed_in, statements, query):
    adopt(cast.a["school_unit"], "Mål 1")
    client = signed_in()
    one = statements(client, f"/malen/{query}")
    adopt(cast.a["school_unit"], "Mål 1", "Mål 2", "Mål 3")
    assert len(listed(client, query)) == 3
    assert statements(client, f"/malen/{query}") == one


def test_the_chain_leads_from_the_top_down_to_the_goal(cast, adopt, signed_in):
    text = plan_of("Kommunens mål", "Nämndens mål")
    top, committee = adopt(
        cast.municipality, text=replace(text, goals=(text.goals[0], replace(text.goals[1], parent=uid(1000))))
    )
    own = plan_of("Enhetens mål", "Delmål")
    own = replace(
        own,
        goals=(replace(own.goals[0], contributes_to=committee.pk), replace(own.goals[1], parent=uid(1000))),
    )
    unit, part = adopt(cast.a["school_unit"], text=own)
    levels = signed_in().get(f"/malen/{part.pk}/").context["levels"]
    assert [(str(level.text), level.url) for level in levels] == [
        ("Kommunens mål", f"/malen/{top.pk}/"),
        ("Nämndens mål", f"/malen/{committee.pk}/"),
        ("Enhetens mål", f"/malen/{unit.pk}/"),
        ("Delmål", ""),
    ]


def test_what_contributes_is_shown_as_far_as_one_sees(cast, adopt, signed_in):
    (committee,) = adopt(cast.municipality, "Kommunens mål")
    adopt(cast.a["school_unit"], "A bidrar", contributes_to=committee.pk)
    adopt(cast.b["school_unit"], "Zebrafinken bidrar", contributes_to=committee.pk)
    shown = signed_in().get(f"/malen/{committee.pk}/").context["contributing"]
    assert [version.title for version in shown] == ["A bidrar"]


def test_what_cannot_be_read_is_not_said_to_be_unmeasured(cast, adopt, report, signed_in):
    (committee,) = adopt(cast.municipality, "Kommunens mål")
    report(Indicator.objects.get(goal=committee), "91.37", 2025)
    client = signed_in()
    assert "Följs upp av enheten" in client.get("/malen/").content.decode()
    assert listed(client, "?lage=not_measured") == []
    page = client.get(f"/malen/{committee.pk}/").content.decode()
    assert "91,37" not in page
    assert "Rönnfjärds kommun följer upp målet som helhet." in page


def test_a_goals_history_says_what_each_edition_changed(cast, adopt, goals, signed_in):
    text = plan_of("Alla barn hörs", "En trygg gård", "Högläsning varje dag")
    adopt(cast.a["school_unit"], text=text, on=dt.date(2021, 1, 1))
    told = signed_in().get(f"/malen/{goals[0].pk}/historia/").context["told"]
    assert [[(change.before, change.after) for change in one.changes] for one in told] == [
        [("Alla barn gör sin röst hörd", "Alla barn hörs")],
        [],
    ]
    assert [one.first for one in told] == [False, True]


def test_a_retired_goal_is_listed_apart_and_says_so(cast, adopt, goals, signed_in):
    adopt(cast.a["school_unit"], text=plan_of("Alla barn gör sin röst hörd"), on=dt.date(2021, 1, 1))
    client = signed_in()
    assert listed(client) == ["Alla barn gör sin röst hörd"]
    assert listed(client, "?visa=avslutade") == ["En trygg gård", "Högläsning varje dag"]
    page = client.get(f"/malen/{goals[1].pk}/").content.decode()
    assert "Målet är avslutat sedan 1 januari 2021" in page


def test_a_goal_that_will_be_retired_goes_on_until_then_and_says_when(cast, adopt, goals, signed_in):
    adopt(cast.a["school_unit"], text=plan_of("Alla barn gör sin röst hörd"), on=dt.date(2999, 1, 1))
    client = signed_in()
    assert "En trygg gård" in listed(client)
    assert "Målet avslutas 1 januari 2999" in client.get(f"/malen/{goals[1].pk}/").content.decode()


def test_a_goal_that_has_not_begun_is_not_listed_yet_and_can_be_read(cast, adopt, signed_in):
    (coming,) = adopt(cast.a["school_unit"], "Kommande mål", on=dt.date(2999, 1, 1))
    client = signed_in()
    assert listed(client) == []
    assert "Kommande mål" in client.get(f"/malen/{coming.pk}/").content.decode()


def test_words_in_a_goal_are_words_and_nothing_else(cast, adopt, signed_in):
    (goal,) = adopt(cast.a["school_unit"], "<script>alert(1)</script>", description="{{ 7|add:1 }} & <b>")
    for path in ("", "aktiviteter/", "historia/"):
        page = signed_in().get(f"/malen/{goal.pk}/{path}").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_goal_whose_number_nobody_has_is_not_there(goals, signed_in):
    client = signed_in()
    for number in (Goal.objects.latest("pk").pk + 1, 0, 2**63, 10**30):
        assert client.get(f"/malen/{number}/").status_code == 404
