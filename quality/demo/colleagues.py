"""The people of the demo at work: who does what on a day, and who forgets, by habits that a seed decides."""

import datetime as dt
import random
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models.functions import Length

from organisation.actions import Refused
from organisation.enums import Role
from organisation.models import User
from quality.demo.deeds import Deeds
from quality.demo.documents import Writers
from quality.enums import DocumentKind
from quality.queries.documents import document_of
from quality.queries.reports import WORK
from workflows import actions
from workflows.models import Task
from workflows.queries.people import holders, reviewers

OFTEN, SOMETIMES, SELDOM = 0.5, 0.3, 0.06
FORGETFUL = 0.12
RETURNS = 0.2
NEAR, LATE, GIVEN_UP = 4, 3, 25  # days
HURRY = "Hanns inte med i år. Vi tar upp det på nästa ledningsmöte."
UNREAD = "Ingen annan granskar här. Jag har läst det och det räcker."
MISSING = "Varför blev det så? Beskriv orsakerna också, inte bara vad ni gjorde."
#: One order, whatever numbers the database has come to: what is a goal's ends in its number, and 9 is before 10.
ALWAYS = ("unit__key", "entry", "slot", Length("process__subject"), "process__subject", "pk")


class Colleagues:
    """Everybody, with their habits."""

    def __init__(self, habits: random.Random) -> None:
        self.habits = habits
        self.deeds = Deeds(habits)
        self.writers = Writers(habits)
        self.people: dict[int, User] = {}

    def work(self, day: dt.date, *, of_the_season: bool = True) -> None:
        """Let everybody do what they do on a day: tasks, then reviews, then what belongs to the time of the year."""
        self.people = User.objects.filter(is_active=True).in_bulk()
        self._do(self._chosen(day), day)
        self._review(day)
        if of_the_season:
            self.deeds.of_the_season(day, self.people)

    def _chosen(self, day: dt.date) -> list[Task]:
        waiting = Task.objects.to_do().filter(process__state="running").select_related("process__period", "unit")
        return [
            task for task in waiting.order_by("due_on", *ALWAYS) if self.habits.random() < self._eagerness(task, day)
        ]

    def _eagerness(self, task: Task, day: dt.date) -> float:
        """Return how likely a task is to be taken up today: some forget until it has gone on to somebody else."""
        left = (task.due_on - day).days
        forgets = random.Random(f"{task.entry} {task.slot} {task.unit.key}").random() < FORGETFUL  # noqa: S311 (see above)
        if forgets:
            return SOMETIMES if left < -LATE else 0
        if left > NEAR:
            return SELDOM
        return OFTEN if left >= 0 else SOMETIMES

    def _do(self, tasks: list[Task], day: dt.date) -> None:
        places = {(task.unit_id, role) for task in tasks for role in (task.role, Role.QUALITY_OFFICER)}
        found = holders(places, day)
        for task in tasks:
            own = [task.person_id] if task.person_id else found[task.unit_id, task.role]
            officers = [self.people[pk] for pk in found[task.unit_id, Role.QUALITY_OFFICER] if pk in self.people]
            mine = [self.people[pk] for pk in own if pk in self.people]
            if mine:
                self._try(task, self.habits.choice(mine), officers, day)
            elif officers:
                _meant(actions.choose_person, task=task, person=officers[0], actor=officers[0])

    def _try(self, task: Task, actor: User, officers: list[User], day: dt.date) -> None:
        """Do a task and send it in; what has been late for long is given up by a quality officer, with a reason."""
        if task.work in DocumentKind.values:
            done = _meant(self.writers.hand_in, task=task, actor=actor)
        else:
            note = self.deeds.prepare(task, actor)
            if task.work == WORK and not Task.objects.to_do().filter(pk=task.pk).exists():
                return  # handing the report in has sent the task in
            verb = actions.submit_task if task.review else actions.complete_task
            done = _meant(verb, task=task, note=note, actor=actor)
        if not done and officers and (day - task.due_on).days > GIVEN_UP:
            _meant(actions.waive_task, task=task, reason=HURRY, actor=officers[0])

    def _review(self, day: dt.date) -> None:
        sent_in = Task.objects.to_review().filter(process__state="running").select_related("unit")
        tasks = list(sent_in.order_by(*ALWAYS))
        officers = holders({(task.unit_id, Role.QUALITY_OFFICER) for task in tasks}, day)
        for task in tasks:
            if self.habits.random() > OFTEN:
                continue
            others = [
                pk for pk in reviewers(task.unit_id, day, task.work) if pk != task.submitted_by_id and pk in self.people
            ]
            if others:
                self._answer(task, self.people[self.habits.choice(others)])
                continue
            self._let_pass(task, officers[task.unit_id, Role.QUALITY_OFFICER])

    def _answer(self, task: Task, reviewer: User) -> None:
        returns = task.reviews.count() == 1 and self.habits.random() < RETURNS
        document = document_of(task) if task.work in DocumentKind.values else None
        if document is not None:
            verb = self.writers.send_back if returns else self.writers.approve
            _meant(verb, document=document, reviewer=reviewer)
        elif returns:
            _meant(actions.return_task, task=task, comment=MISSING, actor=reviewer)
        else:
            _meant(actions.approve_task, task=task, comment="Bra och tydligt.", actor=reviewer)

    def _let_pass(self, task: Task, officers: Iterable[int]) -> None:
        for pk in officers:
            if pk != task.submitted_by_id and pk in self.people:
                _meant(actions.waive_task, task=task, reason=UNREAD, actor=self.people[pk])
                return


def _meant(verb: Callable[..., object], **said: object) -> bool:
    """Try a deed as a person would: what is refused is refused, in words, and left as it was."""
    try:
        with transaction.atomic():
            verb(**said)
    except Refused:
        return False
    return True
