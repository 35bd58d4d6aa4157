"""A server that answers as llama.cpp's does, after a time that grows with what it has not read before."""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

A_CHARACTER_S = 0.000_01


class Handler(BaseHTTPRequestHandler):
    read = ""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = "".join(message["content"] for message in asked["messages"])
        known = next((at for at, (a, b) in enumerate(zip(prompt, Handler.read, strict=False)) if a != b), len(prompt))
        Handler.read = prompt
        time.sleep(A_CHARACTER_S * (len(prompt) - min(known, len(prompt) - 1)))
        self.send_response(200)
        self.end_headers()
        for word in ("", "I", " am", " here"):
            told = json.dumps({"choices": [{"delta": {"content": word}}]})
            self.wfile.write(f"data: {told}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")


if __name__ == "__main__":
    if "--broken" in sys.argv:
        sys.exit(1)
    port = int(sys.argv[sys.argv.index("--port") + 1])
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
