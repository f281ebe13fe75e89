"""Documents in a browser without a script: begun, written, handed in, reviewed; and Min vecka that leads there."""

import datetime as dt
import json
import re

from django.test import Client

from ledger import clock
from organisation.access import scope_for
from organisation.actions import assign
from organisation.enums import Role
from quality.actions import documents as actions
from quality.actions.documents import approve_document
from quality.models import Document
from quality.queries import week as weeks
from quality.queries.review import waiting_for
from quality.queries.saying import titled
from quality.queries.week import week_of
from quality.queries.written import DocumentFilter, documents_found
from quality.rules.documents import mark
from tests.cast import BEGAN
from tests.quality.writing import PLANNED, REFLECTED, at, handed_in, people, written
from workflows.actions.turning import reconcile
from workflows.enums import TaskState
from workflows.models import Process


def typed(document):
    """Return what people have typed in a document: all but the day that it began with."""
    return {field: text for field, text in document.draft.items() if field != "datum"}


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def marks(response):
    found = re.search(r'name="before" value="([^"]*)"', response.content.decode())
    return found.group(1).replace("&quot;", '"')


def sent(page, **fields):
    return {"del": page, **{f"q-{name.replace('_', '-')}": value for name, value in fields.items()}}


def test_from_the_week_to_handed_in_with_six_presses(cast, asked):
    minder = cast.of("a", Role.CHILD_MINDER)
    task, client = asked(), browser(minder)
    week = client.get("/min-vecka/").content.decode()
    assert f"/dokument/uppgift/{task.pk}/borja/" in week
    page = client.post(f"/dokument/uppgift/{task.pk}/borja/", follow=True)
    here = page.request["PATH_INFO"]
    first = sent("tillbaka", datum="2026-09-01", hande="Vi byggde kojor.", sett="")
    page = client.post(here, {**first, "before": marks(page), "way": "on"}, follow=True)
    page = client.post(
        here, {**sent("forsta", enligt_plan="ja", roll=""), "before": marks(page), "way": "on"}, follow=True
    )
    page = client.post(here, {**sent("framat", nasta="Dit igen."), "before": marks(page), "way": "on"}, follow=True)
    assert "Läs igenom och lämna in" in page.content.decode()
    page = client.post(here, {"del": "lamna-in", "way": "send", "l-tags": ["learning"]}, follow=True)
    assert "Inlämnat. Nu väntar granskningen." in page.content.decode()
    task.refresh_from_db()
    assert task.state == TaskState.SUBMITTED
    submission = Document.objects.get(task=task).submissions.get()
    assert submission.sheet.answers["hande"] == "Vi byggde kojor."
    assert submission.tags == ["learning"]


def test_what_is_missing_is_told_with_the_way_there(cast, asked):
    document = written(asked(), cast.of("a", Role.TEACHER), {"hande": ["Vi lekte."]})
    client = browser(cast.of("a", Role.TEACHER))
    page = client.get(f"/dokument/{document.pk}/?del=lamna-in").content.decode()
    assert "?del=tillbaka#q-datum" not in page
    assert "?del=framat#q-nasta" in page
    page = client.post(f"/dokument/{document.pk}/", {"del": "lamna-in", "way": "send"}, follow=True)
    assert "kvar som behöver ett svar" in page.content.decode()


def test_a_childs_name_is_asked_about_before_it_is_handed_in(cast, asked):
    answers = {**REFLECTED, "hande": ["I dag byggde Elsa en koja."]}
    document = written(asked(), cast.of("a", Role.TEACHER), answers)
    client = browser(cast.of("a", Role.TEACHER))
    page = client.post(f"/dokument/{document.pk}/", {"del": "lamna-in", "way": "send"}, follow=True).content.decode()
    assert "Elsa" in page
    assert "Är det här namnet på ett barn?" in page
    assert document.submissions.count() == 0
    client.post(f"/dokument/{document.pk}/", {"del": "lamna-in", "way": "send", "no-children": "yes"})
    assert document.submissions.count() == 1


def test_the_script_saves_and_is_told_of_a_colleague(cast, asked):
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    one, other = browser(teacher), browser(minder)
    path, save = f"/dokument/{document.pk}/", f"/dokument/{document.pk}/spara/"
    before = marks(one.get(path))
    told = one.post(save, {**sent("tillbaka", hande="Vi lekte."), "before": before}).json()
    assert (told["number"], told["clashes"]) == (1, {})
    told = other.post(save, {**sent("tillbaka", hande="Vi sjöng.", sett="Sång."), "before": before}).json()
    assert told["clashes"] == {"hande": "Vi lekte."}
    assert "sett" in json.loads(before)
    document.refresh_from_db()
    assert typed(document) == {"hande": ["Vi lekte."], "sett": ["Sång."]}


