"""Addresses of units, people, accounts and the running of the house."""

from django.urls import URLPattern, path
from django.http import HttpRequest, HttpResponse


def start(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns: list[URLPattern] = [path("", start, name="start")]
