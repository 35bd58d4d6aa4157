"""Making a companion, and changing one: plain words first, every field of the card below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.clock import local
from app.core.errors import AppError
from app.core.workers import Failed, Finished, task
from app.personas import Card, Persona, PersonaId, PersonaVersion, new_card, picture_shown, read_file, thumb_of
from app.session import Session
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.personas.card_draft import CardDraftViewModel
from app.ui.personas.preview_chat import PreviewChatViewModel
from app.ui.personas.token_counter import TokenCounter
from app.ui.portraits import Portraits

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

COUNTED = (
    "description", "personality", "scenario", "mes_example", "first_mes", "system_prompt", "post_history_instructions",
)  # fmt: skip
ALWAYS = ("description", "personality", "scenario", "mes_example", "system_prompt", "post_history_instructions")
OURS = ("tagline", "nutshell")
NOBODY = PersonaId(0)


@dataclass(frozen=True, slots=True)
class GreetingRow:
    """One of the first messages."""

    key: int
    text: str

    def __repr__(self) -> str:
        return f"<GreetingRow {self.key}>"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The card as it was before a change."""

    key: int
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture that was chosen and is not kept yet, and which part of it is shown small."""

    picture: bytes
    crop: tuple[float, float, float] | None = None

    def __repr__(self) -> str:
        return f"<Portrait {len(self.picture)} bytes>"


@QmlElement
@QmlUncreatable("made by Python")
class EditorViewModel(QObject):  # type: ignore[operator]
    """The card that is being changed; nothing is kept before ``save``."""

    opened = Signal()
    changed = Signal()
    counted = Signal()
    portraitChanged = Signal()
    cropWanted = Signal()
    saved = Signal(int)

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        portraits: Portraits,
        counting: TokenCounter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._vault = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._portraits = portraits
        self._counting = counting
        self._persona: PersonaId | None = None
        self._saved = self._card = new_card({})
        self._portrait_name = ""
        self._chosen: Portrait | None = None
        self._shots = 0
        self._counts: Mapping[str, int] = {}
        self._is_exact = False
        self._greetings: ListModel[GreetingRow] = ListModel(GreetingRow, self)
        self._versions: ListModel[VersionRow] = ListModel(VersionRow, self)
        self._kept: list[PersonaVersion] = []
        self._draft = CardDraftViewModel(application, session, dispatcher, self)
        self._draft.written.connect(self._fill_in)
        self._trial = PreviewChatViewModel(application, session, dispatcher, self._as_persona, self)
        self._soon = Debouncer(session.vault, 400, self._count, self)

    # --- what is shown ---

    @Property(bool, notify=opened)
    def isNew(self) -> bool:  # noqa: N802 - seen from QML
        return self._persona is None

    @Property(int, notify=opened)
    def key(self) -> int:
        return self._persona or 0

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._card.text("name")

    @Property(bool, notify=changed)
    def isChanged(self) -> bool:  # noqa: N802 - seen from QML
        return self._card != self._saved or self._chosen is not None or bool(str(self._draft.notes).strip())

    @Property(bool, notify=changed)
    def canSave(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._card.text("name").strip()) and (self._card != self._saved or self._chosen is not None)

    @Property(str, notify=portraitChanged)
    def portrait(self) -> str:
        return self._portrait_name

    @Property(QObject, constant=True)
    def greetings(self) -> QObject:
        return self._greetings

    @Property(QObject, constant=True)
    def versions(self) -> QObject:
        return self._versions

    @Property(str, notify=counted)
    def total(self) -> str:
        """What all that is always read takes."""
        tokens = sum(self._counts.get(name, 0) for name in ALWAYS)
        about = "" if self._is_exact else self.tr("about ")
        return self.tr("{}{} tokens in every prompt").format(about, tokens)

    @Slot(str, result=str)
    def text(self, field: str) -> str:
        """What *field* says; tags as one line."""
        if field == "tags":
            return ", ".join(self._card.tags)
        if field in OURS:
            return str(self._card.ours.get(field, ""))
        if field == "depth_note":
            return self._card.depth_note.text
        return self._card.text(field)

    @Slot(str, result=str)
    def tokens(self, field: str) -> str:
        """How many tokens *field* takes, in words."""
        about = "" if self._is_exact else self.tr("about ")
        return self.tr("{}{} tokens").format(about, self._counts[field]) if self._counts.get(field) else ""

    @Property(bool, notify=opened)
    def placesExactly(self) -> bool:  # noqa: N802 - seen from QML
        return self._persona is not None and self._vault.personas.get(self._persona).places_exactly

    @Slot(bool)
    def place_exactly(self, wanted: bool) -> None:
        """Let lore and notes stand where the card wants them, or where they cost nothing; it holds at once."""
        if self._persona is not None:
            with self._notifier.guarding():
                self._vault.personas.place_exactly(self._persona, wanted=wanted)
                self.opened.emit()

    # --- coming and going ---

    @Slot()
    def begin(self) -> None:
        """A new companion."""
        self._open(None, new_card({}), "")

    @Slot(int)
    def edit(self, key: int) -> None:
        """Change a companion that is there."""
        with self._notifier.guarding():
            persona = self._vault.personas.get(PersonaId(key))
            self._open(persona.id, persona.card, persona.portrait)

    def _open(self, persona: PersonaId | None, card: Card, portrait: str) -> None:
        self._persona, self._saved, self._card = persona, card, card
        self._portrait_name, self._chosen = portrait, None
        self._counts, self._is_exact = {}, False
        self._draft.clear()
        self._trial.clear()
        self._show_greetings()
        self._show_versions()
        self.opened.emit()
        self.changed.emit()
        self.portraitChanged.emit()
        self._count()

    @Slot()
    def close(self) -> None:
        """Whatever was not kept is gone."""
        self._soon.stop()
        self._draft.clear()
        self._trial.clear()
        self._chosen = None
        self._portraits.put("editor", b"")

    @Slot(result=bool)
    def save(self) -> bool:
        """Keep what was changed; how it was before is kept as a version."""
        if not self._card.text("name").strip():
            return False
        try:
            self._keep()
        except AppError as error:
            self._notifier.tell(error)
            return False
        return True

    def _keep(self) -> None:
        personas, importer = self._vault.personas, self._vault.importer
        if self._persona is None:
            self._persona = personas.add(self._card)
        else:
            personas.change(self._persona, self._card)
        if self._chosen is not None:
            importer.give_picture(self._persona, self._chosen.picture, self._chosen.crop)
            self._chosen = None
        elif not personas.thumb(self._persona) and not personas.get(self._persona).portrait:
            importer.draw_picture(self._persona)
        kept = personas.get(self._persona)
        self._saved = self._card = kept.card
        self._portrait_name = kept.portrait
        self._show_versions()
        self.opened.emit()
        self.changed.emit()
        self.portraitChanged.emit()
        self.saved.emit(self._persona)

    # --- changing ---

    @Slot(str, str)
    def put(self, field: str, text: str) -> None:
        """Let *field* say *text*."""
        card = self._card
        if field == "tags":
            card = (
                card.with_("tags", [tag.strip() for tag in text.split(",") if tag.strip()])
                if (text != ", ".join(card.tags))
                else card
            )
        elif field in OURS:
            card = card.with_extension("inglenook", {**card.ours, field: text}) if text != self.text(field) else card
        elif field == "depth_note":
            card = _with_depth_note(card, text)
        elif text != card.text(field):
            card = card.with_(field, text)
        self._put(card)

    def _put(self, card: Card) -> None:
        if card is not self._card:
            self._card = card
            self._soon.start()
            self.changed.emit()

    @Slot(int, str)
    def put_greeting(self, at: int, text: str) -> None:
        """Let another first message say *text*; 0 is the first of the others."""
        others = list(self._others())
        if 0 <= at < len(others) and others[at] != text:
            others[at] = text
            self._put(self._card.with_("alternate_greetings", others))
            self._greetings.replace(at, GreetingRow(at, text))

    @Slot()
    def add_greeting(self) -> None:
        """One more first message to choose from."""
        self._put(self._card.with_("alternate_greetings", [*self._others(), ""]))
        self._show_greetings()

    @Slot(int)
    def remove_greeting(self, at: int) -> None:
        """One less."""
        others = [text for place, text in enumerate(self._others()) if place != at]
        self._put(self._card.with_("alternate_greetings", others))
        self._show_greetings()

    def _others(self) -> list[str]:
        told = self._card.fields.get("alternate_greetings")
        return [text for text in told if isinstance(text, str)] if isinstance(told, list) else []

    def _show_greetings(self) -> None:
        self._greetings.show([GreetingRow(at, text) for at, text in enumerate(self._others())])

    def _count(self) -> None:
        self._counting.count({name: self._card.text(name) for name in COUNTED}, self._heard_counts)

    def _heard_counts(self, counts: dict[str, int], exactly: bool) -> None:
        self._counts, self._is_exact = counts, exactly
        self.counted.emit()

    # --- versions ---

    def _show_versions(self) -> None:
        self._kept = self._vault.personas.versions(self._persona) if self._persona is not None else []
        after = [self._saved, *(version.card for version in self._kept)]
        self._versions.show(
            [
                VersionRow(
                    version.id, local(version.made).strftime("%d %b %Y, %H:%M"), self._difference(version.card, new)
                )
                for version, new in zip(self._kept, after, strict=False)
            ]
        )

    def _difference(self, old: Card, new: Card) -> str:
        """Which fields were changed after *old*."""
        names = dict.fromkeys([*old.fields, *new.fields])
        changed = [name for name in names if old.fields.get(name) != new.fields.get(name)]
        told = [name.replace("_", " ") for name in changed if name != "modification_date"]
        return self.tr("before a change of {}").format(", ".join(told) or self.tr("nothing that shows"))

    @Slot(int)
    def restore(self, key: int) -> None:
        """Put the form as it was in an earlier version; it is kept when it is saved."""
        found = next((version for version in self._kept if version.id == key), None)
        if found is not None:
            self._card = found.card
            self._show_greetings()
            self.opened.emit()
            self.changed.emit()
            self._count()

    @Slot()
    def undo(self) -> None:
        """Throw away what was changed since it was last saved."""
        self._card, self._chosen = self._saved, None
        if self._persona is not None:
            with self._notifier.guarding():
                self._portrait_name = self._vault.personas.get(self._persona).portrait
        else:
            self._portrait_name = ""
        self.portraitChanged.emit()
        self._show_greetings()
        self.opened.emit()
        self.changed.emit()
        self._count()

    # --- the portrait ---

    @Slot(QUrl)
    def choose_picture(self, place: QUrl) -> None:
        """Take the picture in a file; which part of it is shown is asked next."""
        path = Path(place.toLocalFile())

        def work() -> tuple[bytes, bytes]:
            picture = read_file(path)
            return picture, picture_shown(picture)

        def heard(event: object) -> None:
            match event:
                case Finished(value=(bytes() as picture, bytes() as seen)):
                    self._chosen = Portrait(picture)
                    self._shots += 1
                    self._portraits.put("whole", seen)
                    self.crop_to(-1, 0, 0)
                    self.cropWanted.emit()
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.files_worker.submit(task(work), deliver=self._dispatcher.to(heard))

    @Property(str, notify=portraitChanged)
    def wholePicture(self) -> str:  # noqa: N802 - seen from QML
        return f"other/whole/{self._shots}" if self._chosen is not None else ""

    @Slot(float, float, float)
    def crop_to(self, left: float, top: float, side: float) -> None:
        """Show this part of the picture small; see ``thumb_of``.  Without a side the usual part."""
        if self._chosen is None:
            return
        crop = (left, top, side) if side > 0 else None
        with self._notifier.guarding():
            self._chosen = replace(self._chosen, crop=crop)
            self._portraits.put("editor", thumb_of(self._chosen.picture, crop))
            self._shots += 1
            self._portrait_name = f"other/editor/{self._shots}"
            self.portraitChanged.emit()
            self.changed.emit()

    # --- a draft, and a test chat beside the form ---

    @Property(CardDraftViewModel, constant=True)
    def draft(self) -> CardDraftViewModel:
        return self._draft

    @Property(PreviewChatViewModel, constant=True)
    def trial(self) -> PreviewChatViewModel:
        return self._trial

    def silence(self) -> None:
        """Let the model write no more for this page."""
        self._draft.stop()
        self._trial.clear()

    def _fill_in(self, fields: Mapping[str, str]) -> None:
        """The model has written a first version."""
        card = self._card
        for field, text in fields.items():
            if field == "line":
                card = card.with_extension("inglenook", {**card.ours, "tagline": text})
            else:
                card = card.with_(field, text)
        self._card = card
        self.opened.emit()
        self.changed.emit()
        self._count()

    def _as_persona(self) -> Persona:
        card = self._card
        return Persona(
            self._persona or NOBODY, card.name, str(card.ours.get("tagline", "")), card.text("description"),
            str(card.ours.get("nutshell", "")), "", (), card,
        )  # fmt: skip


def _with_depth_note(card: Card, text: str) -> Card:
    old = card.depth_note
    if text == old.text:
        return card
    told = card.extensions.get("depth_prompt")
    kept = told if isinstance(told, dict) else {"depth": old.depth, "role": old.role}
    return card.with_extension("depth_prompt", {**kept, "prompt": text})
