"""One message and its answer: the message tree, the turn, and the conversations of a vault."""

from app.conversation.ahead import PAUSE_ON_BATTERY_S, PAUSE_S
from app.conversation.conversations import Conversations, Exchange
from app.conversation.export import export_readable
from app.conversation.message import Aside, Author, ConversationId, Message, MessageId, State, Talk
from app.conversation.resume import Resume
from app.conversation.search import Found, search
from app.conversation.store import ConversationStore
from app.conversation.turn import Stats

__all__ = [
    "PAUSE_ON_BATTERY_S",
    "PAUSE_S",
    "Aside",
    "Author",
    "ConversationId",
    "ConversationStore",
    "Conversations",
    "Exchange",
    "Found",
    "Message",
    "MessageId",
    "Resume",
    "State",
    "Stats",
    "Talk",
    "export_readable",
    "search",
]
