"""Plans in force: the public list, searched in Swedish; and the editions of one series."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cms.access.reading import readable_editions
from cms.queries.reading import LONG, period_of
from cms.queries.reading_addresses import plan_url
from cms.rules.reading import Edition
from organisation.access import Scope
from quality.models import PlanEdition

HEAVY = ("body", "goals", "said")
LANGUAGE = "swedish"  # of PostgreSQL: how words are cut to their stems
START, END = "\ue000", "\ue001"  # around what was found; private signs that no plan holds
LONGEST = 200  # letters of a search that are read
WORDS = SearchVector("title", "said", config=LANGUAGE)


@dataclass(frozen=True)
class Found:
    """A plan in a list. `words`: a piece of it where what was searched for stands, as (text, whether it was searched for)."""

    edition: PlanEdition
    url: str
    place: str
    period: str
    words: tuple[tuple[str, bool], ...] = ()


def plans_in_force(scope: Scope, words: str = "") -> QuerySet[PlanEdition]:
    """Return each series' plan of today, by unit; with `words`, those that hold them, the nearest first."""
    day = scope.day
    latest = PlanEdition.objects.valid_on(day).filter(series=OuterRef("series")).order_by("-number").values("pk")[:1]
    editions = readable_editions(scope).filter(pk=Subquery(latest)).select_related("series__unit").defer(*HEAVY)
    wanted = words.replace("\0", " ").strip()[:LONGEST]
    if not wanted:
        return editions.order_by("series__unit__sort_key", "series__name", "pk")
    query = SearchQuery(wanted, config=LANGUAGE, search_type="websearch")
    named = Q(series__unit__name__icontains=wanted) | Q(title__icontains=wanted)
    saying = PlanEdition.objects.annotate(vector=WORDS).filter(vector=query)  # by itself, so that its index is used
    return (
        editions.annotate(rank=SearchRank(WORDS, query), is_named=named)
        .filter(Q(pk__in=saying.values("pk")) | named)
        .order_by("-is_named", "-rank", "series__unit__sort_key", "pk")
    )


def found(editions: Iterable[PlanEdition], words: str = "") -> list[Found]:
    """Return a page of plans as lines of a list, each with a piece of it where the words stand."""
    rows = list(editions)
    pieces = _pieces([row.pk for row in rows], words.replace("\0", " ").strip()[:LONGEST])
    return [
        Found(
            edition=row,
            url=plan_url(row.series),
            place=" › ".join(unit["name"] for unit in row.tree[:-1][-2:]),
            period=period_of(row),
            words=pieces.get(row.pk, ()),
        )
        for row in rows
    ]


def _pieces(editions: list[int], words: str) -> dict[int, tuple[tuple[str, bool], ...]]:
    if not words or not editions:
        return {}
    query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    headline = SearchHeadline(
        "said",
        query,
        config=LANGUAGE,
        start_sel=START,
        stop_sel=END,
        max_words=24,
        min_words=12,
        max_fragments=1,
    )
    rows = PlanEdition.objects.filter(pk__in=editions).annotate(piece=headline).values_list("pk", "piece")
    return {pk: cut for pk, piece in rows if START in piece and (cut := tuple(_cut(piece)))}


def _cut(piece: str) -> Iterator[tuple[str, bool]]:
    """Yield a marked text's parts, each with whether it was searched for."""
    for at, part in enumerate(piece.split(START)):
        marked, _end, after = part.partition(END) if at else ("", "", part)
        if marked:
            yield marked, True
        if after:
            yield after, False


def editions_of(scope: Scope, edition: PlanEdition, current: PlanEdition | None) -> list[Edition]:
    """Return the editions of a series that the person may read, newest first; `edition` is the one at hand."""
    rows = readable_editions(scope).filter(series=edition.series_id).defer(*HEAVY, "tree").order_by("-number")
    return [
        Edition(
            number=row.number,
            title=row.title,
            period=period_of(row),
            adopted=date_format(localtime(row.adopted_at), LONG),
            here=row.pk == edition.pk,
            current=current is not None and row.pk == current.pk,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in rows
    ]


def current_of(scope: Scope, series: int) -> PlanEdition | None:
    """Return the edition of a series that is in force today, if any."""
    return readable_editions(scope).valid_on(scope.day).filter(series=series).order_by("-number").only("number").first()
