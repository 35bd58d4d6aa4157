"""Downloads: going on, waiting out what passes, and refusing what is not the file."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import (
    ChangedUpstream,
    DownloadCorrupt,
    Gated,
    HubGarbled,
    NoSpace,
    NotOnHub,
    Offline,
    RedirectedElsewhere,
    TokenRefused,
)
from app.core.network_guard import network_guard
from app.hub import Cap, Endpoint, Fetching, Source, State, fetch, part
from app.hub.pace import Speed
from app.hub.pretend import ACCEPTED_TOKEN
from tests.driving import run
from tests.hub.conftest import REPO

ROOT = Path(__file__).parents[2]
NAME = "model-Q4_K_M.gguf"
MEGABYTE = 1 << 20
KILLS = 100


def content(size: int, seed: int = 1) -> bytes:
    return b"GGUF" + random.Random(seed).randbytes(size - 4)


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Marks are near each other, and nobody waits long."""
    monkeypatch.setattr(part, "KEPT_BYTES", MEGABYTE)
    monkeypatch.setattr(part, "MARK_BYTES", 4 * MEGABYTE)
    monkeypatch.setattr(fetching_module(), "LONGEST_PAUSE_S", 0.05)
    monkeypatch.setattr(fetching_module(), "FIRST_PAUSE_S", 0.02)


def fetching_module():
    return sys.modules["app.hub.fetch"]


@pytest.fixture
def body() -> bytes:
    return content(9 * MEGABYTE)


@pytest.fixture
def file(server, hub, body):
    server.add(REPO, {NAME: body})
    repo = run(hub.open(REPO))
    return Source(REPO, repo.commit), repo.offers[0].parts[0]


@pytest.fixture
def target(tmp_path) -> Path:
    return tmp_path / "models" / NAME


def begin(endpoint, file, target, **given):
    return fetch(endpoint, *file, target, **given)


def told(work) -> list[Fetching]:
    return [event for event in work if isinstance(event, Fetching)]


def offsets(server) -> list[int]:
    """Where each request of the file itself began."""
    asked = [request for request in server.requests() if request["path"].startswith("/cdn/")]
    return [int(request["headers"]["range"].removeprefix("bytes=").partition("-")[0]) for request in asked]


def stop_at(work, bytes_done: int) -> None:
    """Close *work* once so much is there."""
    for event in work:
        if isinstance(event, Fetching) and event.done >= bytes_done:
            break
    work.close()


def test_a_file_gets_its_name_when_its_hash_is_right(endpoint, server, file, target, body):
    assert run(begin(endpoint, file, target)) == target
    assert target.read_bytes() == body
    assert list(target.parent.iterdir()) == [target]
    assert (target.stat().st_mode & 0o777) == 0o600


def test_a_stopped_download_goes_on_where_it_was(endpoint, server, file, target, body):
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 8 * MEGABYTE})
    stop_at(begin(endpoint, file, target), 3 * MEGABYTE)
    assert not target.exists()
    server.misbehave()
    run(begin(endpoint, file, target))
    assert target.read_bytes() == body
    first, second = offsets(server)
    assert first == 0
    assert second >= 3 * MEGABYTE


def test_a_small_file_without_a_sha256_is_checked_by_gits_own_hash(endpoint, server, hub, tmp_path):
    server.add(REPO, {"tiny-Q4_0.gguf": content(900)})
    repo = run(hub.open(REPO))
    small = repo.offers[0].parts[0]
    assert run(begin(endpoint, (Source(REPO, repo.commit), small), tmp_path / "tiny.gguf")).exists()
    wrong = replace(small, git_sha1="0" * 40)
    with pytest.raises(DownloadCorrupt):
        run(begin(endpoint, (Source(REPO, repo.commit), wrong), tmp_path / "other.gguf"))


