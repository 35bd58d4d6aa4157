"""A model's own chat format, from its metadata: rendering a prompt, and reading the reply."""

from app.templates.adaptation import OPENING, Adaptation
from app.templates.chat_format import ChatFormat
from app.templates.chat_message import ChatMessage, Role, Segment
from app.templates.check import Checked, check_template, close_helpers, read_reply
from app.templates.jinja_template import TemplateLimit
from app.templates.output_parser import OutputParser, ReasoningDelta, TextDelta, TextRetracted
from app.templates.sandbox import Sandbox, shared
from app.templates.thinking import Thinks

__all__ = [
    "OPENING",
    "Adaptation",
    "ChatFormat",
    "ChatMessage",
    "Checked",
    "OutputParser",
    "ReasoningDelta",
    "Role",
    "Sandbox",
    "Segment",
    "TemplateLimit",
    "TextDelta",
    "TextRetracted",
    "Thinks",
    "check_template",
    "close_helpers",
    "read_reply",
    "shared",
]
