"""Pictures and recordings of the message that is being written: attached, pasted, dropped, described, taken out."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Property, QBuffer, QIODevice, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.boundaries import seems_to_show_young
from app.chat import Attachment, AttachmentId, AttachmentKind, ConversationId
from app.core.errors import AppError, FileInTheWay
from app.core.files import write_whole
from app.core.workers import Cancelled, Failed, Finished, Job, task
from app.engine import MediaKind
from app.personas import PersonaId, picture_kind, read_card, read_file
from app.session import Session
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.messages import seconds_of
from app.ui.chat.open_conversation import OpenConversation
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.portraits import shown_source
from app.vision import MOST_BYTES
from app.voice import AudioEnded, PieceEnded, PieceFailed, Play, Silence, Silenced

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
PLAYED = 0
"""The number of a recording that is played: pieces of speech have others."""
SOUNDS = (".wav", ".mp3", ".flac", ".ogg")


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One of them: *told* says what it shows, or what becomes of that; *is_waiting* while a model looks at it."""

    key: int
    source: str
    alt: str
    told: str
    width: int
    height: int
    is_waiting: bool
    closes: bool
    seconds: int = 0
    """How long a recording is; 0 for a picture."""

    def __repr__(self) -> str:
        return f"<AttachmentRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class AttachmentsViewModel(QObject):  # type: ignore[operator]
    """What goes with the message that is being written."""

    changed = Signal()
    added = Signal()
    """Something was attached: it may be read ahead."""
    cardsDropped = Signal(list)
    """Of what was dropped, the files that are no pictures to show: companions, and everything else."""
    takenOut = Signal(int)

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        events: LiveEvents,
        conversation: OpenConversation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application, self._session = application, session
        self._notifier, self._events, self._conversation = notifier, events, conversation
        self._attaching = session.attaching
        self._rows: ListModel[AttachmentRow] = ListModel(AttachmentRow, self)
        self._looking: dict[AttachmentId, Job] = {}
        self._taken_from: dict[int, tuple[PersonaId, ConversationId | None]] = {}
        self._coming = 0
        self._is_playing = self._is_camera_open = False
        self._application.audio.listen(events.to(self._on_audio))
        conversation.opened.connect(self.refresh)
        self.refresh()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return len(self._rows.rows)

    @Property(bool, notify=changed)
    def coming(self) -> bool:
        """Whether a file is being read just now."""
        return self._coming > 0

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What one should know of them before one sends: who sees them, and what is closed."""
        rows = [row for row in self._rows.rows if not row.seconds]
        if not rows:
            return self._notice_of_recordings()
        if any(row.closes for row in rows):
            return self.tr("Romance is closed for a few messages: a picture shows, or may show, somebody under 18.")
        name = self._conversation.persona.display_name
        if self._application.model.takes_in(MediaKind.IMAGE):
            return ""
        if all(row.alt for row in rows):
            return self.tr("{} cannot see pictures with this model, and reads their descriptions instead.").format(name)
        return self.tr("{} cannot see pictures with this model. Describe what it shows.").format(name)

    def _notice_of_recordings(self) -> str:
        if not self._rows.rows or self._application.model.takes_in(MediaKind.AUDIO):
            return ""
        name = self._conversation.persona.display_name
        return self.tr("{} cannot hear with this model, and reads what is written here instead.").format(name)

    @Slot(str)
    def play(self, digest: str) -> None:
        """Play a recording, or be quiet where one is played."""
        if self._is_playing:
            self._application.audio.ask(Silence())
            self._is_playing = False
            self.changed.emit()
            return

        def read() -> bytes:
            return self._attaching.store.content(bytes.fromhex(digest))

        def came(event: object) -> None:
            match event:
                case Finished(value=bytes() as wav):
                    self._is_playing = True
                    self._application.audio.ask(Play(PLAYED, wav))
                    self.changed.emit()
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.io_worker.submit(task(read), deliver=self._events.to(came))

    @Property(bool, notify=changed)
    def playing(self) -> bool:
        """Whether a recording is played just now."""
        return self._is_playing

    def _on_audio(self, event: object) -> None:
        match event:
            case PieceEnded(piece=piece) if piece == PLAYED:
                self._is_playing = False
            case PieceFailed(piece=piece, error=error) if piece == PLAYED:
                self._is_playing = False
                self._notifier.tell(error)
            case Silenced() | AudioEnded():
                self._is_playing = False
            case _:
                return
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Show what goes with the message that is written here."""
        found = self._attaching.store.drafted(*self._here)
        self._rows.show([self._row(each) for each in found])
        self.changed.emit()

    # --- adding ---

    @Slot(list)
    def add_files(self, places: list[QUrl]) -> None:
        """Attach the pictures and recordings at *places*."""
        for place in places:
            if place.isLocalFile():
                self._attach_file(Path(place.toLocalFile()))

    def _attach_file(self, path: Path) -> None:
        read = partial(read_file, path, MOST_BYTES)
        if path.suffix.casefold() in SOUNDS:
            self._attach(read, is_sound=True)
        else:
            self._attach(read)

    @Slot(result=bool)
    def paste(self) -> bool:
        """Attach the picture on the clipboard; false where there is none, and words may be pasted."""
        told = QGuiApplication.clipboard().mimeData()
        files = [url for url in told.urls() if is_picture_name(url)] if told.hasUrls() else []
        if files:
            self.add_files(files)
            return True
        if not told.hasImage() or told.hasText():
            return False
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            return False
        self._attach(partial(_as_png, image.copy()))
        return True

    @Slot(list, result=bool)
    def take_dropped(self, places: list[QUrl]) -> bool:
        """Attach pictures and recordings that were dropped; a card among them, and any other file, comes back as
        ``cardsDropped``.

        False where there is no picture among them.
        """
        if not any(is_attachable_name(place) for place in places):
            return False

        def sort() -> tuple[list[Path], list[QUrl]]:
            pictures: list[Path] = []
            others: list[QUrl] = []
            for place in places:
                path = Path(place.toLocalFile())
                if is_attachable_name(place) and not _is_card(path):
                    pictures.append(path)
                else:
                    others.append(place)
            return pictures, others

        def sorted_out(event: object) -> None:
            match event:
                case Finished(value=(list() as pictures, list() as others)):
                    for path in pictures:
                        self._attach_file(path)
                    if others:
                        self.cardsDropped.emit(others)
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.io_worker.submit(task(sort), deliver=self._events.to(sorted_out))
        return True

    @Property(bool, notify=changed)
    def hasCamera(self) -> bool:  # noqa: N802 - seen from QML
        return self._attaching.has_camera

    @Property(bool, notify=changed)
    def isCameraOpen(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the camera takes a picture just now."""
        return self._is_camera_open

    @Slot()
    def take_still(self) -> None:
        """Take one picture with the camera."""
        if self._is_camera_open:
            return
        persona, conversation_id = self._here
        self._is_camera_open = True
        self.changed.emit()

        def work() -> Generator[object, None, Attachment]:
            return self._attaching.attach_still(persona, conversation_id)

        def taken(event: object) -> None:
            self._is_camera_open = False
            self._attached(event)

        self._application.files_worker.submit(work, deliver=self._events.to(ended(taken)))

    def _attached(self, event: object) -> None:
        match event:
            case Finished(value=Attachment() as found):
                if self._attaching.describes(found.kind):
                    self._look(found.id)
                self.refresh()
                self.added.emit()
            case Failed(error=error):
                self._notifier.tell(error)
        self.changed.emit()

    def _attach(self, read: Callable[[], bytes], *, is_sound: bool = False) -> None:
        persona, conversation_id = self._here
        self._coming += 1
        self.changed.emit()

        def work() -> Generator[object, None, Attachment]:
            yield None
            if is_sound:
                return (yield from self._attaching.attach_recording(persona, conversation_id, read()))
            return self._attaching.attach_picture(persona, conversation_id, read())

        def attached(event: object) -> None:
            self._coming -= 1
            self._attached(event)

        self._application.io_worker.submit(work, deliver=self._events.to(ended(attached)))

    # --- what they show ---

    @Property(bool, notify=changed)
    def mayDescribe(self) -> bool:  # noqa: N802 - seen from QML
        """Whether a model here can say what a picture shows."""
        return bool(self._attaching.describer())

    @Slot(int)
    def describe(self, key: int) -> None:
        """Let a model say what one shows."""
        self._look(AttachmentId(key))
        self.refresh()

    @Slot(int, str)
    def put_alt(self, key: int, text: str) -> None:
        """Say in one's own words what one shows, before it is sent or after."""
        if (job := self._looking.pop(AttachmentId(key), None)) is not None:
            job.cancel()
        with self._notifier.guarding():
            self._attaching.store.describe(AttachmentId(key), " ".join(text.split()))
            self.refresh()
            self.added.emit()
            self._conversation.show_messages()

    def _look(self, attachment: AttachmentId) -> None:
        def work() -> Generator[object, None, str]:
            return self._attaching.describe(attachment)

        def looked(event: object) -> None:
            if not isinstance(event, Finished | Failed):
                return
            if self._looking.pop(attachment, None) is None:
                return  # somebody has written what it shows, or took it out
            if isinstance(event, Failed):
                self._notifier.tell(event.error)
            self.refresh()
            self.added.emit()
            if isinstance(event, Finished):
                self._conversation.show_messages()  # it may have been sent meanwhile

        self._looking[attachment] = self._application.files_worker.submit(work, deliver=self._events.to(looked))

    # --- taking out ---

    @Slot(int)
    def take_out(self, key: int) -> None:
        """Take one out; ``put_back`` brings it back."""
        if (job := self._looking.pop(AttachmentId(key), None)) is not None:
            job.cancel()
        with self._notifier.guarding():
            self._attaching.store.take_out(AttachmentId(key))
            self._taken_from[key] = self._here
            self.refresh()
            self.takenOut.emit(key)

    @Slot(int)
    def put_back(self, key: int) -> None:
        """Bring back what was taken out."""
        with self._notifier.guarding():
            # Another conversation may be open by now: it comes back to where it was.
            self._attaching.store.put_back(AttachmentId(key), *self._taken_from.pop(key, self._here))
            self.refresh()

    @Slot(str, "QUrl")
    def save_copy(self, digest: str, place: QUrl) -> None:
        """Write a picture, as it is kept, into a file that a person chose."""
        if not place.isLocalFile():
            return
        path = Path(place.toLocalFile())

        def work() -> None:
            content = self._attaching.store.content(bytes.fromhex(digest))
            kind = picture_kind(content)
            target = path if path.suffix.casefold().lstrip(".") in (kind, "jpeg") else path.with_suffix(f".{kind}")
            if target != path and target.exists():
                raise FileInTheWay(name=target.name)
            write_whole(target, content)

        def saved(event: object) -> None:
            if isinstance(event, Failed):
                self._notifier.tell(event.error)

        self._application.files_worker.submit(task(work), deliver=self._events.to(saved))

    @property
    def _here(self) -> tuple[PersonaId, ConversationId | None]:
        return self._conversation.persona.id, self._conversation.id

    def _row(self, found: Attachment) -> AttachmentRow:
        is_waiting = found.id in self._looking
        is_sound = found.kind is AttachmentKind.AUDIO
        waiting = self.tr("Listening to it…") if is_sound else self.tr("Looking at it…")
        told = found.alt or (waiting if is_waiting else self.tr("Not described"))
        # What nobody has described may show anybody, to a model that sees it.
        is_open_question = (
            not found.alt and not is_waiting and self._application.model.takes_in(MediaKind.IMAGE) and not is_sound
        )
        closes = seems_to_show_young(found.alt) if found.alt else is_open_question
        return AttachmentRow(
            int(found.id),
            shown_source(found.digest),
            found.alt,
            told,
            found.width,
            found.height,
            is_waiting,
            closes,
            seconds_of(found),
        )


def ended(then: Callable[[object], None]) -> Callable[[object], None]:
    """Only how a job ended; what it says on the way is of no use here."""
    return lambda event: then(event) if isinstance(event, Finished | Failed | Cancelled) else None


def is_attachable_name(place: QUrl) -> bool:
    """Whether a file is a picture or a recording by its name."""
    return place.isLocalFile() and place.toLocalFile().casefold().endswith(PICTURES + SOUNDS)


def is_picture_name(place: QUrl) -> bool:
    """Whether a file is a picture by its name."""
    return place.isLocalFile() and place.toLocalFile().casefold().endswith(PICTURES)


def _is_card(path: Path) -> bool:
    """Whether a picture is a companion's card."""
    try:
        read_card(read_file(path))
    except AppError:
        return False
    return True


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
