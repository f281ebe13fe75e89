"""Runs by itself, in a process of its own: an order on standard input, a PDF on standard output.

    python -I compiler.py FOLDER FONTS SECONDS MEGABYTES

FOLDER is all that typst may open; more seconds or memory than that end it. The order is JSON: the template's `source`, and
`data` as JSON text. Without Django.
"""

import json
import resource
import sys

import typst

THREADS = 4  # seconds of work in a second, at most


def main(root: str, fonts: str, seconds: str, megabytes: str) -> int:
    """Set one document. Returns the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) * THREADS,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.load(sys.stdin.buffer)
    try:
        made = typst.compile(
            order["source"].encode(),
            root=root,
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
            ignore_system_fonts=True,
            sys_inputs={"data": order["data"]},
            package_path=root,
            package_cache_path=root,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=0,
        )
    except typst.TypstError as fault:
        sys.stderr.write("\n".join([fault.message, *fault.hints]))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
