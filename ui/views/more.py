"""*Mer*: what a phone's five tabs have no room for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """Show the rest of the menu; it lists nothing that the reader may not see, so it is open to all."""
    return render(request, "ui/more.html")
