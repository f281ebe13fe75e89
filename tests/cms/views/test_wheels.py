"""A quality officer writes a wheel on our own pages: begins, puts right, sees what would happen, publishes, compares."""

import datetime as dt
import io
import json
from dataclasses import replace

import pytest

from cms.actions.wheels import begin_wheel, publish_written_wheel, rewrite_wheel
from cms.adoption.drafted_wheel import drafted_wheel
from cms.models import WheelPage
from organisation.enums import Role
from tests.workflows.conftest import ANALYSE, APT, WHEEL, at, goal, turn, wheel
from workflows import actions
from workflows.models import Task, Wheel, WheelVersion
from workflows.rules.shape import as_json
from workflows.rules.shipped import PRESCHOOL_WHEEL
from workflows.rules.when import Monthly, Weekly

pytestmark = pytest.mark.django_db
__all__ = ["at", "goal", "turn", "wheel"]
HOME = "/arshjulsarbete/"
LETTER = replace(APT, key="brev", title="Skicka månadsbrev", when=Monthly(25))
CHANGED = replace(
    WHEEL,
    title="Hjulet, omskrivet",
    entries=(*(one for one in WHEEL.entries if one not in (APT, ANALYSE)), replace(APT, when=Monthly(12)), LETTER),
    closed_weeks=frozenset({28, 29, 30}),
)


def seen(client, path, **sent):
    """Return a page as text without breaks, after redirects."""
    response = client.post(path, sent, follow=True) if sent else client.get(path, follow=True)
    assert response.status_code == 200, (path, response.status_code)
    return " ".join(response.content.decode().split())


@pytest.fixture
def officer(cast):
    return cast.of("a", Role.QUALITY_OFFICER)


@pytest.fixture
def writer(cast, client, at):
    at("2026-08-01")
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def page(cast, wheel):
    made = begin_wheel(unit=cast.municipality, text=WHEEL, actor=cast.administrator, wheel=wheel)
    return WheelPage.objects.get(pk=made.pk)


@pytest.fixture
def changed(cast, page):
    rewrite_wheel(page=page, text=CHANGED, actor=cast.administrator)
    return WheelPage.objects.get(pk=page.pk)


class TestBeginning:
    def test_from_the_shipped_one(self, cast, writer):
        assert "Inga utkast än" in seen(writer, HOME)
        assert '<option value="-" selected>' in seen(writer, f"{HOME}nytt/")
        shown = seen(writer, f"{HOME}nytt/", title="Vårt hjul", unit=cast.municipality.pk, source="-")
        assert "Utkastet är påbörjat" in shown
        assert "varje fredag" in shown
        made = WheelPage.objects.get()
        assert (made.key, made.wheel, made.live) == ("vart-hjul", None, False)
        assert drafted_wheel(made).text == replace(PRESCHOOL_WHEEL, title="Vårt hjul")

    def test_an_empty_one_and_a_copy_of_a_published_one(self, cast, writer, wheel):
        shown = seen(writer, f"{HOME}nytt/", title="Tomt", unit=cast.municipality.pk, source="")
        assert "Hjulet är tomt" in shown
        seen(writer, f"{HOME}nytt/", title="Kopia", unit=cast.municipality.pk, source="hjulet")
        assert drafted_wheel(WheelPage.objects.get(key="kopia")).text == replace(WHEEL, title="Kopia")

    def test_two_with_one_name_have_keys_of_their_own(self, cast, writer, wheel):
        for _ in range(2):
            seen(writer, f"{HOME}nytt/", title="Hjulet", unit=cast.municipality.pk, source="")
        assert set(WheelPage.objects.values_list("key", flat=True)) == {"hjulet-2", "hjulet-3"}

    def test_the_library_leads_to_the_next_version_which_is_begun_once(self, writer, wheel):
        path = f"{HOME}nasta/{wheel.pk}/"
        assert f'action="{path}"' in seen(writer, f"/hjulet/arshjul/{wheel.pk}/")
        assert f'href="{HOME}"' in seen(writer, "/hjulet/arshjul/")
        assert f'action="{path}"' in seen(writer, HOME)
        for _ in range(2):
            assert "Publicerad" in seen(writer, path, x="1")
        made = WheelPage.objects.get()
        assert (made.wheel, made.live, drafted_wheel(made).text) == (wheel, True, WHEEL)
        assert f'action="{path}"' not in seen(writer, HOME)

    def test_the_library_leads_a_reader_nowhere(self, cast, client, wheel):
        client.force_login(cast.of("a", Role.REKTOR))
        for path in ("/hjulet/arshjul/", f"/hjulet/arshjul/{wheel.pk}/"):
            assert HOME not in seen(client, path)

    def test_somebody_of_a_part_copies_but_does_not_write_the_wheel_of_the_whole(self, cast, client, officer, page):
        client.force_login(officer)
        assert client.get(f"{HOME}{page.pk}/").status_code == 404
        assert client.post(f"{HOME}nasta/{page.wheel_id}/").status_code == 404
        assert HOME not in seen(client, f"/hjulet/arshjul/{page.wheel_id}/").replace(f'href="{HOME}"', "")
        seen(client, f"{HOME}nytt/", title="Vår kopia", unit=cast.a["school_unit"].pk, source="hjulet")
        assert WheelPage.objects.get(key="var-kopia").unit == cast.a["school_unit"]


