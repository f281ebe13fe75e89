"""The Celery application. Its one timed entry is the ledger's tick, once a minute."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("kvalitetshjulet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
