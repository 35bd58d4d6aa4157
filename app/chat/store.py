"""The tables of conversations, each with the one who owns it."""

from __future__ import annotations

from app.chat.active_branches import ActiveBranches
from app.chat.attachments import AttachmentStore
from app.chat.catalogue import ConversationCatalogue
from app.chat.conversation_trash import ConversationTrash
from app.chat.drafts import DraftStore
from app.chat.foreign_chats import ForeignChats
from app.chat.groups import GroupStore
from app.chat.open_replies import OpenReplies
from app.chat.scene_pause import ScenePause
from app.chat.tree import MessageTree
from app.core.clock import Clock, now
from app.vault import Blobs, Vault


class ConversationStore:
    """Builds the owners of the conversation tables over one vault: no more than their names."""

    def __init__(self, vault: Vault, clock: Clock = now, blobs: Blobs | None = None) -> None:
        self.vault = vault
        self.branches = ActiveBranches(vault)
        self.catalogue = ConversationCatalogue(vault, self.branches, clock)
        self.tree = MessageTree(vault, self.branches, clock)
        self.replies = OpenReplies(vault, self.tree, self.branches, clock)
        self.trash = ConversationTrash(vault, self.tree, self.branches, clock)
        self.pauses = ScenePause(vault, self.tree, clock)
        self.groups = GroupStore(vault, clock)
        self.drafts = DraftStore(vault)
        self.attachments = AttachmentStore(vault, blobs)
        self.foreign = ForeignChats(vault, clock)
        vault.changes.listen("persona", to=lambda _: self.branches.forget())
