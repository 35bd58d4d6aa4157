"""The page of profiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.errors import AppError
from app.core.workers import Failed, Finished, task
from app.personas import Card, Persona, ProfileId, new_card, read_file, thumb_of
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier, worded

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One profile."""

    key: int
    name: str
    description: str
    portrait: str
    is_usual: bool

    def __repr__(self) -> str:
        return f"<ProfileRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class ProfilesViewModel(QObject):  # type: ignore[operator]
    """Makes, changes and deletes profiles, and says which is the usual one."""

    changed = Signal()
    turned = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        persona: Callable[[], Persona],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._persona = persona
        self._store = session.conversations.context_builder.profiles
        self._rows: ListModel[ProfileRow] = ListModel(ProfileRow, self)
        self._key = 0
        self._trouble = ""

    @Property(QObject, constant=True)
    def profiles(self) -> QObject:
        return self._rows

    @Property(int, notify=changed)
    def key(self) -> int:
        """The profile that is being changed; 0 for none."""
        return self._key

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._row.name if self._row is not None else ""

    @Property(str, notify=changed)
    def description(self) -> str:
        return self._row.description if self._row is not None else ""

    @Property(str, notify=changed)
    def portrait(self) -> str:
        return self._row.portrait if self._row is not None else ""

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trouble

    @property
    def _row(self) -> ProfileRow | None:
        return next((row for row in self._rows.rows if row.key == self._key), None)

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        usual = self._application.settings.number(s.USUAL_PROFILE)
        with self._notifier.guarding():
            self._rows.show([
                ProfileRow(each.id, each.name, each.description, each.portrait, each.id == usual)
                for each in self._store.all()
            ])  # fmt: skip
        self.changed.emit()

    @Slot()
    def add(self) -> None:
        """A new profile, called as the person is."""
        name = self._application.settings.text(s.YOUR_NAME).strip() or self.tr("Me")
        with self._notifier.guarding():
            self._key = self._store.add(name)
        self.refresh()

    @Slot(int)
    def open(self, key: int) -> None:
        """Change this one."""
        self._key, self._trouble = key, ""
        self.refresh()

    @Slot(str, str)
    def put(self, name: str, description: str) -> None:
        """Let the open profile say something else."""
        row = self._row
        if row is None or not name.strip() or (name.strip(), description) == (row.name, row.description):
            return
        self._trouble = ""
        try:
            self._store.change(ProfileId(self._key), name, description)
            self.turned.emit()
        except AppError as error:
            self._trouble = worded(error)
        self.refresh()

    @Slot(int)
    def make_usual(self, key: int) -> None:
        """Be this one wherever nothing else was chosen; again for nobody in particular."""
        is_it = self._application.settings.number(s.USUAL_PROFILE) == key
        with self._notifier.guarding():
            self._application.settings.put(s.USUAL_PROFILE, 0 if is_it else key)
            self.turned.emit()
        self.refresh()

    @Slot(int)
    def remove(self, key: int) -> None:
        """Put a profile into the trash; the usual one is nobody in particular until it comes back."""
        with self._notifier.guarding():
            self._session.trash.put_profile(ProfileId(key))
            self._key = 0
            self.turned.emit()
        self.refresh()

    @Slot(QUrl)
    def choose_picture(self, place: QUrl) -> None:
        """Give the open profile a portrait."""
        path, key = Path(place.toLocalFile()), ProfileId(self._key)

        def on_event(event: object) -> None:
            match event:
                case Finished(value=bytes() as thumb):
                    with self._notifier.guarding():
                        self._store.put_picture(key, thumb)
                    self.refresh()
                case Failed(error=error):
                    self._notifier.tell(error)

        work = task(lambda: thumb_of(read_file(path)))
        self._application.files_worker.submit(work, deliver=self._dispatcher.to(on_event))

    @Slot()
    def from_companion(self) -> None:
        """A profile that is the companion who is open."""
        persona = self._persona()
        with self._notifier.guarding():
            self._key = self._store.add(persona.name, persona.description)
            if thumb := self._session.personas.thumb(persona.id):
                self._store.put_picture(ProfileId(self._key), thumb)
        self.refresh()

    @Slot(int)
    def into_companion(self, key: int) -> None:
        """A companion that is this profile."""
        with self._notifier.guarding():
            found = self._store.get(key)
            if found is not None:
                card: Card = new_card({"name": found.name, "description": found.description})
                self._session.personas.add(card, thumb=self._store.thumb(key))
                self._notifier.mention(self.tr("{} is now one of your companions.").format(found.name))
