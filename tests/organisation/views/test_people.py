"""Finding people, inviting them, roles, substitutes and accounts."""

import datetime as dt

import pytest

from ledger import clock
from organisation import actions
from organisation.models import Assignment, StaffInvitation, Substitution, User
from tests.organisation.views.reading import as_, faults, heading, letters, sign_in, statements, words

DAY = dt.timedelta(days=1)


@pytest.fixture
def office(cast):
    """The browser of the whole municipality's administrator."""
    return as_(cast.administrator)


@pytest.fixture
def rektor(cast):
    """The browser of unit A's rektor."""
    return as_(cast.of("a", "rektor"))


def names(response):
    return [person.get_full_name() for person, _roles in response.context["rows"]]


def role(key, unit, **more):
    return {"role": key, "starts_on": clock.today(), "ends_on": ""} | more


def newcomer(**more):
    data = {"email": "ny@ronnfjard.example", "first_name": "Noor", "last_name": "Haddad", "language": "sv"}
    return data | role("teacher", None) | more


def test_a_rektor_sees_the_people_of_their_own_units_only(cast, rektor):
    cast.everyone("a")
    cast.everyone("b")
    page = rektor.get("/personer/")
    assert heading(page) == "11 personer"
    assert {name.split()[-1] for name in names(page)} == {"Granlund"}
    assert "Bofink" not in words(page)


def test_an_administrator_at_the_top_sees_those_without_a_role_too(cast, office):
    assert names(office.get("/personer/?q=ingenstans")) == []
    assert cast.nobody.assignments.count() == 0
    assert names(office.get("/personer/?q=ingenstans")) == ["Nils Ingenstans"]


def test_people_are_found_by_name_address_role_unit_and_account(cast, office):
    cast.everyone("a")
    actions.invite_staff(person=actions.Newcomer("ny@ronnfjard.example", "Noor"), unit=cast.a["team"], role="teacher")
    actions.deactivate_user(person=cast.of("a", "union"))
    assert names(office.get("/personer/?q=union")) == ["Union Granlund"]
    assert names(office.get("/personer/?q=REKTOR-A@")) == ["Rektor Granlund"]
    assert names(office.get("/personer/?roll=deputy")) == ["Deputy Granlund"]
    assert len(names(office.get("/personer/?enhet=team-a"))) == 4
    assert names(office.get("/personer/?lage=inbjudna")) == ["Noor"]
    assert names(office.get("/personer/?lage=avstangda")) == ["Union Granlund"]
    assert "Noor" not in names(office.get("/personer/?lage=aktiva"))
    assert names(office.get("/personer/?enhet=team-a&roll=teacher&q=noor")) == ["Noor"]


def test_the_address_keeps_the_search_when_one_turns_the_page(cast, office, monkeypatch):
    cast.everyone("a")
    monkeypatch.setattr("organisation.views.people.reading.PER_PAGE", 5)
    page = office.get("/personer/?q=granlund&enhet=school-unit-a")
    assert 'href="?q=granlund&amp;enhet=school-unit-a&amp;page=2"' in page.content.decode()
    assert len(names(office.get("/personer/?q=granlund&enhet=school-unit-a&page=3"))) == 1


@pytest.mark.parametrize("asked", ["?roll=x", "?lage=x", "?page=x", "?q=%00", "?q=%25_"])
def test_odd_questions_are_answered_calmly(cast, office, asked):
    assert office.get(f"/personer/{asked}").status_code == 200


def test_another_unit_cannot_be_asked_about(cast, rektor):
    assert rektor.get("/personer/?enhet=team-b").status_code == 404


def test_nobody_found_leads_back(cast, office):
    assert "Ingen person stämmer" in words(office.get("/personer/?q=finns+inte"))


def test_the_list_costs_as_many_statements_for_one_person_as_for_three(cast, office):
    before = statements(office, "/personer/")
    for key in ("teacher", "child_minder"):
        actions.assign(user=cast.of("a", key), unit=cast.a["preschool"], role=key)
    assert statements(office, "/personer/") == before


@pytest.mark.parametrize("role", ["teacher", "union", "committee_member", "workplace_lead"])
def test_whoever_does_not_read_the_register_finds_no_people(cast, role):
    assert as_(cast.of("a", role)).get("/personer/").status_code == 404


def test_a_persons_page_tells_roles_with_days(cast, office):
    person = cast.of("a", "teacher")
    actions.assign(
        user=person,
        unit=cast.a["other_team"],
        role="child_minder",
        starts_on=dt.date(2019, 8, 1) + 365 * DAY,
        ends_on=dt.date(2021, 6, 30),
    )
    page = words(office.get(f"/personer/{person.pk}/"))
    assert "Förskollärare, Arbetslaget Gläntan Sedan 1 januari 2020" in page
    assert "Barnskötare, Arbetslaget Stigen 31 juli 2020 – 30 juni 2021" in page


PAGES = ["", "uppgifter/", "stang-av/", "oppna/", "inbjudan/", "inbjudan/aterkalla/", "roll/", "vikarie/"]


