"""Conversations and their messages: the tree, what hangs on it, and the files it comes from and goes to."""

from app.chat.archive.files import FORMS as CHAT_FORMS
from app.chat.archive.files import ChatArchive, Imported, ImportProgress, read_chats
from app.chat.archive.readable_export import export_readable
from app.chat.attachments import MOST as MOST_ATTACHMENTS
from app.chat.attachments import AttachmentStore
from app.chat.bookmarks import Bookmark, BookmarkStore
from app.chat.catalogue import ConversationCatalogue
from app.chat.groups import GroupSummary
from app.chat.message import (
    GONE,
    Attachment,
    AttachmentId,
    AttachmentKind,
    Author,
    ConversationId,
    ConversationSummary,
    Message,
    MessageId,
    State,
    SystemNotice,
)
from app.chat.open_replies import CUT_OFF
from app.chat.options import ConversationOptions, OptionsStore
from app.chat.participants import ORDERS, Participant, ParticipantStore, next_speakers
from app.chat.rows import fingerprint, insert_message
from app.chat.search import Found, search
from app.chat.store import ConversationStore
from app.chat.titles import UNTITLED

__all__ = [
    "CHAT_FORMS",
    "CUT_OFF",
    "GONE",
    "MOST_ATTACHMENTS",
    "ORDERS",
    "UNTITLED",
    "Attachment",
    "AttachmentId",
    "AttachmentKind",
    "AttachmentStore",
    "Author",
    "Bookmark",
    "BookmarkStore",
    "ChatArchive",
    "ConversationCatalogue",
    "ConversationId",
    "ConversationOptions",
    "ConversationStore",
    "ConversationSummary",
    "Found",
    "GroupSummary",
    "ImportProgress",
    "Imported",
    "Message",
    "MessageId",
    "OptionsStore",
    "Participant",
    "ParticipantStore",
    "State",
    "SystemNotice",
    "export_readable",
    "fingerprint",
    "insert_message",
    "next_speakers",
    "read_chats",
    "search",
]
