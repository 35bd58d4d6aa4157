"""A hub of our own on this machine: answers as the real one does, and misbehaves when it is told to.

For tests, for measuring and for pictures.  A repository is a folder ``maker/model`` of files, with what the hub says
of it in ``repo.json``.  What it shall do wrong is a list in ``control.json``; every request is written to
``requests.jsonl``.  It runs in a process of its own, which can reach nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import multiprocessing
import os
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from app.hub.client import Endpoint

BLOCK = 1 << 18
SMALL_BYTES = 1024
"""Files up to this size are kept in git itself, not beside it."""
PAGE = 1000
TOKEN, ACCEPTED_TOKEN = "hf_stranger", "hf_accepted"
START_S = 30.0
LAST_CHANGE = "2026-10-01T12:00:00.000Z"


@dataclass(frozen=True, slots=True)
class PretendHub:
    """The hub that runs: its address, and the folder that holds its repositories."""

    address: str
    folder: Path

    @property
    def endpoint(self) -> Endpoint:
        """How to reach it, and where it keeps its files."""
        return Endpoint(self.address, places=(f"localhost:{self.address.rpartition(':')[2]}",))

    def add(self, repo: str, files: dict[str, bytes | Path], **said: Any) -> None:
        """Put a repository there, with *files* and what the hub says of it."""
        folder = self.folder / repo
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                path.hardlink_to(content)
            else:
                path.write_bytes(content)
        (folder / "repo.json").write_text(json.dumps(said), "utf-8")

    def misbehave(self, *deeds: dict[str, Any]) -> None:
        """From now on do *deeds*: each has ``at`` (part of a path), ``do``, and perhaps ``times`` and a ``value``."""
        fresh = self.folder / "control.json~"
        fresh.write_text(json.dumps([{"id": time.time_ns() + place, **deed} for place, deed in enumerate(deeds)]))
        fresh.replace(self.folder / "control.json")

    def requests(self) -> list[dict[str, Any]]:
        """Every request so far, as it began: method, path and headers."""
        lines = (self.folder / "requests.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.endswith("}")]


@contextlib.contextmanager
def pretend_hub(folder: Path, *, is_mirror: bool = False, certificate: Path | None = None) -> Iterator[PretendHub]:
    """Run a hub over *folder* for the time of the block; a mirror keeps its files on the same host.

    With a *certificate* for localhost and its key, in one file, it speaks TLS.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "requests.jsonl").touch()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(theirs, str(folder), is_mirror, str(certificate or "")), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(START_S):
            raise TimeoutError("the pretend hub did not start")
        host = "https://localhost" if certificate else "http://127.0.0.1"
        yield PretendHub(f"{host}:{ours.recv()}", folder)
    finally:
        child.kill()
        child.join()
        ours.close()


