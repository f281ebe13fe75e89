"""Every address of the house, app by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ledger.urls")),
    path("", include("ui.urls")),
    path("", include("organisation.urls")),
    path("", include("quality.urls")),
    path("", include("workflows.urls")),
    path("", include("cms.urls")),
    path("", include("surveys.urls")),
]

handler400 = "ui.views.errors.bad_request"
handler403 = "ui.views.errors.forbidden"
handler404 = "ui.views.errors.not_found"
handler500 = "ui.views.errors.server_error"
