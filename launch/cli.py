"""The orders of `python -m launch`; the Makefile's targets are these."""

import os
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper

from launch.refusal import Refusal, of_fault, wants_windows

INTERRUPTED = 130


def with_sentences(work: Callable[[], int]) -> int:
    """Do `work`; a refusal becomes its sentence and status 2, Ctrl-C status 130, neither with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return work()
    except Refusal as refusal:
        known = refusal
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as fault:
        sentence = of_fault(fault)
        if sentence is None:
            raise
        known = sentence
    with suppress(OSError):
        print(f"\n{known}", file=sys.stderr, flush=True)
    return 2


def main(arguments: Sequence[str]) -> int:
    """Carry out one order. Returns the exit status."""
    return with_sentences(lambda: _carry_out(arguments))


def _carry_out(arguments: Sequence[str]) -> int:
    if sys.platform == "win32":
        raise wants_windows()
    from launch import orders  # noqa: PLC0415 - it needs fcntl, which Windows lacks

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)  # even where a shell started us in the background, deaf to it
    name, *words = arguments or ["help"]
    order = orders.ORDERS.get(name)
    if order is None:
        print(orders.usage(), file=sys.stderr)
        return 0 if name in {"help", "-h", "--help"} else 2
    return order.work([*words, *shlex.split(os.environ.get("ARGS", ""))])


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
