"""Chats for people to read: text, Markdown, a page of HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime

from app.chat.archive.chat import Chat, ChatLine
from app.chat.archive.pictures import data_address, told_pictures
from app.core.clock import Milliseconds, local

STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 44em; margin: 2em auto; padding: 0 1em; font: 16px/1.55 system-ui, sans-serif; }
article { margin: 1.2em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
article.mine { background: rgba(164, 74, 34, .12); border-radius: 14px; padding: .7em 1em; margin-left: 18%; }
img { display: block; max-width: 100%; max-height: 28em; border-radius: 8px; margin: .4em 0; }
h1 { font-size: 1.5em; } header { font-weight: 600; white-space: normal; } time { font-weight: 400; opacity: .6; }
"""


def write_text(chat: Chat) -> Iterator[str]:
    """``Name: text``, without what is hidden."""
    for line in chat.lines:
        if not line.is_hidden:
            words = " ".join([*told_pictures(line.shown.pictures), line.shown.text]).strip()
            yield f"{_name(line, chat)}: {words}\n\n"


def write_markdown(chat: Chat) -> Iterator[str]:
    """A heading, and who said what when."""
    yield f"# {chat.title or chat.they}\n"
    for line in chat.lines:
        if not line.is_hidden:
            shown = "".join(f"{each}\n\n" for each in told_pictures(line.shown.pictures))
            yield f"\n**{_name(line, chat)}**{_when(line, ', ')}\n\n{shown}{line.shown.text}\n"


def write_html(chat: Chat) -> Iterator[str]:
    """A page that needs nothing else and fetches nothing."""
    title = html.escape(chat.title or chat.they)
    yield (
        '<!doctype html>\n<html><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
        ' img-src data:">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}</style></head><body>\n<h1>{title}</h1>\n"
    )
    for line in chat.lines:
        if not line.is_hidden:
            mine = ' class="mine"' if line.is_mine else ""
            when = _when(line, "")
            stamp = f" <time>{html.escape(when)}</time>" if when else ""
            yield f"<article{mine}><header>{html.escape(_name(line, chat))}{stamp}</header>"
            for each in line.shown.pictures:
                yield f'<img src="{data_address(each.content)}" alt="{html.escape(each.alt)}">'
            yield f"{html.escape(line.shown.text)}</article>\n"
    yield "</body></html>\n"


def _name(line: ChatLine, chat: Chat) -> str:
    return line.name or (chat.you or "You" if line.is_mine else chat.they or "Companion")


def _when(line: ChatLine, before: str) -> str:
    if line.shown.when_ms is None:
        return ""
    at: datetime = local(Milliseconds(line.shown.when_ms))
    return before + at.isoformat(sep=" ", timespec="minutes")
