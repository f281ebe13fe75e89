"""Addresses of the gallery and of what every page shares."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
