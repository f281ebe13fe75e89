"""Who may see a picture: anyone, where an adopted plan shows it; else those who may read the plans of its unit."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from cms.access.reading import readable_editions
from cms.models import UnitPlans
from organisation.access import Scope
from organisation.enums import Area, Right


def get_picture_for(scope: Scope, pk: int) -> Any:
    """Return the picture; 404 where there is none, or it is not the person's to see."""
    image = get_image_model().objects.filter(pk=pk).first()
    if image is not None:
        place = UnitPlans.objects.select_related("unit").filter(pictures=image.collection_id).first()
        if place is not None and scope.may(Area.PLAN, Right.READ, place.unit):
            return image
        if readable_editions(scope).filter(body__contains=[{"kind": "image", "id": pk}]).exists():
            return image
    raise Http404(_("Bilden finns inte."))
