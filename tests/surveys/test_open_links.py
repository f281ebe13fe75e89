"""Open links: many answers by one door, counted apart from those who were asked; stopped, made anew, put up on a wall."""

import datetime as dt
import io

import pypdf
import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledger import clock
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Role
from surveys import actions
from surveys.actions import keeping
from surveys.actions.open_links import renew_open_link, stop_open_link
from surveys.enums import OPEN, STAFF, Audience, RoundState
from surveys.models import Ballot, Inbox, Invitation, OpenLink, Round, Tally
from surveys.queries.letters import without_mail
from surveys.queries.open_links import came_by_links
from surveys.queries.recipients import asks_of, invited
from surveys.queries.rounds import standings
from surveys.queries.walks import GRACE
from surveys.rules.audiences import meant, policies_for
from surveys.rules.sealing.crockford import grouped
from tests.surveys import walking
from tests.surveys.rounds import published, sections_of, tokens
from tests.surveys.walking import Respondent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
BOTH = [Audience.GUARDIANS, Audience.OPEN_GUARDIANS]


def asking(cast, audiences=BOTH, people=6, size=2):
    """Return an open round at so many sections, with so many guardians invited at each where they are asked one by one."""
    units = sections_of(cast.a["preschool"], size)
    version = published(cast.a["school_unit"], document=walking.document())
    held = prepared(cast, version, units, audiences)
    if Audience.GUARDIANS in audiences:
        invitees = [
            actions.Invitee(unit=one.pk, audience="guardians", email=f"p{one.pk}x{number}@post.example")
            for one in units
            for number in range(people)
        ]
        actions.invite(round=held, invitees=invitees)
    return actions.open_round(round=held)


def prepared(cast, version, units, audiences):
    today = clock.today()
    plan = actions.Plan(
        version=version,
        unit=cast.a["school_unit"],
        name="Vårens enkät",
        policies=policies_for(audiences, []),
        languages=["sv", "en"],
        opens_on=today,
        closes_on=today + dt.timedelta(days=14),
        keep_months=24,
    )
    held = actions.make_round(plan=plan)
    actions.ask_units(round=held, units=units)
    return held


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


@pytest.fixture
def rektor(cast, client):
    client.force_login(cast.of("a", Role.REKTOR))
    return client


def answer(code, words="Bra."):
    """Answer by a link, in a browser of one's own."""
    return Respondent(code).open().start().to_review(words=words).send()


def test_a_round_that_asks_openly_has_a_link_for_each_unit_from_the_day_it_opens(cast):
    held = asking(cast)
    links = OpenLink.objects.filter(round=held)
    assert links.count() == len({one.code for one in links}) == 2
    assert not Invitation.objects.filter(round=held, audience="open-guardians").exists()
    assert not OpenLink.objects.exclude(round=held).exists()


def test_nobody_needs_to_be_invited_where_the_round_asks_openly_alone(cast, officer):
    version = published(cast.a["school_unit"], document=walking.document())
    held = prepared(cast, version, sections_of(cast.a["preschool"], 1), [Audience.OPEN_GUARDIANS])
    actions.make_ready(round=held, actor=officer)
    assert actions.open_round(round=held).state == RoundState.OPEN
    other = prepared(cast, version, sections_of(cast.a["preschool"], 1, prefix="b"), BOTH)
    with pytest.raises(Refused, match="Ingen är inbjuden än"):
        actions.make_ready(round=other, actor=officer)


def test_one_link_takes_many_answers_each_sealed_once(cast):
    held = asking(cast)
    code = OpenLink.objects.first().code
    for number in range(3):
        assert answer(code, f"svar {number}").is_received
    assert Inbox.objects.filter(round=held).count() == 3
    begun = Invitation.objects.filter(round=held, audience="open-guardians")
    assert begun.filter(used=True).count() == begun.count() == 3
    call_command("verify_round", held.pk, stdout=io.StringIO())


def test_sending_again_shows_the_receipt_and_stores_nothing(cast):
    held = asking(cast)
    somebody = Respondent(OpenLink.objects.first().code).open().start().to_review()
    review, page = somebody.at, somebody.page
    somebody.send()
    somebody.page = page
    assert somebody.post(review, way="send").is_received
    assert Inbox.objects.filter(round=held).count() == 1


