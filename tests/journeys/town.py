"""A municipality that begins with nothing: real processes, a post office, and people who know their letters and the pages.

The test speaks HTTP and SMTP and moves the clock. It looks into the database to learn that the house has ticked, and cannot
write there.
"""

import re
from urllib.parse import urlsplit

from django.db import connection

from surveys.demo.walking import Browser, walk
from tests.faults.house import House, until
from tests.journeys.looking import SCREEN
from tests.journeys.post import PostOffice

PASSWORD = "gröna grodor hoppar högt"
READ_ONLY = "SET default_transaction_read_only = on"
TICKED = "SELECT count(*) FROM ledger_tick WHERE finished_at IS NOT NULL AND started_at > %s"
PATIENCE = 30_000  # milliseconds


class Town:
    """The house with its web, worker and beat, and the browsers of those who work in it."""

    def __init__(self, folder, chromium):
        self.post = PostOffice()
        self.house = House(folder, sink=self.post)
        self.chromium, self.contexts = chromium, []
        self.house.sql(READ_ONLY)

    def opens(self, day):
        """Set the clock, and start everything on that day."""
        self.manage("clock", "--to", f"{day}T09:00")
        self.worker, self.beat = self.house.worker(hands=2), self.house.beat(seconds=1)
        self.web = self.house.web(hands=1)
        self.house.listening(self.worker)
        self.ticks()

    def manage(self, *words):
        """Say something to manage.py, as whoever runs the house does."""
        done = self.house.start(words[0], "manage", *words)
        assert done.process.wait(120) == 0, done.said()
        return done.said()

    def comes(self, day, hour=9, ticks=2):
        """Let it be another day, and wait until the house has lived up to it."""
        self.manage("clock", "--to", f"{day}T{hour:02}:00")
        self.ticks(ticks)

    def ticks(self, count=2):
        """Wait until the house has ticked so many times from now on."""
        ((now,),) = self.house.sql("SELECT clock_timestamp()")
        until(lambda: self.house.sql(TICKED, now)[0][0] >= count, 120, every=0.2, what=f"{count} ticks")

    def page(self, width=SCREEN):
        """Open a browser of somebody's own."""
        site = f"http://127.0.0.1:{self.web.port}"
        context = self.chromium.new_context(
            base_url=site, viewport={"width": width, "height": 900}, locale="sv-SE", reduced_motion="reduce"
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def arrives(self, email):
        """Open the letter of invitation, choose a password, and be inside."""
        (link,) = until(lambda: self.post.links(email, "/inbjudan/"), 60, what=f"the invitation of {email}")
        page = self.page()
        page.goto(link)
        page.get_by_label("Nytt lösenord").fill(PASSWORD)
        page.get_by_label("Samma lösenord en gång till").fill(PASSWORD)
        page.get_by_role("button", name="Skapa mitt konto").click()
        page.get_by_text("Välkommen! Ditt konto är klart.").wait_for()
        return page

    def answers(self, email, said):
        """Answer the survey from the letter's link to the receipt, as a browser without a script does."""
        (link,) = self.post.links(email)[-1:]
        with Browser(f"http://127.0.0.1:{self.web.port}") as browser:
            return walk(browser, link, said)

    def is_read_only(self):
        """Say whether the test's own line to the database still refuses to write."""
        with connection.cursor() as cursor:
            cursor.execute("SHOW default_transaction_read_only")
            return cursor.fetchone() == ("on",)

    def closes(self):
        for context in self.contexts:
            context.close()
        self.house.close()


def seen(page, words, seconds=60):
    """Load a page again until it says something that a worker or the clock brings about."""
    until(lambda: _says(page, words), seconds, every=0.5, what=f"{page.url} says “{words}”")
    return page


def _says(page, words):
    if words in page.locator("main").inner_text():
        return True
    page.reload()
    return False


def fill(page, **fields):
    """Fill in fields by the start of their labels, and press nothing."""
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(value)


def chosen_file(page, name, content, kind="text/csv"):
    """Choose a file of this name and content."""
    page.set_input_files("input[type=file]", {"name": name, "mimeType": kind, "buffer": content})


def number_in(address):
    """Return the first number in an address's path."""
    return int(re.findall(r"\d+", urlsplit(address).path)[0])
