r"""Lets a starter answer the examination, counts what can be counted and writes down the rest to be read.

    python packaging/starter/examine.py BASE.gguf --adapters build/starter --out samples.txt
    python packaging/starter/examine.py resources/toy.gguf --out toy.txt

The questions are those of ``examination.txt``: new names, new topics, new wordings, six lines a conversation.  They are
asked by the app's own engine, template reader, prompt and sampling, so this measures what people get.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from conversations import HEADS, RATINGS, SEEMS, description_of

from app.core.paths import resources
from app.engine import STARTER_KEY, AppliedAdapter, LoadPlan, TextChunk, fingerprint, open_model
from app.manner import SUFFIX, read_feelings, shipped_reader
from app.models import LATE, sampling_for
from app.presence import feeling_of
from app.templates import ChatFormat, ChatMessage, Role

HERE = Path(__file__).resolve().parent
LONGEST = 160
FEELINGS = resources() / "starter" / "feelings.json"
HEAD = re.compile(rf"({'|'.join(HEADS)}): ?(.*)")


@dataclass(slots=True)
class Line:
    """One line of the person: of what *kind* it is, and what a right reply matches, or never does."""

    text: str
    recalled: list[str] = field(default_factory=list)
    kind: str = "talk"
    must: str = ""
    never: str = ""


@dataclass(slots=True)
class Trial:
    """One conversation of the examination."""

    topic: str
    head: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def read(file: Path) -> list[Trial]:
    """The examination in *file*."""
    trials: list[Trial] = []
    recalled: list[str] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("## "):
            trials.append(Trial(line[3:]))
        elif line.startswith("- "):
            trials[-1].lines.append(Line(line[2:], recalled))
            recalled = []
        elif found := re.match(r"(must|never|kind): (.*)", line):
            setattr(trials[-1].lines[-1], found[1], found[2])
        elif found := HEAD.match(line):
            if found[1] in ("recall", "lore"):
                recalled.append(f"You remember: {found[2]}" if found[1] == "recall" else found[2])
            else:
                trials[-1].head[found[1]] = found[2]
    return trials


class Examiner:
    """Plays a trial with one model."""

    def __init__(self, model: Path, adapters: Path | None, seed: int) -> None:
        self.engine = open_model(model, LoadPlan(context_tokens=2048))
        self.adapters = adapters
        self.seed = seed
        facts = self.engine.facts
        self.facts = facts if facts.is_starter else facts.with_metadata({STARTER_KEY: model.stem})
        self.format = ChatFormat(facts.chat_template)
        self.reader, self.identity = shipped_reader(FEELINGS), fingerprint(model)
        self.tokens = self.unfinished = 0
        self.seconds = 0.0

    def play(self, trial: Trial) -> Iterator[tuple[Line, str]]:
        """Each line of *trial*, and the reply to it."""
        voice = trial.head["as"]
        worn = [] if self.adapters is None else [self.adapters / "companion.gguf", self.adapters / f"{voice[:20]}.gguf"]
        self.engine.use_adapters([AppliedAdapter(path) for path in worn if path.exists()])
        head = description_of(voice)
        if trial.head.get("you"):
            head += f" The person's name is {trial.head['you']}."
        head += f" {RATINGS[trial.head.get('rating', 'romantic')]}"  # as the dial stands until somebody turns it
        if trial.head.get("remember"):
            head += f"\nYou remember: {trial.head['remember']}"
        said = [ChatMessage(Role.SYSTEM, head)]
        for line in trial.lines:
            felt = self._felt(line.text)
            beside = [*line.recalled, *([SEEMS.format(feeling=felt)] if felt else [])]
            moving = [ChatMessage(Role.SYSTEM, "\n".join(beside))] if beside else []
            asked = ChatMessage(Role.USER, line.text)
            reply = self._answer([*said, *moving, asked])
            said += [asked, ChatMessage(Role.ASSISTANT, reply)]
            yield line, reply

    def _felt(self, text: str) -> str:
        """What the app would tell the model of what is felt in *text*."""
        words = read_feelings()
        if (clear := feeling_of(text, words.cues)).is_clear:
            return words.called[clear.expression]
        if self.reader is None or self.reader[0] != self.identity:
            return ""
        tokens = self.engine.tokenize(text + SUFFIX, special=False)
        states = self.engine.hidden_states([(tokens, len(tokens) - 1)], LATE)
        return words.called.get(self.reader[1].classifier.feeling(driven(states)[0][0]), "")

    def _answer(self, messages: list[ChatMessage]) -> str:
        prompt = "".join(segment.text for segment in self.format.render(messages))
        sampling = sampling_for("lively", self.facts, [{"seed": self.seed}])
        reply, spoken, started = "", 0, time.perf_counter()
        speaking = self.engine.stream(self.engine.tokenize(prompt, special=True), sampling, LONGEST)
        try:
            while True:
                event = next(speaking)
                reply += event.text if isinstance(event, TextChunk) else ""
        except StopIteration as stop:
            spoken = stop.value
        self.seconds += time.perf_counter() - started
        self.tokens += spoken
        self.unfinished += spoken >= LONGEST
        return reply.strip()


def driven(work: Generator[object, None, Any]) -> Any:
    """What *work* comes to."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


def examine(given: argparse.Namespace) -> None:
    examiner = Examiner(given.model, given.adapters, given.seed)
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    words = replies = 0
    with given.out.open("w", encoding="utf-8") as out:
        for trial in read(given.examination)[: given.trials]:
            print(f"\n## {trial.topic}", *(f"{key}: {value}" for key, value in trial.head.items()), sep="\n", file=out)
            for line, reply in examiner.play(trial):
                plain = reply.replace("’", "'")
                is_right = (not line.must or re.search(line.must, plain, re.IGNORECASE)) and not (
                    line.never and re.search(line.never, plain, re.IGNORECASE)
                )
                asked[line.kind] += 1
                right[line.kind] += bool(is_right)
                words += len(reply.split())
                replies += 1
                for moving in line.recalled:
                    print(f"  ({moving})", file=out)
                print(f"- {line.text}\n= {reply}", "" if is_right else f"   [! {line.kind}]", file=out)
            out.flush()
        told = [f"{kind} {right[kind]} of {asked[kind]}" for kind in sorted(asked)]
        ended = f"ends its turn {replies - examiner.unfinished} of {replies}"
        summary = f"{', '.join(told)}; {ended}; {words / max(1, replies):.1f} words a reply"
        print(f"\n{summary}", file=out)
    print(f"{summary}; {examiner.tokens / max(0.001, examiner.seconds):.1f} tokens a second, reading counted")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--adapters", type=Path)
    parser.add_argument("--examination", type=Path, default=HERE / "examination.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    examine(parser.parse_args())
