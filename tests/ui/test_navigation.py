"""The menu, header and footer show whoever asks what is theirs, and know nobody in advance."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from ui.context_processors import Shell
from ui.navigation import (
    AlreadyRegistered,
    FooterLink,
    FooterLinks,
    Identity,
    IdentityHook,
    Navigation,
    NavItem,
    address,
    everyone,
    nothing_new,
    signed_in,
)


def asking(path="/", user=None, **cookies):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    request.COOKIES = cookies
    return request


def staff():
    return get_user_model()(email="sanna.ek@ronnfjard.example")


def menu(*items):
    made = Navigation()
    for item in items:
        made.register(item)
    return made


def item(key, url_name="more", **more):
    return NavItem(key, key.title(), url_name, "leaf", **({"visible": everyone} | more))


def test_items_stand_in_their_order():
    made = menu(item("last", order=9), item("first", order=1), item("b"), item("a"))
    assert [found.key for found in made] == ["first", "last", "a", "b"]


def test_a_key_is_taken_once():
    made = menu(item("week"))
    with pytest.raises(AlreadyRegistered, match="week"):
        made.register(item("week"))
    assert len(made) == 1


def test_only_what_the_reader_may_see_is_shown():
    made = menu(item("open"), item("staff", visible=signed_in), item("nobody", visible=lambda request: False))
    assert [place.key for place in made.places(asking())] == ["open"]
    assert [place.key for place in made.places(asking(user=staff()))] == ["open", "staff"]


def test_a_place_that_is_not_installed_is_left_out():
    assert menu(item("gone", "no_such_page")).places(asking()) == []
    assert address("no_such_page") == ""


def test_the_badge_counts_for_whoever_asks():
    made = menu(item("week", badge=lambda request: 3), item("wheel", badge=nothing_new))
    assert [place.badge for place in made.places(asking())] == [3, 0]


@pytest.mark.parametrize(
    ("path", "current"), [("/mer/", "page"), ("/mer/nagot/", "true"), ("/ui/", ""), ("/merparten/", "")]
)
def test_the_place_where_the_reader_stands_is_marked(path, current):
    assert [place.current for place in menu(item("more")).places(asking(path))] == [current]


def test_the_nearest_place_is_marked_and_no_other():
    made = menu(item("all", "gallery"), item("one", "more"))
    assert [place.current for place in made.places(asking("/ui/grund/"))] == ["true", ""]


def test_five_places_fill_the_tabs_without_more():
    shell = Shell(asking(), navigation=menu(*(item(f"p{n}") for n in range(5))))
    assert [place.thumb for place in shell.places] == [True] * 5
    assert shell.more is None


def test_of_six_places_two_are_behind_more():
    made = menu(*(item(f"p{n}", badge=lambda request: 1) for n in range(6)))
    shell = Shell(asking("/ui/"), navigation=made)
    assert [place.thumb for place in shell.places] == [True] * 4 + [False] * 2
    assert (shell.more.url, shell.more.badge, shell.more.current) == ("/mer/", 2, "")
    assert [place.key for place in shell.beyond_thumbs] == ["p4", "p5"]


def test_more_is_marked_when_the_reader_stands_behind_it():
    made = menu(*(item(f"p{n}") for n in range(5)), item("p5", "gallery"))
    assert Shell(asking("/ui/grund/"), navigation=made).more.current == "true"
    assert Shell(asking("/mer/"), navigation=made).more.current == "page"


def test_who_is_signed_in_is_asked_of_whoever_registered():
    hook = IdentityHook()
    assert hook.of(asking()) is None
    hook.register(lambda request: Identity("Sanna Ek", "Förskollärare", "SE"))
    assert Shell(asking(), identity=hook).identity.name == "Sanna Ek"


def test_a_bare_shell_asks_nobody():
    def fails(request):
        raise AssertionError("asked")

    hook = IdentityHook()
    hook.register(fails)
    links = FooterLinks()
    links.register(FooterLink("about", "Om", "more", visible=fails))
    shell = Shell(asking(), bare=True, navigation=menu(item("x", visible=fails)), identity=hook, footer=links)
    assert (shell.places, shell.identity, shell.footer_links) == ([], None, [])


def test_footer_links_are_those_that_are_installed():
    links = FooterLinks()
    links.register(FooterLink("b", "Mer", "more", order=2))
    links.register(FooterLink("a", "Galleri", "gallery", order=1))
    links.register(FooterLink("c", "Borta", "no_such_page"))
    links.register(FooterLink("d", "Bara för oss", "more", visible=signed_in))
    assert [(link.label, link.url) for link in links.links(asking())] == [("Galleri", "/ui/"), ("Mer", "/mer/")]


def test_the_readers_choices_come_from_cookies_and_only_known_ones_count():
    shell = Shell(asking(theme="dark", text="large"))
    assert (shell.theme, shell.text) == ("dark", "large")
    shell = Shell(asking(theme="pink", text="<script>"))
    assert (shell.theme, shell.text) == ("", "")


def test_a_choice_returns_to_the_page_it_was_made_on():
    assert Shell(asking("/enheter/?sort=name")).back_to == "/enheter/?sort=name"
    posted = RequestFactory().post("/enheter/?sort=name")
    assert Shell(posted).back_to == "/enheter/"