def test_without_a_script_a_colleagues_text_is_shown_beside_ones_own(cast, asked):
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    one, other = browser(teacher), browser(minder)
    path = f"/dokument/{document.pk}/"
    before = marks(one.get(path))
    one.post(path, {**sent("tillbaka", hande="Vi lekte."), "before": before, "way": "on"})
    page = other.post(path, {**sent("tillbaka", hande="Vi sjöng."), "before": before, "way": "on"})
    assert "Någon annan har skrivit här samtidigt" in page.content.decode()
    assert ">\nVi sjöng.</textarea>" in page.content.decode()
    assert "Vi lekte." in page.content.decode()
    page = other.post(path, {**sent("tillbaka", hande="Lek och sång."), "before": marks(page), "way": "stay"})
    document.refresh_from_db()
    assert typed(document) == {"hande": ["Lek och sång."]}


def test_what_a_colleague_wrote_in_another_field_is_brought_to_the_page_and_not_saved_over(cast, asked):
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    one, other = browser(teacher), browser(minder)
    path, save = f"/dokument/{document.pk}/", f"/dokument/{document.pk}/spara/"
    before = marks(one.get(path))
    one.post(save, {**sent("tillbaka", sett="Sång."), "before": before})
    told = other.post(save, {**sent("tillbaka", hande="Vi lekte.", sett=""), "before": before}).json()
    assert (told["clashes"], told["others"]) == ({}, {"sett": ["Sång."]})
    page = other.post(path, {**sent("tillbaka", hande="Vi lekte.", sett="", datum="x"), "before": before, "way": "on"})
    assert ">\nSång.</textarea>" in page.content.decode()
    again = {**sent("tillbaka", hande="Vi lekte ute.", sett="Sång.", datum="x"), "before": marks(page), "way": "stay"}
    other.post(path, again)
    document.refresh_from_db()
    assert (document.draft["hande"], document.draft["sett"]) == (["Vi lekte ute."], ["Sång."])


def test_last_weeks_answers_stand_beside(cast, asked):
    teacher = cast.of("a", Role.TEACHER)
    handed_in(asked(), teacher)
    next_one = actions.start_document(kind="reflection", unit=cast.a["team"], actor=teacher)
    page = browser(teacher).get(f"/dokument/{next_one.pk}/").content.decode()
    assert "Förra gången" in page
    assert "Vi byggde kojor i skogen." in page


def test_last_time_is_what_is_about_an_earlier_day_whenever_it_was_handed_in(cast, asked):
    teacher = cast.of("a", Role.TEACHER)
    handed_in(asked(), teacher)
    at("2026-09-30")
    later = actions.start_document(kind="reflection", unit=cast.a["team"], actor=teacher)
    answers = {**REFLECTED, "hande": ["Det regnade hela veckan."]}
    seen = {field: mark(later.draft.get(field, [])) for field in answers}
    actions.write_draft(document=later, seen=seen, sent=answers, actor=teacher)
    actions.submit_document(document=later, actor=teacher)
    between = actions.start_document(kind="reflection", unit=cast.a["team"], actor=teacher)
    Document.objects.filter(pk=between.pk).update(day=dt.date(2026, 9, 8))
    page = browser(teacher).get(f"/dokument/{between.pk}/").content.decode()
    assert "Vi byggde kojor i skogen." in page
    assert "Det regnade hela veckan." not in page


def test_a_leader_returns_it_and_then_sees_what_has_changed(cast, asked):
    teacher, _minder, rektor, deputy = people(cast)
    document = handed_in(asked(), teacher)
    client, here = browser(rektor), f"/granska/{document.task_id}/"
    assert here in client.get("/granska/").content.decode()
    page = client.post(here, {"decision": "returned", "comment": ""})
    assert "Skriv vad som behöver kompletteras." in page.content.decode()
    client.post(here, {"decision": "returned", "comment": "", "om-hande": "Vad gjorde barnen?"})
    week = browser(teacher).get("/min-vecka/").content.decode()
    assert "Läs kommentarerna vid svaren." in week
    page = browser(teacher).get(f"/dokument/{document.pk}/").content.decode()
    assert "Vad gjorde barnen?" in page
    document.refresh_from_db()
    seen = json.loads(marks(browser(teacher).get(f"/dokument/{document.pk}/")))
    text = {"hande": ["Barnen byggde kojor i skogen."]}
    actions.write_draft(document=document, seen=seen, sent=text, actor=teacher)
    actions.submit_document(document=document, actor=teacher)
    page = browser(deputy).get(here).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    browser(deputy).post(here, {"decision": "approved", "comment": "Tack!"})
    document.task.refresh_from_db()
    assert document.task.state == TaskState.APPROVED
    old = browser(teacher).get(f"/dokument/{document.pk}/las/?utgava=1").content.decode()
    assert "Vi byggde kojor i skogen." in old
    assert "Vad gjorde barnen?" in old


def test_reflections_are_approved_in_one_go(cast, asked):
    teacher, _minder, rektor, _deputy = people(cast)
    document = handed_in(asked(), teacher)
    page = browser(rektor).post("/granska/tillsammans/", {"task": [document.task_id]}, follow=True).content.decode()
    assert "1 reflektion är godkänd." in page
    page = browser(rektor).post("/granska/tillsammans/", follow=True).content.decode()
    assert "Välj de reflektioner" in page


