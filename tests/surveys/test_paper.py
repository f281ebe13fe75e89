"""Letters on paper: who gets one, who can open them, what of them lies where."""

import base64
import io
import re

import pypdf
import pytest
from django.core.management import call_command
from django.db import connection

from ledger import clock
from ledger.actions.jobs import run_job
from ledger.models import Job
from organisation.actions import Refused
from organisation.enums import Role
from surveys import actions
from surveys.actions import keeping, paper
from surveys.models import Invitation, PaperSheaf
from surveys.models.keys import MAIL, drop_key
from surveys.rules.sealing.boxes import CannotOpen, unseal
from tests.surveys.rounds import at, published, round_of, sections_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
PEOPLE = [  # name, address, language, protected
    ("Amina Post", "a@post.example", "sv", False),
    ("Bo Blad", "", "sv", False),
    ("Cleo Blad", "", "en", False),
    ("Dold Person", "", "sv", True),
    ("", "", "sv", False),
]


@pytest.fixture
def held(cast):
    """An open round at two sections: five invited at the first, four of them without mail; one code at the second."""
    made = round_of(cast.a["school_unit"], published(cast.a["school_unit"]), days=28)
    first, second = sections_of(cast.a["preschool"], 2)
    actions.ask_units(round=made, units=[first, second])
    named = [
        actions.Invitee(
            unit=first.pk, audience="guardians", name=name, email=email, language=language, is_protected=protected
        )
        for name, email, language, protected in PEOPLE
    ]
    actions.invite(round=made, invitees=[*named, actions.Invitee(unit=second.pk, audience="guardians")])
    actions.make_ready(round=made)
    keeping.open_due(clock.now())
    made.refresh_from_db()
    return made


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


def made_now():
    """Let the worker make what was ordered."""
    for pk in Job.objects.filter(kind=paper.KIND, state="queued").values_list("pk", flat=True):
        run_job(job_id=pk)
    return Job.objects.filter(kind=paper.KIND).latest("pk")


