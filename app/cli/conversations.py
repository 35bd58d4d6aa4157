"""``inglenook conversations``: listing them, bringing in chats of other programs, writing them out."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.application import Application
from app.chat import CHAT_FORMS, UNTITLED, ConversationId, read_chats
from app.cli.terminal import show_json
from app.cli.unlock import enter
from app.core.clock import local
from app.core.errors import AppError
from app.core.translation import explain, sentence
from app.personas import read_file
from app.session import Session

DID_NOT_WORK = 1


def add_conversation_commands(parser: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook conversations``."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    every = doing.add_parser("list", help="list the conversations")
    every.add_argument("--persona", metavar="NAME", help="only those with this companion")
    every.add_argument("--json", action="store_true", help="as JSON")
    group = doing.add_parser("group", help="start a group chat with several companions")
    group.add_argument("names", nargs="+", metavar="NAME", help="two or more, in the order in which they speak")
    group.add_argument("--title", default="", metavar="TEXT")
    come = doing.add_parser("import", help="import chats from other programs")
    come.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    come.add_argument("--persona", metavar="NAME", required=True, help="the companion they are with")
    go = doing.add_parser("export", help="write a conversation to a file that anybody can read")
    go.add_argument("number", type=int, metavar="NUMBER", help="as list shows it")
    go.add_argument("file", type=Path, metavar="FILE", help=f"ends in one of: {', '.join(CHAT_FORMS)}")
    go.add_argument("--replace", action="store_true", help="overwrite an existing file")


def conversations(application: Application, given: argparse.Namespace) -> int:
    """``inglenook conversations``."""
    session = enter(application)
    match given.doing:
        case "import":
            return bring_in(session, given.paths, given.persona)
        case "group":
            return make_group(session, given.names, given.title)
        case "export":
            return export(session, given)
        case _:
            return show_list(session, given.persona, as_json=given.json)


def make_group(session: Session, names: list[str], title: str) -> int:
    """Begin a conversation of several; its number is what ``list`` shows."""
    members = list(dict.fromkeys(session.personas.named(name).id for name in names))
    if len(members) < 2:
        print("A group has two companions or more.")
        return DID_NOT_WORK
    print(f"Started as number {session.conversations.store.groups.create(members, title)}.")
    return 0


def show_list(session: Session, name: str | None, *, as_json: bool) -> int:
    """One line for each conversation, the latest first."""
    store = session.conversations.store
    conversations = store.catalogue.of_persona(session.personas.named(name).id) if name else store.catalogue.every()
    names = {summary.id: summary.name for summary in session.personas.summaries()}
    if as_json:
        told = [
            {
                "number": each.id,
                "companion": names.get(each.persona, ""),
                "title": each.title,
                "folder": each.folder,
                "archived": each.is_archived,
                "changed": local(each.updated).isoformat(),
            }
            for each in conversations
        ]
        show_json(told)
    else:
        for each in conversations:
            changed = f"{local(each.updated):%Y-%m-%d %H:%M}"
            print(f"{each.id:6}  {changed}  {names.get(each.persona, ''):16} {each.title or sentence(UNTITLED)}")
    return 0


def bring_in(session: Session, paths: list[Path], name: str) -> int:
    """Bring in the chats of every file; one line each."""
    persona = session.personas.named(name)
    failed = 0
    for path in paths:
        try:
            chats = read_chats(read_file(path), path.stem)
            work = session.conversations.files.import_chats(persona, chats)
            while True:
                next(work)
        except StopIteration as stop:
            for came in stop.value:
                bad = f", {came.bad_lines} could not be read" if came.bad_lines else ""
                print(f"ok    {path}: {came.lines} messages{bad}")
        except AppError as error:
            failed += 1
            print(f"NOT   {path}: {explain(error)}")
    return DID_NOT_WORK if failed else 0


def export(session: Session, given: argparse.Namespace) -> int:
    """Write one conversation out."""
    form = given.file.suffix.removeprefix(".").lower()
    if form not in CHAT_FORMS:
        raise AppError("chat_ending", forms=", ".join(CHAT_FORMS))
    store, conversation_id = session.conversations.store, ConversationId(given.number)
    if not any(each.id == conversation_id for each in store.catalogue.every()):
        raise AppError("no_conversation", number=str(conversation_id))
    persona = session.personas.get(store.catalogue.persona_of(conversation_id))

    def picture() -> bytes:
        return session.importer.picture_of(persona.id)

    session.conversations.files.write(
        persona, conversation_id, form, given.file, replace_it=given.replace, picture=picture
    )
    print(given.file)
    return 0
