"""Cutting a command off the network: a name space with loopback alone where that can be had, and always a guard.

The guard goes into every Python process of the command; it refuses, and writes down, any look-up or connection
that is not loopback's.
"""

import os
import subprocess
import sys
from pathlib import Path

GUARD = """
import ipaddress, os, sys

def _is_local(host):
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False

def _guard(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        with open(os.environ["GUARD_LOG"], "a") as log:
            log.write(f"{event} {host!r} by {sys.argv[:3]}\\n")
        raise OSError(f"the network is cut: {event} {host!r}")

sys.addaudithook(_guard)
"""

LOOPBACK_UP = """
import fcntl, os, socket, struct, sys
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
os.execvp(sys.argv[1], sys.argv[1:])
"""


def guarded(folder):
    """The environment variables of a guarded process; its log lies in the folder."""
    folder = Path(folder)
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    (folder / "guard.log").touch()
    return {"PYTHONPATH": f"{folder}{os.pathsep}{Path(__file__).parents[2]}", "GUARD_LOG": str(folder / "guard.log")}


def own_network():
    """The words before a command that give it a network of its own; none where the system forbids it."""
    words = ["unshare", "--map-root-user", "--net", sys.executable, "-c", LOOPBACK_UP]
    try:
        probe = subprocess.run([*words, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return []
    return words if probe.returncode == 0 else []
