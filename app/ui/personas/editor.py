"""Making a companion, and changing one: plain words first, every field of the card below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import AppError
from app.personas import Card, Persona, PersonaId, PersonaVersion, new_card
from app.session import Session
from app.ui.dates import day_and_time
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.personas.card_draft import CardDraftViewModel
from app.ui.personas.expressions import ExpressionsViewModel
from app.ui.personas.field_costs import FieldCostsViewModel
from app.ui.personas.greetings import GreetingsViewModel
from app.ui.personas.portrait_choice import PortraitChoiceViewModel
from app.ui.personas.preview_chat import PreviewChatViewModel
from app.ui.personas.token_counter import TokenCounter
from app.ui.portraits import Portraits

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

OURS = ("tagline", "nutshell")
NOBODY = PersonaId(0)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The card as it was before a change."""

    key: int
    when: str
    what: str


@QmlElement
@QmlUncreatable("made by Python")
class EditorViewModel(QObject):  # type: ignore[operator]
    """The card that is being changed; nothing is kept before ``save``."""

    opened = Signal()
    changed = Signal()
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
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._persona: PersonaId | None = None
        self._saved = self._card = new_card({})
        self._portrait = PortraitChoiceViewModel(application, dispatcher, notifier, portraits, self)
        self._portrait.changed.connect(self.changed)
        self._greetings = GreetingsViewModel(lambda: self._card, self._put, self)
        self._costs = FieldCostsViewModel(lambda: self._card, counting, self)
        self._expressions = ExpressionsViewModel(
            application, session, dispatcher, notifier, lambda: self._persona, self
        )
        self._expressions.kept.connect(self._take_pictures)
        self._versions: ListModel[VersionRow] = ListModel(VersionRow, self)
        self._kept: list[PersonaVersion] = []
        self._draft = CardDraftViewModel(application, session, dispatcher, self)
        self._draft.written.connect(self._fill_in)
        self._trial = PreviewChatViewModel(
            application, session, dispatcher, lambda: _as_persona(self._persona, self._card), self
        )
        self._soon = Debouncer(session.vault, 400, self._costs.count, self)

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
        return self._card != self._saved or self._portrait.chosen is not None or bool(str(self._draft.notes).strip())

    @Property(bool, notify=changed)
    def canSave(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._card.text("name").strip()) and (
            self._card != self._saved or self._portrait.chosen is not None
        )

    @Property(PortraitChoiceViewModel, constant=True)
    def portrait(self) -> PortraitChoiceViewModel:
        return self._portrait

    @Property(GreetingsViewModel, constant=True)
    def greetings(self) -> GreetingsViewModel:
        return self._greetings

    @Property(FieldCostsViewModel, constant=True)
    def costs(self) -> FieldCostsViewModel:
        return self._costs

    @Property(ExpressionsViewModel, constant=True)
    def expressions(self) -> ExpressionsViewModel:
        return self._expressions

    @Property(QObject, constant=True)
    def versions(self) -> QObject:
        return self._versions

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

    @Property(bool, notify=opened)
    def placesExactly(self) -> bool:  # noqa: N802 - seen from QML
        return self._persona is not None and self._session.personas.get(self._persona).places_exactly

    @Slot(bool)
    def place_exactly(self, wanted: bool) -> None:
        """Let lore and notes stand where the card wants them, or where they cost nothing; it holds at once."""
        if self._persona is not None:
            with self._notifier.guarding():
                self._session.personas.place_exactly(self._persona, wanted=wanted)
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
            persona = self._session.personas.get(PersonaId(key))
            self._open(persona.id, persona.card, persona.portrait)

    def _open(self, persona: PersonaId | None, card: Card, portrait: str) -> None:
        self._persona, self._saved, self._card = persona, card, card
        self._portrait.clear()
        self._costs.clear()
        self._draft.clear()
        self._trial.clear()
        self._greetings.show()
        self._show_versions()
        self._expressions.refresh()
        self.opened.emit()
        self.changed.emit()
        self._portrait.show(portrait)
        self._costs.count()

    @Slot()
    def close(self) -> None:
        """Whatever was not kept is gone."""
        self._soon.stop()
        self._draft.clear()
        self._trial.clear()
        self._portrait.clear()

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
        personas, importer = self._session.personas, self._session.importer
        if self._persona is None:
            self._persona = personas.add(self._card)
        else:
            personas.change(self._persona, self._card)
        if self._portrait.chosen is not None:
            importer.give_picture(self._persona, self._portrait.chosen.picture, self._portrait.chosen.crop)
            self._portrait.clear()
        elif not personas.thumb(self._persona) and not personas.get(self._persona).portrait:
            importer.draw_picture(self._persona)
        kept = personas.get(self._persona)
        self._saved = self._card = kept.card
        self._show_versions()
        self._expressions.refresh()
        self.opened.emit()
        self.changed.emit()
        self._portrait.show(kept.portrait)
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

    # --- versions ---

    def _show_versions(self) -> None:
        self._kept = self._session.personas.versions(self._persona) if self._persona is not None else []
        after = [self._saved, *(version.card for version in self._kept)]
        self._versions.show(
            [
                VersionRow(version.id, day_and_time(version.made), _difference(version.card, new))
                for version, new in zip(self._kept, after, strict=False)
            ]
        )

    @Slot(int)
    def restore(self, key: int) -> None:
        """Put the form as it was in an earlier version; it is kept when it is saved."""
        found = next((version for version in self._kept if version.id == key), None)
        if found is not None:
            self._card = found.card
            self._greetings.show()
            self.opened.emit()
            self.changed.emit()
            self._costs.count()

    @Slot()
    def undo(self) -> None:
        """Throw away what was changed since it was last saved."""
        self._card = self._saved
        self._portrait.clear()
        kept = ""
        if self._persona is not None:
            with self._notifier.guarding():
                kept = self._session.personas.get(self._persona).portrait
        self._portrait.show(kept)
        self._greetings.show()
        self.opened.emit()
        self.changed.emit()
        self._costs.count()

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
        self._costs.count()

    def _take_pictures(self) -> None:
        """Pictures hold at once: what else was changed and is not saved yet must not undo them."""
        if self._persona is None:
            return
        with self._notifier.guarding():
            named = self._session.personas.get(self._persona).card.fields.get("assets")
            if named is not None:
                self._card, self._saved = self._card.with_("assets", named), self._saved.with_("assets", named)
            self._show_versions()
            self.changed.emit()


def _with_depth_note(card: Card, text: str) -> Card:
    old = card.depth_note
    if text == old.text:
        return card
    told = card.extensions.get("depth_prompt")
    kept = told if isinstance(told, dict) else {"depth": old.depth, "role": old.role}
    return card.with_extension("depth_prompt", {**kept, "prompt": text})


def _as_persona(persona: PersonaId | None, card: Card) -> Persona:
    """Who the form describes, kept or not."""
    return Persona(
        persona or NOBODY, card.name, str(card.ours.get("tagline", "")), card.text("description"),
        str(card.ours.get("nutshell", "")), "", (), card,
    )  # fmt: skip


def _difference(old: Card, new: Card) -> str:
    """Which fields were changed after *old*."""
    names = dict.fromkeys([*old.fields, *new.fields])
    changed = [name for name in names if old.fields.get(name) != new.fields.get(name)]
    told = [name.replace("_", " ") for name in changed if name != "modification_date"]
    nothing = QCoreApplication.translate("Editor", "nothing visible")
    return QCoreApplication.translate("Editor", "before a change of {}").format(", ".join(told) or nothing)
