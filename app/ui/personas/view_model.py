"""Everything about companions but talking to them: the gallery, bringing in, the editor."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.personas.card_import import CardImportViewModel
from app.ui.personas.editor import EditorViewModel
from app.ui.personas.gallery import GalleryViewModel
from app.ui.personas.token_counter import TokenCounter
from app.ui.portraits import Portraits

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class PersonasViewModel(QObject):  # type: ignore[operator]
    """Holds one view model for each page."""

    chosen = Signal(int)

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        portraits: Portraits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gallery = GalleryViewModel(application, session, dispatcher, notifier, self)
        previewing = TokenCounter(application, dispatcher, self)
        self._bringing = CardImportViewModel(application, session, dispatcher, notifier, portraits, previewing, self)
        editing = TokenCounter(application, dispatcher, self)
        self._editor = EditorViewModel(application, session, dispatcher, notifier, portraits, editing, self)
        self._gallery.chosen.connect(self.chosen)
        self._bringing.brought.connect(self.chosen)
        self._editor.saved.connect(self.chosen)

    @Property(GalleryViewModel, constant=True)
    def gallery(self) -> GalleryViewModel:
        return self._gallery

    @Property(CardImportViewModel, constant=True)
    def bringing(self) -> CardImportViewModel:
        return self._bringing

    @property
    def bringing_now(self) -> CardImportViewModel:
        """What brings cards in, for Python."""
        return self._bringing

    @property
    def editor_now(self) -> EditorViewModel:
        """The editor, for Python."""
        return self._editor

    @Property(EditorViewModel, constant=True)
    def editor(self) -> EditorViewModel:
        return self._editor
