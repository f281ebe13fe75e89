"""Addresses of the library of questionnaires, and of those who answer."""

from django.urls import URLPattern, path

from surveys.views import importing, library, results, trying, version
from surveys.views.walk import landing, pages

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
    path("svara/", landing.entry, name="answer_code"),
    path("svara/<str:secret>/", landing.landing, name="answer"),
    path("svara/-/<slug:reference>/", pages.start, name="walk"),
    path("svara/-/<slug:reference>/<slug:language>/", pages.start, name="walk_begin"),
    path("svara/-/<slug:reference>/<slug:language>/-/svaren/", pages.review, name="walk_review"),
    path("svara/-/<slug:reference>/<slug:language>/-/kvitto/", pages.receipt, name="walk_receipt"),
    path("svara/-/<slug:reference>/<slug:language>/<slug:key>/", pages.page, name="walk_page"),
    path("resultat/", results.results, name="results"),
    path("resultat/<int:pk>/", results.result, name="result"),
    path("resultat/<int:pk>/<int:place>/<slug:audience>/", results.result_unit, name="result_unit"),
]
