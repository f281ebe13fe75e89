"""Every address of the back office × every role × own and other units' pages: nothing of another unit is told."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.models import Comment, Page

from cms.actions import adopt_and_publish, draft_plan, place_of, withdraw
from cms.models import PlanPage
from cms.views import back_office
from organisation.enums import Role
from quality.actions.plans import open_series
from quality.models import Goal
from tests.cast import MARKERS, counted, gathered
from tests.cms.conftest import NEW_YEAR, rewritten
from tests.once import loaded_once
from tests.quality.texts import PLAN_2026, VOICE, YARD

pytestmark = pytest.mark.django_db  # each test in a savepoint inside the world
EDITORS = {Role.ADMINISTRATOR, Role.QUALITY_OFFICER, Role.REKTOR, Role.DEPUTY, Role.DEVELOPER}
LINK = {"next": "/planarbete/", "external-link-chooser-url": "https://skolverket.se", "url": "https://skolverket.se"}
SECRET = "Steglitsens hemlighet"


def addresses():
    """Yield the name, the route and the argument names of every address under /redaktion/."""
    resolver = next(part for part in walk_to("redaktion/"))
    yield from under(resolver, "", "redaktion/")


def walk_to(route, resolver=None):
    for part in (resolver or get_resolver()).url_patterns:
        if not isinstance(part, URLPattern):
            if str(part.pattern) == route:
                yield part
            else:
                yield from walk_to(route, part)


def under(resolver, space, route):
    for part in resolver.url_patterns:
        here = route + str(part.pattern)
        if isinstance(part, URLPattern):
            yield f"{space}{part.name}", part, here
        else:
            inner = f"{space}{part.namespace}:" if part.namespace else space
            yield from under(part, inner, here)


def picture(place, title):
    content = BytesIO()
    Pillow.new("RGB", (8, 6), "teal").save(content, "PNG")
    content.seek(0)
    return get_image_model().objects.create(
        title=title, file=ImageFile(content, name="b.png"), collection=place.pictures
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two units with people, a plan with a later draft, a remark and a picture each; those of B are full of marker words."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")), loaded_once(django_db_blocker):
        yield build()


@pytest.fixture
def cast(world):
    return world["cast"]


@pytest.fixture
def both(world):
    return world


def build():
    cast = gathered()
    cast.everyone("a"), cast.quality_officer, cast.nobody
    world = {"cast": cast, "a": things_of(cast, "a", "Norrskog"), "b": things_of(cast, "b", SECRET)}
    counted()
    return world


def things_of(cast, letter, words):
    unit, rektor = getattr(cast, letter)["school_unit"], cast.of(letter, Role.REKTOR)
    series = open_series(unit=unit, name=f"Verksamhetsplan {words}", actor=rektor)
    text = replace(PLAN_2026, title=f"Plan {words}", goals=(replace(VOICE, title=f"Mål {words}"), YARD))
    adopted = draft_plan(unit=unit, series=series, text=text, actor=rektor)
    adopt_and_publish(page=adopted, effective_on=NEW_YEAR, actor=rektor)
    adopted = rewritten(adopted, rektor, title=f"Omskriven {words}")
    Comment.objects.create(page=adopted, user=rektor, text=f"Tänk på {words}", contentpath="title")
    locked = draft_plan(unit=unit, series=series, text=replace(text, title=f"Låst {words}"), actor=rektor)
    PlanPage.objects.filter(pk=locked.pk).update(locked=True, locked_by=rektor)
    place = place_of(unit=unit)
    return {"page": adopted, "place": place, "picture": picture(place, f"Bild {words}"), "locked": locked}


def values(things, name):
    """Return what stands in an address whose argument has this name."""
    page = things["page"]
    return {
        "page_id": page.pk,
        "page_to_move_id": page.pk,
        "parent_page_id": things["place"].pk,
        "destination_id": things["place"].pk,
        "revision_id": page.latest_revision_id,
        "image_id": things["picture"].pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "app_label": "wagtailcore",
        "content_type_app_name": "cms",
        "content_type_model_name": "planpage",
        "model_name": "page",
        "app_name": "cms",
        "action": "delete",
        "action_name": "copy_for_translation",
        "object_id": page.pk,
        "session_id": 1,
        "filter_spec": "max-100x100",
        "uploaded_file_id": 1,
        "collection_id": things["place"].pictures_id,
        "uidb64": "MQ",
        "token": "abc-def",
        "task_id": 1,
        "task_state_id": 1,
        "workflow_state_id": 1,
    }.get(name, page.pk)


def address(route, part, things):
    """Return the address with everything filled in that it asks for."""
    import re

    filled = re.sub(
        r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(\w+)>", lambda m: str(values(things, m[1] or m[2])), route
    )
    return "/" + filled.replace("^", "").replace("\\Z", "").replace("$", "").replace("\\.", ".").replace(".*", "annat")


def told(client, response):
    """Return the marker words in an answer, and in the page that it leads to."""
    if response.status_code in (301, 302):
        response = client.get(response["Location"], follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return {word for word in (*MARKERS, "hemlighet") if word in body.decode(errors="replace")}


def wrong_answers(client, side):
    """Ask everything about one side's things; return what told a word of B, and what broke."""
    wrong = []
    for name, part, route in addresses():
        for method in ("get", "post"):
            url = address(route, part, side)
            params = {"q": "Plan", "id": side["page"].pk} if method == "get" else LINK
            response = getattr(client, method)(url, params)
            words = told(client, response)
            if words or response.status_code >= 500:
                wrong.append((name, method, response.status_code, words))
    return wrong


