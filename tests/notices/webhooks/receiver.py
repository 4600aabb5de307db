"""A partner's server: a small real one on this machine that does as it is told."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """`mode` says how it behaves; `got` holds what arrived: (headers, body)."""

    def __init__(self):
        self.got = []
        self.mode = "ok"
        self.headers = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.got.append((dict(self.headers.items()), body))
                with contextlib.suppress(OSError):
                    getattr(outer, f"_{outer.mode}")(self, body)

            def do_GET(self):
                outer.got.append(("GET", self.path))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def events(self):
        """Bodies that are no challenge."""
        bodies = [json.loads(body) for _headers, body in self.got]
        return [body for body in bodies if body["type"] != "webhook.challenge"]

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _answer(self, handler, status, body=b"", **headers):
        handler.send_response(status)
        for name, value in {**self.headers, **headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _ok(self, handler, body):
        said = json.loads(body)
        if said["type"] == "webhook.challenge":
            self._answer(handler, 200, json.dumps(said["data"]).encode())
        else:
            self._answer(handler, 204)

    def _plain(self, handler, body):
        self._answer(handler, 200, json.loads(body)["data"]["challenge"].encode())

    def _liar(self, handler, body):
        self._answer(handler, 200, b'{"challenge": "something else"}')

    def _refuses(self, handler, body):
        self._answer(handler, 400)

    def _breaks(self, handler, body):
        self._answer(handler, 500)

    def _busy(self, handler, body):
        self._answer(handler, 429)

    def _gone(self, handler, body):
        self._answer(handler, 410)

    def _redirects(self, handler, body):
        self._answer(handler, 302, Location=f"http://127.0.0.1:{self.port}/elsewhere")

    def _sleeps(self, handler, body):
        time.sleep(4)
        self._answer(handler, 204)

    def _drips(self, handler, body):
        """A byte now and then, for ever."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-Drip: 1\r\n")
            handler.wfile.flush()
            time.sleep(0.2)

    def _talks(self, handler, body):
        """An answer without an end."""
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    def _garbles(self, handler, body):
        handler.wfile.write(b"this is no HTTP\r\n\r\n")
