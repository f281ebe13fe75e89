"""Whoever runs a round has its result made where it did not come by itself: told what that means, once, and followed as a job."""

import pytest
from django.urls import reverse

from ledger.models import Job
from surveys.models import Release
from tests.surveys.released import mixed_round, preschool_with
from tests.surveys.rounds import published, round_of

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def mixed(cast):
    return mixed_round(cast.a["school_unit"], preschool_with(cast, sizes=(12, 3)))


def page_of(held):
    return reverse("result_make", args=[held.pk])


def signed_in(client, cast, role, letter="a"):
    client.force_login(cast.of(letter, role))
    return client


def test_a_mixed_round_waits_in_the_list_until_its_result_is_made(cast, client, mixed):
    officer = signed_in(client, cast, "quality_officer")
    assert page_of(mixed) in officer.get(reverse("results")).content.decode()
    assert "ändras det aldrig" in officer.get(page_of(mixed)).content.decode()
    sent = officer.post(page_of(mixed))
    job = Job.objects.get(kind="surveys.release")
    assert sent.url == reverse("job", args=[job.pk])
    assert officer.post(page_of(mixed)).url == sent.url
    assert Job.objects.filter(kind="surveys.release").count() == 1


def test_somebody_else_who_asks_meanwhile_is_told_that_it_is_on_its_way(cast, client, mixed):
    signed_in(client, cast, "quality_officer").post(page_of(mixed))
    told = signed_in(client, cast, "rektor").post(page_of(mixed), follow=True)
    assert told.redirect_chain[-1][0] == reverse("results")
    assert "tas redan fram" in told.content.decode()


def test_a_round_that_is_not_mixed_is_refused_in_words(cast, client):
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    told = signed_in(client, cast, "quality_officer").post(page_of(held))
    assert "när omgången är förseglad" in told.content.decode()
    assert (Job.objects.count(), Release.objects.count()) == (0, 0)


def test_those_who_do_not_run_it_find_no_such_page(cast, client, mixed):
    assert signed_in(client, cast, "quality_officer", "b").get(page_of(mixed)).status_code == 404
    teacher = signed_in(client, cast, "teacher")
    assert teacher.get(page_of(mixed)).status_code in {403, 404}
    assert page_of(mixed) not in teacher.get(reverse("results")).content.decode()
