"""A real IMAP server on this machine, its mails in memory, and mails as people and others send them."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from email.message import EmailMessage

from imapclient import IMAPClient

USER, PASSWORD = "replies", "only for tests"
ADDRESS = "replies@portal.example"


@contextmanager
def imap_server():
    """Yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from pymap.main import main; main()"]
    where = ["--host", "127.0.0.1", "--port", str(port), "--no-tls"]
    login = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    server = subprocess.Popen(
        [*command, *where, *login], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_it_answers(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def until_it_answers(port, server):
    for _ in range(300):
        assert server.poll() is None, "the IMAP server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the IMAP server does not answer")


class Post:
    """One folder of that server, as whoever delivers mail sees it."""

    def __init__(self, port, folder):
        self.folder = folder
        self.client = IMAPClient("127.0.0.1", port, ssl=False, timeout=10)
        self.client.login(USER, PASSWORD)
        self.client.create_folder(folder)
        self.setting = {
            "host": "127.0.0.1",
            "port": port,
            "user": USER,
            "password": PASSWORD,
            "folder": folder,
            "tls": "",
            "ca": "",
        }

    def brings(self, raw, **more):
        raw = raw if isinstance(raw, bytes) else raw.as_bytes()
        self.client.append(self.folder, raw, **more)

    def unseen(self):
        self.client.select_folder(self.folder)
        return len(self.client.search(["UNSEEN"]))

    def number(self):
        return self.client.select_folder(self.folder)[b"EXISTS"]

    def unmark(self):
        self.client.select_folder(self.folder)
        self.client.remove_flags(self.client.search(["ALL"]), [b"\\Seen"])

    def make_anew(self):
        """The same folder with another UIDVALIDITY."""
        self.client.select_folder(self.folder)
        mails = self.client.fetch(self.client.search(["ALL"]), ["BODY.PEEK[]"])
        self.client.unselect_folder() if self.client.has_capability("UNSELECT") else None
        self.client.select_folder("INBOX")
        self.client.delete_folder(self.folder)
        self.client.create_folder(self.folder)
        for one in mails.values():
            self.brings(one[b"BODY[]"])


def letter(sender, reference, text="Planted-mail: the lorry left", *, key="one", **headers):
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = ADDRESS
    mail["Subject"] = f"Re: New case: {reference} (Flash)"
    mail["Message-ID"] = f"<{key}@mail.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def raw_letter(headers, body=b"Planted-mail"):
    """Headers as a forger writes them."""
    return "\r\n".join(headers).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body
