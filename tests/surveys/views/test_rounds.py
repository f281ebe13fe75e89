"""A round from the first choice to its end on the screens, as a rektor and a quality officer meet it."""

import datetime as dt

import pytest
from django.urls import reverse

from ledger import clock
from organisation.enums import Role
from surveys import actions
from surveys.actions import keeping, release_round
from surveys.demo.filling import Manner, fill
from surveys.enums import RoundState
from surveys.models import Inbox, Invitation, Round
from tests.surveys.released import mixed_round, preschool_with
from tests.surveys.rounds import opened, published, round_of, sections_of
from tests.surveys.rules import sample

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def rektor(cast, client):
    client.force_login(cast.of("a", Role.REKTOR))
    return client


@pytest.fixture
def draft(cast):
    """A round of unit A with two sections, ten guardians each."""
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    sections = sections_of(cast.a["preschool"], 2)
    actions.ask_units(round=held, units=sections)
    people = [
        actions.Invitee(unit=one.pk, audience="guardians", email=f"p{number}@post.example")
        for one in sections
        for number in range(10)
    ]
    actions.invite(round=held, invitees=people)
    return held


def seen(client, name, *args, sent=None, status=200):
    """Return a page as text without breaks."""
    path = name if name.startswith("/") else reverse(name, args=args)
    response = client.get(path) if sent is None else client.post(path, sent)
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def test_nothing_yet(cast, client, rektor):
    page = seen(rektor, "rounds")
    assert "Ingen omgång än" in page
    assert "Gör en omgång" in page
    client.force_login(cast.of("a", Role.DEPUTY))
    assert "Gör en omgång" not in seen(client, "rounds")


