"""The demo's own pages: there in demo mode, and nowhere else."""

import mailbox
from email.message import EmailMessage

import pytest

from organisation.models import User
from tests.organisation.views.reading import heading, words


@pytest.fixture
def demo(settings, tmp_path, cast):
    settings.MODE = "demo"
    settings.MAIL_DIR = str(tmp_path / "mail")
    for person in (cast.administrator, cast.of("a", "teacher")):
        User.objects.filter(pk=person.pk).update(is_demo=True)
    return cast


def deliver(settings, subject, text, to="ny@ronnfjard.example"):
    letter = EmailMessage()
    letter["To"], letter["Subject"], letter["Date"] = to, subject, "Sun, 22 Nov 2026 09:30:00 +0000"
    letter.set_content(text)
    mailbox.Maildir(settings.MAIL_DIR).add(letter)


@pytest.mark.parametrize("mode", ["test", "production"])
def test_outside_demo_mode_there_are_no_such_pages(cast, client, settings, mode):
    settings.MODE = mode
    User.objects.filter(pk=cast.administrator.pk).update(is_demo=True)
    pages = [client.get(address) for address in ("/demo/", "/demo/post/", "/demo/post/x/")]
    pages.append(client.post(f"/demo/{cast.administrator.pk}/"))
    assert [page.status_code for page in pages] == [404] * 4
    assert "sessionid" not in client.cookies


def test_people_are_listed_by_place_with_role_and_team(demo, client):
    places = client.get("/demo/").context["places"]
    found = [(place.unit.name, person.name, str(person.role), person.at) for place in places for person in place.people]
    assert found == [
        ("Rönnfjärds kommun", "Agnes Toppman", "Administratör", ""),
        ("Förskolan Norrskogen", "Teacher Granlund", "Förskollärare", "Arbetslaget Gläntan"),
    ]


def test_the_shared_password_is_told(demo, client, settings):
    assert f"lösenordet {settings.DEMO_PASSWORD}" in words(client.get("/demo/"))


def test_one_press_signs_in_and_the_next_changes_person(demo, client):
    assert client.post(f"/demo/{demo.administrator.pk}/")["Location"] == "/"
    assert heading(client.get("/")) == "Hej Agnes, allt är lugnt"
    client.post(f"/demo/{demo.of('a', 'teacher').pk}/")
    assert heading(client.get("/")) == "Hej Teacher, allt är lugnt"


def test_a_look_signs_nobody_in(demo, client):
    assert client.get(f"/demo/{demo.administrator.pk}/").status_code == 405


def test_a_real_person_is_never_signed_in_without_a_password(demo, client):
    assert client.post(f"/demo/{demo.quality_officer.pk}/").status_code == 404


def test_the_letters_are_read_newest_first(demo, client, settings):
    deliver(settings, "Första", "Hej")
    deliver(settings, "Andra", "Öppna länken:\nhttp://testserver/inbjudan/abc/")
    found = client.get("/demo/post/").context["letters"]
    assert [letter.subject for letter in found] == ["Andra", "Första"]
    page = client.get(f"/demo/post/{found[0].key}/")
    assert 'href="http://testserver/inbjudan/abc/"' in page.content.decode()


def test_a_letter_cannot_bring_markup_along(demo, client, settings):
    deliver(settings, "<b>Hej</b>", "<script>alert(1)</script>")
    (found,) = client.get("/demo/post/").context["letters"]
    page = client.get(f"/demo/post/{found.key}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Hej&lt;/b&gt;" in page


@pytest.mark.parametrize("key", ["x", "..", "%2e%2e%2fetc"])
def test_no_other_file_is_read(demo, client, key):
    assert client.get(f"/demo/post/{key}/").status_code == 404


def test_an_empty_letter_box_says_what_comes(demo, client):
    assert "Inga mejl än" in words(client.get("/demo/post/"))
