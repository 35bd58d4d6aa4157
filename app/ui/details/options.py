"""How a conversation is directed: a note to the model, another scene, and who the person is in it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.chat import ConversationId, ConversationOptions
from app.personas import ProfileId
from app.session import Session
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

ROLES = ("system", "user", "assistant")


@QmlElement
@QmlUncreatable("made by Python")
class OptionsViewModel(QObject):  # type: ignore[operator]
    """Reads the options of the open conversation anew each time its page is shown."""

    changed = Signal()
    turned = Signal()
    """The model reads something else now."""

    def __init__(self, session: Session, notifier: Notifier, where: Where, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._where = where
        self._context_builder = session.conversations.context_builder
        self._direction = ConversationOptions()

    @property
    def _conversation_id(self) -> ConversationId | None:
        return self._where()[1]

    def refresh(self) -> None:
        """Show what holds in the conversation that is open."""
        self._direction = self._context_builder.directions.of(self._conversation_id)
        self.changed.emit()

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._direction.note

    @Property(int, notify=changed)
    def depth(self) -> int:
        return self._direction.depth

    @Property(int, notify=changed)
    def every(self) -> int:
        return self._direction.every

    @Property(int, notify=changed)
    def role(self) -> int:
        return ROLES.index(self._direction.role)

    @Property(str, notify=changed)
    def scenario(self) -> str:
        return self._direction.scenario

    @Property(str, notify=changed)
    def usualScenario(self) -> str:  # noqa: N802 - seen from QML
        """The scene of the card, which holds where nothing else is written."""
        return self._where()[0].card.text("scenario")

    def _direct(self, **changes: object) -> None:
        conversation_id = self._conversation_id
        if conversation_id is None:
            return
        with self._notifier.guarding():
            # The conversation may be another one since the page was opened.
            self._direction = self._context_builder.directions.of(conversation_id)
            new = replace(self._direction, **changes)  # type: ignore[arg-type]
            if new != self._direction:
                self._context_builder.directions.put(conversation_id, new)
                self._direction = new
                self.turned.emit()
        self.changed.emit()

    @Slot(str)
    def put_note(self, text: str) -> None:
        """A note that the model reads in this conversation."""
        self._direct(note=text.strip())

    @Slot(int, int, int)
    def place_note(self, depth: int, every: int, role: int) -> None:
        """How far before the end it stands, how often it is read, and as whose words."""
        self._direct(depth=depth, every=every, role=ROLES[role])

    @Slot(str)
    def put_scenario(self, text: str) -> None:
        """Another scene than the card's; empty for the card's own."""
        self._direct(scenario=text.strip())

    @Property(list, notify=changed)
    def profiles(self) -> list[str]:
        """Who the person could be here; first what is usual with this companion."""
        return [self.tr("Default"), *(profile.name for profile in self._context_builder.profiles.all())]

    @Property(int, notify=changed)
    def profile(self) -> int:
        """Which of them holds in this conversation."""
        return self._at(self._context_builder.profiles.of_talk(self._conversation_id))

    @Property(int, notify=changed)
    def profileHere(self) -> int:  # noqa: N802 - seen from QML
        """Which of them holds with this companion."""
        return self._at(self._context_builder.profiles.of_persona(self._where()[0].id))

    def _at(self, chosen: int | None) -> int:
        ids = [profile.id for profile in self._context_builder.profiles.all()]
        return ids.index(chosen) + 1 if chosen in ids else 0  # type: ignore[arg-type]

    def _profile_at(self, at: int) -> ProfileId | None:
        every = self._context_builder.profiles.all()
        return every[at - 1].id if 0 < at <= len(every) else None

    @Slot(int)
    def choose_profile(self, at: int) -> None:
        """Be somebody in this conversation."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._context_builder.profiles.for_talk(conversation_id, self._profile_at(at))
                self._profile_turned()

    @Slot(int)
    def choose_profile_here(self, at: int) -> None:
        """Be somebody with this companion."""
        with self._notifier.guarding():
            self._context_builder.profiles.for_persona(self._where()[0].id, self._profile_at(at))
            self._profile_turned()

    def _profile_turned(self) -> None:
        self.turned.emit()
        self.changed.emit()
