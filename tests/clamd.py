"""A stand-in for the virus scanner that speaks as much of clamd as INSTREAM needs."""

import socketserver
import struct
import threading
from contextlib import contextmanager

# The harmless file that every scanner flags, in two parts so that none flags this one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner(socketserver.StreamRequestHandler):
    """Speaks as much of clamd as INSTREAM needs."""

    def handle(self):
        command = self.rfile.read(len(b"zINSTREAM\0"))
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.received.append((command, content))
        found = b"Eicar-Signature FOUND" if EICAR in content else b"OK"
        self.wfile.write((self.server.answer or b"stream: " + found) + b"\0")


@contextmanager
def served(server_class, where):
    with server_class(where, Scanner) as server:
        server.received, server.answer = [], b""
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
