"""What the reader must look at: every place where the text does not decide by itself. Sentences are Swedish, "du"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding asks of the reader."""

    INFO = "info"  # nothing to do, but said
    WARNING = "warning"  # look here before the plan becomes a draft
    ERROR = "error"  # the file could not be read


class Code(StrEnum):
    """The kinds of findings; each has its sentence in MESSAGES."""

    UNREADABLE = "unreadable"
    DECODED = "decoded"
    GARBLED = "garbled"
    NO_TITLE = "no_title"
    NO_PERIOD = "no_period"
    PART_PERIODS = "part_periods"
    NO_FAMILY = "no_family"
    PAGE_LINE = "page_line"
    LEFT_OUT = "left_out"
    EMPTY_PAGE = "empty_page"
    NEAR_LABEL = "near_label"
    NEAR_HEADER = "near_header"
    EXTRA_COLUMN = "extra_column"
    NEAR_PERIODICITY = "near_periodicity"
    LONE_VALUE = "lone_value"
    UNSURE_VALUE = "unsure_value"
    NO_PERIODICITY = "no_periodicity"
    NO_DATES = "no_dates"
    ONE_DATE = "one_date"
    BAD_DATE = "bad_date"
    DATES_TURNED = "dates_turned"
    LOOSE_TEXT = "loose_text"
    LONG_TITLE = "long_title"
    GOAL_WITHOUT_TITLE = "goal_without_title"
    GOAL_WITHOUT_PARENT = "goal_without_parent"
    SAME_LABEL_TWICE = "same_label_twice"
    EMPTY_LABEL = "empty_label"
    MAYBE_ONE_GOAL = "maybe_one_goal"
    MAYBE_TWO_GOALS = "maybe_two_goals"
    MAYBE_TWO_ENTRIES = "maybe_two_entries"
    MAYBE_HEADING = "maybe_heading"
    NUMBERING = "numbering"
    NO_SCHEDULE = "no_schedule"
    SPLIT_WORD = "split_word"


