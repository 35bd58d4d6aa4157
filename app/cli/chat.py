"""``inglenook chat``: talking in the terminal."""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from app.application import Application
from app.boundaries import classify_crisis, lines_for
from app.chat import AttachmentId, AttachmentKind, Author, ConversationId
from app.cli.terminal import confirm, from_input, read_line, show, show_json, tell, worked
from app.cli.unlock import enter
from app.core import settings as s
from app.core.errors import AppError, MinorsFilterTriggered, TooMuch, TopicTouched
from app.core.text import Text
from app.core.translation import explain, say, sentence
from app.core.workers import Cancelled, Failed, Finished
from app.generation import PendingReply, Stats
from app.models import LoadDegraded
from app.personas import Persona, read_file
from app.session import Session
from app.templates import TextDelta, TextRetracted
from app.vision import MOST_BYTES

DID_NOT_WORK = 1
WELCOME = (
    "Inglenook is for adults. A companion is a simulation: a program, not a person.\n"
    "Everything stays on this computer, encrypted.\n"
)


THOUGHT = "That was what the model thought; its answer follows."


def chat(application: Application, given: argparse.Namespace) -> int:
    """``inglenook chat``."""
    session = enter(application)
    if given.list:
        for summary in session.personas.summaries():
            print(f"{summary.name:12} {summary.tagline}")
        return 0
    persona = session.personas.named(given.persona)
    pictures = [read_file(path, MOST_BYTES) for path in given.image]
    if given.once is not None:
        text = from_input() if given.once == "-" else given.once
        return once(application, session, persona, text, pictures, as_json=given.json)
    return converse(application, session, persona, pictures)


def attach(
    application: Application,
    session: Session,
    persona: Persona,
    conversation_id: ConversationId | None,
    pictures: Sequence[bytes],
) -> None:
    """Let *pictures* go with what is said next, described where a model can.

    Raises:
        PictureUnreadable, TooManyAttachments: one of them cannot be shown; none is then.
    """
    attaching = session.attaching
    attached: list[AttachmentId] = []
    try:
        attached.extend(attaching.attach_picture(persona.id, conversation_id, each).id for each in pictures)
    except AppError:
        for one in attached:
            attaching.store.take_out(one)
        raise
    for one in attached:
        if attaching.describes(AttachmentKind.IMAGE):
            with contextlib.suppress(AppError):  # it goes without, and the model is told so
                worked(application.io_worker, lambda one=one: attaching.describe(one), "Looking at it…")  # type: ignore[misc]


def once(
    application: Application,
    session: Session,
    persona: Persona,
    text: str,
    pictures: Sequence[bytes] = (),
    *,
    as_json: bool,
) -> int:
    """Say one thing in a new conversation and print the answer."""
    spoken: list[str] = []
    stats = Stats()
    ended = DID_NOT_WORK
    care(application, text)
    conversation_id = session.conversations.replies.greet(persona)
    attach(application, session, persona, conversation_id, pictures)
    for event in answer(session, persona, conversation_id, text):
        if isinstance(event, TextRetracted):
            spoken.clear()
            if not as_json:
                tell_beside(THOUGHT)
        elif isinstance(event, TextDelta | Aside):
            spoken.append(event.text)
            if not as_json:
                shown(event)
        elif isinstance(event, LoadDegraded) and not as_json:
            tell(" ".join(map(sentence, event.gives_up)), sys.stderr)
        elif isinstance(event, Finished) and isinstance(event.value, Stats):
            stats, ended = event.value, 0
    if as_json:
        figures = {key: asdict(stats)[key] for key in ("ttft_ms", "tokens", "tokens_per_s", "model")}
        show_json({"reply": "".join(spoken).rstrip(), **figures, "persona": persona.name}, indent=None)
    else:
        print()
    return ended


