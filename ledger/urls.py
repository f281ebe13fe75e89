"""Addresses for machines: is the process alive, is it ready."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