class TestFiles:
    def test_a_file_becomes_a_draft_and_comes_out_as_it_was(self, cast, writer):
        file = io.BytesIO(json.dumps(as_json(PRESCHOOL_WHEEL)).encode())
        file.name = "hjul.json"
        assert "Filen är nu ett utkast" in seen(writer, f"{HOME}las-in/", file=file, unit=cast.municipality.pk)
        made = WheelPage.objects.get()
        out = writer.get(f"{HOME}{made.pk}/hjul.json")
        assert "forskolans-arshjul.json" in out["Content-Disposition"]
        assert json.loads(out.content) == as_json(PRESCHOOL_WHEEL)

    def test_a_file_takes_the_place_of_a_draft(self, writer, page):
        text = json.dumps(as_json(CHANGED))
        assert "Filen är nu ett utkast" in seen(writer, f"{HOME}las-in/", pasted=text, page=page.pk)
        assert drafted_wheel(WheelPage.objects.get(pk=page.pk)).text == CHANGED

    def test_what_is_wrong_is_told_with_its_place(self, cast, writer):
        document = as_json(WHEEL)
        document["entries"][0]["when"]["day"] = 77
        document["entries"][1]["role"] = "trollkarl"
        shown = seen(writer, f"{HOME}las-in/", pasted=json.dumps(document), unit=cast.municipality.pk)
        assert "Filen går inte att läsa in som den är" in shown
        assert "Planera målet: När, Dag (/entries/0/when/day)" in shown
        document["entries"][0]["when"]["day"] = 7
        shown = seen(writer, f"{HOME}las-in/", pasted=json.dumps(document), unit=cast.municipality.pk)
        assert "Reflektera: Vem ansvarar (/entries/1/role)" in shown
        for junk in ("{", "[]", "7", "null", '{"entries": 3, "title": "x"}', '{"entries": [[]], "title": "x"}'):
            shown = seen(writer, f"{HOME}las-in/", pasted=junk, unit=cast.municipality.pk)
            assert "är inte JSON" in shown or "Filen går inte att läsa in" in shown
        assert not WheelPage.objects.exists()

    def test_another_units_draft_cannot_be_chosen(self, cast, client, officer, page):
        client.force_login(officer)
        shown = seen(client, f"{HOME}las-in/", pasted=json.dumps(as_json(CHANGED)), page=page.pk)
        assert "Filen är nu ett utkast" not in shown
        assert drafted_wheel(WheelPage.objects.get(pk=page.pk)).text == WHEEL


