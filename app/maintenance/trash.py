"""The trash: one rule for everything that a person deletes.

It goes there at once, comes back by undo or from there, and goes for good only there (or where somebody says *forget
for good*).  Nothing else decides: no time runs out.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.chat import ConversationId, MessageId
from app.core.clock import Clock, Milliseconds, now
from app.core.errors import ParentInTrash
from app.core.events import tell_each
from app.generation import Conversations
from app.lorebook import LorebookId, LorebookStore
from app.memory import FactId, Memory, PageId
from app.personas import PersonaId, PersonaStore, ProfileId, ProfileStore
from app.vault import Vault

MOST_UNDONE = 50
"""So many steps back; what went before lies in the trash all the same."""
CHANGE = "bin"


class TrashKind(enum.Enum):
    """What lies in the trash."""

    COMPANION = "companion"
    CONVERSATION = "conversation"
    MESSAGES = "messages"
    MEMORY = "memory"
    LOREBOOK = "lorebook"
    ENTRY = "entry"
    PROFILE = "profile"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class TrashItem:
    """One thing in the trash: what it is called, whose it is, since when, and what is in it.

    *parts* counts what went along: messages of a conversation, conversations of a companion, entries of a book;
    *memories* those that come from it alone.
    """

    kind: TrashKind
    key: int
    name: str
    at: Milliseconds
    whose: str = ""
    parts: int = 0
    memories: int = 0

    def __repr__(self) -> str:
        return f"<TrashItem {self.kind.value} {self.key}>"


class Trash:
    """Owns the ``bin_item`` table; everything else lies where it lay, marked."""

    def __init__(
        self,
        vault: Vault,
        personas: PersonaStore,
        conversations: Conversations,
        memory: Memory,
        clock: Clock = now,
    ) -> None:
        self._vault = vault
        self._personas = personas
        self._conversations = conversations
        self._memory = memory
        self._books = LorebookStore(vault)
        self._profiles = ProfileStore(vault)
        self._clock = clock
        self._steps: list[tuple[TrashItem, ...]] = []
        self.listeners: list[Callable[[tuple[TrashItem, ...]], None]] = []
        """Called with what was put away just now, on the thread that did it."""

    # --- putting away ---

    def put_conversation(self, conversation_id: ConversationId) -> TrashItem:
        """Put a conversation away, and what is remembered from it alone."""
        store = self._conversations.store
        title, memories = store.catalogue.get(conversation_id).title, store.trash.memories_of(conversation_id)
        store.trash.move_to_trash(conversation_id)
        return self._noted(TrashItem(TrashKind.CONVERSATION, conversation_id, title, self._clock(), memories=memories))

    def put_messages(self, conversation_id: ConversationId, message: MessageId) -> TrashItem:
        """Put a message away, and everything said after it."""
        store = self._conversations.store
        count, memories = store.tree.below(message), store.trash.memories_below(message)
        out = store.trash.trash_branch(conversation_id, message)
        return self._noted(
            TrashItem(
                TrashKind.MESSAGES, out, store.catalogue.get(out).title, self._clock(), parts=count, memories=memories
            )
        )

    def put_companion(self, persona: PersonaId) -> TrashItem:
        """Put a companion away, with all conversations.

        Raises:
            LastPersona: there would be nobody left to talk to.
        """
        name = self._personas.get(persona).name
        talks = len(self._conversations.store.catalogue.of_persona(persona))
        self._personas.move_to_trash(persona)
        return self._noted(TrashItem(TrashKind.COMPANION, persona, name, self._clock(), parts=talks))

    def put_memories(self, facts: Sequence[FactId], *, with_words: bool = False) -> tuple[TrashItem, ...]:
        """Put memories away together; *with_words*: what was said goes with them when they go for good."""
        self._memory.forgetting.move_to_trash(facts, with_words=with_words)
        known = {key: (text, whose) for key, text, _, whose in self._memory.forgetting.trashed()}
        put = tuple(
            TrashItem(TrashKind.MEMORY, fact, known[fact][0], self._clock(), known[fact][1])
            for fact in facts
            if fact in known
        )
        return self._note(put)

    def put_book(self, book: LorebookId) -> TrashItem:
        """Put a lorebook away, with its entries."""
        found = self._books.get(book)
        entries = len(self._books.tree(book).get("entries") or ())
        self._books.move_to_trash(book)
        return self._noted(
            TrashItem(TrashKind.LOREBOOK, book, found.name if found else "", self._clock(), parts=entries)
        )

    def put_entry(self, tree: Mapping[str, Any], name: str, *, book: int | None, persona: int | None) -> TrashItem:
        """Keep an entry that was taken out of a *book*, or out of the own one of a *persona*."""
        return self._noted(self._keep(TrashKind.ENTRY, name, dict(tree), persona=persona, book=book))

    def put_profile(self, profile: ProfileId) -> TrashItem:
        """Put a profile away."""
        found = self._profiles.get(profile)
        self._profiles.move_to_trash(profile)
        return self._noted(TrashItem(TrashKind.PROFILE, profile, found.name if found else "", self._clock()))

    def put_page(self, page: PageId) -> TrashItem | None:
        """Put a page of a journal away; None where it is gone already."""
        told = self._memory.journal.told(page)
        if told is None:
            return None
        # First kept, then torn out: what stands between them is twice there and never nowhere.
        put = self._keep(TrashKind.PAGE, str(told["monday"]), told, persona=int(str(told["persona_id"])), book=None)
        self._memory.journal.remove(page)
        return self._noted(put)

    def _keep(
        self, kind: TrashKind, name: str, told: dict[str, Any], *, persona: int | None, book: int | None
    ) -> TrashItem:
        at = self._clock()
        with self._vault.write(CHANGE) as db:
            db.execute(
                "INSERT INTO bin_item(kind, name, told, persona_id, lorebook_id, deleted_ms) VALUES (?, ?, ?, ?, ?, ?)",
                (kind.value, name, json.dumps(told), persona, book, at),
            )
            return TrashItem(kind, db.last_insert_rowid(), name, at)

    def _noted(self, put: TrashItem) -> TrashItem:
        self._note((put,))
        return put

    def _note(self, put: tuple[TrashItem, ...]) -> tuple[TrashItem, ...]:
        self._steps = [*self._steps, put][-MOST_UNDONE:]
        tell_each(self.listeners, put)
        return put

    # --- what is there ---

    def all(self) -> list[TrashItem]:
        """Everything in it, the latest first."""
        store = self._conversations.store
        found = [
            TrashItem(
                TrashKind.MESSAGES if one.is_part else TrashKind.CONVERSATION, one.id, one.title, one.at, one.name,
                one.messages, store.trash.memories_of(one.id),
            )
            for one in store.trash.trashed()
        ]  # fmt: skip
        found += [TrashItem(TrashKind.COMPANION, key, name, at) for key, name, at in self._personas.trashed()]
        found += [
            TrashItem(TrashKind.MEMORY, key, text, Milliseconds(at), whose)
            for key, text, at, whose in self._memory.forgetting.trashed()
        ]
        found += [
            TrashItem(TrashKind.LOREBOOK, key, name, Milliseconds(at), parts=entries)
            for key, name, at, entries in self._books.trashed()
        ]
        found += [
            TrashItem(TrashKind.PROFILE, key, name, Milliseconds(at)) for key, name, at in self._profiles.trashed()
        ]
        rows = self._vault.read(
            "SELECT i.kind, i.id, i.name, i.deleted_ms, ifnull(p.name, ifnull(b.name, '')) FROM bin_item i"
            " LEFT JOIN persona p ON p.id = i.persona_id LEFT JOIN lorebook b ON b.id = i.lorebook_id"
        )
        found += [TrashItem(TrashKind(row[0]), row[1], row[2], Milliseconds(row[3]), row[4]) for row in rows]
        return sorted(found, key=lambda one: -one.at)

    # --- back ---

    @property
    def may_undo(self) -> bool:
        """Whether anything was put away since the vault was opened, and is still there."""
        return bool(self._steps)

    def undo(self) -> tuple[tuple[TrashItem, ...], ConversationId | None]:
        """Bring back what was put away last; what that was, and the conversation to show, if it is one.

        Raises:
            AppError: it cannot come back; it stays in the trash.
        """
        if not self._steps:
            return (), None
        step = self._steps.pop()
        conversation_id = None
        for put in step:
            conversation_id = self.restore(put.kind, put.key) or conversation_id
        return step, conversation_id

    def restore(self, kind: TrashKind, key: int) -> ConversationId | None:
        """Bring one thing back; the conversation in which it stands, if it stands in one.

        Raises:
            ParentInTrash: what it belongs to lies in the trash too.
        """
        self._steps = [step for step in self._steps if (kind, key) not in [(one.kind, one.key) for one in step]]
        match kind:
            case TrashKind.CONVERSATION | TrashKind.MESSAGES:
                return self._conversations.store.trash.restore(ConversationId(key))
            case TrashKind.COMPANION:
                self._personas.restore(PersonaId(key))
            case TrashKind.MEMORY:
                self._memory.forgetting.restore([FactId(key)])
            case TrashKind.LOREBOOK:
                self._books.restore(LorebookId(key))
            case TrashKind.PROFILE:
                self._profiles.restore(ProfileId(key))
            case TrashKind.ENTRY | TrashKind.PAGE:
                self._restore_item(key)
        return None

    def _restore_item(self, key: int) -> None:
        row = self._vault.read_one(
            "SELECT i.kind, i.told, i.persona_id, i.lorebook_id, p.deleted_ms IS NOT NULL OR b.deleted_ms IS NOT NULL"
            " FROM bin_item i LEFT JOIN persona p ON p.id = i.persona_id LEFT JOIN lorebook b ON b.id = i.lorebook_id"
            " WHERE i.id = ?",
            (key,),
        )
        if row is None:
            return
        if row[4]:
            raise ParentInTrash
        kind, told, persona, book = TrashKind(row[0]), json.loads(row[1]), row[2], row[3]
        if kind is TrashKind.PAGE:
            self._memory.journal.restore(told)
        elif book is not None:
            tree = self._books.tree(LorebookId(book))
            self._books.change(LorebookId(book), {**tree, "entries": [*_entries(tree), told]})
        elif persona is not None:
            card = self._personas.get(PersonaId(persona)).card
            tree = dict(card.book or {})
            told_book = {**tree, "entries": [*_entries(tree), told]}
            self._personas.change(PersonaId(persona), card.with_("character_book", told_book), is_step=False)
        with self._vault.write(CHANGE) as db:
            db.execute("DELETE FROM bin_item WHERE id = ?", (key,))

    # --- for good ---

    def delete(self, kind: TrashKind, key: int) -> None:
        """Delete one thing for good.  Slow: off the Qt thread.

        Raises:
            LastPersona: there would be nobody left to talk to.
        """
        self._steps = [step for step in self._steps if (kind, key) not in [(one.kind, one.key) for one in step]]
        match kind:
            case TrashKind.CONVERSATION | TrashKind.MESSAGES:
                self._conversations.store.trash.purge(ConversationId(key))
            case TrashKind.COMPANION:
                self._personas.remove(PersonaId(key))
            case TrashKind.MEMORY:
                self._conversations.memories.forget_for_good([FactId(key)])
            case TrashKind.LOREBOOK:
                self._books.remove(LorebookId(key))
                self._conversations.context_builder.receipts.forget_book(key)
            case TrashKind.PROFILE:
                self._profiles.remove(ProfileId(key))
            case TrashKind.ENTRY | TrashKind.PAGE:
                with self._vault.secure_delete(CHANGE) as db:
                    db.execute("DELETE FROM bin_item WHERE id = ?", (key,))
        self._conversations.memories.forget_words()  # what a model has read, it held in memory until now

    def empty(self) -> Generator[tuple[int, int], None, int]:
        """Delete everything for good; yields how many of how many are gone.  Slow: off the Qt thread."""
        every = self.all()
        for done, one in enumerate(every):
            yield done, len(every)
            self.delete(one.kind, one.key)
        return len(every)


def _entries(tree: Mapping[str, Any]) -> list[Any]:
    entries = tree.get("entries")
    return list(entries.values()) if isinstance(entries, dict) else list(entries or ())
