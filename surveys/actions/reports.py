"""All reports of a result at once: ordered, and forgotten after a day."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import start_job
from organisation.actions import Refused
from organisation.models import User
from surveys.models import Release, ReportSheaf

KIND = "surveys.reports"
MOST_REPORTS = 500
"""Reports of one order."""
KEPT = dt.timedelta(days=1)


@transaction.atomic
def order_reports(*, release: Release, audience: str, reports: int, actor: User) -> ReportSheaf:
    """Let all reports be made that the person reads, `reports` of them; an earlier order of theirs goes. Raises Refused."""
    if not reports:
        raise Refused(_("Det finns inga rapporter att göra."))
    if reports > MOST_REPORTS:
        raise Refused(
            _("Det blir %(count)d rapporter. Välj några som svarade i taget, högst %(most)d rapporter.")
            % {"count": reports, "most": MOST_REPORTS}
        )
    ReportSheaf.objects.filter(release=release, owner=actor).delete()
    sheaf = ReportSheaf.objects.create(
        release=release, owner=actor, audience=audience, asked_at=clock.now(), reports=reports
    )
    title = _("Rapporter: %(round)s") % {"round": release.name}
    start_job(kind=KIND, owner=actor, title=title, arguments={"sheaf": sheaf.pk})
    return sheaf


def forget_old_reports(now: dt.datetime) -> int:
    """Forget reports that were asked for a day ago. Returns how many orders."""
    return ReportSheaf.objects.filter(asked_at__lt=now - KEPT).delete()[0]
