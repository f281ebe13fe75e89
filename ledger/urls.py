"""Addresses for machines: is the process alive, is it ready."""

from django.urls import path

from ledger import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
