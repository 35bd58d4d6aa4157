"""Opens the encrypted database and refuses to open it any other way.

One SQLite file, every page sealed with ChaCha20-Poly1305 by SQLite3 Multiple Ciphers under a raw
key.  The library's API has silent ways to end up with plain text (a malformed raw key is taken as
a passphrase; plain ``apsw`` ignores keys), so each step is checked.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import apsw

from app.core.errors import DiskFull, PlaintextVault, VaultBusy, VaultDamaged, VaultError
from app.vault.data_key import DataKey

DATABASE, NEW = "vault.db", "new"
PLAIN_HEADER = b"SQLite format 3\0"
PAGES_AT_ONCE = 2_000  # 8 MB: some hundredths of a second
OLDEST_SQLITE = 3_051_003  # earlier versions can lose data when a WAL is reset

BUSY_MS = 5000
ON_OPENING = f"""
PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;
PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
PRAGMA mmap_size=0; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=1000;
PRAGMA journal_size_limit=16777216; PRAGMA busy_timeout={BUSY_MS};
"""

SAID_AS: dict[type[apsw.Error], type[VaultError]] = {
    apsw.FullError: DiskFull,
    apsw.NotADBError: VaultDamaged,
    apsw.CorruptError: VaultDamaged,
    apsw.FormatError: VaultDamaged,
    apsw.BusyError: VaultBusy,
    apsw.LockedError: VaultBusy,
    apsw.CantOpenError: VaultBusy,
    apsw.ReadOnlyError: VaultBusy,
    apsw.PermissionsError: VaultBusy,
    apsw.IOError: VaultBusy,
    apsw.NoMemError: VaultBusy,
    apsw.ProtocolError: VaultBusy,
}
"""What the world can do to a database, in our words.  Any other ``apsw.Error`` is a bug of ours."""


FULL_BELOW = 2 << 20
"""Bytes.  With so little room left, a file that cannot be made longer is no riddle."""


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Turn the library's errors into ours at the border of the room; the database lies at, or in, *place*."""
    try:
        yield
    except apsw.Error as error:
        for kind, ours in SAID_AS.items():
            if isinstance(error, kind):
                # SQLite says "full" of its main files alone; of those beside them it says that they do not open.
                may_be_full = kind in (apsw.IOError, apsw.CantOpenError)
                raise (DiskFull if may_be_full and is_full(place) else ours) from None
        raise


def is_full(place: Path) -> bool:
    """Whether there is next to no room left where *place* is."""
    try:
        return shutil.disk_usage(place if place.is_dir() else place.parent).free < FULL_BELOW
    except OSError:
        return False


def require_encryption() -> None:
    """Refuse to go on without the encrypting library.

    Raises:
        PlaintextVault: plain ``apsw`` was installed over it, or its SQLite is too old to be safe.
    """
    if not hasattr(apsw, "mc_version") or apsw.SQLITE_VERSION_NUMBER < OLDEST_SQLITE:
        raise PlaintextVault
    try:
        metadata.distribution("apsw")
    except metadata.PackageNotFoundError:
        return
    raise PlaintextVault  # both bring a module of the same name: the next update could bring the wrong one


def open_database(path: Path, key: DataKey, vfs: str | None = None) -> apsw.Connection:
    """A connection to the vault's database at *path*, made when it is missing.

    *vfs* names what stands between SQLite and the disk, for tests of power cuts.

    Raises:
        PlaintextVault: it is not encrypted, or would not be.
        VaultDamaged: it does not open with the right key.
        VaultBusy: it cannot be reached.
    """
    require_encryption()
    require_sealed(path)
    with translated(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE, vfs=vfs)
        try:
            set_key(connection, key.database_key())
            set_up(connection)
        except BaseException:
            connection.close(True)
            raise
    return connection


def open_copy(path: Path, raw_key: str) -> apsw.Connection:
    """A connection to a copy of the database that *raw_key* (64 hexadecimal digits) seals.

    A rollback journal would carry a checksum over plain text, so there is none on disk.

    Raises:
        VaultError: as ``open_database`` says.
    """
    require_encryption()
    with translated(path):
        connection = apsw.Connection(str(path))
        try:
            set_key(connection, raw_key)
            connection.execute("PRAGMA journal_mode=MEMORY; PRAGMA temp_store=MEMORY").fetchall()
        except BaseException:
            connection.close(True)
            raise
    return connection


def opens(path: Path, key: DataKey) -> bool:
    """Whether *key* is the database's."""
    try:
        open_database(path, key).close()
    except VaultDamaged:
        return False
    return True


def rekey(path: Path, old: DataKey, new: DataKey) -> None:
    """Write every page anew under *new*; after a crash it is still wholly under one of the two.

    Raises:
        VaultError: it could not be done; the old key still holds.
    """
    with translated(path), contextlib.closing(open_database(path, old)) as connection:
        if connection.pragma("rekey", f"raw:{checked(new.database_key())}") != "ok":
            raise VaultBusy
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def copied(source: apsw.Connection, target: apsw.Connection) -> Iterator[tuple[int, int]]:
    """Copy the database as it is at this moment, while others go on writing; yields pages done and in all."""
    with translated(Path(target.filename)):
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # from here on this moment is seen
            with target.backup("main", source, "main") as backup:
                while not backup.done:
                    backup.step(PAGES_AT_ONCE)
                    yield backup.page_count - backup.remaining, backup.page_count
        finally:
            source.execute("COMMIT")


def integrity_problem(connection: apsw.Connection, *, thorough: bool = True) -> str:
    """What is wrong inside a database, as the library says it (no content of ours); empty when it is whole."""
    with translated(Path(connection.filename)):
        check = "integrity_check" if thorough else "quick_check"
        said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}(5)")]
        if said != ["ok"]:
            return "; ".join(said)
        return "foreign keys" if connection.execute("PRAGMA foreign_key_check").fetchall() else ""


def require_sealed(path: Path) -> None:
    """Refuse a database that anybody could read.

    Raises:
        PlaintextVault: its header is that of a plain SQLite file.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
                raise PlaintextVault
    except FileNotFoundError:
        return
    except OSError:
        raise VaultBusy from None


def checked(raw_key: str) -> str:
    """*raw_key*, if it is one: of any other length it would be taken as a passphrase, without an error."""
    if len(raw_key) != 64 or not set(raw_key) <= set("0123456789abcdef"):
        raise PlaintextVault
    return raw_key


def set_key(connection: apsw.Connection, raw_key: str) -> None:
    """Seal *connection* with *raw_key*; the first thing done with it."""
    if connection.pragma("cipher", "chacha20") != "chacha20":
        raise PlaintextVault
    if connection.pragma("key", f"raw:{checked(raw_key)}") != "ok":
        raise PlaintextVault


def set_up(connection: apsw.Connection) -> None:
    """Read for the first time, and turn on everything that keeps what is written."""
    connection.pragma("user_version")  # the first read: a wrong key or a damaged file shows here
    # APSW stops at each row a statement gives; only fetching them all runs them all.
    connection.execute(ON_OPENING).fetchall()
    if connection.pragma("journal_mode", "wal") != "wal":
        raise VaultBusy
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
