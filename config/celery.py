"""The Celery application. Its one timed entry is the ledger's tick, once a minute."""

import os

from celery import Celery

from ledger.transport import use_it

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

use_it()
app = Celery("kvalitetshjulet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
