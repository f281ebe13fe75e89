"""WSGI entry point: `granian --interface wsgi --blocking-threads 36 config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

from ledger.checks import refuse_to_start  # noqa: E402 (Django is set up above)
from ui.middleware import Gate, whole_requests  # noqa: E402
from ui.views.crowded import crowded  # noqa: E402

refuse_to_start()
# Of 36 threads four work, as many as two cores and a database are worth, and four are left to refuse with.
application = whole_requests(Gate(django_application, crowded, working=4, waiting=28))
