"""Signing in and out, and passwords."""

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from ledger.models import Effect
from organisation import actions
from organisation.models import User
from tests.organisation.views.reading import as_, faults, heading, hidden, letters, sign_in, words

PASSWORD = "ett långt lösenord"
MISMATCH = "E-posten och lösenordet hör inte ihop. Skriv dem igen, eller välj ett nytt lösenord."
NEW = {"password": "gröna grodor hoppar högt", "again": "gröna grodor hoppar högt"}


def attempt(client, email, password, **more):
    return client.post("/konto/logga-in/", {"login": email, "password": password, **more})


def test_the_right_password_leads_to_the_first_page(cast, client):
    response = attempt(client, cast.administrator.email.upper(), PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(cast, client):
    wrong = attempt(client, cast.administrator.email, "fel")
    unknown = attempt(client, "ingen@ronnfjard.example", "fel")
    assert faults(wrong) == faults(unknown) == [MISMATCH]
    assert wrong.status_code == unknown.status_code == 200


def test_the_sixth_wrong_try_is_told_when_to_come_back(cast, client):
    for _ in range(5):
        assert attempt(client, cast.administrator.email, "fel").status_code == 200
    response = attempt(client, cast.administrator.email, PASSWORD)
    assert (response.status_code, response["Retry-After"]) == (429, "300")
    assert faults(response) == ["Det har varit många försök med den här e-posten. Vänta fem minuter och försök igen."]


def test_someone_elses_wrong_tries_do_not_shut_me_out(cast, client):
    for _ in range(6):
        attempt(client, cast.administrator.email, "fel")
    assert attempt(client, cast.quality_officer.email, PASSWORD).status_code == 302


def test_an_empty_form_says_what_to_write(client, db):
    assert faults(attempt(client, "", "")) == ["Skriv din e-postadress.", "Skriv ett lösenord."]


def test_signing_in_goes_on_to_the_page_that_was_asked_for(cast, client):
    asked = client.get("/enheter/?q=norr")
    assert asked["Location"] == "/konto/logga-in/?next=/enheter/%3Fq%3Dnorr"
    assert hidden(client.get(asked["Location"]), "next") == "/enheter/?q=norr"
    assert (
        attempt(client, cast.administrator.email, PASSWORD, next="/enheter/?q=norr")["Location"] == "/enheter/?q=norr"
    )


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"]
)
def test_signing_in_never_leads_to_another_site(cast, client, elsewhere):
    assert attempt(client, cast.administrator.email, PASSWORD, next=elsewhere)["Location"] == "/"


def test_a_form_sent_by_someone_signed_out_is_not_asked_for_again_by_address(client, db):
    assert client.post("/notiser/lasta/")["Location"] == "/konto/logga-in/?next=/"


def test_a_closed_account_is_told_so_only_with_the_right_password(cast, client):
    person = cast.of("a", "teacher")
    actions.deactivate_user(person=person)
    assert faults(attempt(client, person.email, "fel")) == [MISMATCH]
    response = client.post("/konto/logga-in/", {"login": person.email, "password": PASSWORD}, follow=True)
    assert heading(response) == "Kontot är avstängt"


def test_signing_out_asks_first_and_then_ends_the_session(cast):
    client = sign_in(cast.administrator.email)
    assert heading(client.get("/konto/logga-ut/")) == "Vill du logga ut?"
    assert client.get("/").context["request"].user.is_authenticated
    assert client.post("/konto/logga-ut/")["Location"] == "/konto/logga-in/"
    assert client.get("/konto/").status_code == 302


def test_nobody_can_sign_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(cast):
    cookie = sign_in(cast.administrator.email).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_the_pages_of_someone_signed_in_are_kept_in_no_cache(cast):
    assert "no-store" in as_(cast.administrator).get("/")["Cache-Control"]


def test_asking_for_a_new_password_gets_the_same_answer_for_everyone(cast, client):
    known = client.post("/konto/glomt/", {"email": cast.administrator.email})
    unknown = client.post("/konto/glomt/", {"email": "ingen@ronnfjard.example"})
    assert known["Location"] == unknown["Location"] == "/konto/glomt/skickat/"
    assert heading(client.get("/konto/glomt/skickat/")) == "Titta i din e-post"
    assert [effect.payload for effect in Effect.objects.all()] == [{"user": cast.administrator.pk}]


