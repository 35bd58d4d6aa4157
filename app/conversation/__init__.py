"""One message and its answer: the message tree, the turn, and the conversations of a vault."""

from app.conversation.ahead import PAUSE_ON_BATTERY_S, PAUSE_S
from app.conversation.backdrop import Backdrop
from app.conversation.bin import Bin, Binned, Kind
from app.conversation.cast import ORDERS, Member
from app.conversation.chats.files import FORMS as CHAT_FORMS
from app.conversation.chats.files import ChatFiles, Imported, Share, read_chats
from app.conversation.conversations import Conversations, Exchange
from app.conversation.direction import Direction
from app.conversation.examining import Examined
from app.conversation.export import export_readable
from app.conversation.marks import Marked
from app.conversation.message import GONE, Aside, Author, ConversationId, Message, MessageId, State, Talk
from app.conversation.receipts import LoreLine, Told
from app.conversation.rehearsal import Spoken, fields_in
from app.conversation.resume import Resume
from app.conversation.search import Found, search
from app.conversation.store import ConversationStore
from app.conversation.trying import spoken_now
from app.conversation.turn import Stats

__all__ = [
    "CHAT_FORMS",
    "GONE",
    "ORDERS",
    "PAUSE_ON_BATTERY_S",
    "PAUSE_S",
    "Aside",
    "Author",
    "Backdrop",
    "Bin",
    "Binned",
    "ChatFiles",
    "ConversationId",
    "ConversationStore",
    "Conversations",
    "Direction",
    "Examined",
    "Exchange",
    "Found",
    "Imported",
    "Kind",
    "LoreLine",
    "Marked",
    "Member",
    "Message",
    "MessageId",
    "Resume",
    "Share",
    "Spoken",
    "State",
    "Stats",
    "Talk",
    "Told",
    "export_readable",
    "fields_in",
    "read_chats",
    "search",
    "spoken_now",
]
