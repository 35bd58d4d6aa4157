"""The page of one conversation."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.session import Session
from app.ui.details.files import ChatFilesViewModel
from app.ui.details.options import OptionsViewModel
from app.ui.details.participants import ParticipantsViewModel
from app.ui.details.places import PlacesViewModel
from app.ui.details.trace import TraceViewModel
from app.ui.details.variants import VariantsViewModel
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class DetailsViewModel(QObject):  # type: ignore[operator]
    """Its parts: options, participants, places, variants, files, and why a reply is as it is."""

    changed = Signal()
    turned = Signal()
    """What is shown, or what the model reads, is another now."""
    placeWanted = Signal(int, int)

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._where = where
        self._options = OptionsViewModel(session, notifier, where, self)
        self._participants = ParticipantsViewModel(session, notifier, where, self)
        self._places = PlacesViewModel(application, session, dispatcher, notifier, where, self)
        self._variants = VariantsViewModel(session, notifier, where, self)
        self._trace = TraceViewModel(session, notifier, where, self)
        self._files = ChatFilesViewModel(application, session, dispatcher, notifier, where, self)
        self._files.brought.connect(self._show_brought)
        self._places.placeWanted.connect(self.placeWanted)
        for part in (self._options, self._participants, self._places, self._variants):
            part.turned.connect(self.turned)

    @Property(OptionsViewModel, constant=True)
    def options(self) -> OptionsViewModel:
        return self._options

    @Property(ParticipantsViewModel, constant=True)
    def participants(self) -> ParticipantsViewModel:
        return self._participants

    @Property(PlacesViewModel, constant=True)
    def places(self) -> PlacesViewModel:
        return self._places

    @Property(VariantsViewModel, constant=True)
    def variants(self) -> VariantsViewModel:
        return self._variants

    @Property(TraceViewModel, constant=True)
    def trace(self) -> TraceViewModel:
        return self._trace

    @Property(ChatFilesViewModel, constant=True)
    def files(self) -> ChatFilesViewModel:
        return self._files

    @Slot()
    def refresh(self) -> None:
        """Show what holds in the conversation that is open."""
        with self._notifier.guarding():
            self._options.refresh()
            self._participants.refresh()
            self._places.refresh()
        self.changed.emit()

    @Property(bool, notify=changed)
    def hasConversation(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a conversation yet."""
        return self._where()[1] is not None

    def _show_brought(self, conversation_id: int) -> None:
        self.placeWanted.emit(conversation_id, 0)
        self.refresh()
