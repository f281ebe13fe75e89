"""D2: the web is killed in the midst of a submit: what was promised is stored, once, and sending again shows the receipt."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tests.faults.answering import a_round, the_ledger_holds
from tests.faults.house import faulty, until
from tests.faults.stand_in.dying import POINTS

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("keys")]
DYING = faulty(MIDDLEWARE=["tests.faults.stand_in.dying.dies_where_told", *settings.MIDDLEWARE])
AT_ONCE = 4
"""People who send at the same time. One request kills the web; the others are cut wherever they are."""
IS_STORED = {"read": False, "insert": False, "commit": False, "committed": True, "response": True}


def one_death(web, some, point):
    """Let some send at once, the first such that the web dies at a point."""
    assert all(one.comes(web).is_ready for one in some)

    def sent(one):
        if one is some[0]:
            return one.sends(web, dies_at=point)
        time.sleep(random.uniform(0, 0.03))
        return one.sends(web)

    with ThreadPoolExecutor(AT_ONCE) as hands:
        assert not next(iter(list(hands.map(sent, some)))), "nothing was promised"
    until(lambda: web.status is not None, 10, what=f"the web is dead at {point}")


def deaths(house, cast, times):
    """Kill the web at each point so often; hold the ledger against the database each time, and have everybody send again."""
    held, people = a_round(cast, AT_ONCE * len(POINTS) * times)
    some = [people[begin : begin + AT_ONCE] for begin in range(0, len(people), AT_ONCE)]
    for people_here, point in zip(some, POINTS * times, strict=True):
        web = house.web(hands=1, **DYING)
        one_death(web, people_here, point)
        found = the_ledger_holds(held, people)
        assert (people_here[0].digest in found) == IS_STORED[point], point
    web = house.web(hands=1)
    assert all(one.sees_the_receipt(web) and one.sees_the_receipt(web) for one in people)
    assert set(the_ledger_holds(held, people)) == {one.digest for one in people}


@pytest.mark.timeout(900)
def test_a_web_killed_in_the_midst_of_a_submit_loses_nothing_it_promised(house, cast):
    deaths(house, cast, times=1)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_fifty_webs_killed_in_the_midst_of_a_submit_lose_nothing_they_promised(house, cast):
    deaths(house, cast, times=10)
