"""Answers for machines. Both are open to anyone and say nothing that is secret."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ledger.queries import readiness

READY, NOT_READY = 200, 503


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process is alive, whatever else is not."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether database, migrations, broker and canary are well: 200, or 503 with what is not."""
    answers = readiness()
    ready = all(answer.well for answer in answers.values())
    parts = {name: {"well": answer.well, "said": answer.said} for name, answer in answers.items()}
    return JsonResponse({"ready": ready, "parts": parts}, status=READY if ready else NOT_READY)
