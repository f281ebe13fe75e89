"""The one source of now."""

import datetime as dt
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse

from ledger import clock
from ledger.actions.clock import ClockStandsFast, set_clock
from ledger.middleware import one_now_per_request
from ledger.models import ClockOffset

pytestmark = pytest.mark.django_db
AUGUST = dt.datetime(2027, 8, 17, 7, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def shown(*arguments):
    """Return what the command says."""
    out = StringIO()
    call_command("clock", *arguments, stdout=out)
    return out.getvalue().strip()


def test_now_is_the_database_clock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        assert clock.now() == cursor.fetchone()[0]
    assert clock.now().tzinfo == dt.UTC


def test_all_inside_share_one_now_and_it_is_asked_for_once(django_assert_num_queries):
    with django_assert_num_queries(1), clock.one_now():
        assert clock.now() == clock.now()


def test_nobody_asks_when_nobody_wants_to_know(django_assert_num_queries):
    with django_assert_num_queries(0), clock.one_now():
        pass


def test_an_inner_now_gives_way_to_the_outer_one_again():
    with clock.one_now(AUGUST):
        with clock.one_now(AUGUST + SECOND):
            assert clock.now() == AUGUST + SECOND
        assert clock.now() == AUGUST


def test_a_thread_has_a_now_of_its_own():
    seen = []
    with clock.one_now(AUGUST):
        thread = threading.Thread(target=lambda: seen.append(clock._shared.get()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_a_request_has_one_now_and_the_next_has_another(rf):
    seen = []

    def view(request):
        seen.extend([clock.now(), clock.now()])
        return HttpResponse()

    middleware = one_now_per_request(view)
    middleware(rf.get("/"))
    assert seen[0] == seen[1]
    assert clock._shared.get() is None


def test_a_request_that_fails_leaves_no_now_behind(rf):
    def view(request):
        clock.now()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        one_now_per_request(view)(rf.get("/"))
    assert clock._shared.get() is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 11, 22, 22, 59, tzinfo=dt.UTC), dt.date(2026, 11, 22)),
        (dt.datetime(2026, 11, 22, 23, 0, tzinfo=dt.UTC), dt.date(2026, 11, 23)),
        (dt.datetime(2026, 6, 30, 22, 0, tzinfo=dt.UTC), dt.date(2026, 7, 1)),
    ],
)
def test_today_is_the_swedish_day(moment, day):
    with clock.one_now(moment):
        assert clock.today() == day


def test_the_clock_is_set_ahead_and_goes_on():
    assert set_clock(to=AUGUST) == AUGUST
    assert clock.now() == AUGUST
    assert clock.real_now() < AUGUST
    set_clock(to=None)
    assert abs(clock.now() - clock.real_now()) < dt.timedelta(minutes=1)


def test_setting_it_again_starts_from_the_real_time():
    set_clock(to=AUGUST)
    assert set_clock(to=AUGUST + SECOND) == AUGUST + SECOND
    assert (clock.now(), ClockOffset.objects.count()) == (AUGUST + SECOND, 1)


def test_the_command_sets_shows_and_resets_it():
    assert shown("--to", "2027-08-17T09:00") == "2027-08-17T09:00:00+02:00"
    assert shown() == "2027-08-17T09:00:00+02:00"
    assert shown("--to", "2027-01-02") == "2027-01-02T00:00:00+01:00"
    assert shown("--to", "2027-01-02T09:00:00Z") == "2027-01-02T10:00:00+01:00"
    assert shown("--reset")[:4] == str(clock.real_now().year)


@pytest.mark.parametrize("text", ["i morgon", "2027-02-30", "2027-13-01T09:00"])
def test_the_command_says_how_to_write_a_moment(text):
    with pytest.raises(CommandError, match="is not a moment"):
        shown("--to", text)


def test_the_clock_stands_fast_in_production(settings):
    set_clock(to=AUGUST)
    settings.MODE = "production"
    assert clock.now() < AUGUST
    with pytest.raises(ClockStandsFast):
        set_clock(to=AUGUST)
    with pytest.raises(CommandError, match="production"):
        shown("--reset")
