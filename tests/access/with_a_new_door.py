"""The house's addresses and one that nobody listed."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [path("", include("config.urls")), path("hemlig/", lambda request: HttpResponse("hemligt"))]
