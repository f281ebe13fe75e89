"""WSGI entry point: `granian --interface wsgi config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from ui.middleware import whole_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = whole_requests(get_wsgi_application())

from ledger.checks import refuse_to_start  # noqa: E402 (Django is set up above)

refuse_to_start()
