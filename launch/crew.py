"""The crew: the web and the worker of one `make run`."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from signal import Signals

from launch.processes import Program, Running
from launch.wire import Message, Wire


class Crew:
    """Programs that live as long as the connection of `owner`. `address` is where the web is found."""

    def __init__(self, owner: Wire, address: str, programs: Sequence[Program]) -> None:
        self.owner = owner
        self.address = address
        self.running: list[Running] = []
        try:
            for program in programs:
                self.running.append(Running(program))
        except OSError:
            self.stop()
            raise

    def pids(self) -> list[int]:
        return [running.pid for running in self.running]

    def fallen(self) -> Running | None:
        """Return a program that ended unasked."""
        return next((running for running in self.running if running.exited() is not None), None)

    def stop(self) -> None:
        for running in self.running:
            running.ask()
        for running in self.running:
            running.end()


def message_of(program: Program) -> Message:
    """Return a program (one that runs as ourselves) as it is sent to a keeper."""
    return {**asdict(program), "log": str(program.log), "cwd": str(program.cwd), "polite": int(program.polite)}


def program_of(message: Message) -> Program:
    """Return the program that a message describes."""
    return Program(
        name=message["name"],
        argv=tuple(message["argv"]),
        log=Path(message["log"]),
        cwd=Path(message["cwd"]),
        environment=message["environment"],
        polite=Signals(message["polite"]),
        patience=message["patience"],
    )
