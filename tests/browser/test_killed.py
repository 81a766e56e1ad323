"""The server is killed while stages move: what was answered stands, and nothing stands by half."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.portal import ROOT, copy_of, environment, free_port, wait_until_answering

ROUNDS = 5
SENDERS = 4
SECONDS_TO_COME_BACK = 5
SLUG = "sample-042-vanuatu"

# Run in the portal's own process: a coordinator's session, and an intervention whose stage can be
# completed.
PREPARE = f"""
import json, time
from importlib import import_module
from allauth.account.internal.flows import login as proofs
from django.conf import settings
from django.http import HttpRequest
from acpmigration.accounts.models import User
from technical_assistance.enums import DocumentKind, StageKind
from technical_assistance.models import Intervention, StageDocument
from tests.factories.files import pdf
from django.core.files.base import ContentFile
person = User.objects.get(email="coordinator-other-region@demo.invalid")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session["_auth_user_id"] = str(person.pk)
session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
session["_auth_user_hash"] = person.get_session_auth_hash()
request = HttpRequest()
request.session = session
proofs.record_authentication(request, person, "mfa")
session["began"] = session["seen"] = time.time()
session.save()
intervention = Intervention.objects.get(slug="{SLUG}")
stage = intervention.stages.get(kind=StageKind.BASELINE_ASSESSMENT)
StageDocument.objects.create(
    stage=stage, kind=DocumentKind.BASELINE_REPORT, title="Report", language="en",
    file=ContentFile(pdf(), name="report.pdf"),
)
print(json.dumps([settings.SESSION_COOKIE_NAME, session.session_key]))
"""

# The stage is put back by an editor, so that each round has one to complete.
REOPEN = f"""
from django.utils import timezone
from acpmigration.accounts.models import User
from technical_assistance.domain.stages import reopen_stage
from technical_assistance.enums import StageKind, StageState
from technical_assistance.models import Intervention
intervention = Intervention.objects.get(slug="{SLUG}")
if intervention.stages.get(kind=StageKind.BASELINE_ASSESSMENT).state == StageState.FINISHED:
    reopen_stage(
        intervention=intervention, kind=StageKind.BASELINE_ASSESSMENT, when=None,
        by=User.objects.get(email="editor@demo.invalid"), today=timezone.now().date(),
        reason="Again.",
    )
"""

# What must hold of whatever the killed server has left.
INSPECT = """
import json
from django.db import connection
from technical_assistance.domain.proof import differences
from technical_assistance.models import ProgressEntry, Submission
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    [[integrity]] = cursor.fetchall()
entries = {str(e.pk): str(e.idempotency_key) for e in ProgressEntry.objects.all()}
print(json.dumps({
    "integrity": integrity,
    "differences": [str(one) for one in differences()],
    "half": [str(s.key) for s in Submission.objects.all() if entries.get(s.made) != str(s.key)],
    "kept": [str(s.key) for s in Submission.objects.all()],
}))
"""


def run(folder: Path, script: str) -> str:
    """Run a script in the portal's own settings and return the last line that it printed."""
    printed = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", script],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return printed.strip().rpartition("\n")[2]


@contextmanager
def serving_until_killed(folder: Path, port: int) -> Iterator[None]:
    """Serve in a process group of its own and kill all of it at once, as a lost machine would."""
    command = [sys.executable, "-m", "gunicorn", "acpmigration.wsgi", "--threads", "8"]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603
            [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
            cwd=ROOT,
            env=environment(folder),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_until_answering(port, process, folder / "server.log")
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Sender:
    """Sends reports one after another until the server is gone; knows which were answered."""

    def __init__(self, port: int, cookie: str) -> None:
        self.address = f"http://127.0.0.1:{port}/coordination/interventions/{SLUG}/log/"
        self.cookie = cookie
        self.saved: list[str] = []

    def ask(self, data: dict[str, str] | None = None, more: str = "") -> tuple[str, str]:
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(  # noqa: S310
            self.address,
            body,
            {"Cookie": self.cookie + more, "Accept": "application/json" if data else "text/html"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.read().decode(), answer.headers.get("Set-Cookie", "")

    def is_saved(self, told: dict[str, str], token: str) -> bool:
        try:
            answer, _cookie = self.ask(told, f"; {token}")
        except urllib.error.HTTPError as refused:
            if refused.code in (409, 422):
                return False
            raise
        return bool(json.loads(answer)["saved"])

    def send(self) -> None:
        try:
            page, set_cookie = self.ask()
            form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
            form["csrfmiddlewaretoken"] = re.findall(
                r'name="csrfmiddlewaretoken" value="([^"]+)"', page
            )[0]
            token = set_cookie.partition(";")[0]
            while True:
                key = str(uuid.uuid4())
                is_done = len(self.saved) == 2
                told = form | {"key": key, "on": time.strftime("%Y-%m-%d"), "note": f"Note {key}"}
                told["happened"] = "done" if is_done else "note"
                # Whoever comes second with a stage is refused, and tells it as a note.
                if not self.is_saved(told, token):
                    assert self.is_saved(told | {"happened": "note"}, token)
                self.saved.append(key)
        except OSError:
            return


def test_a_killed_server_leaves_the_old_state_or_the_new_one(prepared_folder, tmp_path):
    folder = copy_of(prepared_folder, tmp_path / "portal")
    name, session = json.loads(run(folder, PREPARE))
    port = free_port()
    answered: set[str] = set()
    # A start that follows no kill: what this machine takes for it.
    began = time.monotonic()
    with serving_until_killed(folder, port):
        most = max(SECONDS_TO_COME_BACK, 2 * (time.monotonic() - began))

    for round_ in range(ROUNDS):
        run(folder, REOPEN)
        senders = [Sender(port, f"{name}={session}") for _number in range(SENDERS)]
        threads = [threading.Thread(target=sender.send) for sender in senders]
        began = time.monotonic()
        with serving_until_killed(folder, port):
            back_after = time.monotonic() - began
            for thread in threads:
                thread.start()
            time.sleep(1.5 + 0.4 * round_)
        for thread in threads:
            thread.join()
        answered |= {key for sender in senders for key in sender.saved}

        found = json.loads(run(folder, INSPECT))

        assert (found["integrity"], found["differences"], found["half"]) == ("ok", [], [])
        assert answered <= set(found["kept"])
        assert back_after < most

    assert len(answered) > ROUNDS
