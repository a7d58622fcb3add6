"""Serving the review pages on this machine, until the reviewer stops it."""

import socket
from contextlib import suppress

import uvicorn

from flows.errors import UsageError
from flows.review_guard import Session
from flows.review_server import ReviewServer
from flows.settings import Settings
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

HOST = "127.0.0.1"


def serve_command(settings: Settings, port: int, reviewer: str) -> int:
    """Serve until interrupted.

    Raises:
        NoWarehouse: Nothing has been published in the data folder.
        UsageError: The port is taken.
    """
    connect(DataFolder(settings.data)).close()
    listener = _listen(port)
    session = Session(listener.getsockname()[1])
    application = ReviewServer(settings, session, reviewer).application()
    print(f"Review pages of {settings.data}: {session.address}", flush=True)
    print("Open the address in a browser of this machine; Ctrl-C ends the session.", flush=True)
    config = uvicorn.Config(application, log_level="error", access_log=False, server_header=False, ws="none")
    with suppress(KeyboardInterrupt):  # the way to end the session
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"Port {port} of {HOST} cannot be used ({error.strerror}); give another with --port."
        ) from error
    return listener
