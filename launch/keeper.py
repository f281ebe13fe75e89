"""The keeper: the process that owns a state folder's servers, and stops them when nobody needs them any more.

Whoever needs the servers holds a connection to it; the kernel closes that connection however its holder dies, so the count
of users is never wrong. It also runs the crew (web and worker) of `make run`, tied to the connection that asked for it.
"""

import contextlib
import os
import selectors
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from launch import locks, orphans
from launch.crew import Crew, program_of
from launch.household import Household, furnish
from launch.places import Places
from launch.processes import Running, tail
from launch.refusal import Refusal, not_durable, of_fault
from launch.servants import Servants
from launch.wire import Message, Wire

HANDOVER = 90.0  # seconds that a new keeper waits for the one before it to finish


class Keeper:
    """The keeper of one state folder. `first` is the connection that it was started for."""

    def __init__(self, places: Places, household: Household, notes: list[str], first: Wire) -> None:
        self.places, self.household, self.notes = places, household, notes
        self.servants = Servants(household)
        self.crew: Crew | None = None
        self.clients: set[Wire] = set()
        self.joined: set[Wire] = set()
        self.stopping = False
        self.door = self._open_door()
        self.select = selectors.DefaultSelector()
        self.select.register(self.door, selectors.EVENT_READ, self._welcome)
        self.select.register(self._alarm(), selectors.EVENT_READ, self._look_around)
        self._add(first)

    def _open_door(self) -> socket.socket:
        with contextlib.suppress(FileNotFoundError):
            self.places.control.unlink()
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(self.places.control))
        self.places.control.chmod(0o600)
        door.listen(64)
        return door

    def _alarm(self) -> socket.socket:
        """Return a socket that can be read when a child has ended or somebody wants us to stop."""
        self._bell, bell = socket.socketpair()
        for end in (self._bell, bell):
            end.setblocking(False)
        signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
        self._bell_end = bell
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: None)  # not SIG_IGN: what we start would inherit that
        signal.signal(signal.SIGTERM, self._asked_to_stop)
        return self._bell

    def _asked_to_stop(self, *_: object) -> None:
        self.stopping = True

    def run(self, first: Wire, order: Message) -> None:
        """Do what we were started for, and serve until the last one leaves."""
        try:
            self.answer(first, order)
            while not self.stopping:
                for key, _ in self.select.select():
                    answer: Callable[[], None] = key.data
                    if not self.stopping:  # who comes now finds the door closed, and starts the next keeper
                        answer()
        finally:
            self._close()

    def _welcome(self) -> None:
        self._add(Wire(self.door.accept()[0]))

    def _add(self, wire: Wire) -> None:
        self.clients.add(wire)
        self.select.register(wire, selectors.EVENT_READ, lambda: self._listen(wire))

    def _listen(self, wire: Wire) -> None:
        messages = wire.waiting()
        if messages is None:
            self._goodbye(wire)
            return
        for message in messages:
            self.answer(wire, message)

    def answer(self, wire: Wire, message: Message) -> None:
        """Do what a message orders, and reply."""
        orders: dict[str, Callable[[Wire, Message], Message | None]] = {
            "join": self._join,
            "peek": lambda *_: {"address": self._address()},
            "crew": self._start_crew,
            "kill": lambda _, m: self.servants.kill(m["kill"], m["signal"]),
            "start": lambda _, m: self.servants.restart(m["start"]),
            "leave": self._leave,
        }
        try:
            reply = orders[next(iter(message))](wire, message)
        except Refusal as refusal:
            reply = {"refused": refusal.text, "lines": refusal.lines}
        except OSError as fault:
            known = of_fault(fault)
            if known is None:
                raise
            reply = {"refused": known.text, "lines": known.lines}
        self._note_children()
        if reply is not None:
            wire.send(reply)
        if "refused" in (reply or {}) and not self.joined:
            self.stopping = True

    def _join(self, wire: Wire, message: Message) -> Message:
        if message["durable"] and not self.household.durable:
            raise not_durable(str(self.places.state))
        self.servants.ensure(message["want"])
        self.joined.add(wire)
        notes, self.notes = self.notes, []
        addresses = self.servants.addresses()
        return {"ready": addresses, "notes": notes, "address": self._address(), "psql": self.servants.psql()}

    def _address(self) -> str | None:
        return self.crew.address if self.crew else None

    def _start_crew(self, wire: Wire, message: Message) -> Message:
        if self.crew:
            return {"busy": self.crew.address}
        self.crew = Crew(wire, message["address"], [program_of(part) for part in message["crew"]])
        return {"started": True}

    def _leave(self, wire: Wire, _: Message) -> Message | None:
        """Let a client go. Where others remain it is told at once; the last one sees the connection close when all is done."""
        others = self.joined - {wire}
        if others:
            self._stop_crew_of(wire)
            self.joined.discard(wire)
            return {"left": True}
        self.stopping = True
        return None

    def _goodbye(self, wire: Wire) -> None:
        self.select.unregister(wire)
        wire.close()
        self.clients.discard(wire)
        self._stop_crew_of(wire)
        self.joined.discard(wire)
        self.stopping = self.stopping or not self.joined

    def _stop_crew_of(self, wire: Wire) -> None:
        if self.crew and self.crew.owner is wire:
            self.crew.stop()
            self.crew = None

    def _look_around(self) -> None:
        """See which children have ended without being asked, and tell those whom it concerns."""
        with contextlib.suppress(BlockingIOError):
            self._bell.recv(4096)
        if self.crew and (fallen := self.crew.fallen()):
            self.crew.owner.send(obituary(fallen))
            self._stop_crew_of(self.crew.owner)
        if fallen := self.servants.fallen():
            for wire in self.joined:
                wire.send(obituary(fallen))
            self.stopping = True

    def _note_children(self) -> None:
        """Name the running processes for the one who comes after us; on a full disk we do without."""
        with contextlib.suppress(OSError):
            orphans.write_record(self.places, self.servants.pids() + (self.crew.pids() if self.crew else []))

    def _close(self) -> None:
        """Take no more clients, stop everything, and only then let the clients see that we are gone."""
        with contextlib.suppress(FileNotFoundError):
            self.places.control.unlink()
        self.door.close()
        if self.crew:
            self.crew.stop()
        self.servants.stop()
        shutil.rmtree(self.places.sockets, ignore_errors=True)
        orphans.forget_record(self.places)
        for wire in self.clients:
            wire.close()


def obituary(fallen: Running) -> Message:
    """Return what is said of a program that ended unasked."""
    return {"died": fallen.program.name, "how": fallen.how_it_ended(), "lines": tail(fallen.program.log)}


def main(descriptor: int) -> int:
    """Keep the servers that the first message on the inherited connection asks for."""
    os.umask(0o077)
    first = Wire(socket.socket(fileno=descriptor))
    order = first.receive()
    if order is None:
        return 0
    places = Places(Path(order["state"]))
    try:
        with locks.held(places.state / "keeper.lock", patience=HANDOVER):
            orphans.clear_up(places)
            household, notes = furnish(places, order["durable"], Path(order["python"]))
            os.chdir("/")
            keeper = Keeper(places, household, notes, first)
            keeper.run(first, order)
    except Refusal as refusal:
        first.send({"refused": refusal.text, "lines": refusal.lines})
        return 2
    except OSError as fault:
        known = of_fault(fault)
        if known is None:
            raise
        first.send({"refused": known.text, "lines": known.lines})
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