def one_now_and_all_in_full(roles, first):
    """Return a parameter for each role; all but `first` are for `make slow`: some nine hundred pages each."""
    return [role if role == first else pytest.param(role, marks=pytest.mark.slow) for role in sorted(roles)]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("role", one_now_and_all_in_full(EDITORS, Role.DEPUTY), ids=str)
def test_no_address_tells_an_editor_a_word_of_another_unit(cast, both, role):
    client = Client()
    client.force_login(cast.of("a", role))
    assert wrong_answers(client, both["b"]) == []
    assert wrong_answers(client, both["a"]) == []


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("role", one_now_and_all_in_full(set(Role) - EDITORS, Role.WORKPLACE_LEAD), ids=str)
def test_for_everybody_else_there_is_no_back_office(cast, both, role):
    client = Client()
    client.force_login(cast.of("a", role))
    asked = [(name, address(route, part, both["a"])) for name, part, route in addresses()]
    assert {client.get(url).status_code for _, url in asked} == {404}
    open_to_editors = back_office.OPEN | back_office.OF_A_PLAN
    assert {client.post(url).status_code for name, url in asked if name in open_to_editors} == {404}


def test_a_stranger_signs_in_at_our_own_door(both):
    client = Client()
    for _, part, route in addresses():
        response = client.get(address(route, part, both["a"]))
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/konto/logga-in/"), route


def test_a_superuser_without_a_role_has_no_back_office_either(cast, both):
    person = cast.nobody
    person.is_superuser = True
    person.save()
    client = Client()
    client.force_login(person)
    assert client.get("/redaktion/pages/").status_code == 404


def test_what_is_open_is_named_and_exists():
    named = back_office.OPEN | back_office.OF_A_PLACE | back_office.OF_A_PLAN | back_office.OF_A_PICTURE
    assert named - {name for name, _, _ in addresses()} == set()


def shown(client, url):
    return client.get(url, follow=True).content.decode()


def test_ones_own_pages_are_there(cast, both, client):
    client.force_login(cast.of("a", Role.DEPUTY))
    page, place = both["a"]["page"], both["a"]["place"]
    for url in (
        f"/redaktion/pages/{place.pk}/",
        f"/redaktion/pages/{page.pk}/edit/",
        f"/redaktion/pages/{page.pk}/history/",
        f"/redaktion/pages/{page.pk}/revisions/compare/live...latest/",
        "/redaktion/pages/search/?q=Plan",
        f"/redaktion/choose-page/{place.pk}/",
    ):
        assert "Omskriven Norrskog" in shown(client, url), url
    assert "Låst Norrskog" in shown(client, "/redaktion/reports/locked/")
    assert "Bild Norrskog" in shown(client, "/redaktion/images/")
    assert "Mål Norrskog" in shown(client, f"/redaktion/pages/{page.pk}/view_draft/")


def test_the_quality_officer_of_all_sees_both(cast, both, client):
    client.force_login(cast.quality_officer)
    page = shown(client, "/redaktion/pages/")
    assert "Norrskogens skolenhet" in page
    assert "Zebrafinkens skolenhet" in page


