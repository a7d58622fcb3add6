"""A server on loopback that answers, or misbehaves, as a test wants it to, and what a test fetches from it with."""

import ssl
import threading
from collections import Counter
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.feeds.fetching import Errand
from flows.feeds.limits import Limits, Pace, Time
from flows.feeds.sources import Source
from flows.feeds.web import Manners

TODAY = date(2025, 3, 20)
PAGE = "<html><body><p>某县法院2024年受理案件3200件。</p></body></html>".encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Server:
    """Answers by path; an answer is a function of the handler, or the answers to the first, second, … request."""

    def __init__(self, certificate=None):
        self.answers = {}
        self.asked = []
        self.headers = []
        self.closing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append(self.path)
                server.headers.append({**self.headers, "path": self.path})
                answer = server.answers.get(self.path, status(404))
                if isinstance(answer, list):
                    answer = answer[min(Counter(server.asked)[self.path], len(answer)) - 1]
                answer(self)

            def log_message(self, *_):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # a client that hangs up is what some tests are about

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self.address = f"https://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def feed(self, *paths, path="/feed", day=""):
        """Serve an RSS feed of these paths, all published on one day."""
        told = f"<title>通报</title><pubDate>{day}</pubDate>"
        items = "".join(f"<item>{told}<link>{self.address}{each}</link></item>" for each in paths)
        self.answers[path] = body(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), XML)

    def pages(self, *paths):
        """Serve a feed of these paths and a page of its own at each."""
        self.feed(*paths)
        for each in paths:
            self.answers[each] = body(PAGE + each.encode())


XML = {"Content-Type": "application/rss+xml"}


def body(content, headers=HTML):
    """200 with these bytes."""

    def answer(handler):
        handler.send_response(200)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code, **headers):
    """A status without a body; `_` in names of headers stands for `-`."""

    def answer(handler):
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def with_etag(content, etag):
    """200 with an ETag; 304 when it is asked for with it."""

    def answer(handler):
        if handler.headers.get("If-None-Match") == etag:
            status(304)(handler)
        else:
            body(content, {**HTML, "ETag": etag})(handler)

    return answer


class TestTime:
    """A clock that only waiting moves on, by exactly what was waited; ``tick`` is what each look at it costs."""

    __test__ = False

    def __init__(self, tick=0.0):
        self.clock = 1000.0
        self.tick = tick
        self.slept = []

    def now(self):
        self.clock += self.tick
        return self.clock

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.clock += seconds

    def as_time(self):
        return Time(now=self.now, sleep=self.sleep, chance=lambda: 0.5)


def write_certificate(path, name):
    """A certificate of a host, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2000, 1, 1))
        .not_valid_after(datetime(2999, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def source(server, **keys):
    """A source of the server: the feed at /feed unless the keys say otherwise."""
    kind = {} if "index" in keys else {"feed": f"{server.address}/feed"}
    return Source(**{"name": "court", "outlet": "某某日报", "seconds_between": 0, **kind, **keys})


def errand(folder, time=None, *, today=TODAY, allow_private=True, **limits):
    """An errand into ``folder/inbox`` with a clock of the test's."""
    clock = (time or TestTime()).as_time()
    manners = Manners("casetally/1 (test@example.cn)", Limits(**limits), clock, Pace(clock), allow_private)
    return Errand(folder / "inbox", folder / "data" / "work" / "feeds", today, ZoneInfo("Asia/Shanghai"), manners)


def stored(folder):
    """The pages in the inbox: bytes and what the side file states, in the order of their addresses."""
    pages = [path for path in (folder / "inbox").rglob("*") if path.is_file() and not path.name.endswith(".meta.yaml")]
    found = [
        (page.read_bytes(), yaml.safe_load(page.with_name(f"{page.stem}.meta.yaml").read_text())) for page in pages
    ]
    return sorted(found, key=lambda each: (each[1]["url"], each[0]))