@pytest.mark.parametrize(
    "deed",
    [
        {"at": "/cdn/", "do": "cut", "value": 2 * MEGABYTE, "times": 3},
        {"at": "/resolve/", "do": "status", "value": 503, "times": 2},
        {"at": "/cdn/", "do": "status", "value": 502, "times": 2},
        {"at": "/resolve/", "do": "status", "value": 429, "headers": {"Retry-After": "0"}, "times": 2},
        {"at": "/cdn/", "do": "status", "value": 403, "times": 2},
        {"at": "/cdn/", "do": "ignore_range", "times": 1},
        {"at": "/cdn/", "do": "empty", "times": 2},
    ],
    ids=lambda deed: f"{deed['do']} {deed['at']} {deed.get('value', '')}",
)
def test_what_passes_is_waited_out(endpoint, server, file, target, body, deed):
    server.misbehave({"at": "/cdn/", "do": "cut", "value": 5 * MEGABYTE, "times": 1}, deed)
    run(begin(endpoint, file, target))
    assert target.read_bytes() == body
    assert offsets(server)[-1] >= 4 * MEGABYTE


def test_a_line_that_is_silent_or_only_drips_is_given_up_and_taken_up_again(
    endpoint, server, file, target, body, monkeypatch
):
    monkeypatch.setattr(fetching_module(), "STALL_S", 0.5)
    monkeypatch.setattr(fetching_module(), "QUIET_S", 0.2)
    server.misbehave(
        {"at": "/cdn/", "do": "stall", "value": 2 * MEGABYTE, "times": 1},
        {"at": "/cdn/", "do": "drip", "value": 4, "times": 1},
    )
    events = told(begin(endpoint, file, target))
    assert State.STALLED in [event.state for event in events]
    assert target.read_bytes() == body
    assert len(offsets(server)) == 3


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ({"at": "/cdn/", "do": "html"}, HubGarbled),
        ({"at": "/cdn/", "do": "garbage", "type": "application/octet-stream"}, HubGarbled),
        ({"at": "/cdn/", "do": "wrong_range"}, HubGarbled),
        ({"at": "/cdn/", "do": "status", "value": 416}, HubGarbled),
        ({"at": "/cdn/", "do": "status", "value": 403}, Gated),
        ({"at": "/resolve/", "do": "status", "value": 404, "code": "EntryNotFound"}, NotOnHub),
        ({"at": "/resolve/", "do": "status", "value": 401, "code": "GatedRepo"}, Gated),
        ({"at": "/resolve/", "do": "status", "value": 403}, Gated),
        ({"at": "/resolve/", "do": "etag", "value": "a" * 64}, ChangedUpstream),
        ({"at": "/resolve/", "do": "redirect", "value": "http://127.0.0.1:1/x"}, RedirectedElsewhere),
        ({"at": "/resolve/", "do": "redirect", "value": "https://example.org/x"}, RedirectedElsewhere),
        ({"at": "/cdn/", "do": "status", "value": 302, "headers": {"Location": "/cdn/round"}}, RedirectedElsewhere),
        (
            {"at": "/resolve/", "do": "status", "value": 401, "message": "Invalid credentials in Authorization header"},
            TokenRefused,
        ),
    ],
    ids=lambda given: f"{given['do']} {given['at']} {given.get('value', '')}" if isinstance(given, dict) else "",
)
def test_what_is_not_the_file_is_refused_and_nothing_is_named_a_model(endpoint, server, file, target, deed, error):
    server.misbehave(deed)
    with pytest.raises(error):
        run(begin(endpoint, file, target))
    assert not target.exists()


def test_a_file_with_one_wrong_bit_is_not_kept(endpoint, server, file, target):
    server.misbehave({"at": "/cdn/", "do": "corrupt"})
    with pytest.raises(DownloadCorrupt):
        run(begin(endpoint, file, target))
    assert list(target.parent.iterdir()) == []


def test_a_file_that_vanished_or_changed_while_it_was_half_there_says_so_and_keeps_the_half(
    endpoint, server, file, target, body
):
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 8 * MEGABYTE})
    stop_at(begin(endpoint, file, target), 2 * MEGABYTE)
    server.misbehave({"at": "/resolve/", "do": "status", "value": 404, "code": "RepoNotFound"})
    with pytest.raises(NotOnHub):
        run(begin(endpoint, file, target))
    source, old = file
    with pytest.raises(ChangedUpstream):
        run(begin(endpoint, (source, replace(old, sha256="b" * 64)), target))
    server.misbehave()
    run(begin(endpoint, file, target))
    assert target.read_bytes() == body