def test_the_landing_says_that_the_link_is_open_and_promises_no_other_device(cast):
    asking(cast)
    page = Respondent(OpenLink.objects.first().code).open().page
    assert "Vi kan inte se om någon svarar flera gånger" in page
    assert "fortsätta i samma webbläsare" in page
    assert "minst 10 svar" in page
    assert "Länken visar bara att den har använts" not in page


def test_opening_a_link_changes_nothing(cast, client):
    held = asking(cast)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(f"/svara/{OpenLink.objects.first().code}/")
    assert {one["sql"].split()[0] for one in seen.captured_queries} == {"SELECT"}
    assert not response.cookies
    assert not Invitation.objects.filter(round=held, audience="open-guardians").exists()


def test_the_code_can_be_typed_with_hyphens_and_small_letters(cast, client):
    asking(cast)
    code = OpenLink.objects.first().code
    response = client.post("/svara/", {"kod": grouped(code).lower()})
    assert "öppen" not in response["Location"]
    assert client.get(response["Location"]).status_code == 200


def test_whoever_came_by_a_link_is_counted_apart_everywhere(cast, officer):
    held = asking(cast)
    by_letter = next(iter(tokens(held).values()))
    assert Respondent(by_letter).open().start().to_review().send().is_received
    for _number in range(2):
        answer(OpenLink.objects.first().code)
    standing = standings([held], scope_for(officer))[0]
    assert [rate.audience for rate in standing.rates] == ["guardians", "guardians"]
    assert standing.invited == 12
    assert {one.audience for one in invited(held)} == {"guardians"}
    assert asks_of(held).audiences == ["guardians"]
    assert not without_mail(held).exists()
    closed = actions.close_round(round=held, now=clock.now())
    actions.seal(round=held, now=closed.closed_at + GRACE)
    counted = Tally.objects.filter(round=held).values_list("audience").annotate(Sum("ballots")).order_by("audience")
    assert list(counted) == [("guardians", 1), ("open-guardians", 2)]
    assert {one.audience for one in Ballot.objects.filter(round=held)} == {"guardians", "open-guardians"}
    keeping.let_keys_go(clock.now())
    call_command("verify_round", held.pk, stdout=io.StringIO())


def test_answers_by_a_link_lend_nobody_who_was_asked_their_number(cast):
    """Four who were asked stay hidden, however many come by the link: else one person could fill up the group and subtract."""
    held = asking(cast, people=4, size=1)
    for token in tokens(held).values():
        assert Respondent(token).open().start().to_review().send().is_received
    for _number in range(12):
        answer(OpenLink.objects.first().code)
    closed = actions.close_round(round=held, now=clock.now())
    actions.seal(round=held, now=closed.closed_at + GRACE)
    actions.destroy_key(round=held)
    actions.destroy_key(round=held)
    release = actions.release_round(round=Round.objects.get(pk=held.pk), now=clock.now())
    shown = {cell.audience for cell in release.cells.all()}
    assert shown == {"open-guardians"}
    assert release.cells.filter(part="public").count() == 0


def test_staff_are_never_asked_by_an_open_link():
    assert {str(one) for one in OPEN} == {"open-guardians"}
    assert not {meant(str(one)) for one in OPEN} & {str(one) for one in STAFF}


def test_a_stopped_link_begins_nothing_more_and_who_has_begun_may_finish(cast, officer):
    held = asking(cast)
    link = OpenLink.objects.first()
    begun = Respondent(link.code).open().start()
    waiting = Respondent(link.code).open()
    stop_open_link(link=link, actor=officer)
    assert "Länken gäller inte längre" in waiting.start().page
    assert "Länken gäller inte längre" in Respondent(link.code).open().page
    assert begun.to_review().send().is_received
    assert Inbox.objects.filter(round=held).count() == 1
    with pytest.raises(Refused):
        stop_open_link(link=link, actor=officer)


def test_a_link_that_is_made_anew_has_another_code_and_the_old_one_is_unknown(cast, officer):
    asking(cast)
    link = OpenLink.objects.first()
    before = link.code
    stop_open_link(link=link, actor=officer)
    made = renew_open_link(link=link, actor=officer)
    assert made.code != before
    assert "Vi känner inte igen länken" in Respondent(before).open().page
    assert answer(made.code).is_received


