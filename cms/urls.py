"""Addresses of plans as they are written and read, and of the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as admin
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.views import (
    adoption,
    back_office,
    plan_import_steps,
    plan_imports,
    plan_pages,
    reading,
    reading_pdf,
    reading_picture,
)

WRITING: list[URLPattern] = [
    path("planarbete/", plan_pages.plan_pages, name="plan_pages"),
    path("planarbete/ny/", plan_pages.plan_new, name="plan_new"),
    path("planarbete/<int:pk>/", plan_pages.plan_page, name="plan_page"),
    path("planarbete/<int:pk>/utkast/", plan_pages.plan_draft, name="plan_draft"),
    path("planarbete/<int:pk>/anta/", adoption.adopt, name="plan_adopt"),
    path("planarbete/<int:pk>/aterta/", adoption.take_back, name="plan_withdraw"),
    path("planarbete/<int:pk>/nasta/", plan_pages.next_plan, name="plan_next"),
    path("planarbete/<int:pk>/kopiera/", plan_pages.copy, name="plan_copy"),
    path("planarbete/<int:pk>/ta-bort/", plan_pages.discard, name="plan_discard"),
]

IMPORTS: list[URLPattern] = [
    path("planarbete/inlasning/", plan_imports.plan_import_list, name="plan_imports"),
    path("planarbete/inlasning/ny/", plan_imports.new, name="plan_import_new"),
    path("planarbete/inlasning/<int:pk>/", plan_imports.one, name="plan_import"),
    path("planarbete/inlasning/<int:pk>/utkast/", plan_imports.draft, name="plan_import_draft"),
    path("planarbete/inlasning/<int:pk>/ta-bort/", plan_imports.abandon, name="plan_import_abandon"),
    path("planarbete/inlasning/<int:pk>/angra/", plan_import_steps.undo, name="plan_import_undo"),
    path("planarbete/inlasning/<int:pk>/fynd/<int:number>/", plan_import_steps.answer, name="plan_import_answer"),
    path("planarbete/inlasning/<int:pk>/rad/<str:ident>/", plan_import_steps.row, name="plan_import_row"),
    path("planarbete/inlasning/<int:pk>/rad/<str:ident>/steg/", plan_import_steps.step, name="plan_import_step"),
]

READING: list[URLPattern] = [
    path("planer/", reading.plans, name="plans"),
    path("planer/<int:pk>-<slug:slug>/", reading.plan, name="plan"),
    path("planer/<int:pk>-<slug:slug>/plan.pdf", reading_pdf.plan_pdf, name="plan_pdf"),
    path("planer/<int:pk>-<slug:slug>/utgava/<int:number>/", reading.edition, name="plan_edition"),
    path("planer/<int:pk>-<slug:slug>/utgava/<int:number>/plan.pdf", reading_pdf.edition_pdf, name="plan_edition_pdf"),
    path("planer/bilder/<int:pk>/", reading_picture.plan_picture, name="plan_picture"),
    path("media/<path:name>", reading_picture.stored_picture, name="stored_picture"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *READING,
    *WRITING,
    *IMPORTS,
    path("redaktion/", include(decorate_urlpatterns(admin.urlpatterns, back_office.door))),
]
