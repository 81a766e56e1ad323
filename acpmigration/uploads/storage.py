"""Where uploads are stored: whole, or not at all."""

from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Leaves no half of a file that found no room."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except FileExistsError:
            raise
        except OSError:
            # Names are random: it is this file and no other's.
            self.delete(name)
            raise
