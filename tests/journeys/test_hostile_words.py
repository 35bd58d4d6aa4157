"""Words of strangers in every place of the window: nothing of them is markup, nothing that they name is fetched.

What an HTML image names would be opened by the window itself, past the network guard; on Windows ``//host/share`` is a
connection.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlComponent, QQmlExpression
from PySide6.QtQuick import QQuickImageProvider, QQuickItem

from app.boundaries import BoundaryChoices
from app.core import settings
from app.core.scope import Scope
from app.personas import new_card
from tests.engine.tiny import write_model
from tests.journeys.test_conversation import say
from tests.personas import cards as made
from tests.pilot import Pilot, Role

IN_OPEN = 0x20
PAGES = 5


class Canary(QQuickImageProvider):
    """Answers ``image://canary/…`` and remembers who asked."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self.asked: list[str] = []

    def requestImage(self, id: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802, A002 - Qt's
        self.asked.append(id)
        return QImage(4, 4, QImage.Format.Format_RGB32)


class OpenedFiles:
    """What was opened in a folder, by any thread and any library, as Linux tells (``inotify(7)``)."""

    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(None, use_errno=True)
        self._watch = self._library.inotify_init1(os.O_NONBLOCK)
        assert self._library.inotify_add_watch(self._watch, os.fsencode(folder), IN_OPEN) > 0

    def names(self) -> list[str]:
        try:
            told = os.read(self._watch, 1 << 16)
        except BlockingIOError:
            return []
        found, place = [], 0
        while place < len(told):
            length = struct.unpack_from("iIII", told, place)[3]
            found.append(told[place + 16 : place + 16 + length].rstrip(b"\0").decode())
            place += 16 + length
        return [name for name in found if name]

    def close(self) -> None:
        os.close(self._watch)


class Stranger:
    """Writes words that fetch a picture wherever they are read as HTML."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def words(self, place: str) -> str:
        """Words that say which *place* of the window read them as HTML."""
        # Moved into the folder, not written there: whoever opens a file in it is the window.
        outside = self.folder.with_name("picture.png")
        outside.write_bytes(made.picture())
        outside.replace(self.folder / f"{place}.png")
        return (
            f'<img src="image://canary/{place}" width="4" height="4">'
            f'<img src="{(self.folder / place).as_uri()}.png" width="4" height="4"><b>{place}</b>'
        )

    def card(self, **more: object) -> dict:
        names = ("name", "description", "personality", "scenario", "first_mes", "mes_example", "creator_notes",
                 "system_prompt", "post_history_instructions", "creator", "character_version")  # fmt: skip
        told: dict = {name: self.words(name) for name in names}
        return {
            **told,
            "alternate_greetings": [self.words("greeting")],
            "tags": [self.words("tag"), self.words("tag2")],
            "extensions": {"inglenook": {"openers": [self.words("opener")]}},
            "character_book": {"name": self.words("cardbook"), "entries": [self.entry("cardlore")], "extensions": {}},
            **more,
        }

    def entry(self, place: str) -> dict:
        return {"keys": [self.words(f"{place}-key")], "comment": self.words(f"{place}-name"), "enabled": True,
                "content": self.words(f"{place}-text"), "extensions": {}, "constant": True}  # fmt: skip


@pytest.fixture
def stranger(tmp_path):
    return Stranger(tmp_path / "canaries")


def texts(inside: QObject) -> Iterator[QObject]:
    """Everything in the window that shows words, whether it can be seen now or not."""
    for found in inside.findChildren(QObject):
        # Qt's own placeholder is in every field; ours says nothing by it.
        is_unused = found.metaObject().className() == "QQuickPlaceholderText" and not found.property("text")
        if found.metaObject().indexOfProperty("textFormat") >= 0 and not is_unused:
            yield found


def is_ours(item: QObject) -> bool:
    """Whether *item* shows the blocks of our own Markdown."""
    above = item.parentItem() if isinstance(item, QQuickItem) else None
    return above is not None and above.metaObject().className().startswith("BlockView")


def looks_at_everything(pilot: Pilot) -> int:
    """Open every sheet of the window on each of its pages; how many texts stood in them."""
    seen = 0
    every = pilot.window.findChildren(QObject)
    sheets = [each for each in every if "Sheet" in each.metaObject().className() and hasattr(each, "open")]
    assert len(sheets) > 15
    for sheet in sheets:
        sheet.open()
        for page in range(PAGES if sheet.metaObject().indexOfProperty("page") >= 0 else 1):
            if page:
                sheet.setProperty("page", page)
            settled(pilot)
            seen += len(found_markup(pilot))
        sheet.close()
        settled(pilot)
    return seen


def settled(pilot: Pilot) -> None:
    """Let two frames be painted."""
    for _ in range(2):
        with pilot.qtbot.waitSignal(pilot.window.frameSwapped, timeout=20_000):
            pilot.window.update()


def found_markup(pilot: Pilot) -> list[QObject]:
    """Every text of the window, having checked that none of them takes markup but the blocks of our own Markdown."""
    found = list(texts(pilot.window))
    for item in found:
        told = QQmlExpression(pilot.engine.rootContext(), item, "textFormat").evaluate()[0]
        assert told == Qt.TextFormat.PlainText.value or is_ours(item), (
            f"{item.metaObject().className()} reads {str(item.property('text'))[:60]!r}"
        )
    return found


def fill(pilot: Pilot, stranger: Stranger) -> None:
    """Put such words into every place that keeps words."""
    opened = pilot.application.session
    w = stranger.words
    persona = opened.personas.add(new_card(stranger.card()), folder=w("folder"))
    opened.personas.set_favourite(persona, wanted=True)
    opened.conversations.context_builder.books.add({"name": w("book"), "entries": [stranger.entry("lore")]})
    profile = opened.conversations.context_builder.profiles.add(w("profile"), w("profile-text"))
    opened.conversations.context_builder.profiles.for_persona(persona, profile)
    opened.boundaries.store.put(Scope(), BoundaryChoices(never=(w("never"),), careful=(w("careful"),)))
    opened.memory.facts.write(w("memory"), persona=persona)
    second = opened.memory.facts.write(w("memory-wrong"), persona=persona)
    opened.memory.facts.correct(second, w("memory-right"))
    opened.trash.put_memories([opened.memory.facts.write(w("binned"), persona=persona)])
    pilot.application.settings.put(settings.SAFE_WORD, w("safeword"))
    pilot.app.chat.conversation.choose_persona(persona)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which files were opened")
def test_no_word_of_a_stranger_is_markup_anywhere_in_the_window(chatting, scripted, stranger, tmp_path):
    w = stranger.words
    canary = Canary()
    chatting.engine.addImageProvider("canary", canary)
    fill(chatting, stranger)
    opened_files = OpenedFiles(stranger.folder)
    app = chatting.app
    settled(chatting)
    scripted.will_say(w("reply"))
    say(chatting, "Hello")
    app.details.places.name_place(app.chat.conversation.messages.rows[-1].key, w("bookmark"))
    app.chat.conversationList.rename(app.chat.conversation.id, w("title"))
    app.chat.composer.keep_draft(w("draft"))
    app.lorebook.open_book(0)
    app.lorebook.open_entry(0)
    app.personas.editor.edit(app.chat.conversation.persona.id)
    app.details.trace.explain(app.chat.conversation.messages.rows[0].key)
    file = tmp_path / "card.png"
    file.write_bytes(made.in_png(made.text("ccv3", made.v3(**stranger.card()))))
    app.personas.bringing.take([QUrl.fromLocalFile(str(file))])
    chatting.wait_for(Role.Button, "Import")
    settled(chatting)
    chatting.click("Cancel")
    model = write_model(tmp_path / "model.gguf", window=8192, name=w("model"))
    app.models.installed.add(QUrl.fromLocalFile(str(model)), False)
    chatting.qtbot.waitUntil(lambda: not app.models.installed.busy, timeout=30_000)
    app._notifier.mention(w("notice"))
    assert looks_at_everything(chatting) > 1_000
    for name in ("Next version", "More", "Settings"):
        for found in chatting.find_all(Role.Button, name)[:1]:
            chatting.hover(name, Role.Button)
            chatting.qtbot.wait(700)  # as long as a tip waits
            assert found is not None
            found_markup(chatting)
    assert canary.asked == []
    assert opened_files.names() == []
    opened_files.close()


def test_an_image_in_html_would_have_been_noticed(chatting, stranger, qapp):
    """What the test above would see if a text took markup."""
    canary = Canary()
    chatting.engine.addImageProvider("canary", canary)
    opened_files = OpenedFiles(stranger.folder) if sys.platform == "linux" else None
    component = QQmlComponent(chatting.engine)
    component.setData(b"import QtQuick\nText { }", QUrl())
    item = component.create()
    item.setParent(chatting.window)
    item.setParentItem(chatting.window.contentItem())
    item.setProperty("text", stranger.words("open"))
    settled(chatting)
    chatting.qtbot.waitUntil(lambda: canary.asked == ["open"], timeout=20_000)
    if opened_files is not None:
        assert "open.png" in opened_files.names()
        opened_files.close()
    with pytest.raises(AssertionError, match="open"):
        found_markup(chatting)
    item.deleteLater()
