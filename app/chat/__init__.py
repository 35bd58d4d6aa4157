"""Conversations and their messages: the tree, what hangs on it, and the files it comes from and goes to."""

from app.chat.archive.files import FORMS as CHAT_FORMS
from app.chat.archive.files import ChatFiles, Imported, Share, read_chats
from app.chat.archive.readable_export import export_readable
from app.chat.bookmarks import Marked, Marks
from app.chat.message import GONE, Aside, Author, ConversationId, Message, MessageId, State, Talk
from app.chat.options import Direction, Directions
from app.chat.participants import ORDERS, Casts, Member, next_speakers
from app.chat.search import Found, search
from app.chat.store import ConversationStore

__all__ = [
    "CHAT_FORMS",
    "GONE",
    "ORDERS",
    "Aside",
    "Author",
    "Casts",
    "ChatFiles",
    "ConversationId",
    "ConversationStore",
    "Direction",
    "Directions",
    "Found",
    "Imported",
    "Marked",
    "Marks",
    "Member",
    "Message",
    "MessageId",
    "Share",
    "State",
    "Talk",
    "export_readable",
    "next_speakers",
    "read_chats",
    "search",
]
