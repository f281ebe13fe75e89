"""Addresses of those who answer, of the library of questionnaires, and of rounds."""

from django.urls import URLPattern, path

from surveys.views import clearing, exports, importing, library, printing, releasing, results, trying, version
from surveys.views.rounds import letters, making, paper, reading, recipients, running
from surveys.views.walk import landing, pages, reminders

ONE = "enkatbibliotek/<slug:key>/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("svara/", landing.entry, name="answer_code"),
    path("svara/<str:secret>/", landing.landing, name="answer"),
    path("svara/<str:secret>/paminnelser/", reminders.reminders, name="answer_reminders"),
    path("svara/-/<slug:reference>/", pages.start, name="walk"),
    path("svara/-/<slug:reference>/<slug:language>/", pages.start, name="walk_begin"),
    path("svara/-/<slug:reference>/<slug:language>/-/svaren/", pages.review, name="walk_review"),
    path("svara/-/<slug:reference>/<slug:language>/-/kvitto/", pages.receipt, name="walk_receipt"),
    path("svara/-/<slug:reference>/<slug:language>/<slug:key>/", pages.page, name="walk_page"),
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
    path(f"{ONE}enkat.pdf", printing.questionnaire_pdf, name="questionnaire_pdf"),
    path("enkater/", reading.rounds, name="rounds"),
    path("enkater/ny/", making.new, name="round_new"),
    path("enkater/<int:pk>/", reading.one, name="round"),
    path("enkater/<int:pk>/andra/", making.change, name="round_change"),
    path("enkater/<int:pk>/enheter/", making.units, name="round_units"),
    path("enkater/<int:pk>/inbjudna/", recipients.recipients, name="round_recipients"),
    path("enkater/<int:pk>/inbjudna/lista/", recipients.preview, name="round_list"),
    path("enkater/<int:pk>/inbjudna/lista/ta-bort/", recipients.discard, name="round_list_discard"),
    path("enkater/<int:pk>/inbjudna/mall.<slug:form>", recipients.template, name="round_list_template"),
    path("enkater/<int:pk>/inbjudna/koder/", recipients.codes, name="round_codes"),
    path("enkater/<int:pk>/inbjudna/ta-bort/", recipients.remove, name="round_uninvite"),
    path("enkater/<int:pk>/brev/", letters.letters, name="round_letters"),
    path("enkater/<int:pk>/brev/<int:mailing>/stryk/", letters.cancel, name="round_letter_cancel"),
    path("enkater/<int:pk>/brev/papper/", paper.paper, name="round_paper"),
    path("enkater/<int:pk>/brev/papper/brev.pdf", paper.paper_pdf, name="round_paper_pdf"),
    path("enkater/<int:pk>/sprak/<str:language>/", running.sign, name="round_sign"),
    path("enkater/<int:pk>/oppna/", running.ready, name="round_ready"),
    path("enkater/<int:pk>/vanta/", running.wait, name="round_wait"),
    path("enkater/<int:pk>/forlang/", running.prolong, name="round_prolong"),
    path("enkater/<int:pk>/stang/", running.close, name="round_close"),
    path("enkater/<int:pk>/stoppa/", running.stop, name="round_stop"),
    path("enkater/<int:pk>/ta-bort/", running.discard, name="round_discard"),
    path("resultat/", results.results, name="results"),
    path("resultat/<int:pk>/", results.result, name="result"),
    path("resultat/<int:pk>/resultat.<slug:form>", exports.result_file, name="result_file"),
    path("resultat/<int:pk>/ta-fram/", releasing.make_result, name="result_make"),
    path("resultat/<int:pk>/fritext/", clearing.texts, name="result_texts"),
    path("resultat/<int:pk>/<int:place>/<slug:audience>/", results.result_unit, name="result_unit"),
]
