"""The gallery's pages. An address may ask for another direction, theme or text size, to look at and to test."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from ui.context_processors import Shell
from ui.rules.choices import TEXT, THEME, chosen
from ui.views import errors
from ui.views.gallery import examples
from ui.views.gallery.samples import GROUPS, Sample, group

SHOWN_IN = ("demo", "test")
View = Callable[..., HttpResponse]


class GalleryShell(Shell):
    """A shell that lets the address choose what the reader's cookies otherwise do."""

    @cached_property
    def theme(self) -> str:
        """The theme of the address, else the reader's own."""
        return chosen(THEME, {THEME.cookie: self.request.GET.get("theme", "")}) or super().theme

    @cached_property
    def text(self) -> str:
        """The text size of the address, else the reader's own."""
        return chosen(TEXT, {TEXT.cookie: self.request.GET.get("text", "")}) or super().text

    @property
    def direction(self) -> str:
        """The direction of the address, else that of the language."""
        return "rtl" if self.request.GET.get("dir") == "rtl" else super().direction


def shown_where_allowed(view: View) -> View:
    """Hide the gallery from the world: it is for those who build and for those who try."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if settings.MODE not in SHOWN_IN:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@shown_where_allowed
def index(request: HttpRequest) -> HttpResponse:
    """List the groups and what stands in them."""
    return render(request, "ui/gallery/index.html", {"groups": GROUPS, "shell": GalleryShell(request)})


@shown_where_allowed
def group_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one group, each component drawn and its source below."""
    found = group(key)
    if found is None:
        raise Http404
    drawn = [(sample, draw(sample, request), source(sample)) for sample in found.samples]
    context = {"group": found, "groups": GROUPS, "drawn": drawn, "shell": GalleryShell(request)}
    return render(request, "ui/gallery/group.html", context)


@shown_where_allowed
def error_example(request: HttpRequest, status: int) -> HttpResponse:
    """Show an error page as it looks; it answers 200, because nothing is wrong."""
    pages: dict[int, View] = {
        400: errors.bad_request,
        403: errors.forbidden,
        404: errors.not_found,
        429: errors.too_many,
        500: errors.went_wrong,
        503: errors.unavailable,
    }
    if status not in pages:
        raise Http404
    response = pages[status](request)
    response.status_code = 200
    return response


@shown_where_allowed
def question_example(request: HttpRequest) -> HttpResponse:
    """Show the page that asks about consequences; every answer leads back and does nothing."""
    back = reverse("gallery_group", args=["handlingar"])
    if request.method == "POST":
        return redirect(back)
    return render(request, "ui/dialog_page.html", examples.question(back) | {"shell": GalleryShell(request)})


def draw(sample: Sample, request: HttpRequest) -> SafeString:
    """Return the component in its states."""
    return render_to_string(sample.template, sample.context(request), request)


def source(sample: Sample) -> str:
    """Return how the component is written in a template."""
    template = get_template(sample.template)
    return str(template.template.source).strip()  # type: ignore[attr-defined]
