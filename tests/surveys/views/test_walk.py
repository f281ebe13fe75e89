"""A respondent's way, step by step."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger import clock
from surveys import actions
from surveys.models import Ballot, Draft, Inbox, Invitation, Round
from surveys.models.keys import PRIVATE, drop_key, key_of
from surveys.queries.walks import GRACE
from surveys.rules.sealing.boxes import unseal
from surveys.rules.sealing.sheets import read
from tests.surveys import walking
from tests.surveys.rounds import codes_of_paper, opened, published, sections_of, tokens
from tests.surveys.walking import Respondent

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def spring(cast):
    """An open round over one section with six guardians."""
    units = sections_of(cast.a["preschool"], 1)
    version = published(cast.a["school_unit"], document=walking.document())
    return opened(cast.a["school_unit"], units, [6], version=version)


@pytest.fixture
def links(spring):
    return list(tokens(spring).values())


def test_from_the_link_to_the_receipt(spring, links):
    somebody = Respondent(links[0]).open()
    assert "Förskoleundersökningen" in somebody.page
    assert "Avdelning 0" in somebody.page
    assert "minst 5 svar" in somebody.page
    somebody.start()
    assert "Del 1 av 3" in somebody.page
    assert links[0] not in somebody.page + somebody.at
    somebody.to_review(choose=lambda name, codes: codes[-1], words="Mer tid ute")
    assert "Läs igenom dina svar" in somebody.page
    assert "Mer tid ute" in somebody.page
    assert not Invitation.objects.filter(used=True).exists()
    somebody.send()
    assert somebody.is_received
    assert "Resultatet kommer i maj." in somebody.page
    sheet = read(unseal(key_of(spring.pk, PRIVATE), bytes(Inbox.objects.get().box)))
    assert set(sheet.codes[:20]) == {5}
    assert sheet.extra == {"ord-0": "Mer tid ute", "ord-1": "Mer tid ute"}
    assert not Draft.objects.exists()
    assert not Session.objects.exists()


def test_ballots_are_what_was_sent(spring, links):
    for number, link in enumerate(links):
        somebody = Respondent(link).open().start()
        somebody.to_review(choose=lambda name, codes, n=number: codes[n % len(codes)], words=f"svar {number}").send()
        assert somebody.is_received
    closed = actions.close_round(round=spring, now=clock.now())
    actions.seal(round=spring, now=closed.closed_at + GRACE)
    found = {(one.extra["ord-0"], one.codes[0]) for one in Ballot.objects.all()}
    assert found == {(f"svar {number}", number % 5 + 1) for number in range(6)}


def test_sending_again_going_back_and_reloading_show_the_receipt_again(links):
    somebody = Respondent(links[0]).open().start().to_review()
    review, page = somebody.at, somebody.page
    somebody.send()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", somebody.page)[0]
    for again in (lambda: somebody.get(review), lambda: somebody.get(review.replace("-/svaren", "del-0"))):
        again()
        assert somebody.is_received
        assert code in somebody.page
    somebody.page = page
    somebody.post(review, way="send")
    assert somebody.is_received
    assert Inbox.objects.count() == 1
    assert "Länken är redan använd" in Respondent(links[0]).open().page


def test_a_get_changes_nothing_and_writes_no_cookie(links):
    client = Client()
    with CaptureQueriesContext(connection) as seen:
        for link in [*links, "A" * 22, "fel"]:
            for response in (client.get(f"/svara/{link}/"), client.head(f"/svara/{link}/")):
                assert not response.cookies
    assert {one["sql"].split()[0] for one in seen.captured_queries} == {"SELECT"}
    assert not Draft.objects.exists()


def test_how_many_statements_a_step_takes(links):
    somebody = Respondent(links[0])
    counts = {}

    def counted(name, step):
        with CaptureQueriesContext(connection) as seen:
            step()
        counts[name] = len(seen)

    Respondent(links[1]).open().start().to_review()  # what is read once a process
    counted("landing", lambda: somebody.client.get(f"/svara/{links[0]}/"))
    somebody.open()
    counted("start", lambda: somebody.client.post(f"/svara/{links[0]}/"))
    somebody.start()
    counted("page", lambda: somebody.client.get(somebody.at))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', somebody.page)[1]
    sent = {**somebody.filled(), "way": "on", "csrfmiddlewaretoken": token}
    counted("page sent", lambda: somebody.client.post(somebody.at, sent))
    somebody.get(somebody.at.replace("del-0", "del-1")).to_review()
    counted("review", lambda: somebody.client.get(somebody.at))
    sent = {"way": "send", "csrfmiddlewaretoken": re.search(r'token" value="([^"]+)"', somebody.page)[1]}
    counted("sent", lambda: somebody.client.post(somebody.at, sent))
    counted("receipt", lambda: somebody.client.get(somebody.at.replace("svaren", "kvitto")))
    one_walk = counts["landing"] + counts["start"] + 3 * (counts["page"] + counts["page sent"])
    one_walk += counts["review"] + counts["sent"] + counts["receipt"]
    assert counts == {"landing": 1, "start": 1, "page": 1, "page sent": 2, "review": 1, "sent": 6, "receipt": 1}
    assert one_walk == 19


def test_two_children_in_one_browser_do_not_mix(spring, links):
    browser = Client(enforce_csrf_checks=True)
    first, second = (Respondent(link, browser).open().start() for link in links[:2])
    first.fill(choose=lambda name, codes: codes[0])
    second.fill(choose=lambda name, codes: codes[-1])
    first.to_review(words="första").send()
    second.to_review(words="andra", choose=lambda name, codes: codes[-1]).send()
    private = key_of(spring.pk, PRIVATE)
    sheets = [read(unseal(private, bytes(box))) for box in Inbox.objects.values_list("box", flat=True)]
    assert sorted((sheet.codes[0], sheet.extra["ord-0"]) for sheet in sheets) == [(1, "första"), (5, "andra")]


def test_going_on_in_another_browser(links):
    Respondent(links[0]).open().start().fill(words="börjat")
    other = Respondent(links[0]).open()
    assert "Fortsätt svara" in other.page
    other.start()
    assert "Del 2 av 3" in other.page


def test_going_back_saves_first(links):
    somebody = Respondent(links[0]).open().start().fill()
    somebody.fill(way="back", choose=lambda name, codes: codes[3])
    assert "del-0" in somebody.at
    somebody.get(somebody.at.replace("del-0", "del-1"))
    assert len(re.findall(r'value="4"[^>]*checked', somebody.page)) == 9


def test_another_language_saves_first_and_goes_on(links):
    somebody = Respondent(links[0]).open().start().fill(way="lang-en", choose=lambda name, codes: codes[2])
    assert "/en/del-0/" in somebody.at
    assert "Part 1 of 3" in somebody.page
    assert len(re.findall(r'value="3"[^>]*checked', somebody.page)) == 9
    assert somebody.response["Content-Language"] == "en"


def test_a_stale_tab_loses_nothing_of_what_was_typed(links):
    somebody = Respondent(links[0]).open().start()
    at, page = somebody.at, somebody.page
    somebody.fill()
    somebody.at, somebody.page = at, page
    somebody.fill(choose=lambda name, codes: codes[-1])
    assert somebody.at == at
    assert "annan flik" in somebody.page
    assert len(re.findall(r'value="5"[^>]*checked', somebody.page)) == 9
    somebody.fill(choose=lambda name, codes: codes[-1])
    assert "del-1" in somebody.at


def test_a_code_from_paper_leads_to_the_same_door(spring):
    code = next(iter(codes_of_paper(spring).values()))
    somebody = Respondent().get("/svara/")
    assert "Skriv koden från ditt brev" in somebody.page
    somebody.post("/svara/", kod=f" {code[:4]}-{code[4:8]} {code[8:].lower()}")
    assert "Börja svara" in somebody.page
    assert "Vi känner inte igen koden" in Respondent().get("/svara/").post("/svara/", kod="fel").page
    empty = Respondent().get("/svara/").post("/svara/", kod=" ").page
    assert "Du har inte skrivit någon kod" in empty
    assert "Vi känner inte igen" not in empty


def test_a_stranger_learns_nothing(spring, links):
    Invitation.objects.filter(pk=list(tokens(spring))[1]).update(is_withdrawn=True)
    pages = {Respondent(token).open().page for token in ("A" * 22, "kort", "å" * 22, links[1], "Z" * 16)}
    assert len(pages) == 1
    assert "Vi känner inte igen länken" in pages.pop()
    assert Respondent("A" * 22).open().response.status_code == 404


def test_without_the_cookie_there_is_a_page_that_helps(links):
    somebody = Respondent(links[0]).open().start()
    stranger = Respondent()
    assert "inte emot kakor" in stranger.get(somebody.at).page
    assert stranger.response.status_code == 403
    stranger.client.cookies.load({f"svara-{somebody.at.split('/')[3]}": "A" * 64})
    assert "inte emot kakor" in stranger.get(somebody.at).page


def test_who_has_begun_finishes_within_the_hour_and_no_one_begins(spring, links):
    somebody = Respondent(links[0]).open().start().to_review()
    closed = actions.close_round(round=spring, now=clock.now())
    assert "Det går inte att svara längre" in Respondent(links[1]).open().page
    assert "Det går inte att svara längre" in Respondent(links[1]).post(f"/svara/{links[1]}/").page
    assert somebody.send().is_received
    late = Respondent(links[2])
    late.client.cookies = somebody.client.cookies
    Round.objects.filter(pk=spring.pk).update(closed_at=closed.closed_at - dt.timedelta(hours=2))
    assert somebody.get(somebody.at).is_received


def test_an_hour_after_closing_it_is_too_late(spring, links):
    somebody = Respondent(links[0]).open().start().to_review()
    actions.close_round(round=spring, now=clock.now() - dt.timedelta(minutes=61))
    assert "Det går inte att svara längre" in somebody.send().page
    assert not Inbox.objects.exists()


@pytest.mark.parametrize(("state", "words"), [("stopped", "Omgången är stoppad"), ("lost", "Svaren gick förlorade")])
def test_a_round_that_ended_badly_says_so(spring, links, state, words):
    somebody = Respondent(links[0]).open().start()
    if state == "stopped":
        actions.stop_round(round=spring, now=clock.now())
    else:
        drop_key(spring.pk, PRIVATE)
        spring.key_works = False
        actions.give_up_round(round=spring, now=clock.now())
    assert words in Respondent(links[0]).open().page
    assert words in somebody.get(somebody.at).page


def test_where_the_key_does_not_work_the_answer_waits(spring, links):
    somebody = Respondent(links[0]).open().start().to_review()
    review, page = somebody.at, somebody.page
    Round.objects.filter(pk=spring.pk).update(key_works=False)
    somebody.send()
    assert (somebody.response.status_code, somebody.response["Retry-After"]) == (503, "60")
    assert "Det du har skrivit är kvar" in somebody.page
    assert '<input type="hidden" name="way" value="send">' in somebody.page
    Round.objects.filter(pk=spring.pk).update(key_works=True)
    somebody.at, somebody.page = review, page
    assert somebody.send().is_received


def test_nothing_is_kept_on_the_way_or_sent_on(links):
    somebody = Respondent(links[0]).open()
    for _step in range(2):
        assert somebody.response["Cache-Control"] == "no-store, private"
        assert somebody.response["Referrer-Policy"] == "strict-origin"
        assert somebody.response["X-Robots-Tag"] == "noindex, nofollow"
        somebody.start()
    cookie = next(one for name, one in somebody.client.cookies.items() if name.startswith("svara-"))
    assert cookie["path"] == "/".join(somebody.at.split("/")[:4]) + "/"
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


@pytest.mark.parametrize(
    "sent",
    [
        {"q-steg-0": "99"},
        {"q-okand": "1"},
        {"q-steg-0": "\x00"},
        {"revision": "x" * 500},
        {"revision": "-5"},
        {"way": "lang-xx"},
        {"way": "to-"},
        {"seen": "å", "asked": "\x00"},
        {"q-ord-0": "x" * 50_000},
    ],
)
def test_what_no_form_sends_is_no_error_of_ours(links, sent):
    somebody = Respondent(links[0]).open().start()
    somebody.post(somebody.at, **{"revision": "0", "way": "on", **sent})
    assert somebody.response.status_code < 500


def test_the_first_page_is_small(links):
    somebody = Respondent(links[0]).open()
    assert len(somebody.response.content) < 12_000
    linked = re.findall(r'(?:href|src)="(/static/[^"#]+)"', somebody.page)
    assert len(set(linked)) <= 6
