"""The form of a backup: a header anybody may read, then a sealed tar of everything.

    8 bytes     magic "INGLBAK1"
    4 bytes     length of the header
    header      JSON: version, schema, time, how its key is wrapped (Argon2id for a passphrase, or by
                the vault's own data key for an automatic copy), the wrapped key
    the rest    ``sealed_stream`` pieces of 1 MiB bound to SHA-256(everything before), holding a tar:
                vault.db (under a key of its own), blobs/NAME, and last manifest.json

The manifest holds the keys and is never written to a disk in clear.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from app.core.clock import Milliseconds
from app.core.errors import (
    BackupDamaged,
    BackupTooNew,
    BackupUnreadable,
    BackupUnwritable,
    NotABackup,
    WrongSecret,
)
from app.vault.data_key import DataKey
from app.vault.disk import disk_errors
from app.vault.passphrase import Argon2, calibrated
from app.vault.sealed_stream import NotGenuine, Opener, Sealer
from app.vault.strength import check_strength

MAGIC, VERSION = b"INGLBAK1", 1
PIECE = 1 << 20
LONGEST_HEADER = 65_536
MANIFEST, DATABASE_COPY = "manifest.json", "vault.db"
WRAPPING, SEALING = "inglenook/snapshot/v1", "inglenook/backup/v1"

Secret = str | DataKey
"""What opens a backup: its passphrase, or for an automatic copy the vault's own key."""


@dataclass(frozen=True, slots=True)
class Header:
    """What can be told about a backup without opening it."""

    schema: int
    created: Milliseconds
    argon2: Argon2 | None
    version: int = VERSION

    @property
    def is_automatic(self) -> bool:
        """Whether the vault's own key opens it, instead of a passphrase."""
        return self.argon2 is None

    def bound(self) -> bytes:
        """What the wrapped key is tied to."""
        return json.dumps(self.described(), sort_keys=True, separators=(",", ":")).encode()

    def described(self) -> dict[str, Any]:
        described: dict[str, Any] = {"version": self.version, "schema": self.schema, "created_ms": self.created}
        if self.argon2 is not None:
            a = self.argon2
            salt = base64.b64encode(a.salt).decode()
            described["argon2"] = {"m": a.memory_kib, "t": a.passes, "p": a.lanes, "salt": salt}
        return described


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: the key of its database, counts of things, and each file's size and SHA-256."""

    database_key: str
    counts: dict[str, int]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Manifest {len(self.files)} files>"


class BackupWriter:
    """Writes a new backup at *path*, whole or not at all: use it with ``with`` and end it with ``finish``.

    Raises:
        BackupUnwritable, DiskFull: it could not be written.
        WeakPassphrase: the passphrase would be guessed.
    """

    def __init__(self, path: Path, secret: Secret, *, schema: int, created: Milliseconds) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        # Each backup has a key of its own, wrapped by the secret: nothing in it is encrypted with the vault's.
        key = DataKey.fresh()
        if isinstance(secret, str):
            check_strength(secret)
            header = Header(schema, created, calibrated())
        else:
            header = Header(schema, created, None)
        nonce = os.urandom(12)
        told = {
            **header.described(),
            "nonce": base64.b64encode(nonce).decode(),
            "wrapped": base64.b64encode(key.wrapped(_wrapping_key(header, secret), nonce, header.bound())).decode(),
        }
        written = json.dumps(told, sort_keys=True).encode()
        start = MAGIC + struct.pack(">I", len(written)) + written
        with disk_errors(BackupUnwritable):
            self._out: BinaryIO = self.part.open("wb")
            self._out.write(start)
        # Everything after the header is sealed with the header's hash: a changed cost or date opens nothing.
        self._sealer = Sealer(self._out, key.derived(SEALING), hashlib.sha256(start).digest(), PIECE)
        self._files: dict[str, tuple[int, str]] = {}

    def __enter__(self) -> BackupWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._out.close()
        self.part.unlink(missing_ok=True)

    def add(self, name: str, source: BinaryIO, size_bytes: int) -> Iterator[int]:
        """Add *size_bytes* of *source*; yields how many were added each time."""
        with disk_errors(BackupUnwritable):
            self._sealer.write(_tar_header(name, size_bytes))
        seen, digest = 0, hashlib.sha256()
        while seen < size_bytes:
            piece = source.read(min(PIECE, size_bytes - seen))
            # Its size stands in the header before it already, so a file that got shorter cannot be told of any more.
            if not piece:
                raise BackupUnwritable("file_changed")
            digest.update(piece)
            seen += len(piece)
            with disk_errors(BackupUnwritable):
                self._sealer.write(piece)
            yield len(piece)
        with disk_errors(BackupUnwritable):
            self._sealer.write(bytes(-size_bytes % tarfile.BLOCKSIZE))
        self._files[name] = (size_bytes, digest.hexdigest())

    def finish(self, database_key: str, counts: dict[str, int]) -> None:
        """Add the manifest and make everything last; the final name does not appear before ``publish``."""
        manifest = json.dumps(asdict(Manifest(database_key, counts, self._files))).encode()
        with disk_errors(BackupUnwritable):
            self._sealer.write(_tar_header(MANIFEST, len(manifest)) + manifest)
            self._sealer.write(bytes(-len(manifest) % tarfile.BLOCKSIZE) + bytes(2 * tarfile.BLOCKSIZE))
            self._sealer.finish()
            self._out.flush()
            os.fsync(self._out.fileno())
            self._out.close()

    def publish(self) -> None:
        """Give the file its final name."""
        with disk_errors(BackupUnwritable):
            self.part.replace(self.path)