def converse(application: Application, session: Session, persona: Persona, pictures: Sequence[bytes] = ()) -> int:
    """Talk until an empty line, Ctrl+D or ``/quit``."""
    if not application.settings.switch(s.WELCOMED):
        sys.stderr.write(WELCOME)
        if not confirm("Are you 18 or older?"):
            return DID_NOT_WORK
        application.settings.put(s.WELCOMED, True)
    sys.stderr.write(
        f"You are talking with {persona.name} ({application.model.name})."
        " An empty line ends it; Ctrl+C stops a reply.\n"
    )
    if safe_word := application.settings.text(s.SAFE_WORD).strip():
        sys.stderr.write(f"“{safe_word}” alone pauses the scene, /go resumes it.\n")
    conversation_id = session.conversations.replies.greet(persona) or session.conversations.store.catalogue.start(
        persona.id
    )
    for greeting in session.conversations.store.tree.path(conversation_id):
        show(f"{persona.name}> {greeting.text}\n")
    attach(application, session, persona, conversation_id, pictures)
    while True:
        text = read_line("you> ")
        if text in ("", "/quit"):
            return 0
        if text == "/go":
            session.conversations.replies.go_on(conversation_id)
            continue
        care(application, text)
        if not told(session, persona, conversation_id, text):
            print()


def told(session: Session, persona: Persona, conversation_id: ConversationId, text: str) -> bool:
    """Say *text* and show the answer; whether a boundary kept it from being said."""
    sure = False
    while True:
        try:
            show(f"{persona.name}> ")
            for event in answer(session, persona, conversation_id, text, sure=sure):
                if isinstance(event, TextRetracted):
                    tell_beside(THOUGHT)
                elif isinstance(event, TextDelta | Aside):
                    shown(event)
                elif isinstance(event, LoadDegraded):
                    tell_beside(" ".join(map(sentence, event.gives_up)))
        except MinorsFilterTriggered as error:
            tell_beside(explain(error))
            return True
        except TooMuch as error:
            tell_beside(explain(error))
            return True
        except TopicTouched as error:
            tell_beside(say(error))
            if not confirm("Send it anyway?"):
                return True
            sure = True
            continue
        return False


def shown(event: TextDelta | Aside) -> None:
    """Show what a companion or the app itself says."""
    if isinstance(event, TextDelta):
        show(event.text)
    else:
        tell_beside(event.text)


def tell_beside(text: str) -> None:
    """Say *text* as the app where a companion's words may stand on the line already."""
    show("\n")
    tell(text)


def care(application: Application, text: str) -> None:
    """Say where help is, on standard error and nowhere else, where *text* may call for it."""
    need = classify_crisis(text)
    if need is None:
        return
    lines = lines_for(
        application.policy.help_lines(),
        application.policy.country(os.environ.get("LC_ALL") or os.environ.get("LANG", "")),
        need,
    )
    words = sentence(Text(f"notice.crisis_{need.value}"))
    if not lines:
        words = words.removesuffix(":") + "."
    where = "".join(f"  {line.name}: {line.reach}\n" for line in lines)
    danger, not_kept = sentence(Text("notice.immediate_danger")), sentence(Text("notice.crisis_not_kept"))
    sys.stderr.write(f"{words}\n{where}  {danger}\n  {not_kept}\n")


@dataclass(frozen=True, slots=True)
class Aside:
    """What the app says outside the fiction."""

    text: str


def aside_of(session: Session, exchange: PendingReply) -> Iterator[Aside]:
    """What the app said in *exchange*, where it said something."""
    parent = exchange.answer.parent
    for message in (exchange.answer, *([session.conversations.store.tree.get(parent)] if parent is not None else [])):
        if message.author is Author.APP:
            yield Aside(message.text)
            return


def answer(
    session: Session, persona: Persona, conversation_id: ConversationId | None, text: str, *, sure: bool = False
) -> Iterator[object]:
    """The events of one reply as they come.  Ctrl+C stops the reply.

    Raises:
        AppError: the reply failed, or a boundary was met; see ``Conversations.say``.
    """
    events: queue.SimpleQueue[object] = queue.SimpleQueue()
    exchange = session.conversations.replies.say(persona, conversation_id, text, events.put, sure=sure)
    yield from aside_of(session, exchange)
    if exchange.job is None:
        yield Finished(Stats())
        return
    while True:
        try:
            event = events.get(timeout=0.2)  # on Windows a wait without end cannot be interrupted
        except queue.Empty:
            continue
        except KeyboardInterrupt:
            exchange.job.cancel()
            continue
        yield event
        match event:
            case Failed(error=error):
                raise error
            case Finished() | Cancelled():
                session.conversations.memories.extract_pending(
                    exchange.conversation_id
                )  # there may be no idle moment before the end
                return
