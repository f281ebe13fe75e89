"""The closed loop, from a plan's sentence to what came of it and back into the next plan, in a house of real processes.

A browser, PostgreSQL, the broker, web, worker, beat and mail server are the real ones. Everything is done over HTTP and SMTP and
by the clock; the plan is one that was written in another system.
"""

import pytest

from tests.journeys import beginning, followed, surveyed, told
from tests.journeys.followed import CAUSE, IMPROVEMENT, RESULT
from tests.journeys.looking import PHONE
from tests.journeys.surveyed import DEMOCRACY
from tests.journeys.town import Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]


@pytest.fixture
def town(tmp_path, transactional_db, browser):
    """Start the house and its post office; nobody is in it."""
    made = Town(tmp_path / "town", browser)
    yield made
    made.closes()


def test_what_guardians_answer_becomes_an_improvement_of_the_next_plan(town):
    town.opens("2020-01-07")
    kim, rut, dag, tova, ture = beginning.peopled(town)
    beginning.goes_by_the_wheel(town, kim)
    beginning.asks_with(kim)
    beginning.plans(town, rut)
    surveyed.ties(rut)

    town.comes("2020-02-10")
    followed.reflects(tova)
    followed.reviews(rut, "Skriv reflektionsdokument", "returned", "Vad sa barnen?")
    followed.writes_more(tova)
    followed.reviews(rut, "Skriv reflektionsdokument", "approved")
    followed.plans_the_goal(rut, dag)
    surveyed.may_open(kim)

    town.comes("2020-02-24")
    surveyed.all_answer(town)
    town.comes("2020-04-04", 9)
    town.comes("2020-04-04", 11)
    surveyed.is_released(kim)
    assert surveyed.values(rut) == ["70\xa0%", "70\xa0%", "70\xa0%", "75"]
    followed.analyses_the_result(ture)

    town.comes("2020-12-05")
    followed.analyses_the_goal(rut)
    followed.reviews(dag, "Analysera orsakerna", "approved")

    town.comes("2021-01-08")
    told.next_plan_carries(rut)
    report = told.is_reported(rut, kim)
    paper = told.is_printed(rut, report)
    for words in (DEMOCRACY, RESULT, CAUSE, IMPROVEMENT, "Barnen bestämde själva"):
        assert told.letters(words) in paper
    told.numbers_lead_to_their_values(rut, report)
    page = told.is_told_back(rut)
    assert told.anybody_reads(town.page(PHONE), page) == "70 %"
    assert town.is_read_only()
