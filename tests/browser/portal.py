"""A served demo site in a process and a folder of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 30


@dataclass(frozen=True)
class Portal:
    """Where it answers, who may log in (``logins["editor"]["email"]``), and where its mails lie.

    ``pid`` is the process that has begun those that answer.
    """

    url: str
    logins: dict[str, dict[str, str]]
    mails: Path
    pid: int


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PORTAL_FOLDER": str(folder),
        "PYTHONUNBUFFERED": "1",
    }


def prepare(folder: Path) -> str:
    """Load the demo's records into the folder's database, and return what was printed."""
    return subprocess.run(
        [sys.executable, "manage.py", "prepare_demo"],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def copy_of(prepared: Path, folder: Path) -> Path:
    return Path(shutil.copytree(prepared, folder, dirs_exist_ok=True))


@contextmanager
def serving(folder: Path) -> Iterator[Portal]:
    """Serve a prepared folder until the caller is done.

    :raises RuntimeError: if it does not answer.
    """
    port = free_port()
    # Lines to be copied and data that travel hold whole addresses.
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "acpmigration.wsgi", "--threads", "8"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
            cwd=ROOT,
            env=environment(folder) | {"SITE_URL": url},
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_answering(port, process, folder / "server.log")
            logins = json.loads((folder / "demo-logins.json").read_text(encoding="utf-8"))
            yield Portal(url, logins, folder / "mail", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answering(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/robots.txt")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"The portal does not answer:\n{log.read_text(encoding='utf-8')}")