@pytest.mark.parametrize("damage", ["bytes", "journal", "both journals", "light", "nothing left"])
def test_whatever_is_damaged_of_a_half_the_end_is_right(endpoint, server, file, target, body, damage):
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 8 * MEGABYTE})
    stop_at(begin(endpoint, file, target), 5 * MEGABYTE)
    half, journal, light = (target.with_name(NAME + end) for end in (".part", ".part.json", ".part.at"))
    if damage == "bytes":
        with half.open("r+b") as out:
            out.seek(4 * MEGABYTE + 500_000)
            out.write(b"damaged")
    if damage in ("journal", "both journals"):
        journal.write_text('{"marks": [[3, 4], "x"]')
    if damage in ("light", "both journals"):
        light.write_text("\x00")
    if damage == "nothing left":
        half.unlink()
    server.misbehave()
    run(begin(endpoint, file, target))
    assert target.read_bytes() == body
    if damage == "bytes":
        assert offsets(server)[-1] >= 4 * MEGABYTE  # back to the last mark before the damage, no further


def test_a_token_goes_to_the_hub_and_not_to_where_it_keeps_its_files(endpoint, server, hub, target, body):
    server.add(REPO, {NAME: body}, gated="auto")
    repo = run(hub.open(REPO))
    source, file = Source(REPO, repo.commit), repo.offers[0].parts[0]
    run(fetch(endpoint, source, file, target, token=lambda: ACCEPTED_TOKEN))
    for request in server.requests():
        if request["path"].startswith("/cdn/"):
            assert "authorization" not in request["headers"]
        if "/resolve/" in request["path"]:
            assert request["headers"]["authorization"] == f"Bearer {ACCEPTED_TOKEN}"


def test_the_system_s_proxy_is_used_and_nothing_goes_past_it(server, file, target, body, monkeypatch):
    monkeypatch.setenv("http_proxy", server.address)  # it answers what it would be asked as a proxy
    before = len(server.requests())
    run(fetch(Endpoint("http://mirror.example", server.endpoint._places), *file, target))
    assert target.read_bytes() == body
    hosts = [request["headers"]["host"] for request in server.requests()[before:]]
    assert hosts[0] == "mirror.example"


def test_a_disk_without_room_is_said_before_a_byte_is_asked_for(endpoint, server, file, target, monkeypatch):
    monkeypatch.setattr(part, "SPARE_BYTES", 1 << 60)
    with pytest.raises(NoSpace, match=r"no_space\.download"):
        run(begin(endpoint, file, target))
    assert offsets(server) == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files")
def test_a_disk_that_fills_up_half_way_is_said_and_what_came_is_kept(endpoint, server, file, target, body, monkeypatch):
    import resource

    monkeypatch.setattr(part, "reserve", lambda out, size: None)  # a disk that cannot
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5 * MEGABYTE, before[1]))
    try:
        with pytest.raises(NoSpace):
            run(begin(endpoint, file, target))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    run(begin(endpoint, file, target))
    assert target.read_bytes() == body
    assert offsets(server)[-1] >= 4 * MEGABYTE


def test_going_offline_ends_a_download_and_keeps_what_came(endpoint, server, file, target, body):
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 10 * MEGABYTE})

    def switch_off_half_way() -> None:
        for event in begin(endpoint, file, target):
            if isinstance(event, Fetching) and event.done > 2 * MEGABYTE:
                network_guard.go_offline()

    try:
        with pytest.raises(Offline):
            switch_off_half_way()
    finally:
        network_guard.go_online()
    server.misbehave()
    run(begin(endpoint, file, target))
    assert target.read_bytes() == body
    assert offsets(server)[-1] >= MEGABYTE


def test_the_speed_can_be_capped(endpoint, server, file, target):
    asked = []
    cap = Cap(lambda: 1 << 40)
    waits = cap.wait_s
    cap.wait_s = lambda count: asked.append(count) or waits(count)
    run(begin(endpoint, file, target, cap=cap))
    assert sum(asked) == 9 * MEGABYTE


