"""What a survey can hold, and what others show around it."""

import pytest
from django.utils import translation

from ledger.kinds import AlreadyRegistered, Registry
from surveys.kinds import ItemType, Link, Place, Shelf, Way, item_types, links, links_at, ways, ways_at
from surveys.rules.definition.items import TYPES, Info
from surveys.rules.phrases import phrases


def test_every_type_that_a_version_can_hold_has_a_name():
    assert {key: kind.definition for key, kind in item_types.items()} == TYPES


def test_no_two_types_share_a_name():
    with translation.override("sv"):
        names = [str(kind.label) for _, kind in item_types.items()]
    assert sorted(names) == sorted(set(names))


def test_a_type_is_registered_once():
    registry = Registry("Item type")
    registry.register("info", ItemType(label="Text", definition=Info))
    with pytest.raises(AlreadyRegistered, match="Item type “info” is registered twice"):
        registry.register("info", ItemType(label="Text", definition=Info))


SWEDISH = phrases("sv")


@pytest.fixture
def registry():
    registry = Registry("Link")
    said = Link(phrase="told-back", url=lambda number, unit: f"/sa/{number}/{unit}/", places=frozenset(Place))
    plan = Link(
        phrase="send", url=lambda number, unit: "/plan/" if number == 7 else "", places=frozenset({Place.RECEIPT})
    )
    registry.register("said", said)
    registry.register("plan", plan)
    return registry


def test_a_link_shows_where_it_asked_to(registry):
    assert links_at(registry, Place.LANDING, 7, 3, SWEDISH) == [(SWEDISH["told-back"], "/sa/7/3/")]
    assert links_at(registry, Place.LETTER, 7, 3, SWEDISH) == [(SWEDISH["told-back"], "/sa/7/3/")]
    assert links_at(registry, Place.RECEIPT, 7, 3, SWEDISH) == [
        (SWEDISH["told-back"], "/sa/7/3/"),
        (SWEDISH["send"], "/plan/"),
    ]


def test_a_link_with_nothing_to_show_is_left_out(registry):
    assert links_at(registry, Place.RECEIPT, 8, 3, phrases("fi")) == [(phrases("fi")["told-back"], "/sa/8/3/")]


def test_the_engine_offers_no_links_of_its_own():
    assert [key for key, link in links.items() if link.url.__module__.startswith("surveys.")] == []


def test_what_can_be_begun_is_offered_where_it_asked_to_and_to_whom():
    registry = Registry("Way")
    new = Way("Ny", "plus", Shelf.TOP, lambda key: "/ny/")
    after = Way("Nästa", "edit", Shelf.QUESTIONNAIRE, lambda key: f"/nasta/{key}/", is_sent=True, is_for_owners=True)
    copy = Way("Kopiera", "merge", Shelf.QUESTIONNAIRE, lambda key: f"/kopiera/{key}/")
    for name, way in (("new", new), ("next", after), ("copy", copy)):
        registry.register(name, way)
    assert ways_at(registry, Shelf.TOP) == [(new, "/ny/")]
    assert ways_at(registry, Shelf.QUESTIONNAIRE, "enkat") == [(copy, "/kopiera/enkat/")]
    assert ways_at(registry, Shelf.QUESTIONNAIRE, "enkat", is_owner=True) == [
        (after, "/nasta/enkat/"),
        (copy, "/kopiera/enkat/"),
    ]


def test_the_engine_begins_nothing_of_its_own():
    assert [key for key, way in ways.items() if way.url.__module__.startswith("surveys.")] == []
