"""X3: the broker flushed, killed, away, deaf or cut off: orders are taken all the same, and done soon after it is back."""

import threading
import time

import pytest

from tests.faults.house import until

pytestmark = pytest.mark.faults

#: A request that waits longer than this hangs on the broker, in seconds. (How many try it is tested in tests/ledger/.)
HANG = 8.0


class Client:
    """Orders things from the web, one after the other, and writes down before and after each what it was told."""

    def __init__(self, house, web, name, pause):
        self.house, self.web, self.name, self.pause = house, web, name, pause
        self.asked, self.told, self.slowest = [], {}, 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on)
        self._thread.start()

    def _go_on(self):
        while not self._stop.is_set():
            key = f"{self.name}-{len(self.asked)}"
            self.asked.append(key)
            begun = time.monotonic()
            self.told[key] = self.house.get(self.web, f"/order/{key}", data=b"")[0]
            self.slowest = max(self.slowest, time.monotonic() - begun)
            time.sleep(self.pause)

    def stop(self):
        self._stop.set()
        self._thread.join()

    @property
    def acknowledged(self):
        return {key for key, status in self.told.items() if status == 201}


def standing_with(house, beat):
    """Start web, worker and beat; return the web when all of them are ready."""
    worker = house.worker(hands=2)
    house.beat(seconds=beat)
    web = house.web()
    house.listening(worker)
    until(lambda: house.get(web, "/readyz")[0] == 200, 60, every=0.2, what="the house is ready")
    return web


@pytest.fixture
def standing(house):
    """A house with web, worker and a quick beat."""
    return house, standing_with(house, beat=1)


def flushed(house, seconds):
    for _ in range(5):
        house.broker.flush()
        time.sleep(seconds / 5)


def killed(house, seconds):
    house.broker.kill()
    time.sleep(seconds)
    house.broker.start()


def away(house, seconds):
    house.broker.wire.away()
    time.sleep(seconds)
    house.broker.wire.back()


def half_open(house, seconds):
    house.broker.wire.half_open()
    time.sleep(seconds)
    house.broker.wire.back()


def reset(house, seconds):
    for _ in range(10):
        house.broker.wire.reset()
        time.sleep(seconds / 10)


def ordering(house, web, fault, seconds, pause):
    """Let two clients order while the fault happens; return what was promised, and how long the slowest waited."""
    clients = [Client(house, web, f"{fault.__name__}{n}", pause) for n in range(2)]
    time.sleep(1)
    fault(house, seconds)
    time.sleep(1)
    for client in clients:
        client.stop()
    told = {status for client in clients for status in client.told.values()}
    promised = set().union(*(client.acknowledged for client in clients))
    assert (told, len(promised) > 20) == ({201}, True), f"every order is taken while the broker is {fault.__name__}"
    return promised, max(client.slowest for client in clients)


def survives(house, web, fault, seconds, within, pause=0.02):
    """Let the fault happen for so long; everything that was promised is done soon after the end of it."""
    promised, slowest = ordering(house, web, fault, seconds, pause)
    assert slowest < HANG, f"a request waited for a broker that is {fault.__name__}"
    until(
        lambda: set(house.states()) == {"done"}, within, every=0.2, what=f"the outbox is empty, {fault.__name__} over"
    )
    until(lambda: house.get(web, "/readyz")[0] == 200, within, every=0.5, what=f"ready again, {fault.__name__} over")
    stored = {key for (key,) in house.sql("SELECT key FROM ordered WHERE key LIKE %s", f"{fault.__name__}%")}
    done = {key: count for key, count in house.traces().items() if key.startswith(fault.__name__)}
    assert (promised, done) == (stored, dict.fromkeys(stored, 1))


@pytest.mark.timeout(900)
def test_orders_are_taken_and_done_whatever_happens_to_the_broker(standing):
    """The two minutes of the promise are held by the slow ones, alone on their machine; here others work beside."""
    house, web = standing
    for fault in (flushed, killed, away, half_open, reset):
        survives(house, web, fault, seconds=4, within=240)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("fault", [flushed, killed, away, half_open])
def test_orders_are_taken_and_done_though_for_ten_minutes_the_broker_is(house, fault):
    """With production's own beat, once a minute; ten orders a second from each of two, so that the end is about what is kept."""
    web = standing_with(house, beat=60)
    survives(house, web, fault, seconds=600, within=120, pause=0.1)


def test_a_house_says_that_it_is_not_ready_while_its_broker_is_away_and_lives_on(house):
    web = house.web()
    house.broker.wire.half_open()
    status, body = house.get(web, "/readyz")
    assert (status, house.get(web, "/healthz")[0]) == (503, 200), body


def test_the_first_order_without_a_broker_is_quick_too(house):
    """A process that has never reached the broker must not wait for it either."""
    house.broker.wire.half_open()
    web = house.web()
    begun = time.monotonic()
    answers = [house.get(web, f"/order/{n}", data=b"")[0] for n in range(6)]
    assert (answers, house.states()) == ([201] * 6, {"queued": 6})
    assert time.monotonic() - begun < 3 * HANG
