"""What each side tells back: a draft at its school unit, and a page of its preschool that anybody reads, with a public figure."""

from organisation.enums import Role
from quality.actions.telling import publish_telling, start_telling, write_item
from quality.rules.telling import Figure, Words
from surveys.models import QuestionnaireVersion
from tests.access.results import release_of

SAID = {
    "a": Words(
        "Ni vill vara mer ute", "Flera av er skrev om skogen.", ("Skogsdag varje tisdag.",), "Vi frågar igen i mars."
    ),
    "b": Words("Zebrafinkens önskan", "Ni vill höra mer.", ("Tofsvipans veckobrev.",)),
}
PUBLIC = ("inner", "public")


def store(world):
    """Store them, and a result of which something is public."""
    for of, letter in (("own", "a"), ("other", "b")):
        units, rektor = getattr(world.cast, letter), world.cast.of(letter, Role.REKTOR)
        version = QuestionnaireVersion.objects.filter(questionnaire__key=f"enkat-{letter}").latest("number")
        name = "Skogens öppna enkät" if of == "own" else "Ljungpiparens öppna enkät"
        release = release_of(
            version, units["school_unit"], [units["school_unit"], units["preschool"]], name, parts=PUBLIC
        )
        place = release.places.get(unit=units["preschool"])
        draft = start_telling(unit=units["school_unit"], actor=rektor)
        piece = write_item(telling=draft, words=SAID[letter], actor=rektor)
        page = start_telling(unit=units["preschool"], actor=rektor)
        figure = Figure(release.pk, place.pk, "lyssnar")
        shown = Words("Ni känner er hörda", "Tack för era svar.", SAID[letter].done, figure=figure)
        write_item(telling=page, words=shown, actor=rektor)
        publish_telling(telling=page, actor=rektor)
        world.things |= {
            ("telling", of): draft.pk,
            ("telling_item", of): piece.id,
            ("told_unit", of): units["preschool"].key,
            ("public_release", of): release.pk,
        }
