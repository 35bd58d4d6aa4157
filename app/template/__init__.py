"""A model's own chat format, from its metadata: rendering a prompt, and reading the reply."""

from app.template.adaptation import OPENING, Adaptation
from app.template.chat_format import ChatFormat
from app.template.check import Checked, check_template, close_helpers, read_reply
from app.template.jinja_template import Bound
from app.template.part import Part, Role, Segment
from app.template.reply_reader import ReplyReader, Said, Thought, Unsaid
from app.template.sandbox import Sandbox, shared
from app.template.thinking import Thinks

__all__ = [
    "OPENING",
    "Adaptation",
    "Bound",
    "ChatFormat",
    "Checked",
    "Part",
    "ReplyReader",
    "Role",
    "Said",
    "Sandbox",
    "Segment",
    "Thinks",
    "Thought",
    "Unsaid",
    "check_template",
    "close_helpers",
    "read_reply",
    "shared",
]