@pytest.mark.parametrize("page", PAGES)
def test_people_of_another_unit_are_not_there(cast, rektor, page):
    stranger = cast.of("b", "teacher")
    assert rektor.get(f"/personer/{stranger.pk}/{page}").status_code in (404, 405)
    assert rektor.post(f"/personer/{stranger.pk}/{page}", {"email": "x@y.example"}).status_code in (404, 405)


@pytest.mark.parametrize("page", PAGES[1:])
def test_whoever_only_reads_changes_nobody(cast, page):
    officer = as_(cast.quality_officer)
    assert officer.post(f"/personer/{cast.of('a', 'teacher').pk}/{page}").status_code == 404


def test_someone_is_invited_and_the_letter_goes_out(cast, office, mailoutbox):
    choice = office.get("/personer/bjud-in/")
    assert ("Förskolan Norrskogen", "?enhet=preschool-a") in [(c.label, c.url) for c in choice.context["choices"]]
    done = office.post("/personer/bjud-in/?enhet=preschool-a", newcomer(), follow=True)
    assert "Inbjudan till Noor Haddad är på väg." in words(done)
    assert heading(done) == "Noor Haddad"
    assert [letter.to for letter in letters(mailoutbox)] == [["ny@ronnfjard.example"]]


def test_a_double_press_invites_once_and_says_why_not_twice(cast, office, mailoutbox):
    office.post("/personer/bjud-in/?enhet=preschool-a", newcomer())
    again = office.post("/personer/bjud-in/?enhet=preschool-a", newcomer())
    assert faults(again) == ["Personen har redan den rollen på enheten under de dagarna."]
    assert (len(letters(mailoutbox)), Assignment.objects.filter(user__email="ny@ronnfjard.example").count()) == (1, 1)


def test_someone_with_an_account_gets_the_role_and_no_letter(cast, office, mailoutbox):
    person = cast.of("b", "teacher")
    done = office.post("/personer/bjud-in/?enhet=preschool-a", newcomer(email=person.email), follow=True)
    assert f"{person.get_full_name()} hade redan ett konto och har fått rollen." in words(done)
    assert letters(mailoutbox) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"email": "noor"}, "Skriv hela e-postadressen, till exempel namn@kommun.se."),
        ({"email": ""}, "Skriv e-postadressen."),
        ({"role": ""}, "Välj en roll."),
        ({"starts_on": "snart"}, "Skriv dagen som 2026-08-01."),
    ],
)
def test_what_is_missing_is_said(cast, office, more, said):
    assert faults(office.post("/personer/bjud-in/?enhet=preschool-a", newcomer(**more))) == [said]


def test_a_rektor_is_offered_only_roles_that_they_may_give(cast, rektor):
    form = rektor.get("/personer/bjud-in/?enhet=preschool-a").context["form"]
    offered = {value for value, _label in form.fields["role"].choices}
    assert not offered & {"administrator", "quality_officer", "committee_member"}
    answer = rektor.post("/personer/bjud-in/?enhet=preschool-a", newcomer(role="administrator"))
    assert (answer.status_code, User.objects.filter(email="ny@ronnfjard.example").exists()) == (200, False)


def test_a_rektor_invites_nobody_to_another_unit(cast, rektor):
    assert rektor.post("/personer/bjud-in/?enhet=preschool-b", newcomer()).status_code == 404
    assert User.objects.filter(email="ny@ronnfjard.example").exists() is False


def test_an_invitation_is_sent_again_and_revoked(cast, office, mailoutbox):
    office.post("/personer/bjud-in/?enhet=preschool-a", newcomer())
    person = User.objects.get(email="ny@ronnfjard.example")
    assert "Inbjudan väntar på svar" in words(office.get(f"/personer/{person.pk}/"))
    office.post(f"/personer/{person.pk}/inbjudan/")
    assert len(letters(mailoutbox)) == 2
    question = office.get(f"/personer/{person.pk}/inbjudan/aterkalla/")
    assert heading(question) == "Återkalla inbjudan till Noor Haddad?"
    office.post(f"/personer/{person.pk}/inbjudan/aterkalla/")
    assert StaffInvitation.objects.get().revoked_at is not None
    assert "Det finns ingen inbjudan som väntar." in words(
        office.get(f"/personer/{person.pk}/inbjudan/aterkalla/", follow=True)
    )


def test_an_invitation_that_is_too_old_is_told_so(cast, office):
    office.post("/personer/bjud-in/?enhet=preschool-a", newcomer())
    past = clock.now() - 20 * DAY
    StaffInvitation.objects.update(created_at=past, expires_at=past + 14 * DAY)
    person = User.objects.get(email="ny@ronnfjard.example")
    assert "Inbjudan har gått ut" in words(office.get(f"/personer/{person.pk}/"))


def test_someone_with_an_account_is_not_invited_again(cast, office):
    person = cast.of("a", "teacher")
    said = words(office.post(f"/personer/{person.pk}/inbjudan/", follow=True))
    assert "Teacher Granlund har redan ett konto." in said


