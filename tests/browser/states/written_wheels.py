"""Wheels as they are written: begun, faulty, what they would do, read in, published, compared."""

from dataclasses import replace

from cms.actions.wheels import begin_wheel, publish_written_wheel, rewrite_wheel
from cms.models import WheelPage
from ledger import clock
from organisation.enums import Role
from tests.browser.states.making import at, number, state, unit
from workflows import actions
from workflows.rules.shipped import PRESCHOOL_WHEEL
from workflows.rules.when import Monthly, Weekly

OFFICER, HOME = Role.QUALITY_OFFICER, "/arshjulsarbete/"
ENTRIES = PRESCHOOL_WHEEL.entries
CHANGED = replace(
    PRESCHOOL_WHEEL,
    entries=(
        replace(ENTRIES[0], when=Weekly(6), shift="skip", title="Något som aldrig infaller"),
        replace(ENTRIES[2], when=Monthly(3), review=True),
        *ENTRIES[3:],
        replace(ENTRIES[1], key="eget", title="Läs hela enhetens dokumentation tillsammans"),
    ),
    closed_weeks=frozenset({52, 1}),
)

at("wheel-drafts-not-found", f"{HOME}?q=qqq", OFFICER)
at("wheel-read-in-faults", f"{HOME}las-in/", OFFICER, sent={"pasted": '{"title": "x", "entries": [{"key": "A"}]}'})
at("wheel-read-in-no-json", f"{HOME}las-in/", OFFICER, sent={"pasted": "{"})


def _page(world, text=CHANGED):
    """Return a draft of a wheel that a preschool follows, rewritten in every way."""
    officer, owner = world.cast.of("a", OFFICER), world.cast.a["school_unit"]
    wheel = actions.create_wheel(key=f"eget-{next(number)}", name="Vårt årshjul", unit=owner)
    actions.publish_wheel(wheel=wheel, text=replace(PRESCHOOL_WHEEL, title="Vårt årshjul"))
    actions.assign_wheel(wheel=wheel, unit=unit(world, kind="preschool", under="school_unit"))
    page = begin_wheel(unit=owner, text=wheel.versions.get().text, actor=officer, wheel=wheel)
    rewrite_wheel(page=page, text=replace(text, title="Vårt årshjul, omskrivet"), actor=officer)
    return WheelPage.objects.get(pk=page.pk)


@state("wheel-draft-whole", OFFICER)
def wheel_draft_whole(world):
    return f"{HOME}{_page(world).pk}/"


@state("wheel-draft-prospect-whole", OFFICER)
def wheel_draft_prospect_whole(world):
    return f"{HOME}{_page(world).pk}/vad-hander/"


@state("wheel-draft-publish-whole", OFFICER)
def wheel_draft_publish_whole(world):
    return f"{HOME}{_page(world).pk}/publicera/"


@state("wheel-draft-publish-a-day-that-was", OFFICER)
def wheel_draft_publish_a_day_that_was(world):
    return f"{HOME}{_page(world).pk}/publicera/?effective_on=2001-01-01"


@state("wheel-draft-compare-whole", OFFICER)
def wheel_draft_compare_whole(world):
    return f"{HOME}{_page(world).pk}/jamfor/"


@state("wheel-draft-published", OFFICER)
def wheel_draft_published(world):
    page = _page(world)
    publish_written_wheel(page=page, effective_on=clock.today(), actor=world.cast.of("a", OFFICER))
    return f"{HOME}{page.pk}/publicera/"


@state("wheel-draft-empty", OFFICER)
def wheel_draft_empty(world):
    text = replace(PRESCHOOL_WHEEL, title="Ett tomt hjul", entries=(), stages=())
    return f"{HOME}{begin_wheel(unit=world.cast.a['school_unit'], text=text, actor=None).pk}/"


def _faulty(world, tab):
    page = _page(world)
    draft = page.get_latest_revision_as_object()
    raw = draft.raw("entries")
    raw[0]["value"] |= {"role": "", "asks": True, "lead": None}
    raw[3]["value"]["when"] = []
    draft.entries, draft.closed_weeks = raw, "juli"
    draft.save_revision()
    return f"{HOME}{page.pk}/{tab}"


state("wheel-draft-faults", OFFICER)(lambda world: _faulty(world, ""))
state("wheel-draft-publish-faults", OFFICER)(lambda world: _faulty(world, "publicera/"))
state("wheel-draft-prospect-faults", OFFICER)(lambda world: _faulty(world, "vad-hander/"))
state("wheel-draft-compare-faults", OFFICER)(lambda world: _faulty(world, "jamfor/"))
