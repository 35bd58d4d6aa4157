"""The list of downloads: it outlives the app, works side by side, and ends on the registry."""

from __future__ import annotations

import json
import threading

import pytest

from app.core.errors import ModelNameTaken, NoSuchDownload, NotOnHub, ProjectorUnusable
from app.core.text import Text
from app.core.translation import sentence
from app.hub import Hub
from app.hub.pretend import ACCEPTED_TOKEN, pretend_hub
from app.models import DownloadQueue, DownloadStage, ModelRegistry, StarterModel, remove_model
from tests.driving import run
from tests.engine.eyes import write_mmproj
from tests.engine.tiny import write_model

REPO = "maker/tiny-GGUF"
WAIT_S = 30


@pytest.fixture
def server(tmp_path):
    with pretend_hub(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def model(tmp_path):
    return write_model(tmp_path / "tiny.gguf")


class Begun:
    """The list, and a way to wait for what it comes to."""

    def __init__(self, home, registry, server, **given) -> None:
        self.changed = threading.Event()
        self.downloads = DownloadQueue(
            home.downloads, registry, server.endpoint, folder=lambda: home.models, **{"token": lambda: "", **given}
        )
        self.downloads.listen(lambda number: self.changed.set())
        self.hub = Hub(server.endpoint)

    def add(self, name: str = "tiny-Q4_0", repo: str = REPO, **given):
        found = run(self.hub.open(repo))
        return self.downloads.add(found, found.offer(name), **given)

    def wait_for(self, number: int, *stages: DownloadStage):
        while True:
            self.changed.clear()
            download = self.downloads.get(number)
            if download.stage in stages:
                return download
            assert self.changed.wait(WAIT_S), download

    def wait_until(self, happened) -> None:
        while True:
            self.changed.clear()
            if happened():
                return
            assert self.changed.wait(WAIT_S)


@pytest.fixture
def begin(home, registry, server):
    begun = []

    def make(**given) -> Begun:
        begun.append(Begun(home, registry, server, **given))
        return begun[-1]

    yield make
    for each in begun:
        assert each.downloads.close()


def test_a_download_ends_on_the_shelf_with_where_it_came_from(begin, server, registry, model, home):
    server.add(REPO, {"tiny-Q4_0.gguf": model}, tags=["gguf", "license:mit"])
    begun = begin()
    begun.downloads.start()
    number = begun.add().id
    done = begun.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED)
    assert done.trouble is None
    kept = registry.find(done.model)
    assert kept.path == str(home.models / "maker" / "tiny-GGUF" / "tiny-Q4_0.gguf")
    assert (kept.origin.how, kept.origin.source, kept.origin.licence) == ("download", REPO, "mit")
    assert len(kept.origin.commit) == 40
    assert kept.hashes[0][0] == "tiny-Q4_0.gguf"
    assert registry.holding(kept.hashes[0][1]) == kept
    begun.downloads.cancel(number)
    assert begun.downloads.all() == []
    assert registry.find(done.model) == kept  # leaving the list is not leaving the registry


def test_nothing_begins_before_it_is_started_and_the_list_outlives_the_app(begin, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    first = begin()
    number = first.add().id
    assert [request for request in server.requests() if "/cdn/" in request["path"]] == []
    first.downloads.close()
    again = begin()
    assert again.downloads.get(number).stage is DownloadStage.WAITING
    again.downloads.start()
    assert again.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED).trouble is None


def test_a_list_of_an_earlier_version_says_why_in_a_sentence_and_goes_on(begin, server, model, home):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    first = begin()
    number = first.add().id
    first.downloads.close()
    kept = json.loads(home.downloads.read_text())
    for trouble, told in (("", None), ("The line was lost.", "The line was lost.")):
        home.downloads.write_text(json.dumps([{**kept[0], "trouble": trouble}]))
        again = begin()
        found = again.downloads.get(number).trouble
        assert (sentence(found) if found is not None else None) == told
        again.downloads.close()


def test_a_paused_one_goes_on_where_it_was_and_a_cancelled_one_leaves_nothing(begin, server, model, home):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 60_000})
    begun = begin()
    begun.downloads.start()
    number = begun.add().id
    begun.wait_until(lambda: begun.downloads.pace(number).done > 0)
    begun.downloads.pause(number)
    begun.wait_until(lambda: not begun.downloads._jobs)
    assert begun.downloads.get(number).stage is DownloadStage.PAUSED
    assert begun.downloads.pace(number).done > 0
    begun.downloads.resume(number)
    begun.wait_for(number, DownloadStage.RUNNING)
    begun.downloads.cancel(number)
    begun.wait_until(lambda: not begun.downloads._jobs)
    assert [path for path in home.models.rglob("*") if path.is_file()] == []
    with pytest.raises(NoSuchDownload):
        begun.downloads.get(number)


