"""How a conversation looks, and that nothing of it moves while one points at it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from app.chat import Author
from app.core import settings as s
from app.core.clock import Milliseconds
from tests.pilot import Role


def say(pilot, text: str) -> None:
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    pilot.qtbot.waitUntil(lambda: not pilot.app.chat.reply.busy)


def rows(pilot):
    return pilot.app.chat.conversation.messages.rows


def line_of(pilot, name: str) -> str:
    """What the line of a companion on the left is called."""
    row = next(row for row in pilot.app.chat.recentPersonas.rows if row.name == name)
    return f"{row.name}, {row.last or row.tagline}"


def lowest(pilot, name: str, nth: int = 0) -> int:
    """Which of the buttons called *name* stands lowest, or above so many others."""
    pilot.wait_for(Role.Button, name)
    order = sorted(enumerate(pilot.find_all(Role.Button, name)), key=lambda found: -found[1].rect().y())
    return order[nth][0]


def place_of(pilot, role: Role, name: str) -> tuple[int, int]:
    found = pilot.wait_for(role, name)
    return found.rect().x(), found.rect().y()


@pytest.fixture
def talked(chatting, scripted):
    scripted.will_say("apples", "plums", "pears")
    say(chatting, "name a fruit")
    say(chatting, "another one")
    return chatting


def test_every_message_says_whose_it_is_and_when(talked):
    wren = talked.app.chat.conversation.name
    assert [row.author for row in reversed(rows(talked))] == ["You", wren, "You", wren]
    assert all(row.time for row in rows(talked))
    assert rows(talked)[0].portrait
    assert [row.day for row in reversed(rows(talked))] == ["Today", "", "", ""]


@pytest.mark.parametrize("style", ["bubbles", "flat", "book"])
def test_it_reads_as_bubbles_flat_or_as_a_book(talked, style):
    talked.application.settings.put(s.CHAT_STYLE, style)
    talked.app.appearance.changed.emit()
    talked.wait_for(Role.ListItem, "You: another one")
    talked.click("Regenerate", nth=lowest(talked, "Regenerate"))
    talked.qtbot.waitUntil(lambda: rows(talked)[0].plain == "pears")


def test_pointing_at_a_message_moves_nothing(talked):
    names = ("You: name a fruit", f"{talked.app.chat.conversation.name}: apples", "You: another one")
    talked.hover(names[0], Role.ListItem)  # the window is at rest
    before = [place_of(talked, Role.ListItem, name) for name in names]
    for name in names:
        talked.hover(name, Role.ListItem)
        assert [place_of(talked, Role.ListItem, each) for each in names] == before


def test_a_button_stays_under_the_pointer_when_another_version_comes(talked):
    def again():
        return talked.find_all(Role.Button, "Regenerate")[lowest(talked, "Regenerate")].rect().center()

    talked.hover("You: another one", Role.ListItem)  # the window is at rest
    before = again()
    talked.click("Regenerate", nth=lowest(talked, "Regenerate"))
    talked.qtbot.waitUntil(lambda: rows(talked)[0].plain == "pears")
    talked.wait_for(Role.Button, "Previous version")
    assert again() == before


def test_the_arrows_leaf_through_versions_while_nothing_is_written(talked):
    talked.click("Regenerate", nth=lowest(talked, "Regenerate"))
    talked.qtbot.waitUntil(lambda: rows(talked)[0].plain == "pears")
    talked.qtbot.waitUntil(lambda: not talked.app.chat.reply.busy)
    talked.qtbot.waitUntil(lambda: talked.focused() == "Message")
    talked.press(Qt.Key.Key_Left)
    talked.qtbot.waitUntil(lambda: rows(talked)[0].plain == "plums")
    talked.press(Qt.Key.Key_Right)
    talked.qtbot.waitUntil(lambda: rows(talked)[0].plain == "pears")
    talked.press(Qt.Key.Key_Right)  # there is none beyond the last
    assert rows(talked)[0].plain == "pears"
    talked.type("ab")
    talked.press(Qt.Key.Key_Left)  # in words it moves the caret
    talked.type("c")
    talked.qtbot.waitUntil(lambda: talked.app.chat.composer.drafts._writing[2] == "acb")
    assert rows(talked)[0].plain == "pears"


def test_a_message_is_edited_where_it_stands_and_escape_keeps_the_words(talked):
    talked.hover("You: another one", Role.ListItem)
    talked.click("Edit", nth=lowest(talked, "Edit", 1))
    talked.qtbot.waitUntil(lambda: talked.focused() == "Edit message")
    assert talked.find(Role.Dialog, "Edit message") is None
    talked.type(", please")
    talked.press(Qt.Key.Key_Escape)
    talked.wait_gone(Role.EditableText, "Edit message")
    talked.qtbot.waitUntil(lambda: talked.focused() == "Message")
    assert talked.app.chat.actions.words_for_editing(rows(talked)[1].key) == "another one, please"
    talked.hover("You: another one", Role.ListItem)
    talked.click("Edit", nth=lowest(talked, "Edit", 1))
    talked.qtbot.waitUntil(lambda: talked.focused() == "Edit message")
    talked.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    talked.qtbot.waitUntil(lambda: [row.plain for row in rows(talked)] == ["pears", "another one, please", "apples",
                                                                         "name a fruit"])  # fmt: skip


def test_after_a_pause_a_message_says_again_whose_it_is(chatting):
    session, chat = chatting.application.session, chatting.app.chat
    store = session.conversations.store
    conversation_id = store.catalogue.start(chat.conversation.persona.id)
    minute = 60_000
    parent = None
    for text in ("one", "two", "three"):
        parent = store.tree.add(conversation_id, parent, Author.ME, text).id
    last = store.tree.get(parent).created
    with session.vault.write("conversation") as db:
        for place, (key,) in enumerate(db.execute("SELECT id FROM message ORDER BY id").fetchall()):
            at = Milliseconds(last - (40 - (0, 1, 30)[place]) * minute)
            db.execute("UPDATE message SET created_ms = ? WHERE id = ?", (at, key))
    chat.conversation.choose(conversation_id)
    assert [row.begins for row in reversed(rows(chatting))] == [True, False, True]


def test_the_list_on_the_left_says_what_was_said_last_and_when(talked):
    def top():
        row = talked.app.chat.recentPersonas.rows[0]
        return row.name, row.last, bool(row.when)

    talked.qtbot.waitUntil(lambda: top() == ("Wren", "plums", True))
    talked.click(line_of(talked, "Marlow"), Role.ListItem)
    talked.qtbot.waitUntil(lambda: talked.app.chat.conversation.name == "Marlow")
    say(talked, "hello")
    talked.qtbot.waitUntil(lambda: top() == ("Marlow", "pears", True))


def test_a_right_click_shows_what_one_may_do(talked):
    talked.click(line_of(talked, "Aldous"), Role.ListItem, button=Qt.MouseButton.RightButton)
    talked.wait_for(Role.MenuItem, "Edit…")
    talked.click("Pin to the top", Role.MenuItem)
    talked.qtbot.waitUntil(lambda: talked.app.chat.recentPersonas.rows[0].name == "Aldous")
    assert talked.app.chat.recentPersonas.rows[0].is_favourite
    talked.choose("Aldous", "Unpin")
    talked.qtbot.waitUntil(lambda: talked.app.chat.recentPersonas.rows[0].name == "Wren")


def test_editing_another_message_keeps_the_words_of_the_first(talked):
    talked.hover("You: name a fruit", Role.ListItem)
    talked.click("Edit", nth=lowest(talked, "Edit", 3))
    talked.qtbot.waitUntil(lambda: talked.focused() == "Edit message")
    talked.type("!")
    talked.hover("You: another one", Role.ListItem)
    talked.click("Edit", nth=lowest(talked, "Edit", 1))
    talked.qtbot.waitUntil(lambda: talked.focused() == "Edit message")
    talked.type("?")
    talked.press(Qt.Key.Key_Escape)
    talked.wait_gone(Role.EditableText, "Edit message")
    actions = talked.app.chat.actions
    assert actions.words_for_editing(rows(talked)[3].key) == "name a fruit!"
    assert actions.words_for_editing(rows(talked)[1].key) == "another one?"


def test_the_list_is_as_wide_as_one_draws_it_and_stays_so(talked):
    window, edge = talked.window, talked.app.appearance.listWidth
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(edge, 400))
    for x in range(edge, edge + 101, 20):
        QTest.mouseMove(window, QPoint(x, 400))
        QCoreApplication.processEvents()
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(edge + 100, 400))
    assert abs(talked.app.appearance.listWidth - edge - 100) <= 8
    assert talked.application.settings.number(s.LIST_WIDTH) == talked.app.appearance.listWidth
    talked.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    talked.wait_for(Role.Button, "Widen the list")
    assert talked.app.appearance.listWidth == 64
    talked.click("Aldous", Role.ListItem)
    talked.qtbot.waitUntil(lambda: talked.app.chat.conversation.name == "Aldous")
    talked.click("New")
    talked.wait_for(Role.MenuItem, "New group chat…")
    talked.press(Qt.Key.Key_Escape)
    talked.click("Widen the list")
    talked.wait_for(Role.Button, "All companions")
    talked.app.appearance.put_list_width(5000)
    assert talked.app.appearance.listWidth == 460
