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
from cms.views.questionnaires import conditions, drafts, indices, languages, publishing, trying
from cms.views.wheels import drafts as wheel_drafts
from cms.views.wheels import looking as wheel_looking
from cms.views.wheels import publishing as wheel_publishing

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

QUESTIONNAIRES: list[URLPattern] = [
    path("enkatarbete/", drafts.drafts, name="questionnaire_drafts"),
    path("enkatarbete/ny/", drafts.new, name="questionnaire_new"),
    path("enkatarbete/las-in/", drafts.read_in, name="questionnaire_read_in"),
    path("enkatarbete/nasta/<slug:key>/", drafts.next_version, name="questionnaire_next"),
    path("enkatarbete/<int:pk>/", drafts.one, name="questionnaire_draft"),
    path("enkatarbete/<int:pk>/villkor/", conditions.condition, name="questionnaire_draft_condition"),
    path("enkatarbete/<int:pk>/sprak/", languages.languages, name="questionnaire_draft_languages"),
    path("enkatarbete/<int:pk>/index/", indices.indices, name="questionnaire_draft_indices"),
    path("enkatarbete/<int:pk>/index/-/nytt/", indices.index, name="questionnaire_draft_index_new"),
    path("enkatarbete/<int:pk>/index/<slug:key>/", indices.index, name="questionnaire_draft_index"),
    path("enkatarbete/<int:pk>/visa/", trying.preview, name="questionnaire_draft_preview"),
    path("enkatarbete/<int:pk>/prova/", trying.try_out, name="questionnaire_draft_try"),
    path("enkatarbete/<int:pk>/jamfor/", trying.comparison, name="questionnaire_draft_compare"),
    path("enkatarbete/<int:pk>/publicera/", publishing.publish, name="questionnaire_draft_publish"),
    path("enkatarbete/<int:pk>/enkat.json", drafts.export, name="questionnaire_draft_export"),
    path("enkatarbete/<int:pk>/enkat.pdf", trying.draft_pdf, name="questionnaire_draft_pdf"),
    path("enkatarbete/<int:pk>/ta-bort/", drafts.discard, name="questionnaire_draft_discard"),
]

WHEELS: list[URLPattern] = [
    path("arshjulsarbete/", wheel_drafts.drafts, name="wheel_drafts"),
    path("arshjulsarbete/nytt/", wheel_drafts.new, name="wheel_new"),
    path("arshjulsarbete/las-in/", wheel_drafts.read_in, name="wheel_read_in"),
    path("arshjulsarbete/nasta/<int:pk>/", wheel_drafts.next_version, name="wheel_next"),
    path("arshjulsarbete/<int:pk>/", wheel_drafts.one, name="wheel_draft"),
    path("arshjulsarbete/<int:pk>/vad-hander/", wheel_looking.what_happens, name="wheel_draft_prospect"),
    path("arshjulsarbete/<int:pk>/jamfor/", wheel_looking.comparison, name="wheel_draft_compare"),
    path("arshjulsarbete/<int:pk>/publicera/", wheel_publishing.publish, name="wheel_draft_publish"),
    path("arshjulsarbete/<int:pk>/hjul.json", wheel_drafts.export, name="wheel_draft_export"),
    path("arshjulsarbete/<int:pk>/ta-bort/", wheel_drafts.discard, name="wheel_draft_discard"),
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
    *QUESTIONNAIRES,
    *WHEELS,
    path("redaktion/", include(decorate_urlpatterns(admin.urlpatterns, back_office.door))),
]
