"""Letters on paper, for those without mail: a worker, which alone has the key of the letters, makes them for one browser.

All without an address get one, answered or not: a sheaf that left some out would tell who has answered.
"""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

import surveys
from ledger import clock
from ledger.actions import progress, start_job
from ledger.kinds import JobFailed, JobKind, JobRow, Outcome
from organisation.actions import Refused
from organisation.models import User
from surveys.actions.rounds import refuse_unless_theirs, say
from surveys.enums import RoundState
from surveys.models import Invitation, OpenLink, PaperSheaf, Round, RoundUnit
from surveys.models.keys import MAIL, KeyMissing, key_of
from surveys.queries.letters import without_mail
from surveys.queries.saying import day_in_words
from surveys.rules.paper import PaperLetter, letter_document
from surveys.rules.sealing.boxes import new_pair, seal
from surveys.rules.sealing.secrets import paper_code_of
from ui.typeset import NotTypeset, pdf

KIND = "surveys.paper"
TEMPLATE = Path(surveys.__file__).resolve().parent / "templates" / "surveys" / "printed" / "letters.typ"
MOST_LETTERS = 1_000
"""Letters of one sheaf."""
KEPT = dt.timedelta(days=1)
A_HANDFUL = 100
SQUARE = 8  # pixels of each of its cells


@transaction.atomic
def order_paper(*, round: Round, place: RoundUnit | None, actor: User) -> tuple[PaperSheaf, bytes]:
    """Let letters be made for all without mail, at one unit or at all. Returns the sheaf and the key that alone opens it.

    An earlier sheaf of the same person goes. Raises Refused.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    refuse_unless_theirs(actor, held.unit)
    if held.state != RoundState.OPEN:
        raise Refused(_("Breven kan skrivas ut medan omgången är öppen. Först då finns koderna."))
    count = without_mail(held, place).count()
    if not count:
        raise Refused(_("Alla som är inbjudna där får sitt brev med e-post."))
    if count > MOST_LETTERS:
        raise Refused(
            _("Det blir %(count)d brev. Välj en enhet i taget, högst %(most)d brev.")
            % {"count": count, "most": MOST_LETTERS}
        )
    private, public = new_pair()
    PaperSheaf.objects.filter(round=held, owner=actor).delete()
    sheaf = PaperSheaf.objects.create(
        round=held, owner=actor, place=place, public_key=public, asked_at=clock.now(), letters=count
    )
    title = _("Brev på papper: %(round)s") % {"round": held.name}
    start_job(kind=KIND, owner=actor, title=title, arguments={"sheaf": sheaf.pk})
    say(held, "paper_ordered", actor, {"letters": count})
    return sheaf, private


def run(job: JobRow) -> Outcome:
    """Make the letters of a sheaf and seal them."""
    sheaf = PaperSheaf.objects.select_related("round", "place").filter(pk=job.arguments["sheaf"]).first()
    if sheaf is None or sheaf.round.state != RoundState.OPEN:
        raise JobFailed(_("Omgången är inte öppen längre, eller så har breven gjorts om."))
    try:
        key = key_of(sheaf.round_id, MAIL)
        made = _made(job, sheaf, key)
    except KeyMissing as missing:
        raise JobFailed(_("Nyckeln till omgångens brev finns inte. Säg till den som sköter driften.")) from missing
    except NotTypeset as fault:
        raise JobFailed(_("PDF:en blev inte klar. Vänta några minuter och försök igen.")) from fault
    PaperSheaf.objects.filter(pk=sheaf.pk).update(box=seal(bytes(sheaf.public_key), made))
    return Outcome(_("Breven är klara att skriva ut."), reverse("round_paper", args=[sheaf.round_id]))


def _made(job: JobRow, sheaf: PaperSheaf, key: bytes) -> bytes:
    held = sheaf.round
    readers = list(without_mail(held, sheaf.place))
    letters = [_letter(held, one, paper_code_of(key, one.pk)) for one in readers]
    pictures: dict[str, bytes] = {}
    for at, one in enumerate(letters, start=1):
        pictures[f"{at}.png"] = _square(one.code)
        if at % A_HANDFUL == 0:
            progress(job=job, done=at, total=len(letters))
    progress(job=job, done=len(letters), total=len(letters))
    return pdf(TEMPLATE, _document(held, letters), pictures=pictures)


def _document(held: Round, letters: Sequence[PaperLetter]) -> dict[str, Any]:
    return letter_document(
        letters,
        title=held.name,
        organiser=settings.ORGANISER,
        address=urljoin(settings.SITE_URL, reverse("answer_code")),
        date=clock.today().isoformat(),
    )


def _letter(held: Round, invitation: Invitation, code: str) -> PaperLetter:
    address = getattr(invitation, "address", None)
    language = address.language if address and address.language in held.languages else held.languages[0]
    return PaperLetter(
        name="" if address is None or address.is_protected else address.name,
        place=invitation.place.name,
        language=language,
        code=code,
        until=day_in_words(held.closes_on, language),
    )


def _square(code: str) -> bytes:
    """Return the address of a code as a square that a phone reads."""
    made = io.BytesIO()
    address = urljoin(settings.SITE_URL, reverse("answer", args=[code]))
    segno.make_qr(address, error="m").save(made, kind="png", scale=SQUARE)
    return made.getvalue()


def poster(link: OpenLink) -> bytes:
    """Return the sheet of an open link as PDF: a page for each language of its round. Raises NotTypeset."""
    held = link.round
    letters = [
        PaperLetter("", link.place.name, language, link.code, day_in_words(held.closes_on, language), is_open=True)
        for language in held.languages
    ]
    square = _square(link.code)
    pictures = {f"{at}.png": square for at in range(1, len(letters) + 1)}
    return pdf(TEMPLATE, _document(held, letters), pictures=pictures)


def forget_old_sheaves(now: dt.datetime) -> int:
    """Forget letters that were made a day ago, and those of rounds that are not open. Returns how many sheaves."""
    old = PaperSheaf.objects.filter(asked_at__lt=now - KEPT) | PaperSheaf.objects.exclude(round__state=RoundState.OPEN)
    return old.delete()[0]


JOB = JobKind(run=run, resumable=True, patience=dt.timedelta(minutes=5))
