"""A plan under review on each side."""

from cms.actions.plan_imports import keep_reading, store_plan_import
from cms.importing.apart import reading_of
from quality.importing.reading import read_text

PLAN = """Verksamhetsplan för {where}

Nämndmål:
Alla barn trivs på {where}

 Indikator Årsmål KF:s årsmål Periodicitet

Andel nöjda på {where} 90 % År
"""


def kept(unit, name):
    """Return a plan of `unit`, read in and waiting to be looked at; every text in it holds `name`."""
    reading = reading_of(read_text(PLAN.format(where=name)))
    stored = store_plan_import(unit=unit, content=b"", filename=f"{name}.txt", actor=None)
    return keep_reading(plan_import=stored, reading=reading)


def store(world):
    """Store one in A and one in B."""
    for of, units in (("own", world.cast.a), ("other", world.cast.b)):
        world.things["plan_import", of] = kept(units["school_unit"], units["school_unit"].name).pk
