"""Where a record came from and where it went, on the page of each."""

from acpmigration import panels
from knowledge.thread import thread_of

for page in ("intervention", "grant", "product", "event"):
    panels.register(page, template="knowledge/_thread.html", query=thread_of)
