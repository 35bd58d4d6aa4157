"""The page of one conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ORDERS, ConversationId, ConversationOptions, ConversationStore, MessageId, search
from app.core.clock import local
from app.core.errors import AppError
from app.generation import PromptContextBuilder, ReplyTrace
from app.memory import FactId
from app.personas import Persona, PersonaId, ProfileId
from app.session import Session
from app.ui.details.branches import BranchRow, branches
from app.ui.details.files import ChatFilesViewModel
from app.ui.details.traces import LoreRow, ShareRow, lore_rows, shares
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

Where = Callable[[], tuple[Persona, ConversationId | None]]
ROLES = ("system", "user", "assistant")
MOST_FOUND = 60
SHORT = 160
MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """A message that is marked, or that was found."""

    key: int
    label: str
    text: str
    conversation_id: int

    def __repr__(self) -> str:
        return f"<PlaceRow {self.key}>"


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody who is in the conversation, or could be."""

    key: int
    name: str
    portrait: str
    is_muted: bool


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """One of several messages in the same place."""

    key: int
    text: str
    place: int
    is_shown: bool

    def __repr__(self) -> str:
        return f"<AlternativeRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class DetailsViewModel(QObject):  # type: ignore[operator]
    """How a conversation is directed, its places and branches, and what its replies were made from."""

    changed = Signal()
    turned = Signal()
    """What is shown, or what the model reads, is another now."""
    placeWanted = Signal(int, int)
    receiptChanged = Signal()
    comparingChanged = Signal()

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
        self._application = application
        self._session = session
        self._notifier = notifier
        self._where = where
        self._direction = ConversationOptions()
        self._marks: ListModel[BookmarkRow] = ListModel(BookmarkRow, self)
        self._found: ListModel[BookmarkRow] = ListModel(BookmarkRow, self)
        self._map: ListModel[BranchRow] = ListModel(BranchRow, self)
        self._alternatives: ListModel[AlternativeRow] = ListModel(AlternativeRow, self)
        self._shares: ListModel[ShareRow] = ListModel(ShareRow, self)
        self._lore: ListModel[LoreRow] = ListModel(LoreRow, self)
        self._recalled: list[str] = []
        self._receipt_words = ""
        self._looked_for = ""
        self._members: ListModel[ParticipantRow] = ListModel(ParticipantRow, self)
        self._others: ListModel[ParticipantRow] = ListModel(ParticipantRow, self)
        self._files = ChatFilesViewModel(application, session, dispatcher, notifier, where, self)
        self._files.brought.connect(self._show_brought)

    @property
    def _conversation_id(self) -> ConversationId | None:
        return self._where()[1]

    @property
    def _store(self) -> ConversationStore:
        return self._session.conversations.store

    @property
    def _backdrop(self) -> PromptContextBuilder:
        return self._session.conversations.context_builder

    # --- what is shown ---

    @Property(ChatFilesViewModel, constant=True)
    def files(self) -> ChatFilesViewModel:
        return self._files

    @Slot()
    def refresh(self) -> None:
        """Show what holds in the conversation that is open."""
        conversation_id = self._conversation_id
        with self._notifier.guarding():
            self._direction = self._backdrop.directions.of(conversation_id)
            self._marks.reset([] if conversation_id is None else [
                BookmarkRow(each.message, each.checkpoint or self.tr("Pinned"), _short(each.text), conversation_id)
                for each in self._backdrop.marks.all(conversation_id)
            ])  # fmt: skip
            outline = self._store.tree.outline(conversation_id) if conversation_id is not None else []
            self._map.reset(
                branches(outline, self._store.tree.leaf_of(conversation_id) if conversation_id is not None else None)
            )
            self._found.reset([])
            self._show_members()
        self.changed.emit()

    @Property(bool, notify=changed)
    def hasConversation(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a conversation yet."""
        return self._conversation_id is not None

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

    @Property(QObject, constant=True)
    def marks(self) -> QObject:
        return self._marks

    @Property(QObject, constant=True)
    def found(self) -> QObject:
        return self._found

    @Property(QObject, constant=True)
    def map(self) -> QObject:
        return self._map

    # --- directing ---

    def _direct(self, **changes: object) -> None:
        conversation_id = self._conversation_id
        if conversation_id is None:
            return
        with self._notifier.guarding():
            # The conversation may be another one since the page was opened.
            self._direction = self._backdrop.directions.of(conversation_id)
            new = replace(self._direction, **changes)  # type: ignore[arg-type]
            if new != self._direction:
                self._backdrop.directions.put(conversation_id, new)
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

    # --- who the person is ---

    @Property(list, notify=changed)
    def profiles(self) -> list[str]:
        """Who the person could be here; first what is usual with this companion."""
        return [self.tr("As usual"), *(profile.name for profile in self._backdrop.profiles.all())]

    @Property(int, notify=changed)
    def profile(self) -> int:
        """Which of them holds in this conversation."""
        return self._at(self._backdrop.profiles.of_talk(self._conversation_id))

    @Property(int, notify=changed)
    def profileHere(self) -> int:  # noqa: N802 - seen from QML
        """Which of them holds with this companion."""
        return self._at(self._backdrop.profiles.of_persona(self._where()[0].id))

    def _at(self, chosen: int | None) -> int:
        ids = [profile.id for profile in self._backdrop.profiles.all()]
        return ids.index(chosen) + 1 if chosen in ids else 0  # type: ignore[arg-type]

    def _profile_at(self, at: int) -> ProfileId | None:
        every = self._backdrop.profiles.all()
        return every[at - 1].id if 0 < at <= len(every) else None

    @Slot(int)
    def choose_profile(self, at: int) -> None:
        """Be somebody in this conversation."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._backdrop.profiles.for_talk(conversation_id, self._profile_at(at))
                self._profile_turned()

    @Slot(int)
    def choose_profile_here(self, at: int) -> None:
        """Be somebody with this companion."""
        with self._notifier.guarding():
            self._backdrop.profiles.for_persona(self._where()[0].id, self._profile_at(at))
            self._profile_turned()

    def _profile_turned(self) -> None:
        self.turned.emit()
        self.changed.emit()

    # --- several together ---

    @Property(QObject, constant=True)
    def members(self) -> QObject:
        return self._members

    @Property(QObject, constant=True)
    def others(self) -> QObject:
        """Companions who could come in."""
        return self._others

    @Property(int, notify=changed)
    def order(self) -> int:
        return ORDERS.index(self._direction.order) if self._direction.order in ORDERS else 0

    @Slot(int)
    def choose_order(self, at: int) -> None:
        """Say how turns go round."""
        self._direct(order=ORDERS[at])

    def _show_brought(self, conversation_id: int) -> None:
        self.placeWanted.emit(conversation_id, 0)
        self.refresh()

    @Property(int, notify=changed)
    def host(self) -> int:
        """Whose conversation it is: they cannot leave it."""
        return int(self._where()[0].id)

    def _show_members(self) -> None:
        persona, conversation_id = self._where()
        members = self._backdrop.casts.of(conversation_id)
        here = {member.persona.id for member in members} or {persona.id}
        self._members.show(
            [
                ParticipantRow(each.persona.id, each.persona.display_name, each.persona.portrait, each.is_muted)
                for each in members
            ]
        )
        words = self._looked_for.casefold().split()
        found = [
            each for each in self._session.personas.summaries()
            if each.id not in here and all(word in f"{each.name} {each.tagline}".casefold() for word in words)
        ]  # fmt: skip
        found.sort(key=lambda each: (not each.is_favourite, -each.talked, each.name.casefold()))
        self._others.show([ParticipantRow(each.id, each.name, each.portrait, False) for each in found[:MOST_OTHERS]])

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show the companions who could come in whose name or line holds *words*."""
        self._looked_for = words
        with self._notifier.guarding():
            self._show_members()

    @Slot(int)
    def let_in(self, key: int) -> None:
        """Let a companion come into the conversation."""
        persona, conversation_id = self._where()
        if conversation_id is not None:
            with self._notifier.guarding():
                self._backdrop.casts.add(conversation_id, persona.id, PersonaId(key))
                self._members_turned()

    @Slot(int)
    def let_go(self, key: int) -> None:
        """Let one leave; with one alone it is a conversation between two again."""
        self._put_members([each for each in self._now() if each[0] != key])

    @Slot(int, bool)
    def mute(self, key: int, wanted: bool) -> None:
        """Let one be there without speaking, or speak again."""
        self._put_members([(who, wanted if who == key else muted) for who, muted in self._now()])

    @Slot(int)
    def move_up(self, key: int) -> None:
        """Let one come before the one before."""
        now = self._now()
        at = next((place for place, each in enumerate(now) if each[0] == key), 0)
        if at > 0:
            now[at - 1], now[at] = now[at], now[at - 1]
            self._put_members(now)

    def _now(self) -> list[tuple[PersonaId, bool]]:
        return [(member.persona.id, member.is_muted) for member in self._backdrop.casts.of(self._conversation_id)]

    def _put_members(self, members: list[tuple[PersonaId, bool]]) -> None:
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._backdrop.casts.put(conversation_id, members)
                self._members_turned()

    def _members_turned(self) -> None:
        self._show_members()
        self.turned.emit()
        self.changed.emit()

    # --- places ---

    @Slot(int, bool)
    def hide(self, key: int, wanted: bool) -> None:
        """Let no model read a message, or let it again."""
        with self._notifier.guarding():
            self._backdrop.marks.hide(MessageId(key), wanted=wanted)
            self.turned.emit()

    @Slot(int, bool)
    def pin(self, key: int, wanted: bool) -> None:
        """Let the model always read a message, or not any more."""
        with self._notifier.guarding():
            self._backdrop.marks.pin(MessageId(key), wanted=wanted)
            self.turned.emit()
            self.refresh()

    @Slot(int, str)
    def name_place(self, key: int, name: str) -> None:
        """Give a place a name, to come back to."""
        with self._notifier.guarding():
            self._backdrop.marks.name(MessageId(key), name)
            self.turned.emit()
            self.refresh()

    @Slot(int, int)
    def go_to(self, conversation_id: int, key: int) -> None:
        """Show a message, on whichever branch it lies; talk 0 is the conversation that is open."""
        where = ConversationId(conversation_id) if conversation_id else self._conversation_id
        if where is not None:
            with self._notifier.guarding():
                self._store.tree.select_message(where, MessageId(key))
                self.placeWanted.emit(where, key)

    @Slot(int)
    def go_on_from(self, key: int) -> None:
        """Go on from a message as if nothing had followed; what followed stays on its own branch."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._store.tree.select_message(conversation_id, MessageId(key), to_end=False)
                self.turned.emit()

    @Slot(int)
    def copy_from(self, key: int) -> None:
        """A conversation of its own with what was said up to a message."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                title = self.tr("{}, from another turn").format(self._store.catalogue.get(conversation_id).title)
                new = self._store.tree.copy_branch(conversation_id, MessageId(key), title)
                self.placeWanted.emit(new, 0)

    @Slot(str, bool)
    def search(self, words: str, everywhere: bool) -> None:
        """Look for words in this conversation, or in all."""
        conversation_id = self._conversation_id
        with self._notifier.guarding():
            hits = search(self._session.vault, words, MOST_FOUND, None if everywhere else conversation_id)
            titles = {each.id: each.title for each in self._store.catalogue.every()}
            self._found.reset([
                BookmarkRow(hit.message, titles.get(hit.conversation_id, "") if everywhere else self._when(hit.message),
                         _around(hit.text, words), hit.conversation_id)
                for hit in hits
            ])  # fmt: skip
        self.changed.emit()

    def _when(self, message: MessageId) -> str:
        return local(self._store.tree.get(message).created).strftime("%d %b %Y, %H:%M")

    # --- alternatives ---

    @Property(QObject, constant=True)
    def alternatives(self) -> QObject:
        return self._alternatives

    @Slot(int)
    def compare(self, key: int) -> None:
        """Put the alternatives of a message beside each other."""
        with self._notifier.guarding():
            self._alternatives.reset([
                AlternativeRow(each.id, each.text, each.variant_index, each.id == key)
                for each in self._store.tree.alternatives(MessageId(key))
            ])  # fmt: skip
            self.comparingChanged.emit()

    @Slot(int)
    def choose_alternative(self, key: int) -> None:
        """Show this one from now on."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._store.tree.select_message(conversation_id, MessageId(key))
                self.turned.emit()

    # --- why this reply ---

    @Property(QObject, constant=True)
    def shares(self) -> QObject:
        return self._shares

    @Property(QObject, constant=True)
    def lore(self) -> QObject:
        return self._lore

    @Property(list, notify=receiptChanged)
    def recalled(self) -> list[str]:
        """What came to mind for it, in words, as far as it is not forgotten."""
        return self._recalled

    def _told_again(self, told: ReplyTrace) -> list[str]:
        memory, out = self._session.memory, []
        remembering = self._session.conversations.memory_context
        for kind, key in told.recalled:
            if kind == "fact" and remembering is not None:
                fact = memory.facts.get(FactId(key))
                out.append(memory.told(fact, remembering.here(*self._where())) if fact is not None else "")
            elif kind == "message":
                origin = self._session.conversations.store.tree.origin_of(MessageId(key))
                out.append(self.tr("“{}”").format(_short(origin[1])) if origin is not None else "")
        return [text or self.tr("something that was forgotten since") for text in out]

    @Property(str, notify=receiptChanged)
    def receipt(self) -> str:
        """What the trace says in a sentence."""
        return self._receipt_words

    @Slot(int)
    def explain(self, key: int) -> None:
        """Show what a reply was made from."""
        try:
            told = self._backdrop.receipts.of(MessageId(key))
        except AppError as error:
            self._notifier.tell(error)
            return
        if told is None:
            self._shares.reset([])
            self._lore.reset([])
            self._receipt_words = self.tr("Nothing was kept of how this came about: it is older than receipts, or was"
                                          " written or brought in by you.")  # fmt: skip
        else:
            self._shares.reset(shares(told))
            self._lore.reset(lore_rows(told.lore))
            words = [self.tr("The model read {} tokens, made of these parts.").format(told.total)]
            if told.left_out:
                words.append(self.tr("{} older messages no longer fitted.").format(told.left_out))
            if told.hint:
                words.append(self.tr("You had asked: “{}”").format(told.hint))
            if told.asleep:
                words.append(self.tr("Entries of lore that slept: {}.").format(told.asleep))
            self._receipt_words = " ".join(words)
        self._recalled = self._told_again(told) if told is not None else []
        self.receiptChanged.emit()


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[:SHORT]}…"


def _around(text: str, words: str) -> str:
    """The part of *text* where the first of *words* stands."""
    plain = " ".join(text.split())
    first = next(iter(words.split()), "")
    place = max(0, plain.casefold().find(first.casefold()) - SHORT // 3)
    part = plain[place : place + SHORT]
    return f"{'…' if place else ''}{part}{'…' if place + SHORT < len(plain) else ''}"
