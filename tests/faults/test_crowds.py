"""More come than can be served: whoever is refused keeps what they typed, and nobody's answer is lost or doubled."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from surveys.demo.walking import Browser, Stuck, walk
from surveys.models import Draft, Inbox, Invitation
from tests.faults.house import until
from tests.surveys import walking
from tests.surveys.rounds import opened, published, sections_of, tokens

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("keys")]
PEOPLE = 120
"""All at once: the two processes of the web have room for 64 together."""
AGAIN = 0.2
"""Seconds until somebody tries again; a tenth of the least that they are asked to wait is still far too soon."""
REFUSED = 503


class Crowd:
    """What everybody saw: how often they were refused, and what was wrong with it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.refused, self.statuses, self.wrong, self.stop = 0, set(), [], time.monotonic() + 240

    def saw(self, reply, sent):
        with self.lock:
            self.statuses.add(reply.status)
            if reply.status == REFUSED:
                self.refused += 1
                if sent is not None and reply.fields != [(name, value) for name, value in sent]:
                    self.wrong.append((reply.at, reply.fields, list(sent)))


class Patient(Browser):
    """Somebody who presses *Try again* on the page that refused them, with what that page holds."""

    def __init__(self, site, crowd):
        super().__init__(site)
        self.crowd = crowd

    def ask(self, at, sent=None):
        reply = super().ask(at, sent)
        self.crowd.saw(reply, sent)
        while reply.status == REFUSED:
            if time.monotonic() > self.crowd.stop:
                raise Stuck("Refused again and again.")
            time.sleep(AGAIN)
            reply = super().ask(at, None if sent is None else reply.fields)
            self.crowd.saw(reply, sent)
        return reply


def answers_of(number):
    """Return what one of them answers: all the same step."""
    return {f"q-steg-{item}": [str(number % 5 + 1)] for item in range(6)} | {
        "q-ja-0": ["yes"],
        "q-ord-0": [f"Nr {number}"],
    }


def test_a_crowd_is_refused_with_its_answers_in_hand_and_every_answer_counts_once(cast, house):
    version = published(cast.a["school_unit"], document=walking.document(single=6, boolean=1, text=1))
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [PEOPLE], version=version)
    web = house.web()
    links = [f"/svara/{token}/?sprak=sv" for token in tokens(held).values()]
    crowd = Crowd()

    def answer(number):
        with Patient(f"http://127.0.0.1:{web.port}", crowd) as browser:
            walk(browser, links[number], answers_of(number))

    with ThreadPoolExecutor(PEOPLE) as people:
        for one in [people.submit(answer, number) for number in range(PEOPLE)]:
            one.result()
    assert crowd.refused > 0, "the crowd was too small"
    assert crowd.wrong == []
    assert crowd.statuses <= {200, 302, REFUSED}
    assert Inbox.objects.filter(round=held).count() == PEOPLE
    assert Invitation.objects.filter(round=held, used=True).count() == PEOPLE
    assert not Draft.objects.exists()
    until(lambda: house.get(web, "/healthz")[0] == 200, what="the web answers as before")
    begun = crowd.refused
    with Patient(f"http://127.0.0.1:{web.port}", crowd) as browser:
        assert browser.ask("/svara/").status == 200
    assert crowd.refused == begun
