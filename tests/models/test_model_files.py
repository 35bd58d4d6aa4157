"""What can be done with the models one owns, and with those of other programs."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from app.core.errors import ModelMissing, ModelNameTaken, ModelNotInRegistry, ModelUnreadable, MoveFailed, NoSpace
from app.models import (
    ModelRegistry,
    Origin,
    StarterModel,
    check_files,
    copy_in,
    delete_removed,
    find_external_models,
    move_models,
    remove_model,
    restore_model,
    storage_of,
)
from app.models import model_files as keeping
from tests.driving import run
from tests.engine.eyes import write_mmproj
from tests.engine.tiny import write_model


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def owned(registry, home):
    """A model of two parts that was downloaded."""
    folder = home.models / "maker" / "model"
    folder.mkdir(parents=True)
    write_model(folder / "m.gguf", part_tensors=12)
    first, second = sorted(folder.iterdir())
    hashes = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in (first, second)]
    return run(registry.add(first, Origin("download", "maker/model"), name="mine", hashes=hashes))


def test_a_model_is_called_as_one_likes(registry, owned):
    assert registry.rename("mine", "  Evening   talk ").name == "Evening talk"
    assert registry.find("evening talk").path == owned.path
    for wrong in ("", "starter", "x" * 200, "a\x00b"):
        with pytest.raises(ModelNameTaken):
            registry.rename("evening talk", wrong)
    with pytest.raises(ModelNameTaken):
        registry.rename("starter", "other")
    with pytest.raises(ModelNotInRegistry):
        registry.rename("nobody", "x")


def test_what_is_taken_away_can_be_put_back_or_is_gone_for_good(registry, owned):
    files = owned.files
    remove_model(registry, owned)
    assert [model.name for model in registry.models()] == ["starter"]
    assert not any(path.exists() for path in files)
    (gone,) = registry.removed()
    assert restore_model(registry, gone).name == "mine"
    assert all(path.exists() for path in files)
    remove_model(registry, registry.find("mine"))
    assert delete_removed(registry) == owned.total_bytes
    assert registry.removed() == []
    assert list(files[0].parent.rglob("*")) == []


def test_files_of_others_stay_when_they_leave_the_shelf(registry, tmp_path):
    theirs = write_model(tmp_path / "theirs.gguf")
    before = theirs.stat()
    model = run(registry.add(theirs))
    remove_model(registry, model)
    assert delete_removed(registry) == 0
    assert theirs.stat().st_mtime_ns == before.st_mtime_ns


def test_a_copy_is_made_and_checked(registry, home, tmp_path):
    original = write_model(tmp_path / "there.gguf")
    model = run(copy_in(registry, original, home.models))
    assert model.path == str(home.models / "copied" / "there" / "there.gguf")
    assert model.hashes == (("there.gguf", hashlib.sha256(original.read_bytes()).hexdigest()),)
    assert model.origin.is_ours
    assert run(check_files(registry, model))


def test_a_copy_that_is_no_model_or_finds_no_room_leaves_nothing(registry, home, tmp_path, monkeypatch):
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"GGUF" + bytes(500))
    with pytest.raises(ModelUnreadable):
        run(copy_in(registry, bad, home.models))
    good = write_model(tmp_path / "good.gguf")
    monkeypatch.setattr(keeping, "SPARE_BYTES", 1 << 60)
    with pytest.raises(NoSpace):
        run(copy_in(registry, good, home.models))
    assert [path for path in home.models.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("other_disk", [False, True])
def test_the_folder_is_moved_with_everything_in_it(registry, owned, home, tmp_path, monkeypatch, other_disk):
    if other_disk:
        monkeypatch.setattr(keeping, "_is_same_disk", lambda new, old: False)
    new = tmp_path / "elsewhere"
    assert run(move_models(registry, home.models, new)) == 2
    moved = registry.find("mine")
    assert moved.path.startswith(str(new))
    assert run(check_files(registry, moved))
    registry.require_unchanged(moved)
    assert [path for path in home.models.rglob("*") if path.is_file()] == []


def test_a_projector_that_two_models_use_stays_with_the_other(registry, home):
    folder = home.models / "maker" / "two"
    folder.mkdir(parents=True)
    eye = write_mmproj(folder / "mmproj.gguf", vision="gemma3", audio=None)
    for name in ("a", "b"):
        run(registry.add(write_model(folder / f"{name}.gguf"), Origin("download", "maker/two"), projector=str(eye)))
    remove_model(registry, registry.find("a"))
    delete_removed(registry)
    assert eye.exists()
    remove_model(registry, registry.find("b"))
    delete_removed(registry)
    assert not eye.exists()


def test_two_copies_of_one_name_do_not_meet_and_a_failed_one_takes_nothing_along(registry, home, tmp_path):
    (tmp_path / "other").mkdir()
    first = run(copy_in(registry, write_model(tmp_path / "m.gguf"), home.models))
    second = run(copy_in(registry, write_model(tmp_path / "other" / "m.gguf", window=512), home.models))
    assert first.path != second.path
    work = copy_in(registry, tmp_path / "m.gguf", home.models)
    next(work)
    work.close()
    assert all(path.exists() for model in (first, second) for path in model.files)


@pytest.mark.parametrize("links", [True, False])
def test_a_kill_in_the_middle_of_a_move_loses_no_model(registry, owned, home, tmp_path, monkeypatch, links):
    """Until the registry knows the new names, the old ones are there."""
    monkeypatch.setattr(keeping, "_is_same_disk", lambda new, old: links)
    work = move_models(registry, home.models, tmp_path / "elsewhere")
    next(work)
    assert all(
        path.exists() for path in ModelRegistry(home.registry, StarterModel(home.root / "starter")).find("mine").files
    )
    work.close()
    assert run(check_files(registry, registry.find("mine")))


def test_a_move_that_fails_half_way_changes_nothing(registry, owned, home, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_is_same_disk", lambda new, old: False)
    new = tmp_path / "elsewhere"
    second = owned.files[1]
    (new / second.relative_to(home.models)).parent.mkdir(parents=True)
    (new / second.relative_to(home.models)).write_bytes(b"in the way")
    with pytest.raises(MoveFailed):
        run(move_models(registry, home.models, new))
    assert run(check_files(registry, registry.find("mine")))
    assert (new / second.relative_to(home.models)).read_bytes() == b"in the way"
    for wrong in (home.models, home.models / "inside", home.root):
        with pytest.raises(MoveFailed):
            run(move_models(registry, home.models, wrong))


def test_files_are_checked_again_against_what_they_were(registry, owned):
    assert run(check_files(registry, owned))
    with owned.files[1].open("r+b") as file:
        file.seek(-3, os.SEEK_END)
        file.write(b"x")
    with pytest.raises(ModelUnreadable):
        run(check_files(registry, owned))
    owned.files[1].unlink()
    with pytest.raises((ModelMissing, ModelUnreadable)):
        run(check_files(registry, owned))


def test_where_no_hash_was_known_it_is_kept_for_the_next_time(registry, tmp_path):
    model = run(registry.add(write_model(tmp_path / "mine.gguf")))
    assert not run(check_files(registry, model))
    assert run(check_files(registry, registry.find("mine")))


def test_use_and_speed_are_remembered_and_do_not_make_it_another_model(registry, owned):
    registry.note_use(owned.path, 10.0)
    registry.note_use(owned.path, 20.0)
    registry.note_use(owned.path, 0.0)
    registry.note_use("/nowhere", 1.0)
    found = registry.find("mine")
    assert found.tokens_a_second == 15.0
    assert found.used > 0
    assert found == owned


def test_what_models_take_is_told(owned, home):
    used, free = storage_of(home.models)
    assert used == owned.total_bytes
    assert free > 0
    # The same disk, of which something may have been written or deleted meanwhile.
    used, free_there = storage_of(home.models / "not" / "there")
    assert used == 0
    assert free_there == pytest.approx(free, rel=0.05)


# --- other programs ---


def test_models_of_other_programs_are_found_and_left_where_they_are(registry, home, tmp_path, monkeypatch):
    person = tmp_path / "person"
    for name in ("HF_HOME", "HF_HUB_CACHE", "OLLAMA_MODELS", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setenv("USERPROFILE", str(person))
    model = write_model(tmp_path / "model.gguf")
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    blob = person / ".cache/huggingface/hub/models--maker--m/blobs" / digest
    snapshot = person / ".cache/huggingface/hub/models--maker--m/snapshots/abc/m-Q4_0.gguf"
    for path in (
        blob,
        person / ".lmstudio/models/maker/m/lm.gguf",
        person / f".ollama/models/blobs/sha256-{digest}",
        person / "jan/models/jans/model.gguf",
        person / ".local/share/nomic.ai/GPT4All/four.gguf",
        person / "koboldcpp/kobold.gguf",
        tmp_path / "shown" / "a-folder.gguf",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(model.read_bytes())
    snapshot.parent.mkdir(parents=True)
    snapshot.symlink_to(blob)
    manifest = person / ".ollama/models/manifests/registry.ollama.ai/library/llama3/8b"
    manifest.parent.mkdir(parents=True)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}
    manifest.write_text(json.dumps({"layers": [{"mediaType": "other"}, layer]}))
    (manifest.parent / "broken").write_text("{")
    (person / ".lmstudio/models/maker/m/bad.gguf").write_bytes(b"no model")
    found = run(find_external_models(registry, [tmp_path / "shown"]))
    apps = {stray.app: stray for stray in found}
    assert {"Hugging Face", "LM Studio", "Ollama", "Jan", "KoboldCpp", "shown"} <= set(apps)
    assert apps["Hugging Face"].sha256 == apps["Ollama"].sha256 == digest
    assert apps["Ollama"].name == "llama3-8b"
    assert apps["Jan"].name == "jans"
    assert "bad" not in [stray.name for stray in found]
    before = apps["Ollama"].path.stat()
    stray = apps["Ollama"]
    adopted = run(registry.add(stray.path, Origin("adopted", stray.app), name=stray.name))
    assert adopted.path == str(stray.path)
    assert stray.path.stat() == before
    assert "Ollama" not in [left.app for left in run(find_external_models(registry))]
