"""What people answered is read by no door: statements that name the tables of answers are caught while doors are opened."""

import re
from collections import defaultdict
from contextlib import contextmanager

from django.db import connection

ANSWERS = re.compile(r"\bsurveys_(ballot|inbox|tally)\b")
TELLS_NOTHING = ("INSERT", "DELETE")  # an answer is put in, a round that was never opened is taken away


class Watched:
    """The doors that read answers: of which table."""

    def __init__(self):
        self.seen = defaultdict(set)

    @contextmanager
    def door(self, name):
        """Note what is read while this door is open."""

        def noted(execute, sql, *rest):
            if not sql.startswith(TELLS_NOTHING) or "RETURNING" in sql:
                self.seen[name].update(ANSWERS.findall(sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(noted):
            yield
