"""The settings of production's processes, with the stand-in app, a quicker beat, and faults as a test orders them."""

import json
import os

from config.settings import *  # noqa: F403
from config.settings import CELERY_BEAT_SCHEDULE, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.stand_in"]
ROOT_URLCONF = "tests.faults.urls"
if "BEAT_SECONDS" in os.environ:
    CELERY_BEAT_SCHEDULE = {
        "tick": CELERY_BEAT_SCHEDULE["tick"] | {"schedule": float(os.environ["BEAT_SECONDS"]), "options": {}}
    }
globals().update(json.loads(os.environ.get("FAULTY_SETTINGS", "{}")))
