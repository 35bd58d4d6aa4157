"""A model's own chat format, from its metadata: rendering a prompt, and reading the reply."""

from app.templates.adaptation import OPENING, Adaptation
from app.templates.chat_format import ChatFormat
from app.templates.chat_message import (
    AudioPart,
    ChatMessage,
    ContentPart,
    ImagePart,
    MediaPart,
    Role,
    Segment,
    SegmentKind,
    TextPart,
    joined,
    told_of,
)
from app.templates.check import Checked, check_template, close_helpers, read_reply
from app.templates.jinja_template import TemplateLimit
from app.templates.output_parser import OutputParser, ReasoningDelta, TextDelta, TextRetracted
from app.templates.sandbox import Sandbox, shared
from app.templates.thinking import Thinks

__all__ = [
    "OPENING",
    "Adaptation",
    "AudioPart",
    "ChatFormat",
    "ChatMessage",
    "Checked",
    "ContentPart",
    "ImagePart",
    "MediaPart",
    "OutputParser",
    "ReasoningDelta",
    "Role",
    "Sandbox",
    "Segment",
    "SegmentKind",
    "TemplateLimit",
    "TextDelta",
    "TextPart",
    "TextRetracted",
    "Thinks",
    "check_template",
    "close_helpers",
    "joined",
    "read_reply",
    "shared",
    "told_of",
]
