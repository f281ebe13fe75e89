"""The demo's own pages: accounts to try, and the mails that were sent. None of it exists outside demo mode."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ledger import clock
from organisation.queries import post
from organisation.queries.demo import demo_accounts, get_demo_user
from organisation.views.gates import demo_only


@demo_only
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List the made-up people by unit, each with a button that signs in."""
    context = {"places": demo_accounts(clock.today()), "password": settings.DEMO_PASSWORD}
    return render(request, "organisation/demo/accounts.html", context)


@demo_only
@require_POST
@never_cache
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as a made-up person; whoever was signed in is signed out first."""
    user = get_demo_user(pk)
    response: HttpResponse = perform_login(request, Login(user=user))
    return response


@demo_only
@require_safe
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """List the newest mails."""
    return render(request, "organisation/demo/letters.html", {"letters": post.letters(settings.MAIL_DIR)})


@demo_only
@require_safe
@never_cache
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Show one mail, its links pressable."""
    found = post.letter(settings.MAIL_DIR, key)
    if found is None:
        raise Http404
    return render(request, "organisation/demo/letter.html", {"letter": found})
