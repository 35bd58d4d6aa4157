"""Settings are a page: sections at the side, a search above, and how it looks beside what one chooses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.core.workers import Finished
from app.voice import SoundDevices
from tests.pilot import Role


@pytest.fixture
def looking(chatting):
    chatting.click("Settings")
    chatting.wait_for(Role.Dialog, "Settings")
    return chatting


def test_a_search_leaves_what_was_looked_for(looking):
    looking.wait_for(Role.EditableText, "Search the settings")
    looking.qtbot.waitUntil(lambda: looking.focused() == "Search the settings")
    looking.type("lorebook")
    looking.qtbot.waitUntil(lambda: not looking.find_all(Role.ComboBox, "Theme"))
    assert looking.find(Role.Graphic, "How a conversation looks") is None
    looking.press(Qt.Key.Key_Escape)
    looking.wait_gone(Role.Dialog, "Settings")
    assert looking.focused() == "Message"


def test_a_section_at_the_side_leads_to_it(looking):
    before = looking.wait_for(Role.ComboBox, "Theme").rect().y()
    looking.click("Memory")
    looking.qtbot.waitUntil(lambda: looking.wait_for(Role.ComboBox, "Theme").rect().y() < before - 300)


def test_the_page_has_the_whole_window_and_the_arrow_leads_back(looking):
    page = looking.wait_for(Role.Dialog, "Settings").rect()
    assert page.width() > 900
    looking.click("Back")
    looking.wait_gone(Role.Dialog, "Settings")


def test_the_palette_leads_to_one_setting(chatting):
    chatting.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    chatting.qtbot.waitUntil(lambda: chatting.focused() != "Message")
    chatting.type("reduce motion")
    chatting.press(Qt.Key.Key_Return)
    chatting.wait_for(Role.Dialog, "Settings")
    chatting.qtbot.waitUntil(lambda: not chatting.find_all(Role.ComboBox, "Theme"))


def test_what_one_went_to_from_the_settings_leads_back_to_them(looking):
    looking.click("Security and privacy…")
    looking.wait_for(Role.Dialog, "Security and privacy")
    looking.press(Qt.Key.Key_Escape)
    looking.wait_for(Role.Dialog, "Settings")
    looking.press(Qt.Key.Key_Escape)
    looking.wait_gone(Role.Dialog, "Settings")


def test_a_microphone_is_chosen_among_those_there_are_and_one_that_is_gone_stays_named(looking):
    settings = looking.app.settings
    settings._on_devices(Finished(SoundDevices("ALSA", ("Room",), ("Desk", "Headset"))))
    row = next(row for row in settings.settings.rows if row.key == "microphone")
    assert row.choices == ["System default", "Desk", "Headset"]
    settings.put("microphone", 2)
    settings._on_devices(Finished(SoundDevices("ALSA", ("Room",), ("Desk",))))
    row = next(row for row in settings.settings.rows if row.key == "microphone")
    assert row.choices == ["System default", "Desk", "Headset (not connected)"]
    assert row.value == 2


def test_a_search_for_what_is_not_there_says_so(looking):
    looking.wait_for(Role.EditableText, "Search the settings")
    looking.type("zzzz")
    looking.wait_for(Role.StaticText, "No setting matches.")
