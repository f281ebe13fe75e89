"""The running servers of a household: started when first needed, watched, stopped together."""

from collections.abc import Sequence

from launch.household import WANTED, Household
from launch.postgres import Postgres
from launch.processes import Running, tail, wait_until
from launch.refusal import failed_start
from launch.server import Server
from launch.wire import Message

PATIENCE = 120.0  # seconds; PostgreSQL may have to read its log after a crash


class Servants:
    """The servers, by the variable that carries their address."""

    def __init__(self, household: Household) -> None:
        self.household = household
        self.servers: dict[str, Server] = {}
        self.running: dict[str, Running] = {}

    def ensure(self, wanted: Sequence[str]) -> None:
        """Start those of `wanted` that don't run, all at once, and wait until each takes clients. Raises Refusal."""
        new = [variable for variable in WANTED if variable in wanted and variable not in self.running]
        for variable in new:
            self.servers[variable] = self.servers.get(variable) or self.household.build(variable)
            self.servers[variable].prepare()
            self.running[variable] = Running(self.servers[variable].program())
        for variable in new:
            if not self._came_up(variable):
                self._second_try(variable)

    def _came_up(self, variable: str) -> bool:
        server, running = self.servers[variable], self.running[variable]
        wait_until(lambda: server.ready() or running.exited() is not None, PATIENCE)
        return running.exited() is None and server.ready()

    def _second_try(self, variable: str) -> None:
        """Start a server again that fell at once, if it knows what to change."""
        server = self.servers[variable]
        self._end([variable])
        if server.mend():
            self.running[variable] = Running(server.program())
            if self._came_up(variable):
                return
            self._end([variable])
        raise failed_start(server.name, tail(server.program().log))

    def addresses(self) -> dict[str, str]:
        """Return the surroundings that lead to the running servers."""
        return {variable: self.servers[variable].address for variable in self.running}

    def psql(self) -> str | None:
        """Return the client program of the PostgreSQL that runs, where it has one."""
        server = self.servers.get("DATABASE_URL")
        psql = server.binary.path.with_name("psql") if isinstance(server, Postgres) else None
        return str(psql) if psql and psql.is_file() else None

    def pids(self) -> list[int]:
        return [running.pid for running in self.running.values()]

    def fallen(self) -> Running | None:
        """Return a server that ended unasked."""
        return next((running for running in self.running.values() if running.exited() is not None), None)

    def kill(self, variable: str, number: int) -> Message:
        """Send a server a signal and wait for its end: a fault that a test orders."""
        running = self.running.pop(variable)
        running.signal(number)
        running.end()
        return {"done": True}

    def restart(self, variable: str) -> Message:
        self.ensure([variable])
        return {"done": True}

    def stop(self) -> None:
        self._end(list(self.running))

    def _end(self, variables: Sequence[str]) -> None:
        ending = [self.running.pop(variable) for variable in variables]
        for running in ending:
            running.ask()
        for running in ending:
            running.end()
