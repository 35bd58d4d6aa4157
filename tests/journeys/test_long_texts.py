"""Texts as nobody writes them: shown in pages, or refused in a sentence; the window stays quick and small."""

from __future__ import annotations

import json

import psutil
import pytest
from PySide6.QtCore import QLocale, QObject, QUrl

from tests.journeys.test_conversation import shown
from tests.journeys.test_personas import drop
from tests.personas import cards as made
from tests.pilot import Role

MOST_MEMORY = 400 << 20


def greeted(pilot, tmp_path, greeting: str) -> None:
    """Bring in a companion who greets so."""
    path = tmp_path / "long.json"
    path.write_text(json.dumps(made.v3(name="Long", first_mes=greeting, alternate_greetings=[])))
    drop(pilot, path)
    pilot.click("Import")
    pilot.qtbot.waitUntil(lambda: pilot.app.chat.conversation.name == "Long", timeout=60_000)
    pilot.qtbot.waitUntil(lambda: len(pilot.app.chat.conversation.messages.rows) == 1, timeout=60_000)


def blocks_in_the_window(pilot) -> int:
    return sum(found.metaObject().className().startswith("BlockView") for found in pilot.window.findChildren(QObject))


@pytest.mark.parametrize("text", ["a\n\n" * 60_000, "x" * 390_000, "> - " * 40_000, "[a](" * 90_000])
def test_a_greeting_of_180_000_characters_is_shown_a_page_at_a_time(chatting, tmp_path, text):
    before = psutil.Process().memory_info().rss
    greeted(chatting, tmp_path, text)
    blocks = chatting.app.chat.conversation.messages.rows[0].blocks
    assert len(text.strip()) <= blocks.total <= len(text)
    assert 0 < blocks.shown <= 10_000
    told = QLocale()
    label = f"Show more ({told.toString(blocks.shown)} of {told.toString(blocks.total)} characters shown)"
    chatting.wait_for(Role.Button, label)
    first = blocks_in_the_window(chatting)
    assert first <= 220
    blocks.show_more()
    chatting.wait_gone(Role.Button, label)
    assert blocks_in_the_window(chatting) <= 2 * first + 20
    assert psutil.Process().memory_info().rss - before < MOST_MEMORY


def test_a_message_of_usual_length_is_shown_whole(chatting, tmp_path):
    greeted(chatting, tmp_path, "A word. " * 2_000)
    assert [text.strip() for text in shown(chatting)] == [("A word. " * 2_000).strip()]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"description": "x" * 500_000}, "A field of this companion has 500,000 characters; the limit is 400,000."),
        ({"first_mes": "x" * 500_000}, "A field of this companion has 500,000 characters"),
        ({"name": "x" * 5_000}, "The name of this companion has 5,000 characters; the limit is 1,000."),
        ({"alternate_greetings": ["x"] * 200_000}, "This companion has 200,000 greetings; the limit is 1,000."),
        ({"tags": [str(number) for number in range(100_000)]}, "This companion has 100,000 tags; the limit is 1,000."),
        ({"mes_example": "x" * 399_000, "alternate_greetings": ["y" * 300_000] * 15}, "characters in total"),
    ],
)
def test_a_card_that_is_too_long_is_refused_in_a_sentence(chatting, tmp_path, more, said):
    path = tmp_path / "long.json"
    path.write_text(json.dumps(made.v3(**more)))
    drop(chatting, path)
    chatting.qtbot.waitUntil(
        lambda: any(name.startswith(said) or said in name for name in chatting.names(Role.AlertMessage)), timeout=30_000
    )
    assert len(chatting.application.session.personas.summaries()) == 3
    chatting.click("OK")


def test_a_chat_with_a_word_of_two_million_letters_is_refused(chatting, tmp_path):
    path = tmp_path / "chat.jsonl"
    head = {"user_name": "Ada", "character_name": "Wren"}
    path.write_text(
        "\n".join(json.dumps(each) for each in (head, {"name": "Ada", "is_user": True, "mes": "x" * 2_000_000}))
    )
    chatting.app.details.files.bring_in(QUrl.fromLocalFile(str(path)))
    chatting.wait_for(Role.AlertMessage, "A message in this chat has 2,000,000 characters; the limit is 400,000. "
                      "Make it shorter, or split it. Nothing was changed.")  # fmt: skip


def test_a_message_that_is_too_long_stays_in_the_field(chatting):
    chatting.app.chat.reply.send("x" * 100_001)
    said = (
        "This message has 100,001 characters; the limit is 100,000. Make it shorter, or split it. Nothing was changed."
    )
    chatting.wait_for(Role.AlertMessage, said)
    assert shown(chatting) == []
