"""Every page at every size: nothing to press lies over another, is too small, or has its words cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem

from app.core import settings as s
from app.personas import new_card
from tests.pilot import Role, _below, _name

SIZES = [(900, 600), (1360, 880), (2560, 1440)]
LEAST = 32
"""Pixels that a target has at least each way."""
PRESSED = {
    Role.Button, Role.CheckBox, Role.ComboBox, Role.EditableText, Role.PageTab, Role.Slider, Role.SpinBox,
    Role.RadioButton,
}  # fmt: skip
SHEETS = {
    "settings": ("SettingsSheet", None), "models": ("ModelsSheet", 3), "models for you": ("ModelsSheet", 0),
    "security": ("SecuritySheet", None), "privacy": ("PrivacySheet", None), "editor": ("EditorSheet", 0),
    "expressions": ("EditorSheet", 2), "advanced": ("EditorSheet", 3), "gallery": ("GallerySheet", None),
    "group": ("GroupSheet", None), "scene": ("DetailsSheet", 0), "members": ("DetailsSheet", 1),
    "search": ("DetailsSheet", 4), "profile": ("ProfileSheet", 0), "background": ("ProfileSheet", 1),
    "first words": ("ProfileSheet", 2), "memories": ("MemorySheet", None), "lorebooks": ("LorebookSheet", None),
    "boundaries": ("BoundariesSheet", None), "sampling": ("SamplingSheet", None), "trash": ("TrashSheet", None),
    "keys": ("KeysSheet", None), "help": ("HelpSheet", None), "recovery": ("RecoverySheet", None),
    "profiles": ("ProfilesSheet", None), "palette": ("PaletteSheet", None),
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """Something to press: what it is called, and what of it is seen."""

    name: str
    item: QQuickItem
    seen: QRectF

    def __str__(self) -> str:
        return (
            f"{self.name!r} {self.seen.width():.0f}x{self.seen.height():.0f} at {self.seen.x():.0f},{self.seen.y():.0f}"
        )


def seen(item: QQuickItem) -> QRectF:
    """The part of *item* that no ancestor cuts off, in the window."""
    part = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
    above = item.parentItem()
    while above is not None:
        if above.clip():
            part = part.intersected(above.mapRectToScene(QRectF(0, 0, above.width(), above.height())))
        above = above.parentItem()
    return part


def is_shown(item: QQuickItem) -> bool:
    at: QQuickItem | None = item
    while at is not None:
        if not at.isVisible() or at.opacity() < 0.1:
            return False
        at = at.parentItem()
    return True


def targets(root: QAccessibleInterface) -> Iterator[Target]:
    for found in _below(root):
        item = found.object()
        if found.role() in PRESSED and isinstance(item, QQuickItem) and is_shown(item):
            part = seen(item)
            if part.width() > 1 and part.height() > 1:
                yield Target(_name(found), item, part)


def is_inside(inner: QQuickItem, outer: QQuickItem) -> bool:
    at: QQuickItem | None = inner
    while at is not None:
        if at is outer or at == outer:
            return True
        at = at.parentItem()
    return False


def faults(pilot, sheet: QObject | None) -> list[str]:
    """What is wrong with what is on the screen, or with the page *sheet* alone."""
    root = QAccessible.queryAccessibleInterface(pilot.window)
    if sheet is not None:
        root = QAccessible.queryAccessibleInterface(sheet.property("contentItem"))
    window = QRectF(0, 0, pilot.window.width(), pilot.window.height())
    every = list(targets(root))
    told = []
    for one in every:
        if not window.contains(one.seen):
            told.append(f"beyond the window: {one}")
        # What is scrolled half out of sight is whole elsewhere.
        if min(one.item.width(), one.item.height()) < LEAST:
            told.append(f"too small: {one}")
        told.extend(f"cut off: {one}: {text}" for text in cut_off(one.item))
    for at, one in enumerate(every):
        for other in every[at + 1 :]:
            both = one.seen.intersected(other.seen)
            lies_over = both.width() > 2 and both.height() > 2
            if lies_over and not is_inside(one.item, other.item) and not is_inside(other.item, one.item):
                told.append(f"one over another: {one}, {other}")
    return told


def lasting_faults(pilot, sheet: QObject | None) -> list[str]:
    """What is still wrong once everything has found its place: a line that has just come is laid out a frame later."""
    let_it_be_laid_out(pilot)
    for _ in range(5):
        if not (found := faults(pilot, sheet)):
            return []
        let_it_be_laid_out(pilot)
    return found


def cut_off(item: QQuickItem) -> Iterator[str]:
    """The words of a button that did not fit."""
    content = item.property("contentItem")
    if isinstance(content, QQuickItem) and content.property("truncated") is True:
        yield str(content.property("text"))


def sheet_called(pilot, name: str) -> QObject:
    every = pilot.window.findChildren(QObject)
    return next(each for each in every if each.metaObject().className().startswith(f"{name}_"))


def be_as_large_as(pilot, size: tuple[int, int]) -> None:
    pilot.window.resize(*size)
    content = pilot.window.contentItem()
    pilot.qtbot.waitUntil(lambda: (content.width(), content.height()) == size)


def let_it_be_laid_out(pilot) -> None:
    """Some frames are drawn: rows are placed just before one is."""
    since = pilot._shown

    def drawn() -> bool:
        pilot.window.update()
        return pilot._shown - since >= 4

    pilot.qtbot.waitUntil(drawn)


@pytest.fixture
def talked(chatting, scripted):
    scripted.will_say("apples", "*smiles* plums")
    for words in ("name a fruit", "another one"):
        chatting.app.chat.reply.send(words)
        chatting.qtbot.waitUntil(lambda: not chatting.app.chat.reply.busy)
    chatting.app.personas.editor.edit(1)
    return chatting


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_conversation_has_room_for_everything(talked, size):
    be_as_large_as(talked, size)
    assert not (found := lasting_faults(talked, None)), "\n".join(found)


@pytest.mark.parametrize("letters", [16, 24])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_has_room_for_everything(talked, size, letters):
    talked.application.settings.put(s.TEXT_SIZE, letters)
    talked.app.settings.changed.emit()
    be_as_large_as(talked, size)
    wrong: dict[str, list[str]] = {}
    for what, (name, page) in SHEETS.items():
        sheet = sheet_called(talked, name)
        if page is not None:
            sheet.setProperty("page", page)
        sheet.open()
        talked.qtbot.waitUntil(lambda sheet=sheet: sheet.property("opened"))
        if found := lasting_faults(talked, sheet):
            wrong[what] = found
        sheet.close()
        talked.qtbot.waitUntil(lambda sheet=sheet: not sheet.property("visible"))
    assert not wrong, "\n".join(f"{what}: {line}" for what, lines in wrong.items() for line in lines)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_long_names_push_nothing_out(talked, size):
    long = "Maximiliane Konstantinopolitanska von und zu Hohenlohe-Waldenburg-Schillingsfuerst the Ninth"
    personas = talked.application.session.personas
    talked.app.chat.conversation.choose_persona(
        personas.add(new_card({"name": long, "description": f"{long} is forty.", "creator_notes": long}))
    )
    talked.app.chat.reply.send(f"{long} " * 3)
    talked.qtbot.waitUntil(lambda: not talked.app.chat.reply.busy)
    be_as_large_as(talked, size)
    assert not (found := lasting_faults(talked, None)), "\n".join(found)
    for name in ("GallerySheet", "ProfileSheet", "MemorySheet", "BoundariesSheet"):
        sheet = sheet_called(talked, name)
        sheet.open()
        talked.qtbot.waitUntil(lambda sheet=sheet: sheet.property("opened"))
        assert not (found := lasting_faults(talked, sheet)), "\n".join(found)
        sheet.close()
        talked.qtbot.waitUntil(lambda sheet=sheet: not sheet.property("visible"))
