"""A published version: what it asks, in which languages, how its figures are made, how it differs from another, as a file."""

import json
from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.views.gates import StaffRequest
from surveys.access import get_version_for
from surveys.queries import earlier_than, replacements_of
from surveys.rules.checks import check
from surveys.rules.checks.texts import texts
from surveys.rules.comparing import Changed, Comparison, compare
from surveys.rules.definition.language import direction, own_name
from surveys.rules.definition.texts import State
from surveys.rules.definition.version import Version
from surveys.rules.findings import place
from surveys.rules.scoring.words import rule_in_words
from surveys.views.gates import readers
from surveys.views.header import crumbs, version_page
from surveys.views.outline import LINEAGES, WHAT, Outline


@readers
@require_safe
def questions(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Show what a version asks, with conditions in words, and what is worth knowing about it."""
    version = get_version_for(request.scope, key, number)
    language = get_language() or "sv"
    earlier = earlier_than(version)
    known = check(version.definition, [one.definition for one in earlier])
    document = json.loads(version.content)
    context = {
        "parts": Outline(version.definition, language, version.lineage if version.number > 1 else {}).parts(),
        "known": [(place(document, finding.path, language), finding.sentence(language)) for finding in known],
        "before": earlier[-1] if earlier else None,
        "replacement": replacements_of(version).first(),
    }
    return version_page(request, version, "questions", context)


@readers
@require_safe
def languages(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Show how far each language has come, and one of them beside the base."""
    version = get_version_for(request.scope, key, number)
    defined, url = version.definition, reverse("questionnaire_languages", args=[key, number])
    asked = request.GET.get("sprak", "")
    others = [code for code in version.languages if code != version.base]
    chosen = asked if asked in others else next(iter(others), "")
    context = {
        "states": [_states(defined, code, f"{url}?sprak={code}", code == chosen) for code in others],
        "chosen": chosen,
        "chosen_name": own_name(chosen),
        "direction": direction(chosen),
        "base_name": own_name(version.base),
        "rows": _side_by_side(defined, chosen) if chosen else [],
    }
    return version_page(request, version, "languages", context)


@readers
@require_safe
def scores(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Show the figures that are made of the answers, with the rule of each in words."""
    version = get_version_for(request.scope, key, number)
    rules = reckoned(version.definition, get_language() or "sv")
    return version_page(request, version, "scores", {"rules": rules})


@readers
@require_safe
def comparison(request: StaffRequest, key: str, number: int, other: int) -> HttpResponse:
    """Show what is different in version `number` from version `other`, and what that means for trends."""
    after, before = get_version_for(request.scope, key, number), get_version_for(request.scope, key, other)
    if before.number >= after.number:
        raise Http404
    found = compare(before.definition, after.definition)
    context = {
        "before": before,
        "after": after,
        "title": after.shown_title(get_language() or "sv"),
        "crumbs": crumbs(after),
        **compared(found, before.definition, after.definition),
    }
    return render(request, "surveys/library/comparison.html", context)


@readers
@require_safe
def export(request: StaffRequest, key: str, number: int) -> HttpResponse:
    """Hand out a version as its own file."""
    version = get_version_for(request.scope, key, number)
    headers = {"Content-Disposition": f'attachment; filename="{key}-{number}.json"'}
    return HttpResponse(version.content, content_type="application/json; charset=utf-8", headers=headers)


def _states(version: Version, language: str, url: str, current: bool) -> dict[str, Any]:
    found = Counter(one.text.state(language) for one in texts(version) if one.text.get(version.base))
    return {
        "name": own_name(language),
        "code": language,
        "url": url,
        "current": current,
        "done": found[State.DONE],
        "machine": found[State.MACHINE],
        "stale": found[State.STALE],
        "missing": found[State.MISSING],
    }


def _side_by_side(version: Version, language: str) -> list[dict[str, Any]]:
    words = {
        State.DONE: "",
        State.MACHINE: _("Maskinöversatt, inte läst"),
        State.STALE: _("Grundtexten har ändrats"),
        State.MISSING: _("Saknas"),
    }
    listed = [(one, one.text.state(language)) for one in texts(version) if one.text.get(version.base)]
    return [
        {"base": one.text.get(version.base), "text": one.text.get(language), "state": words[state]}
        for one, state in listed
    ]


def reckoned(version: Version, language: str) -> list[dict[str, Any]]:
    """Return the figures that are made of the answers: the title of each with its language, its rule and bands in words."""
    found = []
    for score in version.scores:
        title, spoken = score.title.shown(language, version.base)
        bands = [(band.start, *band.text.shown(language, version.base)) for band in score.bands]
        rule = rule_in_words(version, score.key, language)
        found.append({"key": score.key, "title": title, "language": spoken, "rule": rule, "bands": bands})
    return found


def compared(found: Comparison, before: Version, after: Version) -> dict[str, Any]:
    """Return what `surveys/library/changes.html` shows of a comparison."""
    return {
        "found": found,
        "changes": [_change(change, before, after) for change in found.changed],
        "languages_added": [own_name(code) for code in found.languages_added],
        "languages_gone": [own_name(code) for code in found.languages_gone],
    }


def _change(change: Changed, before: Version, after: Version) -> dict[str, Any]:
    over = after.item_of.get(change.over)
    return {
        "key": change.key,
        "what": [WHAT[what] for what in change.what],
        "before": change.before.get(before.base) if change.before else "",
        "after": change.after.get(after.base) if change.after else "",
        "over": over.text.get(after.base) if over else "",
        "lineage": LINEAGES.get(change.lineage or "", ""),
    }
