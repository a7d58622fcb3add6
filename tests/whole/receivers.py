"""Receivers on loopback for what alerts send: a web server and a mail server, in threads of the test."""

import email
import email.policy
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from prefect_server import LOOPBACK, free_port

SECRET = "hook-5f1c9e"
PASSWORD = "pass-77ab01"


class WebReceiver:
    """What was posted; ``status`` is what it answers, ``hangs`` lets it answer nothing until the end."""

    def __init__(self, port):
        self.address = f"http://{LOOPBACK}:{port}/{SECRET}"
        self.messages = []
        self.status = 200
        self.hangs = False
        self.end = threading.Event()


@contextmanager
def web_receiver():
    """A web server that keeps the JSON of every request."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if receiver.hangs:
                receiver.end.wait()
                return
            receiver.messages.append(json.loads(body))
            self.send_response(receiver.status)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    server.daemon_threads = True
    receiver = WebReceiver(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    try:
        yield receiver
    finally:
        receiver.end.set()
        server.shutdown()
        thread.join()
        server.server_close()


class MailReceiver:
    """The mails that came in, parsed, and the address by which Apprise sends to it."""

    def __init__(self):
        self.mails = []
        self.address = ""

    async def handle_DATA(self, server, session, envelope):  # the name aiosmtpd calls
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


@contextmanager
def mail_receiver():
    """A mail server that takes every mail of whoever knows the password."""
    receiver = MailReceiver()
    port = free_port()
    controller = Controller(
        receiver,
        hostname=LOOPBACK,
        port=port,
        auth_require_tls=False,
        auth_required=True,
        authenticator=lambda *given: AuthResult(success=given[-1].password == PASSWORD.encode()),
    )
    controller.start()
    try:
        receiver.address = f"mailto://night:{PASSWORD}@{LOOPBACK}:{port}?from=night@example.org&to=ops@example.org"
        yield receiver
    finally:
        controller.stop()
