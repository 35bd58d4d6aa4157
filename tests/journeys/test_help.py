"""The help: in short on its first page, the rest on pages that came with the app."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.ui.help.view_model import help_pages, title_of
from tests.pilot import Role


def test_every_page_of_the_help_opens_in_the_window(chatting):
    chatting.press(Qt.Key.Key_F1)
    chatting.wait_for(Role.Heading, "Talking")
    for page in help_pages():
        chatting.click(title_of(page), Role.PageTab)
        chatting.qtbot.waitUntil(lambda: len(chatting.app.help.blocks.rows) >= 3)
    chatting.click("In short", Role.PageTab)
    chatting.wait_for(Role.Heading, "Talking")


def test_the_pages_are_turned_by_the_arrow_keys(chatting):
    chatting.press(Qt.Key.Key_F1)
    chatting.wait_for(Role.Heading, "Talking")
    chatting.tab_to("In short")
    chatting.press(Qt.Key.Key_Right)
    chatting.wait_gone(Role.Heading, "Talking")
    assert chatting.app.help.at == 0
    assert chatting.focused() == title_of(help_pages()[0])


def test_a_command_of_a_page_can_be_copied(chatting):
    chatting.press(Qt.Key.Key_F1)
    chatting.click("Without a window", Role.PageTab)
    chatting.click("Copy this code")
    assert chatting.app._clipboard._clipboard.text().startswith("inglenook chat")
