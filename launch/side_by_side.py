"""A script of its own: `side_by_side.py <argument> … -- <command …>` runs the command once per argument, all at the same time.

Its status is that of the first that failed; then the others are stopped.
"""

import subprocess
import sys
import time
from collections.abc import Sequence

STEP = 0.05


def run(arguments: Sequence[str], command: Sequence[str]) -> int:
    """Run `command argument` for each argument; return 0, or the status of the first that failed."""
    running = [subprocess.Popen([*command, argument]) for argument in arguments]
    try:
        while None in (ended := [process.poll() for process in running]) and not any(ended):
            time.sleep(STEP)
        return next(filter(None, ended), 0)
    finally:
        for process in running:
            if process.poll() is None:
                process.terminate()
        for process in running:
            process.wait()


if __name__ == "__main__":
    parting = sys.argv.index("--")
    try:
        sys.exit(run(sys.argv[1:parting], sys.argv[parting + 1 :]))
    except KeyboardInterrupt:
        sys.exit(130)