def _serve(theirs: Connection, folder: str, is_mirror: bool, certificate: str) -> None:
    from app.core.network_guard import network_guard

    network_guard.close(may_serve_here=True)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    server = _Server(("127.0.0.1", 0), _Handler)
    server.root, server.is_mirror = Path(folder), is_mirror
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.scheme = "https" if certificate else "http"
    theirs.send(server.server_address[1])
    server.serve_forever()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    root: Path
    is_mirror = False
    scheme = "http"
    lock = threading.Lock()
    hashes: dict[Path, tuple[int, str]] = {}  # noqa: RUF012 - one server in its process
    done: dict[int, int] = {}  # noqa: RUF012

    def server_bind(self) -> None:
        # The standard one looks up this machine's name.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def sha256(self, path: Path) -> str:
        """The file's hash, worked out once."""
        changed = path.stat().st_mtime_ns
        with self.lock:
            known = self.hashes.get(path)
        if known is None or known[0] != changed:
            with path.open("rb") as file:
                known = (changed, hashlib.file_digest(file, "sha256").hexdigest())
            with self.lock:
                self.hashes[path] = known
        return known[1]

    def deed_for(self, path: str, method: str) -> dict[str, Any] | None:
        """What to do wrong with this request."""
        try:
            deeds = json.loads((self.root / "control.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        for deed in deeds:
            if deed["at"] in path and deed.get("method", method) == method:
                with self.lock:
                    done = self.done.get(deed["id"], 0)
                    if done >= deed.get("times", 1 << 30):
                        continue
                    self.done[deed["id"]] = done + 1
                return dict(deed)
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        pass

    def _answer(self) -> None:
        url = urlsplit(self.path)
        path = unquote(url.path)
        self._sent = 0
        deed = self.server.deed_for(self.path, self.command)
        said = {
            "method": self.command, "path": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
        }  # fmt: skip
        with self.server.lock, (self.server.root / "requests.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(said) + "\n")
        try:
            if deed is None or not self._misbehave(deed):
                self._route(path.strip("/").split("/"), parse_qs(url.query), deed)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    # --- what the hub knows ---

    def _route(self, parts: list[str], query: dict[str, list[str]], deed: dict[str, Any] | None) -> None:
        match parts:
            case ["api", "models"]:
                self._list(query)
            case ["api", "whoami-v2"]:
                if self._token not in (TOKEN, ACCEPTED_TOKEN):
                    self._error(401, "", "Invalid credentials in Authorization header")
                else:
                    self._json({"name": "somebody", "type": "user"})
            case ["api", "models", maker, model, "auth-check"]:
                if self._exists(maker, model, "main") and self._may_read(maker, model):
                    self._json({})
            case ["api", "models", maker, model, "tree", revision, *folder]:
                if self._exists(maker, model, revision):
                    self._tree(maker, model, "/".join(folder))
            case ["api", "models", maker, model] | ["api", "models", maker, model, "revision", _]:
                if self._exists(maker, model, parts[5] if len(parts) > 5 else "main"):
                    self._json(self._info(maker, model))
            case ["cdn", maker, model, *path]:
                self._file(self.server.root / maker / model / "/".join(path), deed)
            case [maker, model, "resolve", revision, *path]:
                if self._exists(maker, model, revision) and self._may_read(maker, model):
                    self._resolve(maker, model, "/".join(path), deed)
            case _:
                self._error(404, "", "Not found")

    @property
    def _token(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    def _said(self, maker: str, model: str) -> dict[str, Any]:
        return dict(json.loads((self.server.root / maker / model / "repo.json").read_text("utf-8")))

    def _exists(self, maker: str, model: str, revision: str) -> bool:
        if self._token not in ("", TOKEN, ACCEPTED_TOKEN):
            self._error(401, "", "Invalid credentials in Authorization header")
            return False
        if not (self.server.root / maker / model / "repo.json").exists():
            # The hub does not say whether it is missing or private to those who are not signed in.
            self._error(404 if self._token else 401, "RepoNotFound", "Repository not found")
            return False
        if revision not in ("main", self._commit(maker, model)):
            self._error(404, "RevisionNotFound", "Invalid rev id")
            return False
        return True

    def _may_read(self, maker: str, model: str) -> bool:
        if self._said(maker, model).get("gated") and self._token != ACCEPTED_TOKEN:
            self._error(403 if self._token else 401, "GatedRepo", f"Access to model {maker}/{model} is restricted.")
            return False
        return True

    def _files(self, maker: str, model: str) -> list[Path]:
        folder = self.server.root / maker / model
        return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "repo.json")

    def _commit(self, maker: str, model: str) -> str:
        told = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in self._files(maker, model)]
        return hashlib.sha1(json.dumps(told).encode(), usedforsecurity=False).hexdigest()

    def _info(self, maker: str, model: str) -> dict[str, Any]:
        said = {"tags": ["gguf"], "gated": False, "downloads": 0, "likes": 0, "pipeline_tag": "text-generation"}
        said |= self._said(maker, model)
        return {
            "_id": "0", "id": f"{maker}/{model}", "modelId": f"{maker}/{model}", "sha": self._commit(maker, model),
            "lastModified": LAST_CHANGE, **said,
        }  # fmt: skip

    def _list(self, query: dict[str, list[str]]) -> None:
        found = []
        for said in sorted(self.server.root.glob("*/*/repo.json")):
            info = self._info(said.parent.parent.name, said.parent.name)
            words = query.get("search", [""])[0].casefold()
            wanted = query.get("filter", [])
            gated = query.get("gated")
            if (
                words in info["id"].casefold()
                and all(tag in info["tags"] for name in wanted for tag in name.split(","))
                and (gated is None or (gated[0].casefold() == "true") == bool(info["gated"]))
            ):
                found.append(info)
        sort = query.get("sort", [""])[0]
        if sort in ("downloads", "likes", "trendingScore"):
            found.sort(key=lambda info: -info.get(sort, 0))
        start, count = int(query.get("cursor", ["0"])[0]), min(PAGE, int(query.get("limit", [PAGE])[0]))
        more = {}
        if len(found) > start + count:
            more = {"Link": f'<{self._own}/api/models?cursor={start + count}&limit={count}>; rel="next"'}
        self._json(found[start : start + count], more)

    @property
    def _own(self) -> str:
        return f"{self.server.scheme}://{self.headers['host']}"

    def _tree(self, maker: str, model: str, folder: str) -> None:
        root = self.server.root / maker / model
        entries = []
        for path in self._files(maker, model):
            name = str(path.relative_to(root).as_posix())
            if folder and not name.startswith(f"{folder}/"):
                continue
            size = path.stat().st_size
            entry: dict[str, Any] = {"type": "file", "oid": _git_name(path), "size": size, "path": name}
            if size > SMALL_BYTES:
                entry["lfs"] = {"oid": self.server.sha256(path), "size": size, "pointerSize": 135}
                entry["xetHash"] = hashlib.sha256(name.encode()).hexdigest()
            entries.append(entry)
        entries += self._said(maker, model).get("also", [])
        self._json(entries)

    def _resolve(self, maker: str, model: str, name: str, deed: dict[str, Any] | None) -> None:
        path = self.server.root / maker / model / name
        if not path.is_file():
            self._error(404, "EntryNotFound", "Entry not found")
            return
        size = path.stat().st_size
        headers = {"X-Repo-Commit": self._commit(maker, model), "Accept-Ranges": "bytes"}
        if size <= SMALL_BYTES:
            self._file(path, deed, {**headers, "ETag": f'"{_git_name(path)}"'})
            return
        digest = self.server.sha256(path)
        if deed is not None and deed["do"] == "etag":
            digest = deed["value"]
        # The real one keeps its files on another host too.
        host = self._own if self.server.is_mirror else f"{self.server.scheme}://localhost:{self.server.server_port}"
        place = f"{host}/cdn/{maker}/{model}/{quote(name)}?sha={digest}"
        if deed is not None and deed["do"] == "redirect":
            place = deed["value"] if "://" in deed["value"] else f"{deed['value']}"
        self._head(
            302,
            {
                **headers, "Location": place, "X-Linked-Size": str(size), "X-Linked-ETag": f'"{digest}"',
                "X-Xet-Hash": hashlib.sha256(name.encode()).hexdigest(), "ETag": f'"{digest}"', "Content-Length": "0",
                "Link": f'<{self._own}/api/models/{maker}/{model}/xet-read-token/main>; rel="xet-auth"',
            },
        )  # fmt: skip

    # --- answering ---

    def _file(self, path: Path, deed: dict[str, Any] | None, headers: dict[str, str] | None = None) -> None:
        if not path.is_file():
            self._error(404, "EntryNotFound", "Entry not found")
            return
        size = path.stat().st_size
        does = deed["do"] if deed is not None else ""
        asked = self.headers.get("range", "").removeprefix("bytes=")
        start, end = 0, size - 1
        if asked and does != "ignore_range":
            first, _, last = asked.partition("-")
            start, end = int(first), min(int(last or size - 1), size - 1)
            if start >= size:
                self._error(416, "", "Range not satisfiable")
                return
        said = {"Content-Length": str(end - start + 1), "Content-Type": "application/octet-stream", **(headers or {})}
        if asked and does != "ignore_range":
            shown = start + 1 if does == "wrong_range" else start
            said["Content-Range"] = f"bytes {shown}-{end}/{size}"
        self._head(206 if "Content-Range" in said else 200, said)
        if self.command == "HEAD":
            return
        if does == "empty":
            self.close_connection = True
            return
        with path.open("rb") as file:
            file.seek(start)
            self._pour(file, end - start + 1, deed)

    def _pour(self, file: Any, left: int, deed: dict[str, Any] | None) -> None:
        does, value = (deed["do"], deed.get("value", 0)) if deed is not None else ("", 0)
        while left:
            count = min(BLOCK, left)
            if does in ("cut", "stall"):
                count = min(count, value - self._sent)
                if count <= 0:
                    if does == "stall":
                        time.sleep(3600)
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
            if does == "drip":
                count = 1 if self._sent else min(count, 4096)
            block = file.read(count)
            if does == "corrupt":
                block = bytes([block[0], *block[1:-1], block[-1] ^ 1])
            self.wfile.write(block)
            self._sent += len(block)
            left -= len(block)
            if does == "slow":
                time.sleep(len(block) / value)
            if does == "drip" and self._sent > value:
                time.sleep(1)

    def _misbehave(self, deed: dict[str, Any]) -> bool:
        """Answer wrongly at once; false where the answer is right as far as its body."""
        match deed["do"]:
            case "status":
                self._error(deed["value"], deed.get("code", ""), deed.get("message", "no"), deed.get("headers", {}))
            case "html":
                self._body(200, b"<html><body>Please sign in to this network.</body></html>", "text/html")
            case "garbage":
                self._body(200, deed.get("value", '{"[').encode(), deed.get("type", "application/json"))
            case "silence":
                time.sleep(deed.get("value", 3600))
            case _:
                return False
        return True

    def _json(self, content: object, headers: dict[str, str] | None = None) -> None:
        self._body(200, json.dumps(content).encode(), "application/json", headers)

    def _error(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        said = {"X-Error-Message": message, **({"X-Error-Code": code} if code else {}), **(headers or {})}
        self._body(status, json.dumps({"error": message}).encode(), "application/json", said)

    def _body(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self._head(status, {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


def _git_name(path: Path) -> str:
    size = path.stat().st_size
    if size > SMALL_BYTES:
        return "0" * 40
    return hashlib.sha1(b"blob %d\0" % size + path.read_bytes(), usedforsecurity=False).hexdigest()