def test_the_goal_moves_when_its_gate_is_free(cast, asked):
    teacher, _minder, rektor, _deputy = people(cast)
    assign(user=teacher, unit=cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
    first, second = asked("teaching_plan"), asked("teaching_plan", "other_team")
    stages = []
    for day, task in (("2026-09-18", first), ("2026-09-21", second), ("2026-09-22", None)):
        at(day)
        reconcile(clock.now())
        stages.append(Process.objects.get(pk=first.process_id).stage)
        if task is not None:
            approve_document(document=handed_in(task, teacher, PLANNED), remarks={}, actor=rektor)
    assert stages == ["plan", "plan", "do"]


def test_an_empty_week_is_a_good_feeling(cast):
    page = browser(cast.of("a", Role.UNION)).get("/min-vecka/").content.decode()
    assert "Allt är gjort" in page
    assert "inget väntar på dig den här veckan" in page


def test_a_week_with_more_than_a_page_says_how_much_there_is_and_leads_to_it_all(cast, asked, monkeypatch):
    monkeypatch.setattr(weeks, "MOST", 1)
    teacher = cast.of("a", Role.TEACHER)
    assign(user=teacher, unit=cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
    waiting = {str(asked(work, team).pk) for work in ("reflection", "teaching_plan") for team in ("team", "other_team")}
    pages = [browser(teacher).get(f"/min-vecka/?page={n}").content.decode() for n in range(1, 5)]
    for number, page in enumerate(pages, 1):
        assert "2 saker väntar den här veckan" in page
        assert "något ska vara klart" in page
        assert "Allt är gjort" not in page
        assert f"Här är {number}–{number} av 4." in page
    assert 'href="?page=2"' in pages[0]
    assert {*re.findall(r"/dokument/uppgift/(\d+)/borja/", "".join(pages))} == waiting


def test_week_and_queue_cost_the_same_however_long(cast, asked, django_assert_num_queries):
    teacher, _minder, rektor, _deputy = people(cast)
    assign(user=teacher, unit=cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
    for count, team in ((1, "team"), (2, "other_team")):
        handed_in(asked(team=team), teacher)
        leader, mine = scope_for(rektor), scope_for(teacher)
        with django_assert_num_queries(3):
            assert len(waiting_for(leader)) == count
        with django_assert_num_queries(5):
            week_of(mine)


def test_what_is_written_is_found_by_word_tag_and_week_where_one_may_read(cast, asked):
    teacher, _minder, rektor, _deputy = people(cast)
    document = handed_in(asked(), teacher)
    begun = actions.start_document(kind="reflection", unit=cast.a["team"], actor=teacher, title="Eget")
    actions.link_document(document=begun, goals=[], tags=["home"], actor=teacher)
    mine, theirs, strange = (scope_for(person) for person in (teacher, rektor, cast.of("b", Role.TEACHER)))

    def found(scope, **wanted):
        return {one.title for one in documents_found(scope, DocumentFilter(**wanted))}

    assert found(mine) == {"Skriv reflektion", "Eget"}
    assert found(theirs) == {"Skriv reflektion"}
    assert found(strange) == set()
    assert found(theirs, words="KOJOR skogen") == {"Skriv reflektion"}
    assert found(mine, words="kojor stranden") == set()
    assert found(mine, tag="home") == {"Eget"}
    assert found(mine, week=document.day) == {"Skriv reflektion", "Eget"}
    assert found(mine, week=document.day + dt.timedelta(days=7)) == set()


def test_a_reflection_says_its_week_in_every_list_and_its_days_in_words(cast, asked):
    teacher, _minder, rektor, _deputy = people(cast)
    document = handed_in(asked(), teacher)
    mine = browser(teacher)
    for page in (mine.get("/dokument/"), mine.get("/min-vecka/"), browser(rektor).get("/granska/")):
        assert "Skriv reflektion, vecka 36" in page.content.decode()
    read = mine.get(f"/dokument/{document.pk}/las/").content.decode()
    assert "1 september 2026" in read
    assert "2026-09-01" not in read


def test_a_title_that_says_its_week_or_is_of_no_week_stands_as_it_is(cast, asked):
    teacher = cast.of("a", Role.TEACHER)
    told, plan = (
        actions.start_document(kind=kind, unit=cast.a["team"], actor=teacher, title=title)
        for kind, title in (("reflection", "Bygglek, Vecka 36"), ("teaching_plan", "Kojor"))
    )
    assert [titled(one) for one in (told, plan)] == ["Bygglek, Vecka 36", "Kojor"]


def test_a_workplace_lead_sees_who_has_written_this_week(cast, asked):
    handed_in(asked(), cast.of("a", Role.TEACHER))
    page = browser(cast.of("a", Role.WORKPLACE_LEAD)).get("/dokument/").content.decode()
    assert "Inte börjat än. Behöver de hjälp med tiden?" in page
    assert "Arbetslaget Stigen" in page
    assert "Den här veckan" not in browser(cast.of("a", Role.TEACHER)).get("/dokument/").content.decode()
