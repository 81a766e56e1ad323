"""Asking clamd whether a file has a virus, by its own INSTREAM protocol."""

import logging
import socket
import struct
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File

CHUNK = 64 * 1024
TIMEOUT_SECONDS = 10
LONGEST_ANSWER = 4_096

logger = logging.getLogger(__name__)


class Scan(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    # No scanner is set up, or it did not answer: told as it is, never taken for clean.
    NOT_SCANNED = "not_scanned"


def scan(file: "File[bytes]") -> Scan:
    """Send the file to the scanner that ``CLAMD`` names, such as ``tcp://127.0.0.1:3310``.

    The file is read from its beginning, and left there.
    """
    if not settings.CLAMD:
        return Scan.NOT_SCANNED
    try:
        answer = _asked(file)
    except OSError as error:
        logger.warning("The virus scanner does not answer.", extra={"error": type(error).__name__})
        return Scan.NOT_SCANNED
    finally:
        file.seek(0)
    if answer.endswith(" OK"):
        return Scan.CLEAN
    if answer.endswith(" FOUND"):
        return Scan.INFECTED
    logger.warning("The virus scanner could not scan a file.")
    return Scan.NOT_SCANNED


def _asked(file: "File[bytes]") -> str:
    file.seek(0)
    with _connected() as server:
        server.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            server.sendall(struct.pack("!L", len(chunk)) + chunk)
        server.sendall(struct.pack("!L", 0))
        answer = b""
        while (part := server.recv(LONGEST_ANSWER)) and len(answer) < LONGEST_ANSWER:
            answer += part
    return answer.rstrip(b"\0").decode("ascii", "replace")


def _connected() -> socket.socket:
    where = urlsplit(settings.CLAMD)
    if where.scheme == "unix":
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.settimeout(TIMEOUT_SECONDS)
        server.connect(where.path)
        return server
    return socket.create_connection((where.hostname, where.port), TIMEOUT_SECONDS)
