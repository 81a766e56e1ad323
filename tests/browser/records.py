"""What happens to the records of a served demo behind the browser's back."""

import subprocess
import sys
from textwrap import dedent

from tests.browser.portal import ROOT, Portal, environment

REOPEN = """
    from acpmigration.accounts.models import User
    from acpmigration.dates import today
    from technical_assistance.domain.stages import reopen_stage
    from technical_assistance.models import Intervention, StageDocument

    editor = User.objects.get(email="editor@demo.invalid")
    intervention = Intervention.objects.get(slug="{slug}")
    for kind in {kinds}:
        StageDocument.objects.filter(stage__intervention=intervention, stage__kind=kind).delete()
        reopen_stage(
            intervention=intervention, kind=kind, when=None, by=editor, today=today(), reason="Test"
        )
"""
COUNT = """
    from technical_assistance.models import ProgressEntry

    print(ProgressEntry.objects.filter(note="{note}").count())
"""


def run(where: Portal, code: str) -> str:
    """Run the code beside the server, in the same folder, and return what it prints."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", dedent(code)],
        cwd=ROOT,
        env=environment(where.mails.parent),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def reopen(where: Portal, slug: str, *kinds: int) -> None:
    """Put closed stages of an intervention in progress again, the latest first."""
    run(where, REOPEN.format(slug=slug, kinds=kinds))


def entries_with(where: Portal, note: str) -> int:
    """How many lines of the log say this."""
    return int(run(where, COUNT.format(note=note)))