def test_a_cap_makes_those_wait_who_are_too_quick():
    at = [0.0]
    cap = Cap(lambda: 1000, clock=lambda: at[0])
    assert cap.wait_s(500) == pytest.approx(0.5)
    assert cap.wait_s(500) == pytest.approx(1.0)
    at[0] = 5.0
    assert cap.wait_s(100) == pytest.approx(0.1)


def test_the_speed_that_is_told_follows_the_last_ten_seconds():
    at = [0.0]
    speed = Speed(clock=lambda: at[0])
    for _ in range(40):
        at[0] += 0.25
        speed.note(250)
    assert speed.bytes_a_second == pytest.approx(1000, rel=0.03)
    assert speed.seconds_for(5000) == pytest.approx(5, rel=0.03)
    for _ in range(120):
        at[0] += 0.25
        speed.note(0)
    assert speed.bytes_a_second < 60
    assert Speed(clock=lambda: 0.0).seconds_for(1) is None


def test_two_downloads_at_once_are_both_right(endpoint, server, hub, tmp_path):
    server.add(REPO, {"a-Q4_0.gguf": content(6 * MEGABYTE, 2), "b-Q4_0.gguf": content(6 * MEGABYTE, 3)})
    repo = run(hub.open(REPO))
    source = Source(REPO, repo.commit)
    files = [offer.parts[0] for offer in repo.offers]
    threads = [
        threading.Thread(target=run, args=(fetch(endpoint, source, file, tmp_path / file.name),)) for file in files
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for file in files:
        assert hashlib.sha256((tmp_path / file.name).read_bytes()).hexdigest() == file.sha256


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.timeout(600)
def test_100_kills_cost_nothing_that_was_written_down_and_the_end_is_right(server, hub, tmp_path):
    """Killed at random moments; each time it goes on from the last mark, which is never far behind."""
    chance = random.Random(7)
    body = content(24 * MEGABYTE)
    server.add(REPO, {NAME: body})
    repo = run(hub.open(REPO))
    file = repo.offers[0].parts[0]
    server.misbehave({"at": "/cdn/", "do": "slow", "value": 60 * MEGABYTE})
    target = tmp_path / "models" / NAME
    zygote = subprocess.Popen(
        [sys.executable, "-m", "tests.hub.kill_fetch", server.address, REPO, repo.commit, file.path,
         str(file.size_bytes), file.sha256, str(target), str(MEGABYTE)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    kills = resumed = 0
    try:
        while kills < KILLS:
            before, marked = len(offsets(server)), furthest(target)
            kills += one_download(zygote, chance.uniform(0, 0.6))
            fresh = offsets(server)[before:]
            if marked and fresh:
                assert fresh[0] >= marked
                resumed += 1
            if target.exists():
                assert hashlib.sha256(target.read_bytes()).hexdigest() == file.sha256
                shutil.rmtree(target.parent)
        if not target.exists():
            one_download(zygote, 600)
        assert target.read_bytes() == body
        assert resumed > KILLS // 3
    finally:
        zygote.kill()
        zygote.communicate()


def furthest(target: Path) -> int:
    """How far the journals say it is."""
    marks = [0]
    for end in (".part.json", ".part.at"):
        path = target.with_name(target.name + end)
        if path.exists():
            marks += [mark[0] for mark in json.loads(path.read_text())["marks"]]
    return max(marks)


def one_download(zygote: subprocess.Popen, seconds: float) -> int:
    """Let a child download for *seconds* and kill it: 1, or 0 where it had come to its end."""
    zygote.stdin.write("go\n")
    zygote.stdin.flush()
    child = int(zygote.stdout.readline().split()[1])
    killer = threading.Timer(seconds, lambda: os.kill(child, signal.SIGKILL))
    killer.start()
    said = zygote.stdout.readline().strip()
    is_whole = said == "whole"
    if is_whole:
        killer.cancel()
        said = zygote.stdout.readline().strip()
    assert said == "dead"
    killer.join()
    return 0 if is_whole else 1
