"""What the demo has reported and told back: the units' year-end reports, merged by the committee, and the public pages."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from ledger import clock
from organisation.actions import ensure_period
from organisation.models import Unit, User
from quality.actions.reports import start_report, submit_report, write_section
from quality.actions.telling import publish_telling, start_telling, write_item, write_lead
from quality.demo import loading, texts
from quality.enums import ReportKind
from quality.queries.telling import line_of
from quality.rules.report import SUMMARY
from quality.rules.telling import Figure, Words
from surveys.models import Release
from surveys.queries.telling import public_figures, public_place

REPORTED = {"norra": (1, 26), "sodra": (1, 29), texts.COMMITTEE: (2, 12)}
SUMMARIES = {
    "norra": "Året har handlat om barnens röst. Barnmötena har blivit fler, men de ska bli av också när vi är få. Färre "
    "familjer än förra året får höra hur barnets dag har varit. Det börjar vi med nästa år.",
    "sodra": "Introduktionen har blivit lugnare och samtalen fler. Flerspråkigheten går framåt, men för långsamt: arbetet "
    "hänger på enskilda kollegor, och det ändrar vi på.",
    texts.COMMITTEE: "Båda skolenheterna har arbetat med trygghet och inflytande och ser resultat. Skillnaderna mellan "
    "förskolorna är större än mellan åren, och de beror mest på hur tiden är planerad.",
}


@dataclass(frozen=True)
class Piece:
    """A piece of what is told back: beside a figure of the survey where a measure is named."""

    heading: str
    said: str
    done: tuple[str, ...]
    after: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Page:
    """What a unit told: on which day, of which year counted from the present."""

    unit: str
    back: int
    on: tuple[int, int]
    lead: str
    pieces: tuple[Piece, ...]


PAGES = (
    Page(
        "norra",
        1,
        (6, 9),
        "Tack till alla som svarade i våras. Det här tog vi med oss.",
        (
            Piece(
                "Att få höra om barnets dag",
                "Många av er vill veta mer om vad barnet har gjort, mest ni som hämtar sent.",
                ("Varje avdelning har en tavla vid dörren.", "Den som går hem först skriver på den."),
                measure="andel-dagen",
            ),
        ),
    ),
    Page(
        "norra",
        0,
        (6, 4),
        "Ni svarade, vi läste, och en del är redan gjort. Resten står det när vi tänker göra.",
        (
            Piece(
                "Barnens idéer",
                "Ni märker att barnen är med och bestämmer, men inte överallt.",
                (
                    "Barnmötet har två fasta tider i veckan.",
                    "Bilder gör att alla kan rösta, också de som inte pratar än.",
                ),
                "I höst får alla avdelningar samma bildkort.",
                "andel-allvar",
            ),
            Piece(
                "Att få höra om barnets dag",
                "Fler av er får höra om dagen än förra året. Tavlan är bra, sa ni, men ibland är den tom.",
                ("Vi skriver före klockan tre.", "Nya kollegor får lära sig det första dagen."),
                measure="andel-dagen",
            ),
            Piece(
                "Gården",
                "Flera av er undrade över leran vid grinden.",
                (),
                "Vi har bett om nytt underlag. Beskedet kommer efter sommaren, och vi skriver det här.",
            ),
        ),
    ),
    Page(
        "sodra",
        0,
        (6, 11),
        "Det här sa ni i förskoleundersökningen, och det här har vi gjort.",
        (
            Piece(
                "Att börja på förskolan",
                "De flesta av er var nöjda med introduktionen. Några fick vänta länge på ett samtal.",
                ("Samtalet bokas redan vid första besöket.", "Högst fyra barn börjar i samma vecka."),
                "En sida om introduktionen kommer på fler språk.",
                "andel-introduktion",
            ),
            Piece(
                "Språken hemifrån",
                "Ni vill att barnen ska få höra sina språk oftare.",
                ("Kvarnhjulet läser en saga i månaden på ett språk till.",),
                "De andra förskolorna behöver er hjälp att läsa in. Säg till om du vill.",
            ),
        ),
    ),
)


def load() -> None:
    """Report the year before, and tell back what came of the surveys. Without a survey there was nothing to tell."""
    if not Release.objects.exists():
        return
    today = clock.today()
    for key, on in REPORTED.items():
        _report(key, dt.date(today.year, *on), today)
    for page in PAGES:
        _tell(page, dt.date(today.year - page.back, *page.on), today)


def _report(key: str, on: dt.date, today: dt.date) -> None:
    if on > today:
        return
    unit, actor = Unit.objects.get(key=key), _decider(key)
    with clock.one_now(_at(on)):
        period = ensure_period(kind="calendar_year", day=dt.date(on.year - 1, 1, 1))
        report = start_report(kind=ReportKind.YEAR, unit=unit, period=period, actor=actor)
        report = write_section(
            report=report, key=SUMMARY, before=SUMMARIES[key], after="", seen=report.number, actor=actor
        )
        submit_report(report=report, actor=actor)


def _tell(page: Page, on: dt.date, today: dt.date) -> None:
    if on > today:
        return
    unit, actor = Unit.objects.get(key=page.unit), _decider(page.unit)
    with clock.one_now(_at(on)):
        telling = start_telling(unit=unit, actor=actor)
        telling = write_lead(telling=telling, lead=page.lead, actor=actor)
        written = {item["heading"]: item["id"] for item in telling.items}
        for piece in page.pieces:
            words = Words(piece.heading, piece.said, piece.done, piece.after, _figure(unit, piece.measure, on))
            write_item(telling=telling, words=words, actor=actor, ident=written.get(piece.heading, ""))
        publish_telling(telling=telling, actor=actor)


def _figure(unit: Unit, measure: str, on: dt.date) -> Figure | None:
    """Return where everybody may see a measure at the unit in the last survey; None where they may not."""
    release = Release.objects.filter(closed_on__lte=on).select_related("version").order_by("-closed_on").first()
    place = public_place(release, line_of(unit.pk, on)) if release is not None and measure else None
    if release is None or place is None:
        return None
    shown = {figure.measure for figure in public_figures(release, place, "sv")}
    return Figure(release.pk, place.pk, measure) if measure in shown else None


def _decider(key: str) -> User:
    return loading.person_of(loading.DECIDERS[key])


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(15, 10), timezone.get_default_timezone())