@pytest.mark.parametrize(
    "what",
    ["publish", "unpublish", "move", "copy", "convert_alias", "delete", "add_subpage", "set_position", "privacy"],
)
def test_nothing_is_published_moved_copied_or_deleted_in_the_back_office(cast, both, client, what):
    client.force_login(cast.of("a", Role.REKTOR))
    page = both["a"]["page"]
    before = list(Page.objects.order_by("pk").values("pk", "path", "live", "title", "alias_of"))
    data = {
        "new_title": "K",
        "new_slug": "k",
        "new_parent_page": both["a"]["place"].pk,
        "copy_subpages": "",
        "alias": "on",
    }
    for method in (client.get, client.post):
        assert method(f"/redaktion/pages/{page.pk}/{what}/", data).status_code in {302, 404}
    place = both["a"]["place"].pk
    client.post(f"/redaktion/pages/{page.pk}/move/{place}/confirm/")
    client.post(f"/redaktion/bulk/wagtailcore/page/{what}/?id={page.pk}", {"next": "/planarbete/"})
    assert list(Page.objects.order_by("pk").values("pk", "path", "live", "title", "alias_of")) == before


def test_saving_with_the_word_for_publishing_saves_a_draft(cast, both, client):
    client.force_login(cast.of("a", Role.REKTOR))
    page = both["a"]["page"]
    data = filled(client, page) | {"title": "Smyg", "action-publish": "action-publish"}
    client.post(f"/redaktion/pages/{page.pk}/edit/", data)
    stored = Page.objects.get(pk=page.pk)
    assert (stored.title, stored.has_unpublished_changes) == ("Plan Norrskog", True)


def filled(client, page):
    """Return what the editor's form holds, as a browser would send it with an empty body."""
    return {
        "title": page.title,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }


def test_scheduling_and_other_fields_sent_along_are_left_alone(cast, both, client):
    client.force_login(cast.of("a", Role.REKTOR))
    page = both["a"]["page"]
    other = both["b"]["page"]
    sent = {"go_live_at": "2099-01-01 00:00", "unit": other.unit_id, "series": other.series_id, "slug": "annan"}
    response = client.post(f"/redaktion/pages/{page.pk}/edit/", filled(client, page) | sent)
    assert response.status_code == 302
    draft = PlanPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.unit_id, draft.series_id, draft.go_live_at, draft.slug) == (
        page.unit_id,
        page.series_id,
        None,
        page.slug,
    )


def test_a_withdrawn_plan_cannot_be_deleted_and_a_fresh_draft_can(cast, both, client):
    rektor = cast.of("a", Role.REKTOR)
    client.force_login(rektor)
    page = both["a"]["page"]
    withdraw(page=page, actor=rektor)
    client.post(f"/redaktion/pages/{page.pk}/delete/")
    assert PlanPage.objects.filter(pk=page.pk).exists()
    fresh = draft_plan(unit=page.unit, series=page.series, text=PLAN_2026, actor=rektor)
    client.post(f"/redaktion/pages/{fresh.pk}/delete/")
    assert not PlanPage.objects.filter(pk=fresh.pk).exists()


def test_reverting_makes_a_new_draft_and_leaves_the_adopted_text(cast, both, client):
    client.force_login(cast.of("a", Role.REKTOR))
    page = both["a"]["page"]
    first = page.revisions.order_by("created_at").first()
    assert client.get(f"/redaktion/pages/{page.pk}/revisions/{first.pk}/revert/").status_code == 200
    before = page.revisions.count()
    client.post(f"/redaktion/pages/{page.pk}/edit/", filled(client, page) | {"revision": first.pk, "title": "Tillbaka"})
    stored = PlanPage.objects.get(pk=page.pk)
    assert page.revisions.count() == before + 1
    assert (stored.title, stored.live, stored.draft_title) == ("Plan Norrskog", True, "Tillbaka")


def test_goals_to_contribute_to_come_from_above_and_from_there_alone(cast, both, client):
    officer = cast.quality_officer
    series = open_series(unit=cast.department, name="Verksamhetsplan", actor=officer)
    above = draft_plan(
        unit=cast.department,
        series=series,
        text=replace(PLAN_2026, goals=(replace(VOICE, title="Nämndens mål"),)),
        actor=officer,
    )
    adopt_and_publish(page=above, effective_on=NEW_YEAR, actor=officer)
    client.force_login(cast.of("a", Role.DEPUTY))
    listed = client.get("/redaktion/mal/").json()["html"]
    assert "Nämndens mål" in listed
    assert "Mål Norrskog" in listed  # the preschools under it may contribute to it
    assert SECRET not in listed
    goal = Goal.objects.get(series=series)
    assert client.get(f"/redaktion/mal/chosen/{goal.pk}/").json()["result"]["title"] == "Nämndens mål"
    beside = Goal.objects.filter(unit=cast.b["school_unit"]).first()
    assert client.get(f"/redaktion/mal/chosen/{beside.pk}/").status_code == 404
