"""A model's own chat format, from its metadata: rendering a prompt, and reading the reply."""

from app.template.chat_format import THINKS, ChatFormat, Part, Role, Segment
from app.template.reply_reader import ReplyReader, Said, Thought

__all__ = ["THINKS", "ChatFormat", "Part", "ReplyReader", "Role", "Said", "Segment", "Thought"]
