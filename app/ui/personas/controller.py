"""Everything about companions but talking to them: the gallery, bringing in, the editor."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import House, OpenVault
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.personas.card_import import BringingController
from app.ui.personas.editor import EditorController
from app.ui.personas.gallery import GalleryController
from app.ui.personas.token_counter import Counting
from app.ui.portraits import Portraits

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class CompanionsController(QObject):  # type: ignore[operator]
    """Holds one controller for each page."""

    chosen = Signal(int)

    def __init__(
        self,
        house: House,
        opened: OpenVault,
        mailbox: EventDispatcher,
        notices: Notifier,
        portraits: Portraits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gallery = GalleryController(house, opened, mailbox, notices, self)
        previewing = Counting(house, mailbox, self)
        self._bringing = BringingController(house, opened, mailbox, notices, portraits, previewing, self)
        editing = Counting(house, mailbox, self)
        self._editor = EditorController(house, opened, mailbox, notices, portraits, editing, self)
        self._gallery.chosen.connect(self.chosen)
        self._bringing.brought.connect(self.chosen)
        self._editor.saved.connect(self.chosen)

    @Property(GalleryController, constant=True)
    def gallery(self) -> GalleryController:
        return self._gallery

    @Property(BringingController, constant=True)
    def bringing(self) -> BringingController:
        return self._bringing

    @property
    def bringing_now(self) -> BringingController:
        """What brings cards in, for Python."""
        return self._bringing

    @property
    def editor_now(self) -> EditorController:
        """The editor, for Python."""
        return self._editor

    @Property(EditorController, constant=True)
    def editor(self) -> EditorController:
        return self._editor
