"""Many questions at once: one client's keep nobody waiting, and a start or stop fails none."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.browser.portal import ROOT, copy_of, environment, free_port, wait_until_answering

pytestmark = pytest.mark.load
SECONDS = 6
A_SECOND = 50
# A machine at work takes its time to start the portal.
PATIENCE = 90
# What one client asks for again and again, and what others read meanwhile.
DEAR = [
    "/interventions/?region=caribbean&topic=thb&q=trafficking",
    "/search/?q=trafficking",
    "/api/v1/interventions/?page_size=100",
]
OTHERS = ["/", "/interventions/", "/interventions/?status=ongoing", "/api/v1/interventions/"]
GREEDY, OTHER = "127.0.0.2", "127.0.0.3"


def ask(port: int, where: str, source: str) -> tuple[int, str, float]:
    """Status, Retry-After and how long it took, asked from an address of one's own."""
    began = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=(source, 0))
    try:
        connection.request("GET", where)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Retry-After", ""), time.monotonic() - began
    finally:
        connection.close()


@contextmanager
def started(folder: Path, *, is_warm: bool = True) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve a prepared folder; the port is open, and with ``is_warm`` a first answer was given."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "acpmigration.wsgi", "--threads", "8"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
            cwd=ROOT,
            env=environment(folder),
            stdout=log,
            stderr=log,
        )
        try:
            if is_warm:
                wait_until_answering(port, process, folder / "server.log")
            else:
                wait_until_listening(port)
            yield port, process
        finally:
            process.terminate()
            process.wait(timeout=40)


def wait_until_listening(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("The portal does not listen.")


@pytest.fixture
def folder(prepared_folder: Path, tmp_path: Path) -> Path:
    return copy_of(prepared_folder, tmp_path / "portal")


def test_one_client_that_asks_fifty_times_a_second_waits_and_others_do_not(folder):
    with started(folder) as (port, _process):
        for where in (*DEAR, *OTHERS):
            ask(port, where, OTHER)
        # What a page costs on this machine while nobody else asks.
        alone = max(ask(port, where, OTHER)[2] for where in OTHERS)
        time.sleep(3)

        with ThreadPoolExecutor(A_SECOND * 2) as pool:
            began = time.monotonic()
            greedy = []
            for number in range(SECONDS * A_SECOND):
                time.sleep(max(0, began + number / A_SECOND - time.monotonic()))
                greedy.append(pool.submit(ask, port, DEAR[number % len(DEAR)], GREEDY))
                if number == 0:
                    others = pool.submit(read_on, port, began + SECONDS)
            answers = [each.result() for each in greedy]
            read = others.result()

    counted = Counter(status for status, _after, _took in answers)
    assert set(counted) == {200, 429}
    assert counted[429] > len(answers) / 4
    assert all(1 <= int(after) <= 3 for status, after, _took in answers if status == 429)
    assert {status for status, _after, _took in read} == {200}
    # Within a second, or ten times what a page takes where that is long even alone.
    took = sorted(took for _status, _after, took in read)
    assert took[int(len(took) * 0.9)] < max(1, 10 * alone)


def read_on(port: int, until: float) -> list[tuple[int, str, float]]:
    """Somebody else, who reads one page after the other."""
    found = []
    while time.monotonic() < until:
        found.append(ask(port, OTHERS[len(found) % len(OTHERS)], OTHER))
        time.sleep(0.1)
    return found


def test_sixty_four_at_once_right_after_a_start_are_all_answered(folder):
    where = ["/", "/interventions/", "/fr/grants/", "/api/v1/interventions/", "/interventions.csv"]
    with started(folder, is_warm=False) as (port, _process), ThreadPoolExecutor(64) as pool:
        answers = list(
            pool.map(
                # Each of a client of its own, as visitors are.
                lambda number: ask(port, where[number % len(where)], f"127.0.1.{number + 1}"),
                range(64),
            )
        )

    assert Counter(status for status, _after, _took in answers) == {200: 64}


def test_what_is_under_way_is_finished_when_the_server_is_stopped(folder):
    with started(folder) as (port, process):
        ask(port, "/interventions/", OTHER)
        answers: list[tuple[int, int]] = []
        sent = threading.Barrier(9)

        def read(number: int) -> None:
            source = (f"127.0.2.{number + 1}", 0)
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE, source_address=source)
            connection.request("GET", f"/interventions/?q=trafficking+{number}")
            sent.wait()
            answer = connection.getresponse()
            answers.append((answer.status, len(answer.read())))
            connection.close()

        readers = [threading.Thread(target=read, args=[number]) for number in range(8)]
        for reader in readers:
            reader.start()
        sent.wait()
        # Time to be taken up by a thread each; all eight together take longer to be answered.
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGTERM)
        for reader in readers:
            reader.join()
        assert process.wait(timeout=40) == 0

    assert [status for status, _length in answers] == [200] * 8
    assert all(length > 5_000 for _status, length in answers)