class TestDraft:
    def test_it_says_what_it_asks_when_and_of_whom(self, writer, page):
        shown = seen(writer, f"{HOME}{page.pk}/")
        for words in ("den 10 varje månad", "15 september", "varje fredag", "10 dagar efter varje tertials slut"):
            assert words in shown
        assert f"/redaktion/pages/{page.pk}/edit/#block-" in shown
        assert "28–31" in shown

    def test_a_fault_is_named_with_its_place_and_the_way_there(self, cast, writer, page):
        draft = page.get_latest_revision_as_object()
        raw = draft.raw("entries")
        raw[0]["value"]["role"] = ""
        draft.entries = raw
        draft.save_revision(user=cast.administrator)
        shown = seen(writer, f"{HOME}{page.pk}/")
        assert "1 sak att rätta" in shown
        assert "Någon måste ansvara: välj en roll." in shown
        assert "Planera målet: Vem ansvarar" in shown
        assert f"/redaktion/pages/{page.pk}/edit/#block-{raw[0]['id']}-section" in shown
        for tab in ("vad-hander", "publicera"):
            assert "Publicera från" not in seen(writer, f"{HOME}{page.pk}/{tab}/")
        with pytest.raises(actions.CannotPublish, match="/entries/0/role"):
            publish_written_wheel(page=page, effective_on=dt.date(2026, 8, 1), actor=cast.administrator)

    def test_it_says_where_the_wheel_is_used(self, cast, writer, page):
        assert cast.municipality.name in seen(writer, f"{HOME}{page.pk}/").split("Används", 1)[1]

    def test_it_is_thrown_away_only_while_unpublished(self, cast, writer, page):
        assert "har publicerats och tas inte bort" in seen(writer, f"{HOME}{page.pk}/ta-bort/", x="1")
        fresh = begin_wheel(unit=cast.municipality, text=CHANGED, actor=cast.administrator)
        assert "Utkastet är borttaget" in seen(writer, f"{HOME}{fresh.pk}/ta-bort/", x="1")
        assert list(WheelPage.objects.all()) == [page]


class TestPublishing:
    def test_nothing_new_is_not_published(self, writer, page):
        assert "Inget har ändrats sedan den senaste versionen" in seen(writer, f"{HOME}{page.pk}/publicera/")
        shown = seen(writer, f"{HOME}{page.pk}/publicera/", effective_on="2026-08-01")
        assert "Inget har ändrats sedan" in shown
        assert WheelVersion.objects.count() == 1

    def test_what_is_said_on_the_page_is_what_happens(self, writer, changed, goal, turn):
        goal()
        turn("2026-08-03")
        turn("2026-09-05")
        before = {(task.entry, task.slot, task.unit_id): task for task in Task.objects.all()}
        day = "2026-10-20"
        path = f"{HOME}{changed.pk}/publicera/"
        response = writer.get(f"{path}?effective_on={day}")
        said = response.context["said"]
        shown = " ".join(response.content.decode().split())
        assert "Publicera från 20 oktober 2026" in shown
        for words in ("Nya inslag", "Skicka månadsbrev", "Inslag som flyttas", "den 12 varje månad", "Analysera målet"):
            assert words in shown
        draft = drafted_wheel(changed)
        seen(writer, path, effective_on=day, seen=draft.fingerprint)
        version = WheelVersion.objects.get(number=2)
        assert (version.text, version.effective_on.isoformat()) == (CHANGED, day)
        stored = WheelPage.objects.get(pk=changed.pk)
        assert (stored.live, stored.has_unpublished_changes) == (True, False)
        assert [one.version.number for one in stored.publications.all()] == [1, 2]
        turn("2026-10-19")
        waiting = set(Task.objects.filter(state="open").values_list("pk", flat=True))
        turn(day)
        after = {(task.entry, task.slot, task.unit_id): task for task in Task.objects.all()}
        assert len(after.keys() - before.keys()) == said.count("new") > 0
        assert len(before.keys() - after.keys()) == said.count("gone") > 0
        moved = [key for key in before.keys() & after.keys() if before[key].due_on != after[key].due_on]
        assert len(moved) == said.count("moved") > 0
        assert set(Task.objects.filter(pk__in=waiting).values_list("state", flat=True)) == {"open"}

    def test_the_first_version_makes_the_wheel(self, cast, writer):
        page = begin_wheel(unit=cast.municipality, text=WHEEL, actor=cast.administrator)
        shown = seen(writer, f"{HOME}{page.pk}/publicera/", effective_on="2026-08-01")
        assert "Version 1 är publicerad och gäller från och med 1 augusti 2026." in shown
        made = Wheel.objects.get(key="hjulet")
        assert (made.unit, made.versions.get().text) == (cast.municipality, WHEEL)
        assert "Ingen enhet har valt hjulet." in shown

    def test_a_day_that_has_been_is_refused(self, writer, changed):
        path = f"{HOME}{changed.pk}/publicera/"
        assert "kan inte börja gälla i efterhand" in seen(writer, f"{path}?effective_on=2026-07-01")
        assert "kan inte börja gälla i efterhand" in seen(writer, path, effective_on="2026-07-01")
        assert WheelVersion.objects.count() == 1

    def test_what_somebody_wrote_meanwhile_is_shown_first(self, writer, changed):
        shown = seen(writer, f"{HOME}{changed.pk}/publicera/", effective_on="2026-08-01", seen="0" * 64)
        assert "Någon skrev i hjulet medan du läste" in shown
        assert WheelVersion.objects.count() == 1

    def test_a_version_that_takes_over_later_is_told_of(self, cast, writer, changed):
        publish_written_wheel(page=changed, effective_on=dt.date(2026, 12, 1), actor=cast.administrator)
        rewrite_wheel(page=changed, text=WHEEL, actor=cast.administrator)
        assert "Version 2 tar över 1 december 2026" in seen(writer, f"{HOME}{changed.pk}/publicera/")
        assert "tar över" not in seen(writer, f"{HOME}{changed.pk}/publicera/?effective_on=2026-12-02")


