"""The doors of the library: for those who read questionnaires or rounds somewhere, and for those who write them."""

from functools import update_wrapper
from typing import ParamSpec

from django.http import Http404, HttpResponse

from organisation.enums import Area, Right
from organisation.views.gates import Guarded, StaffRequest, View, may, signed_in
from surveys.access import reads_the_library

Rest = ParamSpec("Rest")
writers = may(Area.WHEEL, Right.EDIT)


def readers(view: View[Rest]) -> Guarded[Rest]:
    """Let in whoever may read questionnaires anywhere; for others there is no such page."""

    def door(request: StaffRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not reads_the_library(request.scope):
            raise Http404
        return view(request, *args, **kwargs)

    update_wrapper(door, view)
    return signed_in(door)
