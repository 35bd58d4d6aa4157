"""``inglenook vault``: what a person can do with the vault from a terminal."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.vault import snapshots
from tests.commandline.conftest import GOOD, ROOT

NEW, BACKUP = "lantern gravel ribbon", "violin harbour pepper"
MARKER = "heliotropic quagmire 8127"


@pytest.fixture
def used(run, home):
    assert run("chat", "--once", f"I dreamt of a {MARKER}").returncode == 0
    return home


def test_the_status_tells_what_opens_the_vault_and_how_large_it_is(run, used):
    done = run("vault", "status", passphrase=None)
    assert (done.returncode, done.stderr) == (0, "")
    told = dict(line.split(None, 1) for line in done.stdout.splitlines())
    assert told["Opened"] == "by        passphrase"
    assert told["Vault"] == str(used.vault)
    assert "MB" in told["Database"]


@pytest.mark.parametrize("action", ["status", "verify", "rotate", "passphrase", "recovery-code"])
def test_without_a_vault_it_says_so_and_makes_none(run, home, action):
    done = run("vault", action)
    assert done.returncode == 1
    assert done.stderr.startswith("inglenook: There is no vault here yet.")
    assert list(home.vault.iterdir()) == []


def test_a_backup_moves_everything_to_another_home(run, used, tmp_path):
    path = tmp_path / "diary.inglenook"
    made = run("vault", "backup", str(path), backup=BACKUP)
    assert made.returncode == 0, made.stderr
    assert "3 companions, 1 conversation, 3 messages" in made.stdout
    assert run("vault", "backup", str(path), backup=BACKUP).stderr.startswith("inglenook: There is already a file")
    assert run("vault", "verify", str(path), backup=BACKUP).returncode == 0
    assert run("vault", "verify", str(path), backup=NEW).returncode == 1

    other = tmp_path / "other"
    restored = run("vault", "restore", str(path), backup=BACKUP, root=other)
    assert restored.returncode == 0, restored.stderr
    told = tmp_path / "told.json"
    assert run("vault", "export", str(told), "--readable", passphrase=BACKUP, root=other).returncode == 0
    assert MARKER in told.read_text("utf-8")


def test_a_bad_backup_is_one_sentence_and_changes_nothing(run, used, tmp_path):
    path = tmp_path / "bad.inglenook"
    before = {file: file.read_bytes() for file in used.vault.rglob("*") if file.is_file()}
    assert run("vault", "backup", str(tmp_path / "good.inglenook"), backup=BACKUP).returncode == 0
    good = (tmp_path / "good.inglenook").read_bytes()
    for content in (b"", b"nonsense", good[:-1], good[: len(good) // 2], good + b"x"):
        path.write_bytes(content)
        done = run("vault", "restore", str(path), backup=BACKUP)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr
    assert {file: file.read_bytes() for file in used.vault.rglob("*") if file.is_file()}.keys() == before.keys()
    assert run("vault", "verify").returncode == 0


def test_a_new_passphrase_opens_and_the_old_one_no_longer(run, used):
    before = (used.vault / "vault.db").read_bytes()
    assert run("vault", "passphrase", new=NEW).returncode == 0
    assert (used.vault / "vault.db").read_bytes()[:4096] == before[:4096]
    assert run("vault", "verify").returncode == 1
    assert run("vault", "verify", passphrase=NEW).returncode == 0


def test_a_weak_new_passphrase_is_refused(run, used):
    before = (used.vault / "vault.key").read_bytes()
    done = run("vault", "passphrase", new="short")
    assert done.returncode == 1
    assert "too easy to guess" in done.stderr
    assert (used.vault / "vault.key").read_bytes() == before


def test_rotating_keeps_everything_and_ends_the_recovery_code(run, used):
    code = saved_code(run, used)
    assert "recovery code" in run("vault", "status").stdout
    done = run("vault", "rotate", "--forget")
    assert done.returncode == 0, done.stderr
    assert "recovery code" not in run("vault", "status").stdout
    assert run("vault", "verify").returncode == 0
    assert "Old" not in done.stdout
    assert len(snapshots(used.vault)) == 1
    assert code


def saved_code(run, home) -> str:
    """Run the command, and type back what it asks for."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "app", "--home", str(home.root), "vault", "recovery-code"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={"INGLENOOK_PASSPHRASE": GOOD, "PATH": "/usr/bin"},
    ) as asking:  # fmt: skip
        while len(groups := asking.stdout.readline().split()) != 9:
            pass
        said = ""
        for _ in range(2):
            while not said.endswith(": "):
                said += asking.stdout.read(1)
            asking.stdin.write(groups[int(said.split("Group ")[-1].rstrip(": ")) - 1].lower() + "\n")
            asking.stdin.flush()
            said += "."
        assert "opens the vault" in asking.stdout.read()
    assert asking.returncode == 0
    return "-".join(groups)


def test_a_code_that_is_not_typed_back_opens_nothing(run, used):
    before = (used.vault / "vault.key").read_bytes()
    assert run("vault", "recovery-code", said="nope\nnope\n").returncode == 1
    assert (used.vault / "vault.key").read_bytes() == before


def test_a_readable_copy_is_only_written_on_an_explicit_word(run, used, tmp_path):
    assert run("vault", "export", str(tmp_path / "out.md")).returncode == 2
    done = run("vault", "export", str(tmp_path / "out.md"), "--readable")
    assert done.returncode == 0
    assert "Anybody who can read that file" in done.stdout
    text = (tmp_path / "out.md").read_text("utf-8")
    assert MARKER in text
    assert "## Wren: " in text
    assert run("vault", "export", str(tmp_path / "out.json"), "--readable").returncode == 0
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [message["author"] for message in told["conversations"][0]["messages"]] == ["persona", "me", "persona"]
    assert told["conversations"][0]["companion"] == "Wren"
    assert run("vault", "export", str(tmp_path / "out.txt"), "--readable").returncode == 1
    assert run("vault", "export", str(tmp_path / "out.md"), "--readable").returncode == 1


def test_a_damaged_vault_is_found_and_an_automatic_copy_takes_its_place(run, used):
    assert run("vault", "rotate").returncode == 0  # leaves an automatic copy
    (copy,) = snapshots(used.vault)
    path = used.vault / "vault.db"
    path.write_bytes(path.read_bytes()[:4096] + bytes(8192) + path.read_bytes()[12288:])
    damaged = run("vault", "verify")
    assert damaged.returncode == 1
    assert damaged.stderr.startswith("inglenook: The vault is damaged")
    assert len(damaged.stderr.splitlines()) == 1

    done = run("vault", "restore", str(copy.path))

    assert done.returncode == 0, done.stderr
    assert "is kept in" in done.stdout
    assert run("vault", "verify").returncode == 0


def test_a_damaged_blob_is_found(run, used):
    from app.vault import BlobKind, Blobs, Vault, unlock

    vault = Vault(used.vault, unlock(used.vault, passphrase=GOOD))
    Blobs(vault).put(BlobKind.PICTURE, b"a picture", persona=1)
    vault.close()
    assert "1 file" in run("vault", "verify").stdout
    (file,) = [path for path in (used.vault / "blobs").rglob("*") if path.is_file()]
    file.write_bytes(file.read_bytes()[:-1])
    done = run("vault", "verify")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