def pages_of(content):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def codes_in(pages):
    return [re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", page).group() for page in pages]


def ordered(held, officer, place=None):
    """Order letters, make them, and open them with the key that was given."""
    sheaf, key = actions.order_paper(round=held, place=place, actor=officer)
    assert made_now().state == "done"
    sheaf.refresh_from_db()
    return pages_of(unseal(key, bytes(sheaf.box)))


def test_everybody_without_mail_gets_a_page_with_a_code_that_opens_their_own_walk(held, officer, settings):
    pages = ordered(held, officer)
    assert len(pages) == 5
    opened = [at(code.replace("-", "")).invitation for code in codes_in(pages)]
    wanted = held.invitations.filter(address__email="") | held.invitations.filter(address=None)
    assert sorted(opened) == sorted(wanted.values_list("pk", flat=True))
    assert len(set(opened)) == 5
    typed = f"{settings.SITE_URL}/svara/"
    assert all(typed in re.sub(r"[\s\u200b\u00ad]", "", page) for page in pages)


def test_each_is_in_its_readers_language_and_a_protected_person_is_not_named(held, officer):
    pages = ordered(held, officer)
    said = "\n".join(pages)
    assert "Bo Blad" in said
    assert "Cleo Blad" in said
    assert "Amina Post" not in said
    assert "Dold Person" not in said
    english = next(page for page in pages if "Cleo Blad" in page)
    assert "The code is yours alone" in english
    assert sum("Koden är bara din" in page for page in pages) == 4


def test_one_unit_at_a_time(held, officer):
    second = held.units.get(name__endswith="Avdelning 1")
    pages = ordered(held, officer, second)
    assert len(pages) == 1
    assert second.name in pages[0]


def test_the_pages_do_not_tell_who_has_answered(held, officer):
    before = codes_in(ordered(held, officer))
    Invitation.objects.filter(address__name="Bo Blad").update(used=True)
    assert codes_in(ordered(held, officer)) == before


def test_the_database_holds_no_code_and_only_the_key_opens_the_box(held, officer, capsys):
    sheaf, key = actions.order_paper(round=held, place=None, actor=officer)
    made_now()
    sheaf.refresh_from_db()
    codes = codes_in(pages_of(unseal(key, bytes(sheaf.box))))
    with pytest.raises(CannotOpen):
        unseal(bytes(32), bytes(sheaf.box))
    call_command("dumpdata", exclude=["contenttypes"])
    dump = capsys.readouterr().out
    forbidden = [*codes, *(code.replace("-", "") for code in codes), base64.b64encode(key).decode(), key.hex()]
    assert [one for one in forbidden if one in dump] == []


def test_a_new_sheaf_takes_the_place_of_the_old_and_other_peoples_stay(held, officer, cast):
    other = cast.of("a", Role.REKTOR)
    first, _key = actions.order_paper(round=held, place=None, actor=officer)
    actions.order_paper(round=held, place=None, actor=other)
    actions.order_paper(round=held, place=None, actor=officer)
    assert not PaperSheaf.objects.filter(pk=first.pk).exists()
    assert PaperSheaf.objects.filter(round=held).count() == 2
    assert {job.state for job in Job.objects.filter(kind=paper.KIND)} == {"queued"}
    made_now()
    replaced = Job.objects.filter(kind=paper.KIND).earliest("pk")
    assert (replaced.state, "gjorts om" in replaced.error) == ("failed", True)


def test_letters_are_gone_after_a_day_and_when_the_round_closes(held, officer):
    actions.order_paper(round=held, place=None, actor=officer)
    assert paper.forget_old_sheaves(clock.now()) == 0
    assert paper.forget_old_sheaves(clock.now() + paper.KEPT * 2) == 1
    actions.order_paper(round=held, place=None, actor=officer)
    actions.close_round(round=held, now=clock.now())
    assert not PaperSheaf.objects.exists()


def test_what_cannot_be_ordered_says_why(held, officer, cast, monkeypatch):
    monkeypatch.setattr(paper, "MOST_LETTERS", 4)
    with pytest.raises(Refused, match="Välj en enhet i taget"):
        actions.order_paper(round=held, place=None, actor=officer)
    Invitation.objects.filter(place=held.units.get(name__endswith="Avdelning 1")).update(is_withdrawn=True)
    with pytest.raises(Refused, match="med e-post"):
        actions.order_paper(round=held, place=held.units.get(name__endswith="Avdelning 1"), actor=officer)
    with pytest.raises(Refused):
        actions.order_paper(round=held, place=None, actor=cast.of("b", Role.REKTOR))
    actions.close_round(round=held, now=clock.now())
    with pytest.raises(Refused, match="medan omgången är öppen"):
        actions.order_paper(round=held, place=None, actor=officer)


def test_a_lost_key_is_said(held, officer):
    actions.order_paper(round=held, place=None, actor=officer)
    drop_key(held.pk, MAIL)
    assert "Nyckeln till omgångens brev" in made_now().error


# ── in the browser ────────────────────────────────────────────────────────────


def test_a_leader_orders_letters_and_opens_them_in_the_same_browser_only(held, officer, client, django_user_model):
    home = f"/enkater/{held.pk}/brev/papper/"
    client.force_login(officer)
    page = client.get(home).content.decode()
    assert "Alla enheter (5 brev)" in page
    answer = client.post(home, {"place": "alla"}, follow=True)
    assert "Breven är inte klara än" in answer.content.decode()
    assert client.get(f"{home}brev.pdf", follow=True).redirect_chain
    made_now()
    assert "Öppna breven som PDF" in client.get(home).content.decode()
    letters = client.get(f"{home}brev.pdf")
    assert (letters["Content-Type"], letters["Cache-Control"]) == ("application/pdf", "no-store")
    assert len(pages_of(letters.content)) == 5
    client.cookies.clear()
    client.force_login(officer)
    assert "en annan webbläsare" in client.get(home).content.decode()
    assert "Gör dem igen" in client.get(f"{home}brev.pdf", follow=True).content.decode()
    sheaf = PaperSheaf.objects.get()
    for wrong in ("x", "Zm9v", "å"):
        client.cookies[f"papperbrev-{sheaf.pk}"] = wrong
        assert client.get(f"{home}brev.pdf").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session WHERE session_data LIKE '%%papperbrev%%'")
        assert cursor.fetchone() == (0,)


def test_where_all_have_mail_and_before_it_opens_the_page_says_so(held, officer, client):
    client.force_login(officer)
    home = f"/enkater/{held.pk}/brev/papper/"
    assert "Välj en enhet i listan" in client.post(home, {"place": "7"}).content.decode()
    held.invitations.filter(address__email="").update(is_withdrawn=True)
    held.invitations.filter(address=None).update(is_withdrawn=True)
    assert "Alla får brev med e-post" in client.get(home).content.decode()
    actions.close_round(round=held, now=clock.now())
    assert "Inga brev att skriva ut" in client.get(home).content.decode()
