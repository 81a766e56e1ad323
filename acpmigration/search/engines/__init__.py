"""What SQLite and PostgreSQL each do in their own way: keep the index, match and rank.

An engine is a module with ``install(connection)``, ``rebuild(connection)``,
``expression(query, titles_only=)`` (the query in the engine's words, always a parameter), and two
templates of SQL about the document whose id is ``%(expressions)s``: ``MATCHES`` and ``RANK``.
"""

from acpmigration.search.engines import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
