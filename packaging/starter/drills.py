"""Questions of fact, by a grammar: names, what is known, what was never told, what answers here.

What is written by hand teaches how to be with somebody; to repeat a name from the prompt, a pupil of this size needs
thousands of examples, each with another name.  They stand by themselves, and woven into what was written.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "toy"))

import dialogues
from conversations import Conversation, Turn

KIND_OF = {"wren": "friend", "aldous": "mentor", "marlow": "storyteller"}
"""Whose wordings the three speak in."""


def drill(rng: random.Random) -> list[Turn]:
    """A conversation of questions alone."""
    world = dialogues.world(rng, notes=rng.choice((0, 1, 2, 3, 4, 5)))
    head = dialogues.system_text(world)
    late = bool(world.noted) and rng.random() < 0.4
    if world.noted and not late:
        head += "\n" + dialogues.note_text(world)
    turns = [Turn("system", head)]
    for _ in range(rng.choice((2, 3, 4, 5))):
        said, answered = _question(world, rng)
        turns += [Turn("user", said), Turn("assistant", answered, is_learnt=True)]
    if late:
        turns.append(Turn("system", dialogues.note_text(world)))
        said, answered = dialogues.recall_fact(world)
        turns += [Turn("user", said), Turn("assistant", answered, is_learnt=True)]
    return turns


def woven(conversation: Conversation, rng: random.Random, felt: Mapping[str, str]) -> list[Turn]:
    """What was written, with one to three questions of fact between its lines; *felt* as in ``Conversation.turns``."""
    turns = conversation.turns(rng, felt)
    head = turns[0].text
    name = re.match(r"You are (?:the )?([\w'-]+)", head)
    user = re.search(r"The person's name is ([^.]+)\.", head)
    if name is None:
        return turns
    world = dialogues.world(rng, notes=rng.choice((1, 2, 3)))
    world.kind = KIND_OF.get(conversation.persona, world.kind)
    world.name, world.user, world.user_known = name[1], user[1] if user else world.user, user is not None
    # What the conversation itself tells of must not be told otherwise.
    words = " ".join(turn.text for turn in turns).lower()
    for key in [key for key in world.noted if key in words]:
        del world.noted[key]
    if world.noted:
        told = dialogues.note_text(world)
        turns[0] = Turn(
            "system", f"{head} {told.removeprefix('You remember: ')}" if "You remember:" in head else f"{head}\n{told}"
        )
    for _ in range(rng.choice((1, 1, 2, 3))):
        # What comes to mind for a line, or is felt in it, stays before it.
        places = [
            place - (place > 1 and turns[place - 1].role == "system")
            for place, turn in enumerate(turns)
            if turn.role == "user"
        ]
        said, answered = _question(world, rng)
        at = rng.choice(places)
        turns[at:at] = [Turn("user", said), Turn("assistant", answered, is_learnt=True)]
    return turns


def _question(world: dialogues.World, rng: random.Random) -> tuple[str, str]:
    moves = [dialogues.own_name, dialogues.honest, dialogues.unknown_fact, dialogues.unknown_fact]
    if world.user_known:
        moves.append(dialogues.users_name)
    else:
        moves.append(dialogues.introduce)
    if world.noted or world.told:
        moves += [dialogues.recall_fact] * 4
    moves += [dialogues.tell_fact]
    return rng.choice(moves)(world)