class TestProspect:
    def test_it_says_who_is_asked_for_how_much_and_when(self, cast, writer, changed):
        path = f"{HOME}{changed.pk}/vad-hander/"
        response = writer.get(path)
        roles = {one.role: one for _label, one in response.context["roles"]}
        assert {role: (one.tasks, len(one.units)) for role, one in roles.items()} == {"workplace_lead": (48, 2)}
        units = {unit.key: tasks for unit, tasks in response.context["units"]}
        assert units == {"preschool-a": 24, "preschool-b": 24}
        first, rows = response.context["months"][0]
        assert (first, [(one.on.isoformat(), one.entry.key) for one in rows]) == (
            "Augusti 2026",
            [("2026-08-12", "apt"), ("2026-08-25", "brev")],
        )
        shown = seen(writer, f"{path}?enhet=1&unit={cast.a['preschool'].pk}")
        assert f"Dagarna för {cast.a['preschool'].name}" in shown

    def test_a_role_without_a_person_is_said(self, cast, writer, changed):
        cast.of("a", Role.WORKPLACE_LEAD)
        shown = seen(writer, f"{HOME}{changed.pk}/vad-hander/")
        assert f"Arbetsplatsledare saknas på 1 enhet: {cast.b['preschool'].name}." in shown

    def test_a_wheel_that_nobody_has_chosen_shows_its_days(self, cast, writer):
        page = begin_wheel(unit=cast.municipality, text=WHEEL, actor=cast.administrator)
        shown = seen(writer, f"{HOME}{page.pk}/vad-hander/")
        assert "Ingen enhet har valt hjulet" in shown
        assert "Håll APT" in shown

    def test_what_falls_on_no_day_is_told(self, cast, writer):
        shut = replace(APT, when=Monthly(10), shift="skip")
        text = replace(WHEEL, entries=(replace(shut, when=Weekly(6)),))
        page = begin_wheel(unit=cast.municipality, text=text, actor=cast.administrator)
        assert "1 inslag infaller inte under året" in seen(writer, f"{HOME}{page.pk}/vad-hander/")

    def test_the_number_of_queries_does_not_grow_with_the_units(
        self, cast, writer, changed, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(45):
            writer.get(f"{HOME}{changed.pk}/vad-hander/")


def test_two_versions_are_compared_in_words(cast, writer, changed):
    publish_written_wheel(page=changed, effective_on=dt.date(2026, 8, 1), actor=cast.administrator)
    shown = seen(writer, f"{HOME}{changed.pk}/jamfor/?fran=1&till=2")
    for words in ("Från version 1 till 2", "Inslag som tas bort", "Analysera målet", "28–31", "Hjulet, omskrivet"):
        assert words in shown
    assert "De säger samma sak." in seen(writer, f"{HOME}{changed.pk}/jamfor/")
    assert "Från version 1 till utkastet" in seen(writer, f"{HOME}{changed.pk}/jamfor/?fran=1&till=junk")


def test_the_editor_opens_for_those_who_may_and_for_nobody_else(cast, client, writer, page, officer):
    shown = seen(writer, f"/redaktion/pages/{page.pk}/edit/")
    assert "Inslag i hjulet" in shown
    assert "Till hjulets sida" in shown
    for name in ("delete", "move/1", "copy", "unpublish"):
        assert writer.get(f"/redaktion/pages/{page.pk}/{name}/").status_code in (302, 404)
    client.force_login(officer)
    assert client.get(f"/redaktion/pages/{page.pk}/edit/").status_code == 302
