"""Pictures of plans: as readers see them, and the files that the back office shows its editors."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from cms.access.pictures import get_picture_for
from cms.queries.reading_pictures import picture_bytes
from organisation.access import request_scope

KEPT = "public, max-age=3600"  # by those who read without an account; preschools share their tablets


@require_safe
def plan_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a picture as a plan's page shows it: a JPEG that is no wider than a page."""
    image = get_picture_for(request_scope(request), pk)
    content = picture_bytes(image)
    if not content:
        raise Http404(_("Bilden finns inte."))
    kept = {} if request.user.is_authenticated else {"Cache-Control": KEPT}
    return HttpResponse(content, content_type="image/jpeg", headers=kept)


@require_safe
def stored_picture(request: HttpRequest, name: str) -> FileResponse:
    """Send an uploaded picture's file, or one that Wagtail made smaller of it, to whoever may see the picture."""
    stored = _original(name) or _rendition(name)
    if stored is None:
        raise Http404(_("Bilden finns inte."))
    picture, file = stored
    get_picture_for(request_scope(request), picture)
    try:
        stream = file.open("rb")
    except OSError:
        raise Http404(_("Bilden finns inte.")) from None
    return FileResponse(stream)


def _original(name: str) -> tuple[int, FieldFile] | None:
    found = get_image_model().objects.filter(file=name).first()
    return (found.pk, found.file) if found else None


def _rendition(name: str) -> tuple[int, FieldFile] | None:
    """A picture that Wagtail made smaller: the number of the one that it was made of, and its own file."""
    made = get_image_model().get_rendition_model().objects.filter(file=name).first()
    return (made.image_id, made.file) if made else None
