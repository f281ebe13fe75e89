"""Addresses of the gallery and of what every page shares."""

from django.urls import URLPattern, path

from ui.views.choices import choose
from ui.views.more import more

urlpatterns: list[URLPattern] = [
    path("mer/", more, name="more"),
    path("val/", choose, name="choose"),
]