def test_the_app_can_be_closed_in_the_middle(begin, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 100_000})
    first = begin()
    first.downloads.start()
    number = first.add().id
    first.wait_until(lambda: first.downloads.pace(number).done > 0)
    assert first.downloads.close()
    server.misbehave()
    again = begin()
    assert again.downloads.pace(number).done > 0
    again.downloads.start()
    assert again.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED).trouble is None


def test_a_gated_one_waits_for_the_token_and_others_go_ahead(begin, server, model, tmp_path):
    server.add(REPO, {"tiny-Q4_0.gguf": model}, gated="auto")
    server.add("maker/free-GGUF", {"free-Q4_0.gguf": write_model(tmp_path / "free.gguf")})
    token = []
    begun = begin(token=lambda: "".join(token))
    begun.downloads.start()
    gated = begun.add().id
    free = begun.add("free-Q4_0", "maker/free-GGUF").id
    assert begun.wait_for(free, DownloadStage.DONE, DownloadStage.FAILED).trouble is None
    assert begun.downloads.get(gated).stage is DownloadStage.WAITING
    assert begun.downloads.why_waiting(begun.downloads.get(gated)) == Text("download.needs_token")
    token.append(ACCEPTED_TOKEN)
    begun.downloads.go_on()
    assert begun.wait_for(gated, DownloadStage.DONE, DownloadStage.FAILED).trouble is None


def test_a_model_in_parts_comes_with_all_of_them_and_its_projector(begin, server, registry, tmp_path, home):
    (tmp_path / "split").mkdir()
    write_model(tmp_path / "split" / "whole-Q4_0.gguf", part_tensors=12)
    parts = sorted((tmp_path / "split").iterdir())
    eyes = write_mmproj(tmp_path / "eyes.gguf", vision="gemma3", audio=None)
    server.add(REPO, {f"Q4/{part.name}": part for part in parts} | {"mmproj-F16.gguf": eyes})
    begun = begin()
    begun.downloads.start()
    number = begun.add("whole-Q4_0", with_projector=True).id
    done = begun.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED)
    assert done.trouble is None
    kept = registry.find(done.model)
    assert [path.name for path in kept.files] == [*(part.name for part in parts), "mmproj-F16.gguf"]
    assert all(path.exists() for path in kept.files)


def test_what_fails_says_why_and_can_be_tried_again(begin, server, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    server.misbehave({"at": "/resolve/", "do": "status", "value": 404, "code": "EntryNotFound"})
    begun = begin()
    begun.downloads.start()
    number = begun.add().id
    assert begun.wait_for(number, DownloadStage.FAILED).trouble == NotOnHub().text
    server.misbehave()
    begun.downloads.resume(number)
    assert begun.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED).trouble is None


def test_a_file_that_is_no_model_after_all_is_said(begin, server, registry):
    server.add(REPO, {"tiny-Q4_0.gguf": b"GGUF" + bytes(5000)})
    begun = begin()
    begun.downloads.start()
    number = begun.add().id
    assert begun.wait_for(number, DownloadStage.FAILED).trouble
    assert len(registry.models()) == 1


def test_a_file_of_others_in_its_place_is_used_when_it_is_the_same_and_never_touched(begin, server, model, home):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    theirs = home.models / "maker" / "tiny-GGUF" / "tiny-Q4_0.gguf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"GGUF" + bytes(100))
    begun = begin()
    begun.downloads.start()
    number = begun.add().id
    assert "already in the models folder" in sentence(begun.wait_for(number, DownloadStage.FAILED).trouble)
    theirs.write_bytes(model.read_bytes())
    begun.downloads.resume(number)
    assert begun.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED).trouble is None
    assert [request for request in server.requests() if "/cdn/" in request["path"]] == []


