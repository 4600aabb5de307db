"""A portal that answers what it is told to, to see how the client takes it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from blo_client import Patience, Portal

LOST = "the connection ends without an answer"


class FakePortal:
    """`answers`: one after the other, each (status, body, headers) or LOST; then 200 and `{}`.
    `asked` holds (method, path, headers, body) of everything but the token."""

    def __init__(self):
        self.answers, self.asked, self.token_answers = [], [], []
        self.tokens = 0
        self.expires_in = 3600
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do(self):
                outer.take(self)

            def log_message(self, *_):
                pass

        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
            setattr(Handler, f"do_{method}", Handler.do)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=[0.02], daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def take(self, handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        if handler.path == "/api/v1/token/":
            answer = self.token_answers.pop(0) if self.token_answers else self.token()
        else:
            self.asked.append((handler.command, handler.path, handler.headers, body))
            answer = self.answers.pop(0) if self.answers else (200, {}, {})
        if answer is LOST:
            handler.connection.close()
            return
        status, said, headers = answer
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    def token(self):
        self.tokens += 1
        said = {"access_token": f"token-{self.tokens}", "expires_in": self.expires_in}
        return 200, said, {}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def client(fake, slept=None, **more):
    """A client that does not really wait; `slept` collects how long it would have."""
    patience = Patience(tries=4, sleep=(slept if slept is not None else []).append)
    return Portal(fake.address, "me", "s:cret/ü", patience=patience, **more)


def problem(status, code, errors=(), **headers):
    body = {"status": status, "code": code, "detail": "No.", "errors": list(errors)}
    return status, body, {name.replace("_", "-"): value for name, value in headers.items()}
