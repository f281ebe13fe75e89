"""Runs the browser's evaluator in Chromium, in a process of its own: one JSON line in, one out.

`{"source": …}` loads a module (the text of logic.js, or a mutant of it); `{"cases": […], "passes": […]}` runs it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOAD = """async (source) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  window.logic = await import(url);
  URL.revokeObjectURL(url);
}"""
RUN = """(question) => {
  const { cases, passes } = JSON.parse(question);
  const outcome = (work) => {
    try {
      const value = work();
      return typeof value === "number" && !Number.isFinite(value) ? { threw: String(value) } : { value };
    } catch (fault) {
      return { threw: String(fault) };
    }
  };
  return JSON.stringify({
    cases: cases.map(([tree, values, today]) => outcome(() => window.logic.evaluate(tree, values, today))),
    passes: passes.map(([steps, answers, today, earlier]) => outcome(() => window.logic.shown(steps, answers, today, earlier))),
  });
}"""


class Browser:
    """The other end: starts the process, sends it modules and cases."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _ask(self, question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "Chromium could not be started: see the output above."
        return json.loads(answer)

    def load(self, source):
        """Load a module, replacing the one before."""
        return self._ask({"source": source})

    def run(self, cases=(), passes=()):
        """Return the outcomes of cases (tree, values, today) and passes (steps, answers, today, earlier values)."""
        return self._ask({"cases": list(cases), "passes": list(passes)})

    def close(self):
        """End the process and with it Chromium."""
        self.process.stdin.close()
        self.process.wait(timeout=30)


def main():
    """Answer until there is nothing more to read."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        for line in sys.stdin:
            question = json.loads(line)
            answer = (
                json.dumps(page.evaluate(LOAD, question["source"]))
                if "source" in question
                else page.evaluate(RUN, line)
            )
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