def test_giving_one_up_leaves_what_another_needs(begin, server, model, home):
    eye = {"mmproj-F16.gguf": b"GGUF" + bytes(900_000)}
    server.add(REPO, {"a-Q4_0.gguf": model, "b-Q8_0.gguf": model, **eye})
    server.misbehave({"at": "mmproj", "do": "slow", "value": 300_000})
    begun = begin()
    begun.downloads.start()
    first = begun.add("a-Q4_0", with_projector=True).id
    second = begun.add("b-Q8_0", with_projector=True).id
    begun.wait_until(lambda: begun.downloads.pace(first).done > 500_000)
    assert begun.downloads.get(second).stage is DownloadStage.WAITING  # one file is never written by two
    begun.downloads.cancel(second)
    server.misbehave()
    begun.downloads.pause(first)
    begun.wait_until(lambda: not begun.downloads._jobs)
    begun.downloads.resume(first)
    done = begun.wait_for(first, DownloadStage.DONE, DownloadStage.FAILED)
    # These eyes are none: the model is there all the same, and it is told that it cannot see.
    assert (done.stage, done.trouble) == (DownloadStage.DONE, ProjectorUnusable("downloaded").text)


def test_a_newer_version_takes_the_place_of_one_that_was_not_finished(begin, server, model, tmp_path):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    begun = begin()
    old = begun.add()
    server.add(REPO, {"tiny-Q8_0.gguf": model})
    newer = write_model(tmp_path / "newer.gguf", window=512)
    (server.folder / REPO / "tiny-Q4_0.gguf").unlink()
    server.add(REPO, {"tiny-Q4_0.gguf": newer})
    new = begun.add()
    assert [download.id for download in begun.downloads.all()] == [new.id]
    assert new.commit != old.commit
    begun.downloads.start()
    assert begun.wait_for(new.id, DownloadStage.DONE, DownloadStage.FAILED).trouble is None


def test_an_older_version_on_the_shelf_is_taken_away_first_and_then_goes_for_good(
    begin, server, registry, model, home, tmp_path
):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    begun = begin()
    begun.downloads.start()
    old = begun.wait_for(begun.add().id, DownloadStage.DONE, DownloadStage.FAILED)
    newer = write_model(tmp_path / "newer.gguf", window=512)
    (server.folder / REPO / "tiny-Q4_0.gguf").unlink()
    server.add(REPO, {"tiny-Q4_0.gguf": newer})
    number = begun.add().id
    assert begun.wait_for(number, DownloadStage.FAILED, DownloadStage.DONE).trouble == ModelNameTaken("version").text
    remove_model(registry, registry.find(old.model))
    begun.downloads.resume(number)
    done = begun.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED)
    assert done.trouble is None
    assert registry.find(done.model).trained_tokens == 512
    assert registry.removed() == []
    assert list(home.models.rglob("*.removed")) == []


def test_what_was_only_taken_off_the_shelf_is_not_fetched_again(begin, server, registry, model):
    server.add(REPO, {"tiny-Q4_0.gguf": model})
    begun = begin()
    begun.downloads.start()
    first = begun.wait_for(begun.add().id, DownloadStage.DONE, DownloadStage.FAILED)
    begun.downloads.cancel(first.id)
    remove_model(registry, registry.find(first.model))
    before = len(server.requests())
    again = begun.wait_for(begun.add().id, DownloadStage.DONE, DownloadStage.FAILED)
    assert again.trouble is None
    assert not any("/cdn/" in request["path"] for request in server.requests()[before:])
    assert registry.find(again.model).path == str(registry.find(first.model).path)


def test_a_list_that_cannot_be_read_is_not_written_over(home, registry, server):
    home.downloads.write_text("[broken")
    assert DownloadQueue(home.downloads, registry, server.endpoint, folder=lambda: home.models).all() == []
    assert home.downloads.with_name("downloads.json.damaged").read_text() == "[broken"


def test_they_are_worked_off_in_the_order_one_wants(begin, server, model):
    server.add(REPO, {"a-Q4_0.gguf": model, "b-Q4_0.gguf": model, "c-Q4_0.gguf": model})
    begun = begin(at_once=lambda: 1)
    first, second, third = (begun.add(f"{name}-Q4_0").id for name in "abc")
    begun.downloads.move(third, 0)
    assert [download.id for download in begun.downloads.all()] == [third, first, second]
    assert begun.add("a-Q4_0").id == first  # not twice
    begun.downloads.start()
    for number in (first, second, third):
        assert begun.wait_for(number, DownloadStage.DONE, DownloadStage.FAILED).trouble is None
    asked = [request["path"].split("/")[4][0] for request in server.requests() if "/cdn/" in request["path"]]
    assert asked == ["c", "a", "b"]


DAMAGED = (
    "",
    "{",
    "[]",
    "[1]",
    '[{"id": 1, "files": []}]',
    '[{"id": 1, "files": [{"path": "../x", "size_bytes": 1}]}]',
)


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_list_counts_as_empty(home, registry, server, text):
    home.downloads.write_text(text)
    assert DownloadQueue(home.downloads, registry, server.endpoint, folder=lambda: home.models).all() == []
