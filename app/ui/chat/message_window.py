"""Which part of a conversation is loaded.  Knows no Qt."""

from __future__ import annotations

from app.chat import ConversationId, ConversationStore, Message, MessageId

PAGE = 200
"""Messages loaded at once; more of them come as one scrolls."""

MOST = 3 * PAGE
"""So many are held at most: a reader of years lets go below what comes above, and the other way round."""


class MessageWindow:
    """So many messages of the branch that is shown, up to the newest, or up to one from before a jump."""

    def __init__(self, store: ConversationStore) -> None:
        self._tree = store.tree
        self._count = PAGE
        self._last: MessageId | None = None
        self.has_older = False
        self.has_newer = False

    def to_newest(self) -> None:
        """Load the newest page next."""
        self._count, self._last = PAGE, None

    def to(self, conversation_id: ConversationId, message: MessageId) -> bool:
        """Load the page around *message* next; false where it is not on the branch that is shown."""
        if not self._tree.is_shown(message):
            return False
        self._count, self._last = PAGE, self._tree.later(conversation_id, message, PAGE // 2)
        return True

    def older(self, conversation_id: ConversationId) -> None:
        """Load a page more above."""
        self._count += PAGE
        last = self._last if self._last is not None else self._tree.leaf_of(conversation_id)
        if self._count > MOST and last is not None:
            self._last = self._tree.later(conversation_id, last, MOST - self._count)
            self._count = MOST

    def newer(self, conversation_id: ConversationId) -> None:
        """Load a page more below."""
        if self._last is not None:
            self._last = self._tree.later(conversation_id, self._last, PAGE)
            self._count = min(self._count + PAGE, MOST)

    def read(self, conversation_id: ConversationId | None) -> tuple[list[Message], MessageId | None]:
        """The messages that are loaded, the oldest first, and the last of the whole branch."""
        leaf = self._tree.leaf_of(conversation_id) if conversation_id is not None else None
        if leaf is None:
            self.has_older = self.has_newer = False
            return [], None
        if self._last is not None and (self._last == leaf or not self._tree.is_shown(self._last)):
            self._last = None
        self.has_newer = self._last is not None
        # One more than is shown tells whether there are older ones.
        path = self._tree.path_to(self._last if self._last is not None else leaf, last=self._count + 1)
        self.has_older = len(path) > self._count
        return path[-self._count :], leaf