class BackupReader:
    """Reads a backup from front to back.  Nothing it gives is to be used before ``manifest`` was reached.

    Raises:
        NotABackup, BackupTooNew, BackupDamaged, BackupUnreadable: as their names say.
        WrongSecret: *secret* does not open it.
    """

    def __init__(self, path: Path, secret: Secret) -> None:
        self._file = _open(path)
        try:
            self.header, start, nonce, wrapped = _read_header(self._file)
            try:
                wrapping = _wrapping_key(self.header, secret)
                key = DataKey.unwrapped(wrapping, nonce, wrapped, self.header.bound())
            except WrongSecret:
                raise WrongSecret("backup") from None
            self._opener = Opener(self._file, key.derived(SEALING), hashlib.sha256(start).digest(), PIECE)
        except BaseException:
            self._file.close()
            raise
        self.size_bytes = path.stat().st_size
        self._seen: dict[str, tuple[int, str]] = {}

    def __enter__(self) -> BackupReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    @property
    def done_bytes(self) -> int:
        """How far into the file it has read."""
        return self._file.tell()

    def entries(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each file of the backup, as its name and its content, which must be read before the next."""
        while (header := self._take(tarfile.BLOCKSIZE)).strip(b"\0"):
            try:
                info = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
            except (tarfile.HeaderError, UnicodeError):
                raise BackupDamaged from None
            yield info.name, self._content(info.name, info.size)
            self._take(-info.size % tarfile.BLOCKSIZE)

    def _content(self, name: str, size_bytes: int) -> Iterator[bytes]:
        left, digest = size_bytes, hashlib.sha256()
        while left:
            piece = self._take(min(PIECE, left))
            digest.update(piece)
            left -= len(piece)
            yield piece
        self._seen[name] = (size_bytes, digest.hexdigest())

    def check(self, content: bytes) -> Manifest:
        """The manifest that *content* is, once it agrees with everything that was read and nothing follows.

        Raises:
            BackupDamaged: it does not.
        """
        try:
            told = json.loads(content)
            files = {str(name): (int(size), str(digest)) for name, (size, digest) in told["files"].items()}
            counts = {str(name): int(count) for name, count in told["counts"].items()}
            manifest = Manifest(str(told["database_key"]), counts, files)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupDamaged from None
        # What was read must be what was written, no file more and none less: the manifest comes last and knows all.
        read = {name: seen for name, seen in self._seen.items() if name != MANIFEST}
        if manifest.files != read or DATABASE_COPY not in read:
            raise BackupDamaged
        return manifest

    def _take(self, size: int) -> bytes:
        try:
            taken = self._opener.read(size)
        except NotGenuine:
            raise BackupDamaged from None
        except OSError:
            raise BackupUnreadable from None
        if len(taken) != size:
            raise BackupDamaged
        return taken

    def require_end(self) -> None:
        """See that the stream ends where it should.

        Raises:
            BackupDamaged: something follows.
        """
        if self._take(tarfile.BLOCKSIZE).strip(b"\0") or self._opener.read(1):
            raise BackupDamaged


def read_header(path: Path) -> Header:
    """What can be told about the backup at *path* without opening it.

    Raises:
        NotABackup, BackupTooNew, BackupUnreadable: as their names say.
    """
    with _open(path) as file:
        return _read_header(file)[0]


def read_through(
    reader: BackupReader, take: Callable[[str, Iterator[bytes]], Iterator[object]]
) -> Iterator[Manifest | object]:
    """Read all of a backup, handing each file to *take*; yields what that yields, and last the manifest.

    Raises:
        BackupDamaged, BackupUnreadable: as their names say.
    """
    manifest = None
    for name, content in reader.entries():
        if manifest is not None:
            raise BackupDamaged
        if name == MANIFEST:
            manifest = reader.check(b"".join(content))
        else:
            yield from take(name, content)
    if manifest is None:
        raise BackupDamaged
    reader.require_end()
    yield manifest


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        raise BackupUnreadable from None


def _read_header(file: BinaryIO) -> tuple[Header, bytes, bytes, bytes]:
    try:
        start = file.read(len(MAGIC) + 4)
        length = int.from_bytes(start[len(MAGIC) :])
        if start[: len(MAGIC)] != MAGIC or len(start) != len(MAGIC) + 4 or length > LONGEST_HEADER:
            raise NotABackup
        written = file.read(length)
        told = json.loads(written)
        if told["version"] > VERSION:
            raise BackupTooNew
        argon2 = None
        if (given := told.get("argon2")) is not None:
            salt = base64.b64decode(given["salt"], validate=True)
            argon2 = Argon2(int(given["m"]), int(given["t"]), int(given["p"]), salt)
            if not argon2.is_sane:
                raise BackupDamaged
        header = Header(int(told["schema"]), Milliseconds(int(told["created_ms"])), argon2, int(told["version"]))
        nonce = base64.b64decode(told["nonce"], validate=True)
        wrapped = base64.b64decode(told["wrapped"], validate=True)
        if len(nonce) != 12 or len(wrapped) != 48:
            raise BackupDamaged
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise BackupDamaged from None
    except OSError:
        raise BackupUnreadable from None
    return header, start + written, nonce, wrapped


def _wrapping_key(header: Header, secret: Secret) -> bytes:
    if isinstance(secret, DataKey):
        return secret.derived(WRAPPING)
    if header.argon2 is None:
        raise WrongSecret
    return header.argon2.derive(secret)


def _tar_header(name: str, size_bytes: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size = size_bytes
    info.mode = 0o600
    return info.tobuf(format=tarfile.GNU_FORMAT)
