"""Addresses of the gallery and of what every page shares."""

from django.urls import URLPattern, path

from ui.views import gallery
from ui.views.choices import choose
from ui.views.more import more

urlpatterns: list[URLPattern] = [
    path("mer/", more, name="more"),
    path("val/", choose, name="choose"),
    path("ui/", gallery.index, name="gallery"),
    path("ui/fraga/", gallery.question_example, name="gallery_question"),
    path("ui/fel/<int:status>/", gallery.error_example, name="gallery_error"),
    path("ui/<slug:key>/", gallery.group_page, name="gallery_group"),
]
