"""Help in the window: everything is there without looking anything up."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.pilot import Role


def test_f1_opens_the_help_and_escape_closes_it(chatting):
    chatting.press(Qt.Key.Key_F1)
    chatting.wait_for(Role.Heading, "Privacy")
    assert chatting.find(Role.Heading, "Memory")
    chatting.press(Qt.Key.Key_Escape)
    chatting.wait_gone(Role.Heading, "Privacy")


def test_the_settings_lead_to_the_help(chatting):
    chatting.click("Settings")
    chatting.click("Help…")
    chatting.wait_for(Role.Dialog, "Help")
