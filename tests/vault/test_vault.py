"""The open vault: encrypted, atomic, and honest about damage."""

from __future__ import annotations

import math
import random
import shutil
import threading
import zlib
from collections import Counter

import apsw
import pytest

from app.core.errors import DiskFull, PlaintextVault, VaultBusy, VaultDamaged, VaultError, VaultTooNew
from app.vault import BlobKind, Blobs, PretendKeyring, Vault, VaultSettingsBackend, create_keys
from app.vault import database as database_room
from app.vault.migrate import newest

SECRET = "The heron stood in the reeds at dawn"


def fill(vault: Vault, rows: int = 400) -> None:
    with vault.write("setting") as db:
        db.executemany(
            "INSERT INTO setting(key, value) VALUES (?, ?)", [(f"k{row}", f"{SECRET} {row}") for row in range(rows)]
        )


def test_what_is_written_is_read_back_after_a_restart(home, vault):
    VaultSettingsBackend(vault).put("greeting", SECRET)
    vault.close()
    assert VaultSettingsBackend(Vault(home.vault, vault.key)).get("greeting") == SECRET


def test_no_word_of_it_is_readable_on_disk_open_or_closed(home, vault):
    fill(vault)
    words = [SECRET.encode(), SECRET.encode("utf-16-le"), SECRET.encode("utf-16-be"), b"CREATE TABLE", b"SQLite format"]

    def found() -> list[bytes]:
        content = b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())
        return [word for word in words if word in content]

    assert found() == []
    vault.close()
    assert found() == []
    assert not (home.vault / "vault.db-wal").exists()


def test_every_promise_of_opening_is_in_force(vault):
    wanted = {
        "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
        "mmap_size": 0, "temp_store": 2, "journal_mode": "wal", "cache_size": -65536, "busy_timeout": 5000,
        "journal_size_limit": 16777216, "cipher": "chacha20",
    }  # fmt: skip
    found = {name: vault.read(f"PRAGMA {name}") for name in wanted}
    assert {name: rows[0][0] if rows else 0 for name, rows in found.items()} == wanted


def test_another_key_does_not_open_it(home, vault, tmp_path):
    vault.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = create_keys(elsewhere, keyring=PretendKeyring())
    with pytest.raises(VaultDamaged):
        Vault(home.vault, other)


def test_a_write_that_fails_half_way_changes_nothing(vault):
    def halfway() -> None:
        with vault.write("setting") as db:
            db.execute("INSERT INTO setting(key, value) VALUES ('a', '1')")
            raise KeyError

    with pytest.raises(KeyError):
        halfway()
    assert vault.read("SELECT * FROM setting") == []


def test_a_commit_is_announced_to_those_who_listen_for_its_kind(vault):
    heard = []
    vault.changes.listen("setting", to=heard.append)
    vault.changes.listen("message", to=lambda _: heard.append("wrong"))
    fill(vault, 1)
    assert [change.kinds for change in heard] == [frozenset({"setting"})]


def test_many_threads_write_one_after_another(vault):
    def work(number: int) -> None:
        for row in range(20):
            VaultSettingsBackend(vault).put(f"{number}-{row}", row)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vault.read("SELECT count(*) FROM setting") == [(80,)]


def test_a_bit_flipped_anywhere_is_noticed_and_never_read_as_something_else(home, vault):
    fill(vault)
    vault.close()
    path = home.vault / "vault.db"
    original = path.read_bytes()
    chance = random.Random(5)
    for _ in range(100):
        bent = bytearray(original)
        place = chance.randrange(len(bent))
        bent[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bent)
        try:
            again = Vault(home.vault, vault.key)
            rows = again.read("SELECT value FROM setting")
            assert sorted(rows) == sorted((f"{SECRET} {row}",) for row in range(400))
        except VaultDamaged:
            continue


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.95])
def test_a_truncated_database_is_said_to_be_damaged(home, vault, keep):
    fill(vault)
    vault.close()
    path = home.vault / "vault.db"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    with pytest.raises(VaultDamaged):
        Vault(home.vault, vault.key).read("SELECT value FROM setting")


def test_a_plain_database_is_not_opened(home):
    key = create_keys(home.vault, keyring=PretendKeyring())
    plain = apsw.Connection(str(home.vault / "vault.db"))
    plain.execute("CREATE TABLE setting(key, value)")
    plain.close()
    with pytest.raises(PlaintextVault):
        Vault(home.vault, key)


def test_without_the_encrypting_library_nothing_is_opened_and_nothing_created(home, monkeypatch):
    key = create_keys(home.vault, keyring=PretendKeyring())
    monkeypatch.delattr(database_room.apsw, "mc_version")
    with pytest.raises(PlaintextVault):
        Vault(home.vault, key)
    assert not (home.vault / "vault.db").exists()


def test_a_vault_of_a_later_version_is_refused_and_left_alone(home, vault):
    with vault.write() as db:
        db.pragma("user_version", newest() + 1)
    vault.close()
    before = (home.vault / "vault.db").read_bytes()
    with pytest.raises(VaultTooNew):
        Vault(home.vault, vault.key)
    assert (home.vault / "vault.db").read_bytes() == before