def test_a_round_is_made_in_four_steps(cast, rektor):
    published(cast.a["school_unit"])
    sections = sections_of(cast.a["preschool"], 3)
    page = seen(rektor, "round_new")
    assert "Vilken enkät ska ni fråga med?" in page
    assert "?enkat=vardnadshavare" in page
    assert f"drivs={cast.a['school_unit'].key}" in seen(rektor, "/enkater/ny/?enkat=vardnadshavare")
    way = f"/enkater/ny/?enkat=vardnadshavare&drivs={cast.a['school_unit'].key}"
    assert "Vad är det för omgång?" in seen(rektor, way)
    sent = {
        "name": "Våren",
        "audiences": ["guardians", "teachers"],
        "languages": ["en", "sv"],
        "stricter": ["-"],
        "opens_on": "2027-03-01",
        "closes_on": "2027-03-20",
        "keep_months": "24",
    }
    response = rektor.post(way, sent)
    made = Round.objects.get()
    assert response["Location"] == reverse("round_units", args=[made.pk])
    assert made.unit == cast.a["school_unit"]
    assert made.policies["guardians"][""] == "guardians-public"
    assert made.policies["teachers"][""] == "staff-offensive"
    assert made.languages == [tag for tag in made.version.languages if tag in ("sv", "en")]
    rektor.post(reverse("round_units", args=[made.pk]), {"kind": "section"})
    asked = set(made.units.filter(is_asked=True).values_list("unit", flat=True))
    assert {one.pk for one in sections} <= asked
    assert cast.a["section"].pk in asked
    page = seen(rektor, "round", made.pk)
    assert "Innan omgången kan öppna" in page
    assert "Lägg till dem som bjuds in" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "Skriv vad omgången heter."),
        ({"audiences": []}, "Välj minst en målgrupp."),
        ({"languages": []}, "Välj minst ett språk."),
        ({"closes_on": "2027-02-01"}, "Omgången kan inte stänga innan den har öppnat."),
        ({"keep_months": "500"}, "120"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_where_it_is(cast, rektor, change, words):
    published(cast.a["school_unit"])
    right = {
        "name": "Våren",
        "audiences": ["guardians"],
        "languages": ["sv"],
        "opens_on": "2027-03-01",
        "closes_on": "2027-03-20",
        "keep_months": "24",
    }
    way = f"/enkater/ny/?enkat=vardnadshavare&drivs={cast.a['school_unit'].key}"
    assert words in seen(rektor, way, sent=right | change)
    assert not Round.objects.exists()


def test_no_round_is_made_for_a_unit_that_is_not_ones_own(cast, rektor):
    published(cast.municipality)
    way = f"/enkater/ny/?enkat=vardnadshavare&drivs={cast.b['school_unit'].key}"
    assert rektor.get(way).status_code == 404


def test_single_units_are_ticked(draft, cast, rektor):
    actions.remove_invited(round=draft)
    assert "Kryssa för minst en enhet." in seen(rektor, "round_units", draft.pk, sent={"kind": "chosen"})
    rektor.post(reverse("round_units", args=[draft.pk]), {"kind": "chosen", "units": [cast.a["section"].key]})
    assert [one.unit for one in draft.units.filter(is_asked=True)] == [cast.a["section"]]


def test_units_stand_while_somebody_is_invited(draft, rektor):
    assert "Det finns redan inbjudna" in seen(rektor, "round_units", draft.pk, sent={"kind": "section"})
    assert draft.units.filter(is_asked=True).count() == 2


def test_a_round_is_changed_while_it_is_prepared(draft, rektor):
    assert "Vårens enkät" in seen(rektor, "round_change", draft.pk)
    sent = {
        "name": "Höstens enkät",
        "audiences": ["guardians"],
        "languages": ["sv"],
        "opens_on": "2027-09-01",
        "closes_on": "2027-09-20",
        "keep_months": "12",
    }
    rektor.post(reverse("round_change", args=[draft.pk]), sent)
    draft.refresh_from_db()
    assert (draft.name, draft.languages, draft.keep_months) == ("Höstens enkät", ["sv"], 12)
    assert "hör till en målgrupp som du tog bort" in seen(
        rektor, "round_change", draft.pk, sent=sent | {"audiences": ["teachers"]}
    )


def test_it_opens_with_the_next_tick_once_somebody_says_so(draft, rektor):
    page = seen(rektor, "round_ready", draft.pk)
    assert "Den öppnar om någon minut." in page
    assert "20 personer kan svara" in page
    keeping.open_due(clock.now())
    draft.refresh_from_db()
    assert draft.state == RoundState.DRAFT
    rektor.post(reverse("round_ready", args=[draft.pk]))
    assert "Öppnar av sig själv" in seen(rektor, "round", draft.pk)
    keeping.open_due(clock.now())
    draft.refresh_from_db()
    assert draft.state == RoundState.OPEN
    assert "Det går att svara till och med" in seen(rektor, "round", draft.pk)
    assert "har redan öppnat" in seen(rektor, "round_change", draft.pk, sent=_same(draft))


def _same(held):
    return {
        "name": held.name,
        "audiences": list(held.policies),
        "languages": held.languages,
        "opens_on": held.opens_on,
        "closes_on": held.closes_on,
        "keep_months": held.keep_months,
    }


def test_it_may_be_held_back(draft, rektor):
    actions.make_ready(round=draft)
    rektor.post(reverse("round_wait", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.is_ready is False


def test_nobody_invited_nothing_opens(draft, rektor):
    actions.remove_invited(round=draft)
    assert "Ingen är inbjuden än." in seen(rektor, "round_ready", draft.pk, sent={})


def test_machine_made_texts_need_a_name(cast, rektor):
    document = sample.document()
    english = {"text": document["title"]["en"], "state": "machine"}
    made = published(cast.a["school_unit"], document=sample.with_changes({"/title/en": english}))
    held = round_of(cast.a["school_unit"], made)
    actions.ask_units(round=held, units=[cast.a["section"]])
    actions.invite(round=held, invitees=[actions.Invitee(unit=cast.a["section"].pk, audience="guardians")])
    assert "Stå för de maskinöversatta texterna på English" in seen(rektor, "round", held.pk)
    assert "översatta av en maskin" in seen(rektor, "round_ready", held.pk, sent={})
    assert "Kryssa i rutan" in seen(rektor, "round_sign", held.pk, "en", sent={})
    rektor.post(reverse("round_sign", args=[held.pk, "en"]), {"sure": "on"})
    held.refresh_from_db()
    assert held.signed_languages == ["en"]
    assert rektor.get(reverse("round_sign", args=[held.pk, "xx"])).status_code == 404


def test_rates_are_of_groups_that_are_large_enough(cast, rektor):
    big, small = sections_of(cast.a["preschool"], 2)
    held = opened(cast.a["school_unit"], [big, small], [20, 4])
    Invitation.objects.filter(pk__in=_first(held, big, 5) + _first(held, small, 4)).update(used=True)
    page = seen(rektor, "round", held.pk)
    assert "25 % har svarat" in page  # the small group is in no sum
    assert "38 %" not in page
    assert "100 %" not in page
    assert "25 %" in seen(rektor, "rounds")


def test_a_pair_is_one_child(cast, rektor):
    (section,) = sections_of(cast.a["preschool"], 1)
    held = opened(cast.a["school_unit"], [section], [5], pairs=[section])
    Invitation.objects.filter(round=held).update(used=True)
    page = seen(rektor, "round", held.pk)
    assert "har svarat</h2>" not in page  # five guardians of four children


def _first(held, unit, count):
    found = Invitation.objects.filter(round=held, place__unit=unit).order_by("pk")
    return list(found.values_list("pk", flat=True)[:count])


def test_a_workplace_lead_sees_the_rates_of_their_own_preschool_and_changes_nothing(cast, client):
    (own,) = sections_of(cast.a["preschool"], 1)
    other = cast.b["section"]
    held = opened(cast.department, [own, other], [20, 20])
    client.force_login(cast.of("a", Role.WORKPLACE_LEAD))
    page = seen(client, "round", held.pk)
    assert own.name in page
    assert other.name not in page
    assert client.get(reverse("round_close", args=[held.pk])).status_code == 404
    client.force_login(cast.of("a", Role.REKTOR))
    assert client.get(reverse("round_close", args=[held.pk])).status_code == 403


def test_what_is_prepared_elsewhere_is_not_seen(cast, client):
    held = round_of(cast.department, published(cast.department))
    actions.ask_units(round=held, units=[cast.a["section"]])
    client.force_login(cast.of("a", Role.REKTOR))
    assert client.get(reverse("round", args=[held.pk])).status_code == 404


def test_an_open_round_is_prolonged(cast, rektor):
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [5])
    assert "Nu går det att svara till och med" in seen(rektor, "round_prolong", held.pk)
    wrong = {"closes_on": held.closes_on.isoformat()}
    assert "Välj en dag efter den som gäller nu." in seen(rektor, "round_prolong", held.pk, sent=wrong)
    later = held.closes_on + dt.timedelta(days=5)
    rektor.post(reverse("round_prolong", args=[held.pk]), {"closes_on": later.isoformat()})
    held.refresh_from_db()
    assert held.closes_on == later


def test_a_round_closes_early_and_does_not_show_rates_after_mixing(cast, rektor):
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [20])
    fill(round=held, manner=Manner(rate=1.0))
    assert "Kryssa i rutan" in seen(rektor, "round_close", held.pk, sent={})
    rektor.post(reverse("round_close", args=[held.pk]), {"sure": "on"})
    held.refresh_from_db()
    assert held.state == RoundState.CLOSED
    assert "har en timme på sig" in seen(rektor, "round", held.pk)
    actions.seal(round=held, now=held.closed_at + dt.timedelta(hours=2))
    assert "har svarat</h2>" not in seen(rektor, "round", held.pk)


def test_a_released_round_leads_to_its_result_and_a_stopped_one_says_that_it_is_over(cast, rektor):
    held = mixed_round(cast.a["school_unit"], preschool_with(cast))
    link = f'href="{reverse("result", args=[held.pk])}"'
    assert link not in seen(rektor, "rounds")
    release_round(round=held, now=clock.now())
    assert link in seen(rektor, "rounds")
    assert "Omgången är klar, och resultatet finns att läsa." in seen(rektor, "round", held.pk)
    other = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [20], version=held.version)
    actions.stop_round(round=other, now=clock.now())
    page = seen(rektor, "round", other.pk)
    assert "inget mer händer med den" in page
    assert "Läs resultatet" not in page


def test_a_round_that_went_wrong_is_stopped(cast, rektor):
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [20])
    fill(round=held, manner=Manner(rate=1.0))
    assert "Alla svar som har kommit in raderas." in seen(rektor, "round_stop", held.pk)
    rektor.post(reverse("round_stop", args=[held.pk]), {"sure": "on"})
    held.refresh_from_db()
    assert held.state == RoundState.STOPPED
    assert not Inbox.objects.filter(round=held).exists()
    assert "Omgången är redan avslutad." in seen(rektor, "round_stop", held.pk, sent={"sure": "on"})


def test_a_round_that_has_not_opened_is_taken_away(draft, rektor):
    assert "Ingen har svarat." in seen(rektor, "round_discard", draft.pk)
    response = rektor.post(reverse("round_discard", args=[draft.pk]))
    assert response["Location"] == reverse("rounds")
    assert not Round.objects.exists()


def test_one_that_is_open_is_not_taken_away(cast, rektor):
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [5])
    assert "har redan öppnat" in seen(rektor, "round_discard", held.pk, sent={})
    assert Round.objects.filter(pk=held.pk).exists()
