"""What a report is drawn of: its sections, the blocks in them, and what a body points at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from organisation.models import User
from quality.models import Observation, ReportEdition
from quality.queries import evidence
from ui.charts import BarFigure
from ui.components import Link, Table, Text


@dataclass(frozen=True)
class Line:
    """A line of a list: words, a note under them, where they come from."""

    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Quote:
    """Words that an analysis quotes, with their source, its day and page. note: said in the place of words that are hidden."""

    text: str = ""
    name: str = ""
    day: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of a section. `kind`: text, quote, cause, table, bars, lines, gaps, status or source; its fields are filled."""

    kind: str
    label: Text = ""
    text: str = ""
    table: Table | None = None
    figure: BarFigure | None = None
    lines: tuple[Line, ...] = ()
    quotes: tuple[Quote, ...] = ()
    mark: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Shown:
    """A section as it is read. own: whether its title is somebody's own words."""

    key: str
    title: Text
    own: bool = False
    over: Text = ""
    before: str = ""
    after: str = ""
    blocks: tuple[Block, ...] = ()
    url: str = ""

    @property
    def anchor(self) -> str:
        """Its name in the page's address."""
        return self.key.replace(":", "-")


@dataclass(frozen=True)
class Known:
    """What a body points at, by id: people, corrected values by the one that was taken, gathered reports, quotations."""

    people: Mapping[int, User] = field(default_factory=dict)
    corrected: Mapping[int, Observation] = field(default_factory=dict)
    editions: Mapping[int, ReportEdition] = field(default_factory=dict)
    quoted: Mapping[int, evidence.Shown] = field(default_factory=dict)
