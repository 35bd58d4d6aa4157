"""Looking for a newer version: one question to one address, and nothing but a version is believed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Offline, UpdatesUnreachable, UpdateUnknown
from app.core.network_guard import network_guard
from app.hub import Release, latest_release, pretend_hub, read_release


@pytest.fixture
def site(tmp_path):
    """A site that tells of version 9.1, and the address there."""
    with pretend_hub(tmp_path / "site", is_mirror=True) as server:
        told = {"tag_name": "v9.1.0", "html_url": "https://example.org/releases/9.1", "body": "<script>"}
        server.add("founders/inglenook", {"latest.json": json.dumps(told).encode()})
        yield server, f"{server.address}/founders/inglenook/resolve/main/latest.json"


def test_the_newest_version_and_its_page_are_told(site):
    _, address = site
    assert latest_release(address) == Release("9.1.0", "https://example.org/releases/9.1")


def test_nothing_is_told_of_this_computer(site):
    server, address = site
    latest_release(address)
    (request,) = server.requests()
    assert {name.lower() for name in request["headers"]} <= {
        "host", "accept", "accept-encoding", "connection", "user-agent",
    }  # fmt: skip
    assert request["headers"].get("user-agent", request["headers"].get("User-Agent")) == "Inglenook"


def test_offline_nobody_is_asked(site):
    server, address = site
    network_guard.go_offline()
    try:
        with pytest.raises(Offline):
            latest_release(address)
    finally:
        network_guard.go_online()
    assert server.requests() == []


def test_another_site_is_not_followed_to(site):
    server, address = site
    server.add("founders/inglenook", {"large.json": b'{"version": "9"}' + b" " * 2000})
    server.misbehave({"at": "large.json", "do": "redirect", "value": "https://example.org/x"})
    with pytest.raises(UpdatesUnreachable):
        latest_release(address.replace("latest", "large"))


def test_a_page_that_is_not_there_is_said_to_be_missing(site):
    _, address = site
    with pytest.raises(UpdateUnknown):
        latest_release(address.replace("latest", "other"))


@pytest.mark.parametrize("address", ["", "example.org", "http://example.org/x", "file:///etc/passwd", "https://", "::"])
def test_what_is_no_address_of_a_safe_site_is_not_asked(address):
    with pytest.raises(UpdateUnknown):
        latest_release(address)


@pytest.mark.parametrize(
    ("newer", "older"), [("1.0", "0.9.9"), ("0.10", "0.9"), ("1.0.1", "1"), ("2", "1.99.99"), ("1.1-rc1", "1.0")]
)
def test_versions_are_compared_by_their_numbers(newer, older):
    assert Release(newer).is_newer_than(older)
    assert not Release(older).is_newer_than(newer)


def test_the_same_version_is_not_newer():
    assert not Release("1.0").is_newer_than("1.0.0")


@given(st.binary(max_size=200))
def test_garbage_tells_of_no_version(content):
    try:
        found = read_release(content)
    except UpdateUnknown:
        return
    assert found.version[0].isdigit()


@given(st.text(max_size=80), st.text(max_size=80))
def test_only_a_version_and_a_safe_page_are_taken_over(version, page):
    try:
        found = read_release(json.dumps({"version": version, "page": page}).encode())
    except UpdateUnknown:
        return
    assert len(found.version) <= 60
    assert not found.page or found.page.startswith("https://")
