"""What this is, and one click to see whether there is a newer one."""

from __future__ import annotations

import json

import pytest

from app import __version__
from app.core import settings as s
from app.core.text import Text
from app.hub import pretend_hub
from tests.pilot import Role


@pytest.fixture
def site(tmp_path):
    with pretend_hub(tmp_path / "site", is_mirror=True) as server:
        yield server


def tell(server, version: str) -> str:
    told = json.dumps({"version": version, "page": "https://example.org/new"}).encode()
    server.add("founders/inglenook", {"latest.json": told})
    return f"{server.address}/founders/inglenook/resolve/main/latest.json"


def test_without_an_address_there_is_no_button_and_nothing_is_asked(chatting):
    chatting.click("Settings")
    chatting.wait_for(Role.Heading, "About")
    assert not chatting.app.about.canCheck
    assert chatting.find(Role.Button, "Check for updates") is None


def test_one_click_tells_of_a_newer_version_and_stands_in_the_ledger(chatting, site):
    chatting.application.settings.put(s.UPDATE_ADDRESS, tell(site, "99.1"))
    chatting.click("Settings")
    chatting.wait_for(Role.Heading, "About")
    assert site.requests() == []  # opening the page asks nobody anything
    chatting.tab_to("Check for updates")
    chatting.click("Check for updates")
    chatting.wait_for(Role.AlertMessage, "Version 99.1 is available.")
    assert chatting.app.about.page == "https://example.org/new"
    assert len(site.requests()) == 1
    assert Text("connection.update") in [line.why for line in chatting.application.connection_log.entries()]


def test_the_newest_version_is_said_to_be_that(chatting, site):
    chatting.application.settings.put(s.UPDATE_ADDRESS, tell(site, __version__))
    chatting.app.about.refresh()
    chatting.app.about.check()
    chatting.qtbot.waitUntil(lambda: chatting.app.about.told == "This is the newest version.", timeout=20_000)


def test_a_site_that_does_not_answer_is_one_sentence(chatting):
    chatting.application.settings.put(s.UPDATE_ADDRESS, "http://127.0.0.1:9/latest.json")
    chatting.app.about.refresh()
    chatting.app.about.check()
    chatting.qtbot.waitUntil(lambda: bool(chatting.app.about.trouble), timeout=60_000)
    assert "Errno" not in chatting.app.about.trouble
