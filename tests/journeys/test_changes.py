"""A screen reads nothing anew that it does not show."""

from __future__ import annotations

from app.personas import new_card


def names(pilot) -> list[str]:
    return [row.name for row in pilot.app.chat.recentPersonas.rows]


def test_a_companion_who_is_not_here_changes_nothing_of_what_is_open(chatting, monkeypatch):
    session, read = chatting.application.session, []
    monkeypatch.setattr(chatting.app.chat.conversation, "show_messages", lambda: read.append("messages"))
    other = session.personas.add(new_card({"name": "Ottilie", "description": "Ottilie is a sailor."}))
    chatting.qtbot.waitUntil(lambda: "Ottilie" in names(chatting))
    read.clear()  # a new one may be anybody
    session.personas.change(other, new_card({"name": "Odile", "description": "Odile is a pilot."}))
    chatting.qtbot.waitUntil(lambda: "Odile" in names(chatting))
    assert read == []
    here = chatting.app.chat.conversation.persona
    session.personas.place_exactly(here.id, wanted=True)
    chatting.qtbot.waitUntil(lambda: read == ["messages"])


def test_a_message_elsewhere_does_not_read_this_list_again(chatting, monkeypatch):
    session, chat, read = chatting.application.session, chatting.app.chat, []
    here, other = session.personas.named("wren"), session.personas.named("marlow")
    assert chat.conversation.persona.id == here.id
    monkeypatch.setattr(chat.conversationList, "show", lambda *_: read.append("list"))
    tree = session.conversations.store.tree
    tree.ask(other.id, None, "Hello")
    tree.ask(here.id, None, "Hello")
    chatting.qtbot.waitUntil(lambda: bool(read))
    assert read == ["list"]  # what is told comes in order: the first was passed over
