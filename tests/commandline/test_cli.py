"""The command line, as a separate program."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from app.cli import parser, with_new_names
from app.core.instance import InstanceLock
from tests.commandline.conftest import GOOD, ROOT
from tests.engine.tiny import write_model


def test_one_line_is_said_and_answered_on_an_empty_home(run):
    done = run("chat", "--persona", "Wren", "--once", "What is your name?")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wren" in done.stdout


def test_json_is_all_that_stands_on_standard_output(run):
    done = run("chat", "--persona", "aldous", "--once", "Hello", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(told) == ["reply", "ttft_ms", "tokens", "tokens_per_s", "model", "persona"]
    assert told["persona"] == "Aldous"
    assert told["model"] == "starter"
    assert told["reply"]
    assert told["ttft_ms"] > 0


def test_the_passphrase_that_made_the_vault_opens_it_and_another_does_not(run):
    assert run("chat", "--once", "Hello").returncode == 0
    wrong = run("chat", "--once", "Hello", passphrase="another good passphrase")
    assert wrong.returncode == 1
    assert wrong.stderr == "inglenook: That is not right. Try again.\n"
    assert run("chat", "--once", "Hello").returncode == 0


def test_without_any_way_in_it_says_so(run):
    done = run("chat", "--once", "Hello", passphrase=None)
    assert done.returncode == 1
    assert "INGLENOOK_PASSPHRASE" in done.stderr


def test_a_conversation_in_the_terminal(run):
    done = run("chat", "--persona", "Marlow", said="yes\nWhat is your name?\nTell me a joke.\n\n")
    assert done.returncode == 0
    assert done.stdout.count("Marlow> ") == 3  # the first words, and two answers
    assert "Inglenook is for adults" in done.stderr


@pytest.mark.parametrize("said", ["no\nHello\n", "\nHello\n", ""])
def test_somebody_who_does_not_say_to_be_an_adult_is_not_let_in(run, said):
    done = run("chat", said=said)
    assert done.returncode == 1
    assert "Wren>" not in done.stdout
    assert "bug" not in done.stderr


def test_a_tampered_vault_is_one_sentence(run, home):
    assert run("chat", "--once", "Hello").returncode == 0
    path = home.vault / "vault.db"
    bent = bytearray(path.read_bytes())
    bent[len(bent) // 2] ^= 1
    bent[100] ^= 1
    path.write_bytes(bent)
    done = run("chat", "--once", "Hello")
    assert done.returncode == 1
    assert done.stderr.startswith("inglenook: The vault is damaged")
    assert len(done.stderr.splitlines()) == 1
    assert path.read_bytes() == bytes(bent)


@pytest.mark.parametrize("wrong", [["chat", "--json"], ["chatter"], ["models"], ["models", "use"], ["--nonsense"]])
def test_wrong_usage_is_status_2(run, wrong):
    assert run(*wrong).returncode == 2


def test_an_unknown_companion_is_one_sentence(run):
    done = run("chat", "--persona", "Zaphod", "--once", "Hello")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("inglenook: There is no companion called Zaphod.")


def test_a_home_held_by_another_is_status_3(run, home):
    with InstanceLock(home.lock):
        done = run("chat", "--once", "Hello")
    assert (done.returncode, done.stdout) == (3, "")
    assert "already open" in done.stderr


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "app", "--home", str(tmp_path / "file" / "home"), "models", "list"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "cannot write" in done.stderr
    assert "Traceback" not in done.stderr


def test_models_are_added_listed_and_used(run, tmp_path):
    path = write_model(tmp_path / "random.gguf")
    added = run("models", "add", str(path))
    assert (added.returncode, added.stdout) == (0, "Added random.\n")
    assert "no chat format" in added.stderr
    assert run("models", "use", "random").returncode == 0
    listed = run("models", "list").stdout.splitlines()
    assert [line.split()[0] for line in listed[:2]] == ["starter", "*"]
    assert run("models", "use", "grand").returncode == 1


def test_a_bad_model_is_one_sentence_and_changes_nothing(run, tmp_path, home):
    bad = tmp_path / "bad.gguf"
    for content in (b"", b"not a model", write_model(tmp_path / "good.gguf").read_bytes()[:9000]):
        bad.write_bytes(content)
        done = run("models", "add", str(bad))
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
    assert run("models", "add", str(tmp_path / "gone.gguf")).returncode == 1
    assert not home.registry.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently there")
def test_a_reader_that_goes_away_is_no_bug(home):
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m app --home "{home.root}" chat --list | true'],
        cwd=ROOT, env={**os.environ, "INGLENOOK_PASSPHRASE": GOOD}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.stderr == ""


def test_the_doctor_tells_what_is_here(run):
    done = run("doctor", passphrase=None)
    assert done.returncode == 0
    for what in ("Processor", "Memory", "Graphics card", "Starter model", "System keyring", "Network"):
        assert what in done.stdout


def test_what_was_said_is_nowhere_on_disk(run, home):
    """As UTF-8, both kinds of UTF-16, in hexadecimal: not in the vault, the log, or any other file."""
    marker = "heliotropic quagmire 8127"
    assert run("chat", "--once", f"I dreamt of a {marker}").returncode == 0
    forms = [marker.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    forms += [marker.encode().hex().encode(), b"heliotropic"]
    files = [path for path in home.root.rglob("*") if path.is_file()]
    assert len(files) >= 4
    assert [path.name for path in files if any(form in path.read_bytes() for form in forms)] == []


def test_how_words_are_chosen_is_shown_and_changed(run):
    assert run("sampling", "temperature=1.1", "banned=shivers down").returncode == 0
    done = run("sampling")
    assert "* temperature          1.1" in done.stdout
    assert "shivers down" in done.stdout
    assert run("sampling", "--persona", "Wren", "top_k=7").returncode == 0
    assert "top_k                7" in run("sampling", "--persona", "Wren").stdout
    assert "top_k                7" not in run("sampling").stdout
    refused = run("sampling", "temperature=99")
    assert refused.returncode == 1
    assert "goes from 0 to 5" in refused.stderr
    assert run("sampling", "--reset").returncode == 0
    assert "shivers" not in run("sampling").stdout


@pytest.mark.parametrize(
    ("former", "present"),
    [
        (["bin", "list"], ["trash", "list"]),
        (["words", "bin=1"], ["sampling", "bin=1"]),
        (["--home", "words", "bin", "list"], ["--home", "words", "trash", "list"]),
        (["--home=words", "models", "adopt", "2"], ["--home=words", "models", "link", "2"]),
        (["models", "ledger"], ["models", "connections"]),
        (["chat", "--once", "bin"], ["chat", "--once", "bin"]),
        (["models", "rename", "adopt", "look"], ["models", "rename", "adopt", "look"]),
        (["--hidden"], ["--hidden"]),
        ([], []),
    ],
)
def test_what_commands_were_called_before_still_works_and_is_not_listed(former, present):
    assert with_new_names(former) == present
    assert not {"bin", "words", "adopt", "ledger", "tidy"} & set(parser().format_help().split())
