"""The doors: every view of this app stands behind one of these, written above it."""

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from organisation.access import Scope, request_scope
from organisation.enums import Area, Right
from organisation.models import User

Rest = ParamSpec("Rest")
SAFE = ("GET", "HEAD")


class StaffRequest(HttpRequest):
    """A request that has come through a door: who asks, and what that person may."""

    user: User
    scope: Scope


View = Callable[Concatenate[StaffRequest, Rest], HttpResponse]
Guarded = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def signed_in(view: View[Rest]) -> Guarded[Rest]:
    """Let in whoever is signed in; others sign in first and come back."""

    def door(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method in SAFE else reverse("start"))
        request_scope(request)
        return view(cast(StaffRequest, request), *args, **kwargs)

    update_wrapper(door, view)
    return door


def may(area: Area, right: Right) -> Callable[[View[Rest]], Guarded[Rest]]:
    """Let in whoever has `right` in `area` anywhere; for others there is no such page."""

    def guard(view: View[Rest]) -> Guarded[Rest]:
        def door(request: StaffRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if not request.scope.may(area, right):
                raise Http404
            return view(request, *args, **kwargs)

        update_wrapper(door, view)
        return signed_in(door)

    return guard


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in anyone in demo mode; elsewhere there is no such page."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.MODE != "demo":
            raise Http404
        return view(request, *args, **kwargs)

    return door
