"""Pictures of plans: as readers see them, and the files that the back office shows its editors."""

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
    images = get_image_model()
    found = images.objects.filter(file=name).first()
    made = None if found else images.get_rendition_model().objects.filter(file=name).first()
    if found is None and made is None:
        raise Http404(_("Bilden finns inte."))
    get_picture_for(request_scope(request), found.pk if found else made.image_id)
    try:
        stream = (found or made).file.open("rb")
    except OSError:
        raise Http404(_("Bilden finns inte.")) from None
    return FileResponse(stream)