def test_a_closed_round_says_so_at_its_links(cast, officer):
    held = asking(cast)
    link = OpenLink.objects.first()
    actions.close_round(round=held, now=clock.now())
    page = Respondent(link.code).open().page
    assert "Det går inte att svara längre" in page
    with pytest.raises(Refused):
        renew_open_link(link=link, actor=officer)


def test_nobody_is_invited_into_an_open_audience(cast):
    version = published(cast.a["school_unit"], document=walking.document())
    units = sections_of(cast.a["preschool"], 1)
    held = prepared(cast, version, units, BOTH)
    with pytest.raises(Refused):
        actions.invite(round=held, invitees=[actions.Invitee(unit=units[0].pk, audience="open-guardians")])


def test_how_many_came_by_links_is_said_as_a_band_and_not_before_ten(cast):
    held = asking(cast, size=1)
    code = OpenLink.objects.first().code
    for _number in range(9):
        answer(code)
    assert came_by_links(held) == ""
    answer(code)
    assert came_by_links(held) == "10–19"


def test_a_leader_reads_stops_and_renews_the_links_and_prints_a_sheet(cast, rektor):
    held = asking(cast)
    home = reverse("round_open_links", args=[held.pk])
    assert "Öppna länkar" in rektor.get(reverse("round", args=[held.pk])).content.decode()
    link = OpenLink.objects.select_related("place").first()
    page = rektor.get(home).content.decode()
    assert grouped(link.code) in page
    assert f"/svara/{link.code}/" in page
    sheet = rektor.get(reverse("round_open_link_pdf", args=[held.pk, link.pk]))
    assert (sheet["Content-Type"], sheet["Cache-Control"]) == ("application/pdf", "no-store")
    pages = [" ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(sheet.content)).pages]
    assert len(pages) == 2
    assert all(grouped(link.code) in one for one in pages)
    assert "Koden är samma för alla" in pages[0]
    assert "The code is the same for everybody" in pages[1]
    stop = reverse("round_open_link_stop", args=[held.pk, link.pk])
    assert f"Stoppa länken till {link.place.name}" in rektor.get(stop).content.decode()
    assert rektor.post(stop)["Location"] == home
    assert "Stoppad: den börjar inga fler svar" in rektor.get(home).content.decode()
    assert "redan stoppad" in rektor.post(stop).content.decode()
    assert rektor.get(reverse("round_open_link_pdf", args=[held.pk, link.pk])).status_code == 302
    assert rektor.post(reverse("round_open_link_renew", args=[held.pk, link.pk]))["Location"] == home
    assert "Stoppad" not in rektor.get(home).content.decode()


def test_the_list_costs_the_same_for_few_links_and_many(cast, rektor):
    def statements(held):
        with CaptureQueriesContext(connection) as seen:
            rektor.get(reverse("round_open_links", args=[held.pk]))
        return len(seen)

    few = asking(cast, audiences=[Audience.OPEN_GUARDIANS], size=1)
    rektor.get(reverse("round_open_links", args=[few.pk]))
    units = sections_of(cast.a["preschool"], 20, prefix="m")
    held = prepared(cast, few.version, units, [Audience.OPEN_GUARDIANS])
    many = actions.open_round(round=held)
    assert statements(few) == statements(many)


def test_a_round_that_invites_nobody_says_how_it_asks(cast, rektor):
    held = asking(cast, audiences=[Audience.OPEN_GUARDIANS], size=1)
    page = rektor.get(reverse("round", args=[held.pk])).content.decode()
    assert "Omgången frågar bara genom öppna länkar" in page
    assert "Ingen är inbjuden än" not in page


def test_a_round_without_them_says_how_to_have_them(cast, rektor):
    held = asking(cast, audiences=[Audience.GUARDIANS])
    assert "Omgången har inga öppna länkar" in rektor.get(reverse("round_open_links", args=[held.pk])).content.decode()
    assert "Öppna länkar" not in rektor.get(reverse("round", args=[held.pk])).content.decode()
