"""Large things beside the database: sealed, streamed, and gone with what they belong to."""

from __future__ import annotations

import errno
import os
import random
import threading

import pytest

from app.core.errors import BlobDamaged, DiskFull
from app.core.paths import resources
from app.personas import PersonaStore, starter_sketches
from app.vault import BlobKind, Blobs, Vault, blob_file

PICTURE = b"\x89PNG\r\n\x1a\n" + b"a portrait of a heron " * 10_000


@pytest.fixture
def blobs(vault):
    return Blobs(vault)


@pytest.fixture
def wren(vault):
    store = PersonaStore(vault)
    store.add_starters(starter_sketches(resources() / "personas"))
    return store.named("wren").id


def files(vault: Vault) -> list:
    return sorted(path for path in (vault.folder / "blobs").rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", list(BlobKind))
@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 1 << 20, (1 << 20) + 1])
def test_what_is_put_comes_back(blobs, kind, size):
    content = os.urandom(size)
    assert blobs.read(blobs.put(kind, content)) == content


def test_a_file_says_nothing_of_what_it_holds(vault, blobs):
    blobs.put(BlobKind.PICTURE, PICTURE)
    (file,) = files(vault)
    content = file.read_bytes()
    # Longer than what a cipher would write by chance.
    assert PICTURE[:16] not in content
    assert b"heron" * 2 not in content
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_left_of_a_blob_that_could_not_be_finished(vault, blobs):
    def halfway() -> None:
        with blobs.writing(BlobKind.PICTURE) as blob:
            blob.write(PICTURE)
            raise KeyError

    with pytest.raises(KeyError):
        halfway()
    assert files(vault) == []
    assert blobs.every() == []


def test_a_full_disk_is_said_so_and_leaves_nothing(vault, blobs, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(blob_file.Sealer, "finish", full)
    with pytest.raises(DiskFull):
        blobs.put(BlobKind.PICTURE, PICTURE)
    assert files(vault) == []


def test_forgetting_removes_the_file_and_a_saved_copy_of_it_is_noise(vault, blobs, tmp_path):
    blob = blobs.put(BlobKind.PICTURE, PICTURE)
    (file,) = files(vault)
    saved = file.read_bytes()
    blobs.forget(blob)
    assert files(vault) == []
    file.write_bytes(saved)
    with pytest.raises(BlobDamaged):
        blobs.read(blob)


def test_a_blob_goes_with_the_persona_it_belongs_to(vault, blobs, wren):
    blobs.put(BlobKind.PICTURE, PICTURE, persona=wren)
    PersonaStore(vault).remove(wren)
    assert files(vault) == []
    assert vault.read("SELECT * FROM blob_gone") == []


def test_files_without_a_row_and_unfinished_parts_are_swept(vault, blobs):
    kept = blobs.put(BlobKind.VOICE, b"a voice")
    (file,) = files(vault)
    (file.parent / ("0" * 32 + ".igb")).write_bytes(b"stray")
    file.with_suffix(".part").write_bytes(b"half")
    assert blobs.sweep() == 2
    assert blobs.read(kept) == b"a voice"


def test_no_file_goes_while_a_copy_is_being_made(vault, blobs):
    blob = blobs.put(BlobKind.PICTURE, PICTURE)
    with blobs.keeping():
        blobs.forget(blob)
        assert len(files(vault)) == 1
    assert files(vault) == []


def test_renewing_changes_file_and_key_but_not_the_number_or_the_content(vault, blobs, wren):
    blob = blobs.put(BlobKind.PICTURE, PICTURE, persona=wren)
    before = files(vault), vault.read("SELECT key, persona_id FROM blob")
    assert list(blobs.rekey()) == [blob]
    after = files(vault), vault.read("SELECT key, persona_id FROM blob")
    assert blobs.read(blob) == PICTURE
    assert len(after[0]) == 1
    assert before[0] != after[0]
    assert before[1][0][0] != after[1][0][0]
    assert before[1][0][1] == after[1][0][1]


def test_damage_anywhere_is_noticed(vault, blobs):
    blob = blobs.put(BlobKind.PICTURE, PICTURE)
    (file,) = files(vault)
    original = file.read_bytes()
    chance = random.Random(3)
    bent = [original[:-1], original[: len(original) // 2], original + b"x", b"", original[:64], original[:20]]
    for _ in range(200):
        flipped = bytearray(original)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        bent.append(bytes(flipped))
    for content in bent:
        file.write_bytes(content)
        with pytest.raises(BlobDamaged):
            blobs.read(blob)
    file.unlink()
    with pytest.raises(BlobDamaged):
        blobs.read(blob)


def test_one_blob_cannot_stand_in_for_another(vault, blobs):
    one, other = blobs.put(BlobKind.PICTURE, b"one"), blobs.put(BlobKind.PICTURE, b"two")
    first, second = files(vault)
    content = first.read_bytes(), second.read_bytes()
    first.write_bytes(content[1])
    second.write_bytes(content[0])
    for blob in (one, other):
        with pytest.raises(BlobDamaged):
            blobs.read(blob)


def test_a_check_names_what_is_damaged(vault, blobs):
    blobs.put(BlobKind.PICTURE, b"one")
    (file,) = files(vault)
    bad = blobs.every()[0]
    blobs.put(BlobKind.PICTURE, b"two")
    file.write_bytes(b"")

    def check():
        found.extend((yield from blobs.damaged()))

    found: list = []
    assert len(list(check())) == 2
    assert found == [bad]


def test_deleting_on_two_threads_while_a_copy_ends_does_not_stand_still(vault, blobs, wren):
    """Each thread once held what the other waited for."""
    store = PersonaStore(vault)

    def delete() -> None:
        for _ in range(40):
            with vault.secure_delete("conversation") as db:
                db.execute("DELETE FROM setting")

    thread = threading.Thread(target=delete)
    thread.start()
    for number in range(40):
        blob = blobs.put(BlobKind.PICTURE, bytes([number]))
        with blobs.keeping():
            blobs.forget(blob)
    thread.join(20)
    assert not thread.is_alive()
    assert files(vault) == []
    assert store
