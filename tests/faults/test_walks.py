"""D3: the line to the web is cut at any byte, the browser's cookies are lost, the web starts anew between pages: only the page
that was not sent is lost, and what was sent is there when the walk is resumed."""

import json
import random
from functools import partial

import pytest

from surveys.models import Draft
from surveys.queries.walks import find
from surveys.rules.answering.coding import layout
from surveys.rules.sealing.secrets import walk_of
from tests.faults.answering import PAGES, digest_of, stored
from tests.faults.browser import Browser, Cut
from tests.faults.wire import Wire
from tests.surveys import walking
from tests.surveys.rounds import opened, published, sections_of, tokens
from tests.surveys.walking import Respondent

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("keys")]
REQUEST, RESPONSE = 1_600, 12_000
"""About how many bytes there are to cut."""
REVIEW = "svaren"


class Walker(Respondent):
    """Somebody who answers over a bad line. `kept`: what the house has said it has. `doubted`: what was sent last."""

    def __init__(self, token, wire, dice):
        super().__init__(token, Browser(wire.port, timeout=20, cuts=lambda: wire.cuts))
        self.wire, self.dice, self.kept, self.doubted = wire, dice, {}, {}

    def resume(self):
        """Open the letter's link again, over a line that may be cut, until a page is shown. Returns which."""
        for _ in range(50):
            self.maybe(0.3, self.cut_request, self.cut_response)
            try:
                self.open()
                self.maybe(0.3, self.cut_request, self.cut_response)
                self.start()
            except Cut:
                continue
            assert self.response.status_code == 200, self.page
            return self.page_shown
        raise AssertionError("There is no way back.")

    @property
    def page_shown(self):
        return self.at.rstrip("/").rsplit("/", 1)[1]

    def maybe(self, share, *troubles):
        if self.dice.random() < share:
            self.dice.choice(troubles)()

    def cut_request(self):
        self.wire.cut_next(up=self.dice.randrange(REQUEST))

    def cut_response(self):
        self.wire.cut_next(down=self.dice.randrange(RESPONSE))

    def lose_cookies(self):
        self.client.forget()

    def send_page(self, key):
        """Fill in a page and send it; whatever comes between, send it until the house has said that it has it."""
        shown = self.page_shown if self.at else self.resume()
        for _ in range(50):
            if shown != key:
                assert shown == self.after(key), "one is never led further back than to the page that was not sent"
                break
            shown = self.sent(key)
        self.kept |= self.doubted
        self.doubted = {}
        assert self.draft() == self.kept

    def sent(self, key):
        """Send a page once; return the page that is shown then."""
        asked = self.filled(lambda _name, codes: self.dice.choice(codes), f"Ord {self.dice.random()} " * 20)
        form = {**self.proof, **asked, "way": "on"}
        self.doubted = {name[2:]: value.strip() for name, value in asked.items() if name.startswith("q-")}
        self.maybe(0.8, self.cut_request, self.cut_request, self.cut_response, self.lose_cookies)
        try:
            answer = self.client.post(self.at, form)
            if answer.status_code == 302:
                return self.get(answer["Location"]).page_shown
            assert answer.status_code == 403, "without cookies the form is refused"
        except Cut:
            pass
        self.is_whole_or_not_there(key)
        return self.resume()

    def is_whole_or_not_there(self, key):
        """Of a page that was cut there is all or nothing."""
        assert self.draft() in (self.kept, self.kept | self.doubted), key

    def draft(self):
        """Return what the house has kept, opened with the link."""
        kept = find(walk_of(self.token)).draft()
        return json.loads(kept or "{}").get("answers", {})

    @staticmethod
    def after(key):
        return [*PAGES, REVIEW][PAGES.index(key) + 1]

    def finish(self):
        """Send it all, over the bad line, until the receipt is shown."""
        for _ in range(50):
            self.maybe(0.6, self.cut_request, self.cut_response)
            try:
                if self.send().is_received:
                    return
            except Cut:
                continue
        raise AssertionError("There is no receipt.")


@pytest.fixture
def wire():
    laid = Wire(("127.0.0.1", 0))
    yield laid
    laid.close()


def walked(house, cast, wire, people):
    """Let people walk page by page over a bad line, with another web for each page."""
    dice = random.Random(people)
    version = published(cast.a["school_unit"], document=walking.document(single=6, boolean=0, text=3))
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [people], version=version)
    walkers = [Walker(token, wire, dice) for token in tokens(held).values()]
    for step in [*(partial(Walker.send_page, key=key) for key in PAGES), Walker.finish]:
        web = house.web(hands=1)
        wire.target = ("127.0.0.1", web.port)
        for one in walkers:
            step(one)
        web.kill()
    assert wire.cuts > people
    assert not Draft.objects.exists()
    places = layout(version.definition)
    assert stored(held) == {digest_of(*places.encode(one.kept)): 1 for one in walkers}


@pytest.mark.timeout(900)
def test_only_the_page_that_was_not_sent_is_lost(house, cast, wire):
    walked(house, cast, wire, people=15)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_only_the_page_that_was_not_sent_is_lost_for_many(house, cast, wire):
    walked(house, cast, wire, people=300)
