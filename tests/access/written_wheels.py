"""The draft of a next version, and a fresh draft, on each side."""

from dataclasses import replace

from cms.actions.wheels import begin_wheel
from tests.access.wheels import TEXT
from workflows import actions


def store(world):
    """Store them; the wheel whose next version is under way lies on its own side."""
    for of, letter in (("own", "a"), ("other", "b")):
        unit, officer = getattr(world.cast, letter)["school_unit"], world.cast.of(letter, "quality_officer")
        title = f"Hjulet för {unit.name}"
        published = actions.create_wheel(key=f"skrivet-{letter}", name=title, unit=unit, actor=officer)
        actions.publish_wheel(wheel=published, text=replace(TEXT, title=title), actor=officer)
        page = begin_wheel(unit=unit, text=replace(TEXT, title=f"{title}, nästa"), actor=officer, wheel=published)
        fresh = begin_wheel(unit=unit, text=replace(TEXT, title=f"Utkast av {unit.name}"), actor=officer)
        world.things |= {
            ("written_wheel", of): published.pk,
            ("wheel_page", of): page.pk,
            ("wheel_fresh", of): fresh.pk,
        }
