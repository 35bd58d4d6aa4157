"""Opens the encrypted database and refuses to open it any other way.

One SQLite file, every page sealed with ChaCha20-Poly1305 by SQLite3 Multiple Ciphers under a raw
key.  The library's API has silent ways to end up with plain text (a malformed raw key is taken as
a passphrase; plain ``apsw`` ignores keys), so each step is checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import apsw

from app.core.errors import DiskFull, PlaintextVault, VaultBusy, VaultDamaged, VaultError
from app.vault.keys import DataKey

PLAIN_HEADER = b"SQLite format 3\0"
OLDEST_SQLITE = 3_051_003  # earlier versions can lose data when a WAL is reset

ON_OPENING = """
PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;
PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
PRAGMA mmap_size=0; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=1000;
PRAGMA journal_size_limit=16777216; PRAGMA busy_timeout=5000;
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


@contextmanager
def translated() -> Iterator[None]:
    """Turn the library's errors into ours at the border of the room."""
    try:
        yield
    except apsw.Error as error:
        for kind, ours in SAID_AS.items():
            if isinstance(error, kind):
                raise ours from None
        raise


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


def open_database(path: Path, key: DataKey) -> apsw.Connection:
    """A connection to the database at *path*, made when it is missing.

    Raises:
        PlaintextVault: it is not encrypted, or would not be.
        VaultDamaged: it does not open with the right key.
        VaultBusy: it cannot be reached.
    """
    require_encryption()
    require_sealed(path)
    with translated():
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        try:
            _set_up(connection, key)
        except BaseException:
            connection.close(True)
            raise
    return connection


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


def _set_up(connection: apsw.Connection, key: DataKey) -> None:
    raw = key.database_key()
    # A raw key of any other length would be taken as a passphrase, without an error.
    if len(raw) != 64:
        raise PlaintextVault
    if connection.pragma("cipher", "chacha20") != "chacha20" or connection.pragma("key", f"raw:{raw}") != "ok":
        raise PlaintextVault
    connection.pragma("user_version")  # the first read: a wrong key or a damaged file shows here
    # APSW stops at each row a statement gives; only fetching them all runs them all.
    connection.execute(ON_OPENING).fetchall()
    if connection.pragma("journal_mode", "wal") != "wal":
        raise VaultBusy
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
