"""Every address of the house, app by app: first the one whose pages thousands open in the same hour."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("surveys.urls")),
    path("", include("ledger.urls")),
    path("", include("ui.urls")),
    path("", include("organisation.urls")),
    path("", include("quality.urls")),
    path("", include("workflows.urls")),
    path("", include("cms.urls")),
]

handler400 = "ui.views.errors.bad_request"
handler403 = "ui.views.errors.forbidden"
handler404 = "ui.views.errors.not_found"
handler500 = "ui.views.errors.server_error"
