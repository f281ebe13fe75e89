"""Who writes wheels: whoever edits the library; a rektor chooses among what is published."""

from tests.access.letters import (
    LIBRARY_WRITES,
    LIBRARY_WRITES_DONE,
    LIBRARY_WRITES_NOT_THAT_WAY,
    WHOLE_ONLY,
    WHOLE_ONLY_DONE,
    both,
    page,
)

NEVER = LIBRARY_WRITES_NOT_THAT_WAY
READ = (LIBRARY_WRITES, NEVER, WHOLE_ONLY, NEVER)
WHEELS = [
    *page("wheel_drafts", LIBRARY_WRITES, NEVER),
    *page("wheel_new", LIBRARY_WRITES, LIBRARY_WRITES),
    *page("wheel_read_in", LIBRARY_WRITES, LIBRARY_WRITES),
    *both("wheel_next", NEVER, LIBRARY_WRITES_DONE, NEVER, WHOLE_ONLY_DONE),
    *both("wheel_draft", *READ),
    *both("wheel_draft_prospect", *READ),
    *both("wheel_draft_compare", *READ),
    *both("wheel_draft_export", *READ),
    *both("wheel_draft_publish", LIBRARY_WRITES, LIBRARY_WRITES, WHOLE_ONLY, WHOLE_ONLY),
    *both("wheel_draft_discard", LIBRARY_WRITES, LIBRARY_WRITES_DONE, WHOLE_ONLY, WHOLE_ONLY_DONE),
]
