"""Addresses of quality work: Målen, Min vecka, documents, Granska."""

from django.urls import URLPattern, path

from quality.views import action_plans, activities, goals, indicators, review, sources, turns, values, ways, week
from quality.views.documents import listing, reading, writing

urlpatterns: list[URLPattern] = [
    path("malen/", goals.goal_list, name="goals"),
    path("malen/<int:pk>/", goals.goal, name="goal"),
    path("malen/<int:pk>/aktiviteter/", goals.goal_activities, name="goal_activities"),
    path("malen/<int:pk>/historia/", goals.goal_history, name="goal_history"),
    path("malen/aktiviteter/", activities.activity_list, name="activities"),
    path("malen/aktiviteter/<int:pk>/lage/", activities.move, name="activity_move"),
    path("malen/aktiviteter/<int:pk>/ansvarig/", activities.give, name="activity_give"),
    path("malen/indikatorer/<int:pk>/", indicators.indicator, name="indicator"),
    path("malen/indikatorer/<int:pk>/rapportera/", values.report, name="value_report"),
    path("malen/indikatorer/<int:pk>/andra/", values.redefine, name="indicator_redefine"),
    path("malen/indikatorer/<int:pk>/kalla/", sources.source, name="indicator_source"),
    path("malen/varden/<int:pk>/ratta/", values.correct, name="value_correct"),
    path("malen/varv/<int:pk>/", turns.goal_turn, name="goal_turn"),
    path("malen/varv/<int:pk>/analys/", turns.analyse, name="goal_analysis"),
    path("malen/varv/<int:pk>/forbattra/", turns.improve, name="improvement_new"),
    path("malen/forbattringar/<int:pk>/ta-bort/", turns.drop, name="improvement_drop"),
    path("planens-vag/<int:pk>/", ways.plan_way, name="plan_way"),
    path("planens-vag/<int:pk>/remissvar/", ways.answer_new, name="referral_answer_new"),
    path("planens-vag/<int:pk>/<slug:step>/", ways.step, name="plan_step"),
    path("planens-vag/<int:pk>/<slug:step>/behovs-inte/", ways.waive, name="plan_step_waive"),
    path("planens-vag/remissvar/<int:pk>/", ways.answer_done, name="referral_answer_done"),
    path("atgarder/ny-plan/", action_plans.new, name="action_plan_new"),
    path("atgarder/plan/<int:pk>/", action_plans.plan, name="measure_plan"),
    path("atgarder/plan/<int:pk>/text/", action_plans.write, name="measure_plan_write"),
    path("atgarder/plan/<int:pk>/ny/", action_plans.measure_new, name="measure_new"),
    path("atgarder/<int:pk>/", action_plans.settle, name="measure_settle"),
    path("min-vecka/", week.week, name="week"),
    path("dokument/", listing.document_list, name="documents"),
    path("dokument/nytt/", reading.begin, name="document_new"),
    path("dokument/uppgift/<int:pk>/", reading.of_task, name="document_of_task"),
    path("dokument/uppgift/<int:pk>/borja/", reading.begin_for_task, name="document_begin"),
    path("dokument/<int:pk>/", writing.document, name="document"),
    path("dokument/<int:pk>/spara/", writing.save, name="document_save"),
    path("dokument/<int:pk>/las/", reading.read, name="document_read"),
    path("granska/", review.queue, name="review_queue"),
    path("granska/tillsammans/", review.together, name="review_together"),
    path("granska/<int:pk>/", review.review, name="review"),
]
