"""The house's addresses, and one where something is ordered that must not be lost."""

from django.db import connection, transaction
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as house
from ledger import actions


@csrf_exempt
@require_POST
def order(request, key):
    """Store a change and the effect that belongs to it, as every page of the house does."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO ordered (key) VALUES (%s) ON CONFLICT DO NOTHING", [key])
        actions.emit(kind="test.row", key=key, payload={})
    return JsonResponse({"key": key}, status=201)


urlpatterns = [*house, path("order/<str:key>", order)]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