def test_every_error_of_the_library_that_the_world_can_cause_has_our_words():
    """A new kind of error in a new version of the library has to be placed by somebody."""
    kinds = {kind for kind in vars(apsw).values() if isinstance(kind, type) and issubclass(kind, apsw.Error)} - {
        apsw.Error
    }
    ours = {
        "AbortError", "AuthError", "BindingsError", "ConnectionClosedError", "ConnectionNotClosedError",
        "ConstraintError", "CursorClosedError", "EmptyError", "ExecutionCompleteError", "ExecTraceAbort",
        "ExtensionLoadingError", "ForkingViolationError", "IncompleteExecutionError", "InternalError",
        "InterruptError", "InvalidContextError", "MismatchError", "MisuseError", "NoFTS5Error", "NoLFSError",
        "NotFoundError", "RangeError", "SQLError", "SchemaChangeError", "ThreadingViolationError", "TooBigError",
        "UnsupportedError", "VFSFileClosedError", "VFSNotImplementedError", "VTableNotImplementedError",
    }  # fmt: skip
    unplaced = {kind.__name__ for kind in kinds if kind not in database_room.SAID_AS} - ours
    assert unplaced == set()
    assert all(issubclass(error, VaultError) for error in database_room.SAID_AS.values())


def test_what_lies_on_disk_looks_like_noise(home, vault):
    """Every page of it, and nothing that says what kind of file it is."""
    fill(vault, 3000)
    Blobs(vault).put(BlobKind.PICTURE, b"\x89PNG" + SECRET.encode() * 20_000)
    vault.close()
    database = (home.vault / "vault.db").read_bytes()
    (blob,) = [path.read_bytes() for path in (home.vault / "blobs").rglob("*.igb")]
    for content in (database, blob):
        assert entropy(content) > 7.99
        assert len(zlib.compress(content, 9)) / len(content) > 0.999
        for magic in (b"SQLite format 3", b"\x89PNG", b"\xff\xd8\xff", b"OggS", b"GGUF", b"PK\x03\x04"):
            assert not content.startswith(magic)
    assert min(entropy(database[place : place + 4096]) for place in range(0, len(database), 4096)) > 7.9


def entropy(content: bytes) -> float:
    """Bits a byte."""
    counts = Counter(content)
    return -sum(count / len(content) * math.log2(count / len(content)) for count in counts.values())


def test_an_end_without_closing_is_noticed_at_the_next_opening(home, vault):
    fill(vault, 3)
    again = Vault(home.vault, vault.key)
    assert again.unclean_shutdown
    again.close()
    vault.close()
    last = Vault(home.vault, vault.key)
    assert not last.unclean_shutdown
    last.close()


@pytest.mark.parametrize("left", [None, b""])
def test_a_database_that_is_gone_is_said_to_be_gone_and_not_made_anew(home, vault, left):
    """Taken for a new vault it would lose its blobs and its automatic copies as well."""
    Blobs(vault).put(BlobKind.PICTURE, b"a picture")
    vault.close()
    database = home.vault / "vault.db"
    kept = database.read_bytes()
    database.unlink()
    if left is not None:
        database.write_bytes(left)
    with pytest.raises(VaultDamaged):
        Vault(home.vault, vault.key)
    assert len(list((home.vault / "blobs").rglob("*.igb"))) == 1
    database.write_bytes(kept)
    again = Vault(home.vault, vault.key)
    assert [Blobs(again).read(blob) for blob in Blobs(again).every()] == [b"a picture"]
    again.close()


def test_a_start_that_was_cut_short_before_there_was_anything_goes_on(home, keyring):
    key = create_keys(home.vault, keyring=keyring)
    (home.vault / "vault.db").write_bytes(b"")
    vault = Vault(home.vault, key)
    fill(vault, 1)
    vault.close()


def test_a_thread_that_ended_leaves_no_connection_open(vault):
    vault.read("SELECT 1")

    def ask() -> None:
        thread = threading.Thread(target=lambda: vault.read("SELECT 1"))
        thread.start()
        thread.join()

    for _ in range(10):
        ask()
    assert len(vault._all) <= 2


@pytest.mark.parametrize(("free", "said"), [(300_000, DiskFull), (50 << 30, VaultBusy)])
def test_a_file_that_cannot_grow_on_a_full_disk_is_called_a_full_disk(tmp_path, monkeypatch, free, said):
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(database_room.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(said), database_room.translated(tmp_path / "vault.db"):
        raise apsw.IOError


def test_a_thread_that_python_did_not_start_opens_one_connection(vault, qapp):
    """Qt reads pictures on such a thread; each call into Python finds nothing there that it left before."""
    from PySide6.QtCore import QThreadPool

    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    pool.setExpiryTimeout(-1)
    before = len(vault._all)
    for _ in range(20):
        pool.start(lambda: vault.read("SELECT 1"))
    pool.waitForDone()
    assert len(vault._all) <= before + 1
