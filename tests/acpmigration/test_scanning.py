"""The virus scanner: asked in its own words, and never believed when it says nothing."""

import socketserver

import pytest

from acpmigration.uploads.scanning import Scan, scan
from tests.clamd import EICAR, served
from tests.factories import files
from tests.smtp import dead_port


def test_the_whole_file_is_sent_and_found_clean(scanner):
    content = bytes(range(256)) * 1_000
    file = files.sent(content, "cv.pdf")
    file.seek(100)

    assert scan(file) == Scan.CLEAN
    assert scanner.received == [(b"zINSTREAM\0", content)]
    assert file.tell() == 0


def test_a_virus_is_found_wherever_it_is(scanner):
    assert scan(files.sent(bytes(70_000) + EICAR + bytes(70_000), "cv.pdf")) == Scan.INFECTED


def test_a_scanner_is_asked_over_a_socket_in_the_file_system_too(settings, tmp_path):
    where = str(tmp_path / "clamd")
    settings.CLAMD = f"unix:{where}"
    with served(socketserver.UnixStreamServer, where):
        assert scan(files.sent(EICAR, "cv.pdf")) == Scan.INFECTED
        assert scan(files.sent(b"fine", "cv.pdf")) == Scan.CLEAN


def test_without_a_scanner_nothing_is_scanned(settings):
    settings.CLAMD = ""

    assert scan(files.sent(EICAR, "cv.pdf")) == Scan.NOT_SCANNED


@pytest.mark.parametrize(
    "answer",
    [b"INSTREAM size limit exceeded. ERROR", b"", b"stream: FOUNDLING", b"NOK", b"\xff\xfe"],
)
def test_what_is_no_answer_is_never_taken_for_clean(scanner, answer, caplog):
    scanner.answer = answer or b" "

    assert scan(files.sent(b"fine", "cv.pdf")) == Scan.NOT_SCANNED
    assert [record.message for record in caplog.records] == [
        "The virus scanner could not scan a file."
    ]


def test_a_scanner_that_is_gone_is_written_down(settings, caplog):
    settings.CLAMD = f"tcp://127.0.0.1:{dead_port()}"

    assert scan(files.sent(EICAR, "cv.pdf")) == Scan.NOT_SCANNED
    [record] = caplog.records
    assert (record.message, record.error) == (
        "The virus scanner does not answer.",
        "ConnectionRefusedError",
    )
