"""``inglenook memory``: what companions remember."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.application import Application
from app.cli.terminal import confirm, counted, from_input, show_json
from app.cli.unlock import enter
from app.core.clock import local
from app.core.errors import AppError
from app.core.workers import run_to_end
from app.memory import Fact, FactId, Viewpoint, named
from app.personas import Persona, read_file, write_file
from app.session import Session

DID_NOT_WORK = 1
FOUND = 20


def add_memory_commands(parser: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook memory``."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    every = doing.add_parser("list", help="everything a companion knows")
    every.add_argument("--all", action="store_true", help="include what is no longer true")
    look = doing.add_parser("search", help="memories, and what was said, by words or a question")
    look.add_argument("words", nargs="+", metavar="WORD")
    gone = doing.add_parser("forget", help="forget memories for good, with what was made from them")
    gone.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help="as list shows them")
    gone.add_argument("--words-too", action="store_true", help="take the words out of the conversation too")
    gone.add_argument("--yes", action="store_true", help="do not ask")
    out = doing.add_parser("export", help="write them to a file that anybody can read")
    out.add_argument("file", type=Path, metavar="FILE.json|.txt")
    out.add_argument("--replace", action="store_true", help="overwrite an existing file")
    come = doing.add_parser("import", help="import memories: a file that export wrote, or text with one a line")
    come.add_argument("file", type=Path, metavar="FILE")
    add = doing.add_parser("add", help="tell a companion something, in your own words")
    add.add_argument(
        "text",
        metavar="TEXT|-",
        help="- reads it from standard input; anybody on this computer can read a command line",
    )
    for one in (every, look, out, come, add):
        one.add_argument("--persona", metavar="NAME", default="Wren", help="whose memories (default: Wren)")
    for one in (every, look):
        one.add_argument("--json", action="store_true", help="as JSON")


def memory(application: Application, given: argparse.Namespace) -> int:
    """``inglenook memory``."""
    session = enter(application)
    if given.doing == "forget":
        return forget(session, [FactId(number) for number in given.numbers], given)
    persona = session.personas.named(given.persona)
    match given.doing:
        case "search":
            return search(session, persona, " ".join(given.words), as_json=given.json)
        case "export":
            is_text = given.file.suffix.lower() in (".txt", ".md")
            content = session.conversations.memories.export_memories(
                persona, here_of(session, persona).you, as_text=is_text
            )
            write_file(given.file, content, replace=given.replace)
            print(given.file)
        case "import":
            return bring_in(session, persona, given.file)
        case "add":
            session.memory.facts.write(from_input() if given.text == "-" else given.text, persona=persona.id)
        case _:
            return show_list(session, persona, shows_closed=given.all, as_json=given.json)
    return 0


def here_of(session: Session, persona: Persona) -> Viewpoint:
    """Where one is, in no conversation."""
    remembering = session.conversations.memory_context
    assert remembering is not None
    return remembering.here(persona, None)


def show_list(session: Session, persona: Persona, *, shows_closed: bool, as_json: bool) -> int:
    """One line for each memory, the newest first."""
    held, closed = session.memory.active(session.memory.facts.of(persona.id))
    facts = [*held, *(closed if shows_closed else [])]
    here = here_of(session, persona)
    if as_json:
        show_json([told(session, fact, here) for fact in facts])
        return 0
    for fact in facts:
        end = f"  (held until {local(fact.ended):%Y-%m-%d})" if fact.ended is not None else ""
        pin = "*" if fact.is_pinned else " "
        print(f"{fact.id:6} {pin} {local(fact.since):%Y-%m-%d %H:%M}  {session.memory.told(fact, here)}{end}")
    return 0


def told(session: Session, fact: Fact, here: Viewpoint) -> dict[str, object]:
    """A memory as JSON."""
    return {
        "number": fact.id, "text": session.memory.told(fact, here), "about": fact.subject, "key": fact.key,
        "said_by": fact.said_by.value, "sureness": fact.confidence, "since": local(fact.since).isoformat(),
        "until": local(fact.ended).isoformat() if fact.ended is not None else None, "pinned": fact.is_pinned,
        "messages": list(fact.sources), "uses": fact.uses,
    }  # fmt: skip


def search(session: Session, persona: Persona, words: str, *, as_json: bool) -> int:
    """What comes to mind for *words*: memories, then what was said."""
    here = here_of(session, persona)
    facts = [memo for memo in session.memory.recall(words, here, only_facts=True) if memo.kind == "fact"]
    hits = session.memory.find(words, here, FOUND)
    if as_json:
        found = {
            "memories": [{"number": memo.key, "text": memo.text} for memo in facts],
            "said": [{"message": hit.message, "conversation": hit.conversation_id, "at": local(hit.said).isoformat(),
                      "mine": hit.is_mine, "text": hit.text} for hit in hits],
        }  # fmt: skip
        show_json(found)
        return 0
    for memo in facts:
        print(f"{memo.key:6}   {memo.text}")
    for hit in hits:
        who = "you" if hit.is_mine else persona.name
        print(f"         {local(hit.said):%Y-%m-%d %H:%M}  {who}: {' '.join(hit.text.split())}")
    return 0


def forget(session: Session, numbers: list[FactId], given: argparse.Namespace) -> int:
    """Forget memories for good."""
    facts = [session.memory.facts.get(number) for number in numbers]
    if any(fact is None for fact in facts):
        raise AppError("no_memory")
    for fact in facts:
        assert fact is not None
        print(f"{fact.id:6}   {named(fact.text, 'The person', 'The companion')}")
    if not given.yes and not confirm("Forget this for good?"):
        return DID_NOT_WORK
    session.memory.forgetting.move_to_trash(numbers, with_words=given.words_too)
    session.conversations.memories.forget_for_good(numbers)
    return 0


def bring_in(session: Session, persona: Persona, file: Path) -> int:
    """Bring in the memories of a file."""
    kept, refused = run_to_end(session.conversations.memories.import_memories(persona, read_file(file)))
    print(
        f"{counted(kept, 'memory', 'memories')} imported."
        + (f" Refused: {refused}; what they say is never allowed." if refused else "")
    )
    return 0
