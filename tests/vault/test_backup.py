"""A backup holds everything, or is refused; and restoring never leaves a person without a vault."""

from __future__ import annotations

import errno
import importlib
import random

import pytest

from app.chat import ConversationStore
from app.core.errors import (
    AppError,
    BackupDamaged,
    BackupTooNew,
    BackupUnreadable,
    DiskFull,
    KeyringUnavailable,
    NotABackup,
    VaultDamaged,
    WeakPassphrase,
    WrongSecret,
)
from app.core.paths import resources
from app.personas import PersonaStore, starter_sketches
from app.vault import (
    BlobKind,
    Blobs,
    PretendKeyring,
    Vault,
    back_up,
    backup_file,
    check_backup,
    create_keys,
    forget_replaced,
    read_header,
    replaced_vaults,
    restore,
    restore_backup,
    restore_snapshot,
    snapshot_of,
    snapshots,
    swap_in,
    unlock,
)
from tests.driving import run

GOOD = "violin harbour pepper"
MARKER = "heliotropic quagmire 8127"


@pytest.fixture
def filled(vault):
    """A vault with a conversation and two blobs."""
    personas, store, blobs = PersonaStore(vault), ConversationStore(vault), Blobs(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    wren = personas.named("wren").id
    conversation_id, _, answer = store.tree.ask(wren, None, MARKER)
    store.replies.keep(answer.id, "and then", "")
    blobs.put(BlobKind.PICTURE, MARKER.encode() * 5000, persona=wren)
    blobs.put(BlobKind.SNAPSHOT, b"what can be made again", conversation=conversation_id)
    return vault


@pytest.fixture
def backup(filled, tmp_path):
    path = tmp_path / "diary.inglenook"
    run(back_up(filled, Blobs(filled), path, GOOD))
    return path


def said(vault: Vault) -> list[str]:
    return [row[0] for row in vault.read("SELECT text FROM message ORDER BY id")]


def test_a_backup_restores_on_another_machine_with_everything_in_it(backup, filled, tmp_path):
    root = tmp_path / "other"
    (root / "vault").mkdir(parents=True)
    facts = run(restore_backup(backup, GOOD, root))
    assert facts.counts == {"persona": 3, "conversation": 1, "message": 2, "blob": 1}
    assert swap_in(root, root / "vault")

    other = Vault(root / "vault", unlock(root / "vault", passphrase=GOOD))
    blobs = Blobs(other)
    assert said(other) == said(filled)
    assert [blobs.read(blob) for blob in blobs.every()] == [MARKER.encode() * 5000]
    assert other.key.database_key() != filled.key.database_key()
    assert other.integrity_check() == ""
    assert replaced_vaults(root) == []
    other.close()


def test_the_app_goes_on_being_used_while_a_backup_is_made(filled, tmp_path):
    work = back_up(filled, Blobs(filled), tmp_path / "b.inglenook", GOOD)
    next(work)
    other_thread = Vault(filled.folder, filled.key)  # what another thread of the app has: a connection of its own
    other_thread.read("SELECT 1")
    with other_thread.write("setting") as db:
        db.execute("INSERT INTO setting(key, value) VALUES ('while', '1')")
    other_thread.close()
    assert run(work).counts["message"] == 2


def test_no_word_of_it_is_readable_and_nothing_else_is_left(backup, filled):
    content = backup.read_bytes()
    for form in (MARKER.encode(), MARKER.encode("utf-16-le"), b"SQLite format", b"vault.db", b"CREATE TABLE"):
        assert form not in content
    assert [path.name for path in backup.parent.iterdir() if path.is_file()] == ["diary.inglenook"]
    assert not list(filled.folder.glob("copying*"))
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_that_is_given_up_half_way_leaves_nothing(filled, tmp_path):
    work = back_up(filled, Blobs(filled), tmp_path / "b.inglenook", GOOD)
    for _ in range(3):
        next(work)
    work.close()
    assert not list(tmp_path.glob("b.*"))
    assert not list(filled.folder.glob("copying*"))


def test_a_passphrase_that_would_be_guessed_is_refused(filled, tmp_path):
    with pytest.raises(WeakPassphrase):
        run(back_up(filled, Blobs(filled), tmp_path / "b.inglenook", "short"))
    assert not list(tmp_path.glob("b.*"))


def test_a_full_disk_is_said_so_and_the_old_backup_is_still_there(backup, filled, monkeypatch):
    before = backup.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(backup_file.Sealer, "finish", full)
    with pytest.raises(DiskFull):
        run(back_up(filled, Blobs(filled), backup, GOOD))
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir() if path.is_file()] == ["diary.inglenook"]


def test_another_passphrase_does_not_open_it(backup, tmp_path):
    with pytest.raises(WrongSecret):
        run(check_backup(backup, "violin harbour peppeR"))