def test_one_more_role_is_given_and_ended(cast, office):
    person = cast.of("a", "teacher")
    given = office.post(f"/personer/{person.pk}/roll/?enhet=preschool-a", role("vfu_supervisor", None), follow=True)
    assert "Teacher Granlund är nu VFU-handledare på Förskolan Norrskogen." in words(given)
    held = Assignment.objects.get(user=person, role="vfu_supervisor")
    asked = office.get(f"/personer/roller/{held.pk}/avsluta/")
    assert heading(asked) == "När slutar Teacher som VFU-handledare på Förskolan Norrskogen?"
    office.post(f"/personer/roller/{held.pk}/avsluta/", {"last_day": clock.today()})
    held.refresh_from_db()
    assert held.ends_on == clock.today()


def test_a_role_in_another_unit_is_not_ended(cast, rektor):
    theirs = Assignment.objects.get(user=cast.of("b", "teacher"))
    assert rektor.post(f"/personer/roller/{theirs.pk}/avsluta/", {"last_day": clock.today()}).status_code == 404


def test_the_last_administrator_stays(cast, office):
    held = Assignment.objects.get(user=cast.administrator)
    answer = office.post(f"/personer/roller/{held.pk}/avsluta/", {"last_day": clock.today()})
    assert faults(answer) == ["Det måste finnas minst en administratör. Ge rollen till någon annan först."]


def test_a_substitute_is_found_and_gets_the_days(cast, office):
    person, other = cast.of("a", "rektor"), cast.of("a", "deputy")
    found = office.get(f"/personer/{person.pk}/vikarie/?q=deputy").context["choices"]
    assert [(choice.label, choice.url) for choice in found] == [("Deputy Granlund", f"?vikarie={other.pk}")]
    days = {"unit": "school-unit-a", "starts_on": clock.today(), "ends_on": clock.today() + 7 * DAY}
    done = office.post(f"/personer/{person.pk}/vikarie/?vikarie={other.pk}", days, follow=True)
    assert "Deputy Granlund vikarierar för Rektor Granlund." in words(done)
    one = Substitution.objects.get()
    office.post(f"/personer/vikariat/{one.pk}/avsluta/", {"last_day": clock.today()})
    one.refresh_from_db()
    assert one.ends_on == clock.today()


def test_a_substitution_ends_after_it_begins(cast, office):
    person, other = cast.of("a", "rektor"), cast.of("a", "deputy")
    days = {"unit": "school-unit-a", "starts_on": clock.today(), "ends_on": clock.today() - 7 * DAY}
    answer = office.post(f"/personer/{person.pk}/vikarie/?vikarie={other.pk}", days)
    assert len(faults(answer)) == 1
    assert Substitution.objects.exists() is False


@pytest.mark.parametrize("chosen", ["x", "999999", "-1", "9" * 40])
def test_an_unknown_substitute_is_not_there(cast, office, chosen):
    answer = office.get(f"/personer/{cast.of('a', 'rektor').pk}/vikarie/?vikarie={chosen}")
    assert answer.status_code == (404 if chosen.isdecimal() else 200)


def test_an_account_is_closed_after_saying_what_it_means_and_opened_again(cast, office):
    person = cast.of("a", "teacher")
    theirs = sign_in(person.email)
    question = words(office.get(f"/personer/{person.pk}/stang-av/"))
    assert "Personen är inloggad på ett ställe och loggas ut genast." in question
    assert "Rollerna finns kvar" in question
    office.post(f"/personer/{person.pk}/stang-av/")
    assert theirs.get("/konto/").status_code == 302
    assert "Kontot är avstängt" in words(office.get(f"/personer/{person.pk}/"))
    office.post(f"/personer/{person.pk}/oppna/")
    person.refresh_from_db()
    assert person.is_active


def test_nobody_closes_their_own_account(cast, office):
    assert office.post(f"/personer/{cast.administrator.pk}/stang-av/").status_code == 403
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active


def test_a_rektor_does_not_close_an_administrators_account(cast, rektor):
    administrator = cast.of("a", "administrator")
    assert rektor.post(f"/personer/{administrator.pk}/stang-av/").status_code == 403
    assert "Stäng av kontot" not in words(rektor.get(f"/personer/{administrator.pk}/"))


def test_what_is_known_about_someone_is_changed(cast, office):
    person = cast.of("a", "teacher")
    data = {"first_name": "Tea", "last_name": "Grahn", "email": "Tea@ronnfjard.example", "language": "en"}
    office.post(f"/personer/{person.pk}/uppgifter/", data)
    person.refresh_from_db()
    assert (person.get_full_name(), person.email, person.language) == ("Tea Grahn", "tea@ronnfjard.example", "en")


def test_an_address_that_someone_else_has_is_told_so(cast, office):
    person, other = cast.of("a", "teacher"), cast.of("a", "deputy")
    data = {"first_name": "Tea", "last_name": "Grahn", "email": other.email, "language": "sv"}
    answer = office.post(f"/personer/{person.pk}/uppgifter/", data)
    assert faults(answer) == ["Det finns redan en person med den e-postadressen."]
