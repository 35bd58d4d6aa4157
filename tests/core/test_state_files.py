"""The plain files of a home: damaged, linked elsewhere, or on a full disk."""

from __future__ import annotations

import errno
import json
import os
import sys

import pytest

from app.core import files
from app.core.errors import HomeFull, HomeUnwritable
from app.core.paths import Home
from app.core.records import record
from app.core.settings import THEME, DeviceSettingsBackend, Settings
from app.core.state_file import put_aside, read_state
from app.core.text import Text
from app.hub import HubFile
from app.models import ModelRegistry, StarterModel
from app.models.download import Download, read_list, written
from app.models.plan_history import PlanHistory
from app.models.registry import Origin

DEEP = "[" * 200_000
STRANGE = [DEEP, "", "{", "null", "1", '"a"', "\xff", '{"a":' * 200_000, "[1, null, [], {}]", "{}", "1" * 5000]


@pytest.fixture(autouse=True)
def nothing_said():
    put_aside.take()


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("name", ["device.json", "models.json", "downloads.json", "plans.json", "ledger.jsonl"])
def test_whatever_stands_in_a_plain_file_the_app_starts(home, starter, vault, name, text):
    path = home.root / name
    path.write_text(text, "latin-1")
    settings = Settings(DeviceSettingsBackend(home.device_settings))
    assert settings.text(THEME) == THEME.default
    assert [model.name for model in ModelRegistry(home.registry, StarterModel(starter)).models()] == ["starter"]
    assert read_list(home.downloads) == []
    assert PlanHistory(home.plans).recall("a") is None
    from app.vault import ConnectionLog

    ConnectionLog(home.ledger).open_vault(vault)
    settings.put(THEME, "dark")
    assert Settings(DeviceSettingsBackend(home.device_settings)).text(THEME) == "dark"


@pytest.mark.parametrize("name", ["device.json", "models.json", "downloads.json", "plans.json"])
def test_a_damaged_file_is_kept_beside_the_new_one_and_said_once(home, starter, name):
    path = home.root / name
    path.write_text("{broken")
    DeviceSettingsBackend(home.device_settings)
    ModelRegistry(home.registry, StarterModel(starter)).models()
    read_list(home.downloads)
    PlanHistory(home.plans).recall("a")
    assert put_aside.take() == [name]
    assert path.with_name(f"{name}.damaged").read_text() == "{broken"
    DeviceSettingsBackend(home.device_settings)
    ModelRegistry(home.registry, StarterModel(starter)).models()
    assert put_aside.take() == []


def test_one_bad_entry_costs_that_entry(home):
    good = Download(1, "maker/model", "c" * 40, "model", "model", (HubFile("a.gguf", 5, "d" * 64),), str(home.models))
    entries = json.loads(written([good, good]))
    entries[0]["size_bytes"] = "many"
    home.downloads.write_text(json.dumps(entries))
    assert read_list(home.downloads) == [good]
    assert put_aside.take() == ["downloads.json"]
    assert json.loads((home.root / "downloads.json.damaged").read_text())["size_bytes"] == "many"
    assert read_list(home.downloads) == [good]
    assert put_aside.take() == []


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {"how": 5},
        {"how": "here", "more": 1},
        {"how": None},
        {"source": "\ud800"},
        {"how": True},
        {"how": ["a"]},
    ],
)
def test_a_record_takes_no_field_of_another_type(told):
    with pytest.raises(ValueError, match=r"."):
        record(Origin, told)


@pytest.mark.parametrize("depth", [1, 50, 150, 300, 450])
def test_a_text_in_a_text_in_a_text_is_read_or_refused(depth):
    told: object = {"code": "a"}
    for _ in range(depth):
        told = {"code": "a", "arguments": [["b", told]]}
    try:
        found = record(Text, told)
    except ValueError:
        assert depth > 50
    else:
        assert found.code == "a"


def test_a_record_takes_what_was_written(home):
    assert record(Origin, {"how": "copy", "source": "a"}) == Origin("copy", "a")


# --- links ---


@pytest.mark.skipif(sys.platform == "win32", reason="who is no administrator can make no links there")
def test_no_link_in_the_home_is_followed(home, tmp_path, starter):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    for name in (".writable", "device.json.part", "models.json.part", "plans.json.part", "ledger.jsonl",
                 "downloads.json.damaged"):  # fmt: skip
        (home.root / name).symlink_to(victim)
    home.prepare()
    DeviceSettingsBackend(home.device_settings).put("theme", "dark")
    home.downloads.write_text("[1]")
    read_list(home.downloads)
    from app.core.network_guard import Connection
    from app.vault import ConnectionLog

    ConnectionLog(home.ledger).note(Connection("1", 1, "h", 1, Text("connection.browse")))
    assert victim.read_text() == "precious"


# --- a full disk ---


def test_a_full_disk_is_called_full(home, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files, "make_anew", full)
    with pytest.raises(HomeFull, match="home_full"):
        files.write_whole(home.device_settings, b"{}")


def test_another_refusal_is_not(home, monkeypatch):
    def refused(*_, **__):
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(files, "make_anew", refused)
    with pytest.raises(HomeUnwritable) as found:
        files.write_whole(home.device_settings, b"{}")
    assert not isinstance(found.value, HomeFull)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_a_home_whose_name_is_damaged_is_said_in_a_sentence(tmp_path):
    home = Home(tmp_path / os.fsdecode(b"k\xff\xfe"))
    with pytest.raises(HomeUnwritable, match="damaged_name"):
        home.prepare()
    assert not home.root.exists()


def test_a_file_that_cannot_be_read_just_now_is_not_put_aside(home, monkeypatch):
    home.plans.mkdir()
    with pytest.raises(HomeUnwritable):
        read_state(home.plans)
    assert put_aside.take() == []


def test_a_number_beyond_all_bounds_costs_its_entry(home, starter):
    from dataclasses import asdict

    registry = ModelRegistry(home.registry, StarterModel(starter))
    entry = {**asdict(registry.models()[0]), "name": "a", "path": "/a.gguf"}
    huge = int("1" * 400)
    home.registry.write_text(json.dumps([{**entry, "tokens_a_second": huge}, {**entry, "size_bytes": huge}, entry]))
    assert [model.name for model in ModelRegistry(home.registry, StarterModel(starter)).models()] == ["starter", "a"]
    home.plans.write_text(json.dumps({"k": {"state": "good", "plan": {"stretch": huge}, "gives_up": []}}))
    assert PlanHistory(home.plans).recall("k") is None


def test_what_was_put_aside_before_is_not_written_over(home):
    for text in ("{first", "{second"):
        home.plans.write_text(text)
        PlanHistory(home.plans).recall("a")
    assert [path.read_text() for path in sorted(home.root.glob("plans.json.damaged*"))] == ["{first", "{second"]