def bent_copies(content: bytes) -> list[bytes]:
    chance = random.Random(11)
    bent = [content[:-1], content[: len(content) // 2], content + b"x", content[:40], content[:13]]
    for _ in range(60):
        flipped = bytearray(content)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        bent.append(bytes(flipped))
    return bent


def test_a_damaged_backup_is_refused_before_anything_is_changed(backup, home, filled, monkeypatch):
    # The passphrase's cost is not what is tested: one derivation for all.
    monkeypatch.setattr(backup_file.Argon2, "derive", lambda self, passphrase: b"k" * 32)
    path = backup.with_name("again.inglenook")
    run(back_up(filled, Blobs(filled), path, GOOD))
    before = sorted(path for path in home.root.rglob("*"))
    for content in bent_copies(path.read_bytes()):
        path.write_bytes(content)
        with pytest.raises((BackupDamaged, NotABackup, WrongSecret, BackupTooNew)):
            run(restore_backup(path, GOOD, home.root))
        assert sorted(path for path in home.root.rglob("*")) == before


@pytest.mark.parametrize(
    "content", [b"", b"INGLBAK1", b"PK\3\4" * 100, b"INGLBAK1\0\0\0\2{}", b"INGLBAK1\xff\xff\xff\xff"]
)
def test_another_file_is_said_to_be_no_backup(tmp_path, content):
    path = tmp_path / "x.inglenook"
    path.write_bytes(content)
    with pytest.raises((NotABackup, BackupDamaged)):
        read_header(path)


def test_a_backup_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(BackupUnreadable):
        run(check_backup(tmp_path / "gone.inglenook", GOOD))


def test_a_backup_of_a_later_version_is_refused(backup, home, monkeypatch):
    monkeypatch.setattr(restore, "newest", lambda: 1)
    with pytest.raises(BackupTooNew):
        run(restore_backup(backup, GOOD, home.root))


@pytest.mark.parametrize("name", ["../evil", "blobs/../../evil", "/etc/evil", "vault.key", "blobs/" + "0" * 31])
def test_a_backup_cannot_write_elsewhere(tmp_path, name):
    with pytest.raises(BackupDamaged):
        restore._place(tmp_path, name)


def test_the_vault_that_was_replaced_is_kept_until_it_is_deleted(backup, home, filled):
    with filled.write() as db:
        db.execute("DELETE FROM conversation")
    filled.close()
    run(restore_backup(backup, GOOD, home.root))
    assert swap_in(home.root, home.vault)
    assert not swap_in(home.root, home.vault)
    assert len(said(Vault(home.vault, unlock(home.vault, passphrase=GOOD)))) == 2
    (old,) = replaced_vaults(home.root)
    assert said(Vault(old.path, filled.key)) == []
    forget_replaced(home.root)
    assert replaced_vaults(home.root) == []


def test_a_restore_that_was_cut_short_leaves_the_vault_as_it_was(backup, home, filled):
    work = restore_backup(backup, GOOD, home.root)
    next(work)
    del filled
    assert (home.root / "restored.part").exists()
    work.close()
    (home.root / "restored.part").mkdir()  # as a kill would leave it
    assert not swap_in(home.root, home.vault)
    assert not (home.root / "restored.part").exists()
    assert (home.vault / "vault.key").exists()


@pytest.mark.parametrize("half", [False, True])
def test_a_swap_that_was_cut_short_is_finished_at_the_next_start(backup, home, filled, half):
    filled.close()
    run(restore_backup(backup, GOOD, home.root))
    if half:
        home.vault.rename(home.root / "vault-replaced-1700000000000")
        home.prepare()  # as the next start does first
    assert swap_in(home.root, home.vault)
    unlock(home.vault, passphrase=GOOD)
    assert len(replaced_vaults(home.root)) == 1


def test_automatic_copies_are_kept_for_the_last_two_times(filled):
    for _ in range(4):
        run(snapshot_of(filled.folder, filled.connection(), filled.key))
    kept = snapshots(filled.folder)
    assert len(kept) == 2
    assert kept[0].created > kept[1].created
    assert read_header(kept[0].path).is_automatic


def test_a_clock_that_was_wrong_does_not_cost_the_copy_that_is_made(filled, monkeypatch):
    room = importlib.import_module("app.vault.snapshots")
    for wrong in (4_000_000_000_000, 4_000_000_000_001):
        monkeypatch.setattr(room, "now", lambda wrong=wrong: wrong)
        run(snapshot_of(filled.folder, filled.connection(), filled.key))
    monkeypatch.undo()
    run(snapshot_of(filled.folder, filled.connection(), filled.key))
    kept = snapshots(filled.folder)
    assert len(kept) == 2
    assert kept[0].created < 4_000_000_000_000


def test_an_automatic_copy_takes_the_place_of_a_damaged_database(filled, home, keyring):
    run(snapshot_of(filled.folder, filled.connection(), filled.key))
    (copy,) = snapshots(filled.folder)
    filled.close()
    path = home.vault / "vault.db"
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(VaultDamaged):
        Vault(home.vault, filled.key)

    run(restore_snapshot(copy.path, filled.key, home.vault, home.root))
    swap_in(home.root, home.vault)

    again = Vault(home.vault, unlock(home.vault, keyring=keyring))
    assert said(again)[0] == MARKER
    pictures = [row[0] for row in again.read("SELECT id FROM blob WHERE kind = 'picture'")]
    assert Blobs(again).read(pictures[0]).startswith(MARKER.encode())
    again.close()


def test_an_automatic_copy_of_another_vault_is_refused(filled, home, tmp_path):
    run(snapshot_of(filled.folder, filled.connection(), filled.key))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = create_keys(elsewhere, keyring=PretendKeyring())
    with pytest.raises(WrongSecret):
        run(restore_snapshot(snapshots(filled.folder)[0].path, other, home.vault, home.root))


def test_an_automatic_copy_asks_for_no_passphrase(filled):
    run(snapshot_of(filled.folder, filled.connection(), filled.key))
    with pytest.raises(AppError):
        run(check_backup(snapshots(filled.folder)[0].path, GOOD))
    with pytest.raises(KeyringUnavailable):
        PretendKeyring(available=False).delete("x")
