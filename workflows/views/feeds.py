"""The wheel in one's own calendar program: secret addresses that are made, shown once and taken back; and what they answer."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ledger import clock
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from workflows.access import get_feed_for, get_unit_for
from workflows.actions.feeds import close_feed, open_feed
from workflows.models import CalendarFeed
from workflows.queries.feeds import feed_with, happenings
from workflows.rules.ics import calendar

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
CALENDAR = "text/calendar; charset=utf-8"
KEPT = "private, max-age=900"  # seconds


@may(Area.VALUES, Right.READ)
@require_http_methods(SHOW_AND_SEND)
def feeds(request: StaffRequest) -> HttpResponse:
    """Show one's calendar addresses; make a new one, which is shown this once."""
    key = request.GET.get("enhet", "")
    unit = get_unit_for(request.scope, key) if key else None
    context: dict[str, Any] = {"unit": unit}
    if request.method == "POST":
        secret = open_feed(user=request.user, unit=unit)
        context["address"] = urljoin(settings.SITE_URL, reverse("calendar_feed", args=[secret]))
    own = CalendarFeed.objects.filter(user=request.user).select_related("unit").order_by("made_at", "pk")
    context |= {"feeds": list(own), "has": any(one.unit_id == (unit.pk if unit else None) for one in own)}
    response = render(request, "workflows/feeds.html", context)
    response["Cache-Control"] = "no-store"
    return response


@may(Area.VALUES, Right.READ)
@require_POST
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an address back."""
    close_feed(feed=get_feed_for(request.scope, pk), actor=request.user)
    messages.success(request, _("Adressen är borttagen. Kalendern som läste den får inget mer."))
    return redirect("calendar_feeds")


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program: whoever has the address reads it, without an account; every other address is not there."""
    found = feed_with(secret)
    if found is None:
        raise Http404
    feed, scope = found
    with override(feed.user.language):
        name = _("Hjulet: %(unit)s") % {"unit": feed.unit.name} if feed.unit else _("Mitt i hjulet")
        text = calendar(name=name, happenings=happenings(feed, scope, settings.SITE_URL), now=clock.now())
    headers = {"Cache-Control": KEPT, "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type=CALENDAR, headers=headers)
