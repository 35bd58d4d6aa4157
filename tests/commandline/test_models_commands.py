"""``inglenook models``: finding, getting and keeping models, against a hub on this machine."""

from __future__ import annotations

import pytest

from app.hub.pretend import ACCEPTED_TOKEN, pretend_hub
from tests.engine.tiny import write_model

REPO = "maker/tiny-GGUF"


@pytest.fixture
def server(tmp_path, monkeypatch):
    with pretend_hub(tmp_path / "hub", is_mirror=True) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        yield running


@pytest.fixture
def model(tmp_path):
    return write_model(tmp_path / "tiny.gguf", window=8192)


def test_a_model_is_searched_looked_at_downloaded_and_answers(run, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model}, tags=["gguf", "license:mit"], downloads=5)
    assert REPO in run("models", "search", "tiny").stdout
    shown = run("models", "inspect", REPO).stdout
    assert "Q4_0" in shown
    assert "licence: mit" in shown
    judged = run("models", "inspect", REPO, "Q4_0")
    assert "of weights" in judged.stdout, judged.stderr
    got = run("models", "get", REPO, "Q4_0", "--use")
    assert "answers from now on" in got.stdout, got.stderr
    assert "* tiny-Q4_0" in run("models", "list").stdout
    said = run("chat", "--once", "Hello", "--json")
    assert '"model": "tiny-Q4_0"' in said.stdout, said.stderr


def test_a_download_that_failed_is_gone_on_with(run, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    server.misbehave({"at": "/cdn/", "method": "GET", "do": "status", "value": 404, "code": "EntryNotFound"})
    failed = run("models", "get", REPO, "Q4_0")
    assert failed.returncode == 1
    assert "again to resume" in failed.stderr
    assert "tiny-Q4_0" in run("models", "downloads").stdout
    server.misbehave()
    assert run("models", "downloads", "--resume", "1").returncode == 0
    assert "is installed" in run("models", "downloads", "--go-on").stdout


def test_a_gated_model_needs_a_token_that_is_tried_first(run, server, model, monkeypatch):
    server.add(REPO, {"tiny-Q4_0.gguf": model}, gated="manual")
    refused = run("models", "get", REPO, "Q4_0")
    assert "terms accepted" in refused.stderr
    monkeypatch.setenv("INGLENOOK_HUB_TOKEN", "hf_wrong")
    assert "does not accept" in run("models", "token").stderr
    monkeypatch.setenv("INGLENOOK_HUB_TOKEN", ACCEPTED_TOKEN)
    assert "for the account somebody" in run("models", "token").stdout
    assert "is installed" in run("models", "get", REPO, "Q4_0").stdout
    ledger = run("models", "connections").stdout
    assert "Trying an access token" in ledger
    assert f"Downloading tiny-Q4_0.gguf from {REPO}" in ledger
    assert "forgotten" in run("models", "token", "--forget").stdout


def test_the_offline_switch_holds_from_one_start_to_the_next(run, server):
    assert run("models", "offline", "on").returncode == 0
    refused = run("models", "search", "x")
    assert refused.returncode == 1
    assert "stay offline" in refused.stderr
    assert server.requests() == []
    run("models", "offline", "off")
    assert run("models", "search", "x").returncode == 0


def test_models_are_added_copied_renamed_checked_removed_and_restored(run, model, tmp_path, home):
    assert "Added tiny" in run("models", "add", str(model), "--copy").stdout
    assert "tiny" in run("models", "info", "tiny").stdout
    assert run("models", "rename", "tiny", "evening").returncode == 0
    assert "evening" in run("models", "check", "evening").stdout
    assert run("models", "move-folder", str(tmp_path / "elsewhere")).returncode == 0
    assert (tmp_path / "elsewhere" / "copied" / "tiny" / "tiny.gguf").exists()
    assert run("models", "remove", "evening").returncode == 0
    assert "evening" not in run("models", "list").stdout
    assert "is back" in run("models", "restore", "evening").stdout
    run("models", "remove", "evening")
    assert run("models", "prune").returncode == 0
    assert not list((tmp_path / "elsewhere").rglob("*.gguf*"))


def test_models_of_other_programs_are_adopted_where_they_lie(run, model, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    theirs = tmp_path / ".lmstudio" / "models" / "maker" / "theirs.gguf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(model.read_bytes())
    assert "LM Studio" in run("models", "link").stdout
    assert "Added theirs" in run("models", "link", "1").stdout
    run("models", "remove", "theirs")
    run("models", "prune")
    assert theirs.exists()


def test_the_catalogue_is_judged_for_this_machine(run):
    told = run("models", "recommend")
    assert told.stdout.count("of weights") >= 8, told.stderr
    assert "Gemma" in told.stdout
    # On a machine that is busy nothing is measured and nothing claimed.
    assert "tokens a second" in told.stdout or "not known yet" in told.stdout


@pytest.mark.parametrize("name", ["", "x/../../y", "a/b/c", "no such thing"])
def test_a_name_that_is_none_is_said(run, server, name):
    done = run("models", "inspect", name)
    assert done.returncode == 1
    assert done.stderr.startswith("inglenook: ")
