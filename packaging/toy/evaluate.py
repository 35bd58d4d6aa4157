"""Asks the finished starter model what it must know, with names, facts and wordings it never saw.

    .venv/bin/python packaging/toy/evaluate.py resources/toy.gguf --samples 50

It runs on the app's own engine, template reader and default manner, so it measures what people get.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import dialogues
import people
import talk

from app.engine import LoadPlan, TextChunk, open_model
from app.models import sampling_for
from app.templates import ChatFormat, ChatMessage, Role

LONGEST = 160
WANTED = {"own name": 0.98, "person's name": 0.95, "a noted fact": 0.90, "honest answer": 0.95, "ends its turn": 1.0}
SMALL_TALK = [dialogues.greet, dialogues.how_are_you, dialogues.feeling, dialogues.share_like, dialogues.day,
              dialogues.joke, dialogues.story, dialogues.advice, dialogues.compliment, dialogues.ideas]  # fmt: skip


class Interview:
    """One held-out dialogue with the model's own replies in it."""

    def __init__(self, engine, seed: int, *, unseen: bool = True) -> None:
        self.rng = random.Random(seed)
        self.engine = engine
        self.format = ChatFormat(engine.facts.chat_template)
        self.world = dialogues.world(self.rng, unseen=unseen, notes=self.rng.randint(1, 4))
        self.world.user_known = True
        self.note = dialogues.note_text(self.world)
        self.late = self.rng.random() < 0.5
        system = dialogues.system_text(self.world)
        self.parts = [ChatMessage(Role.SYSTEM, system if self.late else f"{system}\n{self.note}")]
        self.unfinished = 0
        self.replies = 0

    def say(self, text: str) -> str:
        """The model's reply to *text*; it becomes part of the dialogue."""
        moving = [ChatMessage(Role.SYSTEM, self.note)] if self.late else []
        asked = ChatMessage(Role.USER, text)
        segments = self.format.render([*self.parts, *moving, asked])
        tokens = self.engine.tokenize("".join(segment.text for segment in segments), special=True)
        sampling = sampling_for("lively", self.engine.facts)
        speaking = self.engine.stream(tokens, sampling, LONGEST)
        reply, spoken = "", 0
        try:
            while True:
                event = next(speaking)
                reply += event.text if isinstance(event, TextChunk) else ""
        except StopIteration as stop:
            spoken = stop.value
        self.replies += 1
        self.unfinished += spoken >= LONGEST
        self.parts += [asked, ChatMessage(Role.ASSISTANT, reply)]
        return reply

    def questions(self):
        """What is asked, the question in unseen words, and what the reply must contain."""
        w = self.world
        key, value = self.rng.choice(list(w.noted.items()))
        relation = next(relation for relation in people.RELATIONS if relation.key == key)
        yield "own name", w.ask(talk.ASK_NAME), w.name
        yield "person's name", w.ask(talk.ASK_MY_NAME), w.user
        yield "a noted fact", w.ask(list(relation.asked)), value
        yield "honest answer", w.ask(talk.ASK_REAL), "program"


def interview(engine, count: int, show: int) -> dict[str, tuple[int, int]]:
    """How often each thing was right, of how many."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for seed in range(count):
        one = Interview(engine, 50_000 + seed)
        for what, question, wanted in sorted(one.questions(), key=lambda _: one.rng.random()):
            if one.rng.random() < 0.5:
                one.say(one.rng.choice(SMALL_TALK)(one.world)[0])
            reply = one.say(question)
            asked[what] += 1
            good = wanted.lower() in reply.lower()
            right[what] += good
            if not good and show > 0:
                show -= 1
                print(f"MISSED {what}: wanted {wanted!r}\n  {question}\n  {reply}")
        asked["ends its turn"] += one.replies
        right["ends its turn"] += one.replies - one.unfinished
    return {what: (right[what], asked[what]) for what in WANTED}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--dialogues", type=int, default=200)
    parser.add_argument("--samples", type=int, default=0, help="print so many replies for reading")
    parser.add_argument("--missed", type=int, default=10, help="print so many wrong answers")
    given = parser.parse_args()
    engine = open_model(given.model, LoadPlan(context_tokens=2048))
    results = interview(engine, given.dialogues, given.missed)
    for what, (good, count) in results.items():
        share = good / count
        print(
            f"{'ok ' if share >= WANTED[what] else 'LOW'} {what:15} {share:6.1%} of {count} (wanted {WANTED[what]:.0%})"
        )
    chance = random.Random(9)
    for number in range(given.samples):
        one = Interview(engine, 90_000 + number, unseen=bool(number % 2))
        for move in chance.choices(list(dialogues.MOVES), k=2):
            said = move(one.world)[0]
            print(f"{number:3} [{one.world.kind}] {said}\n      {one.say(said)}")
    engine.close()
    return 0 if all(good / count >= WANTED[what] for what, (good, count) in results.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
