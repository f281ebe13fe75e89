"""A wire to the house's broker or its web that a test can cut in the ways in which wires are cut."""

import asyncio
import socket
import struct
import threading

GONE = -1  # the number of a socket that is closed


class Wire:
    """Forwards TCP to `target`. `away()`: refused; `half_open()`: accepted, never answered; `reset()`: all cut once.

    `cut_next(…)`: the next connection is cut when so many bytes have gone up to the target, or come down from it.
    """

    def __init__(self, target):
        self.target = target
        self.port = 0
        self.accepted = 0
        self.cuts = 0
        self._talks = set()
        self._most = (None, None)
        self._loop = asyncio.new_event_loop()
        self._flow = asyncio.Event()
        self._flow.set()
        self._server = None
        self._closed = False
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.back()

    def _do(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    def back(self):
        """Let everything through (again)."""
        self._do(self._back())

    def away(self):
        """Cut everything; refuse what comes."""
        self._do(self._away())

    def half_open(self):
        """Keep every connection and take new ones, but let nothing through."""
        self._do(self._half_open())

    def reset(self):
        """Cut everything once; what comes goes through."""
        self._do(self._reset())

    def cut_next(self, *, up=None, down=None):
        """Cut the next connection after so many bytes."""
        self._most = (up, down)

    def close(self):
        """Cut everything for good."""
        self._closed = True
        self.away()
        self._do(self._let_go())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _back(self):
        if self._server is None:
            self._server = await asyncio.start_server(self._talk, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]
        self._flow.set()

    async def _away(self):
        if self._server is not None:
            self._server.close()
            self._server = None
        await self._reset()

    async def _half_open(self):
        self._flow.clear()

    async def _reset(self):
        for writer in list(self._talks):
            raw = writer.get_extra_info("socket")
            if raw is not None and raw.fileno() != GONE:  # it may have hung up by itself meanwhile
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    async def _let_go(self):
        self._flow.set()
        talks = asyncio.all_tasks() - {asyncio.current_task()}
        if talks:
            await asyncio.wait(talks, timeout=5)

    async def _talk(self, reader, writer):
        self.accepted += 1
        self._talks.add(writer)
        (up, down), self._most = self._most, (None, None)
        try:
            await self._flow.wait()
            if self._closed:
                raise ConnectionResetError
            there, far = await asyncio.open_connection(*self.target)
        except OSError:
            writer.transport.abort()
            self._talks.discard(writer)
            return
        self._talks.add(far)
        await asyncio.gather(self._pump(reader, far, up), self._pump(there, writer, down), return_exceptions=True)
        self._talks -= {writer, far}

    async def _pump(self, reader, writer, most):
        try:
            while most != 0 and (data := await reader.read(65536 if most is None else most)):
                await self._flow.wait()
                writer.write(data)
                await writer.drain()
                most = None if most is None else most - len(data)
            if most == 0:
                self.cuts += 1
                writer.close()  # what has gone so far arrives, and then the end
                await writer.wait_closed()
        finally:
            writer.transport.abort()