MESSAGES: dict[Code, tuple[Severity, str]] = {
    Code.UNREADABLE: (Severity.ERROR, "{why}"),
    Code.DECODED: (
        Severity.WARNING,
        "Filen är inte UTF-8. Den lästes som {encoding}; se efter att å, ä och ö blev rätt.",
    ),
    Code.GARBLED: (
        Severity.WARNING,
        "Här ser å, ä eller ö ut att ha blivit fel redan i filen. Texten står kvar som den är.",
    ),
    Code.NO_TITLE: (Severity.WARNING, "Texten säger inte vad planen heter. Skriv titeln själv."),
    Code.NO_PERIOD: (Severity.WARNING, "Texten säger inte vilken period planen gäller. Välj perioden själv."),
    Code.PART_PERIODS: (
        Severity.WARNING,
        "Texten säger inte vilken period hela planen gäller. Delar av den gäller {periods}. Välj perioden själv.",
    ),
    Code.NO_FAMILY: (
        Severity.WARNING,
        "Inga mål kändes igen: planen följer varken Stockholms struktur eller en plan med fokusområden. Allt står som avsnitt.",
    ),
    Code.PAGE_LINE: (
        Severity.INFO,
        "Raden återkommer vid sidbyten ({times} gånger) och räknas som sidhuvud eller sidfot.",
    ),
    Code.LEFT_OUT: (Severity.INFO, "Texten står i {part} och räknas inte till planen."),
    Code.EMPTY_PAGE: (Severity.INFO, "Sidan {page} har ingen text. Om den är inskannad saknas innehållet här."),
    Code.NEAR_LABEL: (Severity.WARNING, "Raden liknar rubriken ”{label}” och lästes så. Stämmer det?"),
    Code.NEAR_HEADER: (Severity.WARNING, "Raden liknar tabellhuvudet ”{label}” och lästes så. Stämmer det?"),
    Code.EXTRA_COLUMN: (
        Severity.WARNING,
        "Tabellen har en kolumn som saknar plats här: ”{column}”. Texten i den följer med radens namn.",
    ),
    Code.NEAR_PERIODICITY: (
        Severity.WARNING,
        "Det här lästes som periodicitet, men är inte ett ord vi känner. Menas ”{word}”?",
    ),
    Code.LONE_VALUE: (
        Severity.WARNING,
        "Raden har bara ett värde. Det står som årsmål, men kan höra till KF:s årsmål.",
    ),
    Code.UNSURE_VALUE: (
        Severity.WARNING,
        "Det är osäkert var indikatorns namn slutar och värdet börjar. Titta på raden.",
    ),
    Code.NO_PERIODICITY: (Severity.WARNING, "Indikatorn saknar periodicitet."),
    Code.NO_DATES: (Severity.WARNING, "Raden står i en tabell över aktiviteter men saknar datum."),
    Code.ONE_DATE: (Severity.WARNING, "Raden har bara ett datum. Det står som startdatum."),
    Code.BAD_DATE: (Severity.WARNING, "Det här är inte ett datum i kalendern. Fältet lämnas tomt."),
    Code.DATES_TURNED: (Severity.WARNING, "Aktiviteten slutar innan den börjar."),
    Code.LOOSE_TEXT: (Severity.WARNING, "Texten saknar rubrik och står som beskrivning av målet."),
    Code.LONG_TITLE: (Severity.WARNING, "Målet är ovanligt långt. Kanske hör en del av texten till beskrivningen."),
    Code.GOAL_WITHOUT_TITLE: (Severity.WARNING, "Rubriken följs inte av något mål."),
    Code.GOAL_WITHOUT_PARENT: (Severity.WARNING, "Målet har inget mål ovanför sig i texten."),
    Code.SAME_LABEL_TWICE: (Severity.WARNING, "Rubriken står två gånger under samma mål. Texterna lades ihop."),
    Code.EMPTY_LABEL: (Severity.INFO, "Rubriken följs inte av någon text."),
    Code.MAYBE_ONE_GOAL: (
        Severity.WARNING,
        "Raden är nästan full. Kanske hör nästa rad till samma mål; de lästes som två.",
    ),
    Code.MAYBE_TWO_GOALS: (
        Severity.WARNING,
        "Meningen slutar vid radens kant. Kanske börjar ett nytt mål här; det lästes som ett och samma.",
    ),
    Code.MAYBE_TWO_ENTRIES: (Severity.WARNING, "Det är osäkert om raden fortsätter på nästa. De lästes som en."),
    Code.MAYBE_HEADING: (Severity.WARNING, "Raden kan vara en rubrik. Den lästes som ett mål."),
    Code.NUMBERING: (Severity.WARNING, "Numret bryter ordningen: här väntades {expected}."),
    Code.NO_SCHEDULE: (Severity.WARNING, "Tidsplaneringen är inte en period som går att läsa. Den står kvar som text."),
    Code.SPLIT_WORD: (Severity.INFO, "Ett ord med bindestreck är delat mellan två rader. Det lästes som ”{word}”."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place to look at. `line` counts from 1, None for the whole text; `text` quotes the source; `message` is a sentence.

    `values` are what fills the blanks of the sentence, so that it can be said in another language (`english`).
    """

    code: Code
    severity: Severity
    line: int | None
    text: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """Findings as they are made, in the order of the reading."""

    made: list[Finding] = field(default_factory=list)

    def add(self, code: Code, *, line: int | None = None, text: str = "", **values: object) -> None:
        """Note a finding; `values` fill the blanks of its sentence."""
        severity, sentence = MESSAGES[code]
        filled = {name: str(value) for name, value in values.items()}
        self.made.append(Finding(code, severity, line, text, sentence.format(**filled), filled))

    def in_order(self) -> tuple[Finding, ...]:
        """Return the findings by line; those about the whole text come first."""
        return tuple(sorted(self.made, key=lambda finding: finding.line or 0))