def test_a_double_press_asks_for_one_letter(cast, client):
    for _ in range(2):
        client.post("/konto/glomt/", {"email": cast.administrator.email})
    assert Effect.objects.count() == 1


def test_the_letter_leads_to_a_new_password_once(cast, client, mailoutbox):
    elsewhere = sign_in(cast.administrator.email)
    client.post("/konto/glomt/", {"email": cast.administrator.email})
    (letter,) = letters(mailoutbox)
    link = next(line for line in letter.body.splitlines() if "/konto/losenord/" in line)
    page = client.get(link)
    assert heading(page) == "Skriv ett nytt lösenord"
    key = hidden(page, "key")
    done = client.post("/konto/losenord/nytt/", {"key": key, **NEW})
    assert done["Location"] == "/konto/logga-in/"
    assert elsewhere.get("/konto/").status_code == 302
    assert attempt(client, cast.administrator.email, NEW["password"])["Location"] == "/"
    again = Client().post("/konto/losenord/nytt/", {"key": key, **NEW})
    assert (again.status_code, heading(again)) == (404, "Länken går inte att använda")


@pytest.mark.parametrize("key", ["x", "MQ.x", ".", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5.x-y", "MQ.c1-" + "0" * 32])
def test_a_made_up_link_says_what_to_do(client, db, key):
    response = client.get(f"/konto/losenord/{key}/")
    assert (response.status_code, heading(response)) == (404, "Länken går inte att använda")


def test_a_closed_account_gets_no_letter(cast, client, mailoutbox):
    client.post("/konto/glomt/", {"email": cast.of("a", "teacher").email})
    actions.deactivate_user(person=cast.of("a", "teacher"))
    assert letters(mailoutbox) == []


def test_whoever_has_not_taken_up_an_invitation_gets_no_letter(cast, client):
    actions.create_person(person=actions.Newcomer(email="ny@ronnfjard.example"))
    client.post("/konto/glomt/", {"email": "ny@ronnfjard.example"})
    assert Effect.objects.count() == 0


def test_changing_the_password_asks_for_the_present_one_and_ends_other_sessions(cast):
    here, there = sign_in(cast.administrator.email), sign_in(cast.administrator.email)
    wrong = here.post("/konto/losenord/", {"current": "fel", **NEW})
    assert faults(wrong) == ["Det är inte ditt nuvarande lösenord. Skriv det igen."]
    assert here.post("/konto/losenord/", {"current": PASSWORD, **NEW})["Location"] == "/konto/"
    assert (here.get("/konto/").status_code, there.get("/konto/").status_code) == (200, 302)


def test_guessing_the_present_password_is_limited(cast):
    here = sign_in(cast.administrator.email)
    answers = [here.post("/konto/losenord/", {"current": "fel", **NEW}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("kort", "kort", "Det här lösenordet är för kort. Det måste innehålla minst 12 tecken."),
        ("qwertyuiop123", "qwertyuiop123", "Detta lösenord är alldeles för vanligt."),
        ("Agnes Toppman", "Agnes Toppman", "Ditt lösenord är alltför likt efternamn."),
        ("gröna grodor hoppar", "gröna grodor skuttar", "Lösenorden är inte lika. Skriv samma i båda fälten."),
    ],
)
def test_a_password_that_breaks_the_rules_is_told_why(cast, password, again, said):
    data = {"current": PASSWORD, "password": password, "again": again}
    assert said in faults(as_(cast.administrator).post("/konto/losenord/", data))


def test_the_rules_stand_before_the_field_and_match_those_that_are_checked(cast, settings):
    lengths = [rule["OPTIONS"]["min_length"] for rule in settings.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in rule]
    assert lengths == [12]
    page = words(as_(cast.administrator).get("/konto/losenord/"))
    assert page.index("Minst tolv tecken.") < page.index("Samma lösenord en gång till")


def test_passwords_are_kept_with_argon2(db, settings):
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    user = User.objects.create_user("kim@ronnfjard.example", PASSWORD, first_name="Kim", last_name="Ek")
    assert identify_hasher(user.password).algorithm == "argon2"
