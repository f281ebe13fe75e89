"""Addresses of the library of questionnaires."""

from django.urls import URLPattern, path

from surveys.views import importing, library, trying, version

ONE = "enkatbibliotek/<slug:key>/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("enkatbibliotek/", library.questionnaires, name="questionnaires"),
    path("enkatbibliotek/-/las-in/", importing.read_in, name="questionnaire_import"),
    path("enkatbibliotek/<slug:key>/", library.questionnaire, name="questionnaire"),
    path(ONE, version.questions, name="questionnaire_version"),
    path(f"{ONE}sprak/", version.languages, name="questionnaire_languages"),
    path(f"{ONE}index/", version.scores, name="questionnaire_scores"),
    path(f"{ONE}jamfor/<int:other>/", version.comparison, name="questionnaire_compare"),
    path(f"{ONE}visa/", trying.preview, name="questionnaire_preview"),
    path(f"{ONE}prova/", trying.try_out, name="questionnaire_try"),
    path(f"{ONE}enkat.json", version.export, name="questionnaire_export"),
]
