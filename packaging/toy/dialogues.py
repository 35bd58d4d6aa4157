"""Whole dialogues, put together from the wordings in ``talk`` and the people in ``people``.

``dialogue(rng)`` gives one conversation as chat messages; with ``unseen=True`` it uses only the
names, facts and wordings that training never shows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypedDict

import people
import talk
from grammar import kept, say, seen

Kind = str


class Line(TypedDict):
    """One chat message, as a chat template expects it."""

    role: str
    content: str
    copied: list[str]


@dataclass(slots=True)
class World:
    """Who talks to whom, and what has been said that may be asked for again."""

    rng: random.Random
    kind: Kind
    name: str
    user: str
    user_known: bool
    likes: list[str]
    unseen: bool = False
    noted: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    in_adventure: bool = False

    def ask(self, lines: list[str], **slots: str) -> str:
        """Something the person says, now and then typed the way people type."""
        pool = kept(lines) if self.unseen else seen(lines)
        text = say(self.rng.choice(pool), self.rng, {"name": self.name, "user": self.user, **slots})
        return typed(text, self.rng)

    def answer(self, replies: talk.Replies | list[str], **slots: str) -> str:
        """Something the companion says, in the voice of its kind."""
        pool = replies if isinstance(replies, list) else replies[self.kind]
        line = self.rng.choice(pool)
        called = self.user_known and self.rng.random() < 0.45
        line = line.replace("{, user}", ", {user}" if called else "")
        return sentences(say(line, self.rng, {"name": self.name, "user": self.user, **slots}))


OPENINGS = (
    "Hey, ",
    "So, ",
    "Um, ",
    "By the way, ",
    "One question: ",
    "Please, ",
    "Sorry, ",
    "Okay, ",
    "Listen, ",
    "Oh, ",
    "Tell me, ",
)


def typed(text: str, rng: random.Random) -> str:
    """*text* as typed in a hurry: sometimes without capitals or the final stop."""
    if text.endswith("?") and len(text) > 12 and rng.random() < 0.2:
        start = text if text.startswith(("I ", "I'")) else text[:1].lower() + text[1:]
        text = rng.choice(OPENINGS) + start
    if rng.random() < 0.3:
        text = text[:1].lower() + text[1:] if not text.startswith(("I ", "I'")) else text
    if rng.random() < 0.12:
        text = text.lower()
    if rng.random() < 0.35 and text.endswith("."):
        text = text[:-1]
    if rng.random() < 0.08 and text.endswith("?"):
        text = text[:-1]
    return text


def sentences(text: str) -> str:
    """*text* with a capital after every full stop, question and exclamation mark."""
    out: list[str] = []
    start = True
    for index, letter in enumerate(text):
        char = letter
        if start and letter.isalpha():
            char, start = letter.upper(), False
        elif (
            (
                char in ".!?"
                and text[index + 1 : index + 2] in (" ", "", "\n")
                and text[max(0, index - 2) : index + 1] != "..."
            )
            or (char == "*" and index > 0 and text[index - 1].isalpha())
            or char == "\n"
        ):
            start = True
        out.append(char)
    return "".join(out).replace(" i ", " I ").replace(" i'm", " I'm").strip()


def second_person(phrase: str) -> str:
    """An action said by the person, as told back to them."""
    return phrase.replace("my ", "your ")


# --- what can happen in a conversation: each gives a (said, answered) pair ----------------------

Turn = tuple[str, str]


def greet(w: World) -> Turn:
    return w.ask(talk.GREETINGS), w.answer(talk.GREETED)


def how_are_you(w: World) -> Turn:
    return w.ask(talk.HOW_ARE_YOU), w.answer(talk.I_AM_WELL)


def feeling(w: World) -> Turn:
    rng = w.rng
    mood = rng.choice(list(talk.FEELINGS))
    good = mood in talk.GOOD_FEELINGS
    said = w.ask(talk.FEELINGS[mood])
    cause = ""
    if mood != "bored" and not w.unseen and rng.random() < 0.6:
        line = rng.choice(talk.GOOD_CAUSES if good else talk.BAD_CAUSES)
        slots = {"object": thing(w), "person": rng.choice(talk.PERSONS), "plan": rng.choice(people.PLANS)}
        line = say(line, rng, {"i": "{i}", "my": "{my}", "me": "{me}", **slots})
        line = line[:1].lower() + line[1:]
        mine = line.format(i="I", my="my", me="me")
        cause = line.format(i="you", my="your", me="you")
        said = said.rstrip(".!") + rng.choice([" because ", ", ", ". "]) + mine + "."
    key = {"tired": "tired", "bored": "bored"}.get(mood, "good" if good else "bad")
    because = rng.choice(talk.BECAUSE_GLAD if good else talk.BECAUSE_SAD) if cause else ""
    return said, w.answer(
        talk.FELT[key], because_sad=because.format(cause=cause), because_glad=because.format(cause=cause)
    )


def comforted(w: World) -> Turn:
    return w.ask(talk.COMFORTED + talk.THANKS), w.answer(talk.YOU_ARE_WELCOME)


def advice(w: World) -> Turn:
    if w.rng.random() < 0.5:
        return w.ask(talk.HELP_ME), w.answer(talk.ADVICE)
    asked, answered = w.rng.choice(list(talk.TOPIC_ADVICE.values()))
    return w.ask(asked, person=w.rng.choice(talk.PERSONS)), w.answer([answered])


def introduce(w: World) -> Turn:
    said = w.ask(talk.MY_NAME)
    w.user_known = True
    return keep_case(said, w.user), w.answer(talk.NICE_TO_MEET)


def keep_case(said: str, word: str) -> str:
    """*said* with *word* spelled as it should be, whatever the typing did to it."""
    return said.replace(word.lower(), word)


def own_name(w: World) -> Turn:
    return w.ask(talk.ASK_NAME), w.answer(talk.OWN_NAME)


def users_name(w: World) -> Turn:
    return w.ask(talk.ASK_MY_NAME), w.answer(talk.YOUR_NAME if w.user_known else talk.NAME_UNKNOWN)


def own_likes(w: World) -> Turn:
    likes = dict(zip(("l1", "l2", "l3"), w.likes, strict=True))
    return w.ask(talk.ASK_LIKES), w.answer(talk.OWN_LIKES, **likes)


def share_like(w: World) -> Turn:
    like = people.value("hobby", w.rng, unseen=w.unseen)
    return w.ask(talk.I_LIKE, like=like), w.answer(talk.LIKE_TALK, like=like)


def tell_fact(w: World) -> Turn:
    rng = w.rng
    free = [r for r in people.RELATIONS if r.key not in w.noted and r.key not in w.told]
    relation = rng.choice(free or people.RELATIONS)
    value = people.value(relation.key, rng, unseen=w.unseen)
    w.told[relation.key] = value
    said = keep_case(w.ask(list(relation.told), v=value), value)
    echo = say(relation.answer[0], rng, {"v": value})
    return said, w.answer(talk.FACT_HEARD, echo=sentences(echo))


def recall_fact(w: World) -> Turn:
    known = {**w.noted, **w.told}
    key = w.rng.choice(list(known))
    relation = next(r for r in people.RELATIONS if r.key == key)
    return ask_fact(w, relation, known[key])


def ask_fact(w: World, relation: people.Relation, value: str) -> Turn:
    answer = say(w.rng.choice(relation.answer), w.rng, {"v": value})
    tail = w.rng.choice(talk.FACT_TAIL[w.kind])
    return w.ask(list(relation.asked)), sentences(w.answer([answer.replace("{", "").replace("}", "") + tail]))


def unknown_fact(w: World) -> Turn:
    free = [r for r in people.RELATIONS if r.key not in w.noted and r.key not in w.told]
    relation = w.rng.choice(free)
    return w.ask(list(relation.asked)), w.answer(talk.FACT_UNKNOWN)


def honest(w: World) -> Turn:
    return w.ask(talk.ASK_REAL), w.answer(talk.HONEST)


def about_self(w: World) -> Turn:
    return w.ask(talk.ASK_SELF), w.answer(talk.SELF)


def short_good(w: World) -> Turn:
    return w.ask(talk.SHORT_GOOD), w.answer(talk.ON_GOOD)


def short_bad(w: World) -> Turn:
    return w.ask(talk.SHORT_BAD), w.answer(talk.FELT["bad"], because_sad="")


def private(w: World) -> Turn:
    return w.ask(talk.ASK_PRIVATE), w.answer(talk.PRIVATE)


def able(w: World) -> Turn:
    return w.ask(talk.ASK_ABLE), w.answer(talk.ABLE)


def knowledge(w: World) -> Turn:
    rng = w.rng
    slots = {
        "place": people.name(rng), "person_name": f"{people.name(rng)} {people.name(rng)}",
        "topic": rng.choice([*talk.TOPICS, f"{people.made_up(rng).lower()}"]), "num": str(rng.randint(1, 99)), "num2": str(rng.randint(1, 99)),
    }  # fmt: skip
    return w.ask(talk.KNOWLEDGE, **slots), w.answer(talk.DO_NOT_KNOW)


def joke(w: World) -> Turn:
    line = say(w.rng.choice(talk.JOKES), w.rng)
    return w.ask(talk.ASK_JOKE), w.answer(talk.JOKE_OPEN, joke=line)


def compliment(w: World) -> Turn:
    return w.ask(talk.COMPLIMENTS), w.answer(talk.FLATTERED)


def romance(w: World) -> Turn:
    return w.ask(talk.ROMANCE), w.answer(talk.TENDER)


def teasing(w: World) -> Turn:
    soft = w.user if w.user_known else w.rng.choice(["you rascal", "my friend"])
    return w.ask(talk.TEASING), w.answer(talk.TEASED, soft=soft)


def story(w: World) -> Turn:
    rng = w.rng
    hero = people.name(rng)
    slots = {"h": hero, "find": rng.choice(talk.STORY_FIND)}
    parts = [
        say(rng.choice(talk.STORY_OPEN), rng, {"place": rng.choice(talk.STORY_PLACES), "hero": say(rng.choice(talk.STORY_HEROES), rng, slots)}),
        *(say(rng.choice(pool), rng, slots) for pool in (talk.STORY_WANT, talk.STORY_TURN, talk.STORY_END)),
    ]  # fmt: skip
    told = " ".join(parts)
    for lead in ("A ", "An "):
        told = (
            told.replace(f"lived {lead}", f"lived {lead.lower()}")
            .replace(f"was {lead}", f"was {lead.lower()}")
            .replace(f"of {lead}", f"of {lead.lower()}")
        )
    if rng.random() < 0.4:
        told = told.replace(f" {parts[2]}", f"\n\n{parts[2]}")
    after = rng.choice(talk.STORY_AFTER)
    asked = w.ask(talk.ASK_STORY, a_thing=f"a {thing(w)}")
    return asked, sentences(f"{told} {after}".strip())


def adventure(w: World) -> Turn:
    w.in_adventure = True
    return w.ask(talk.ASK_ADVENTURE), scene(w)


def scene(w: World) -> str:
    rng = w.rng
    return w.answer(
        [rng.choice(talk.SCENES)],
        scene=rng.choice(talk.SCENE_PLACES),
        detail=rng.choice(talk.SCENE_DETAILS),
        find=rng.choice(talk.SCENE_FINDS),
    )


def action(w: World) -> Turn:
    rng = w.rng
    adjective = rng.choice(["", "", "", "old ", "small ", "dark ", "wooden "])
    item = rng.choice(talk.ACTION_OBJECTS) if rng.random() < 0.75 else rng.choice(talk.WORDS)
    act = f"{rng.choice(talk.ACTION_VERBS)} the {adjective}{item}"
    nxt = say(rng.choice(talk.NEXTS), rng, {"find": rng.choice(talk.SCENE_FINDS)})
    said = w.ask(talk.ACTIONS, act=act)
    result = rng.choice(talk.RESULTS)
    return said, w.answer([rng.choice(talk.CONSEQUENCES)], act=act, result=say(result, rng), next=nxt)


def yes(w: World) -> Turn:
    return w.ask(talk.SAID_YES), scene(w) if w.in_adventure else w.answer(talk.ON_YES)


def no(w: World) -> Turn:
    return w.ask(talk.SAID_NO), w.answer(talk.ON_NO)


def day(w: World) -> Turn:
    rng = w.rng
    slots = {"food": people.value("food", rng, unseen=w.unseen), "person": rng.choice(talk.PERSONS), "object": thing(w)}
    return w.ask(talk.DAY, **slots), w.answer(talk.DAY_TALK)


def ideas(w: World) -> Turn:
    rng = w.rng
    occasion = rng.choice(list(talk.OCCASIONS))
    said = w.ask(talk.ASK_IDEAS, occasion=occasion, occasion_when=talk.OCCASIONS[occasion])
    picks = [say(line, rng) for line in rng.sample(talk.IDEAS, 3)]
    marks = ["1. ", "2. ", "3. "] if rng.random() < 0.5 else ["- "] * 3
    body = "\n".join(mark + pick for mark, pick in zip(marks, picks, strict=True))
    close = say(rng.choice(talk.IDEA_CLOSE), rng)
    return said, f"{w.answer(talk.IDEA_OPEN)}\n\n{body}" + (f"\n\n{close}" if close else "")


def poem(w: World) -> Turn:
    rng = w.rng
    n1, n2 = rng.sample(talk.POEM_NOUNS, 2)
    a1, a2 = rng.sample(talk.POEM_WORDS, 2)
    lines = rng.choice(talk.POEMS).format(n1=n1, n2=n2, a1=a1, a2=a2)
    return w.ask(talk.ASK_POEM, like=rng.choice(people.LIKES)), "\n".join(
        line[:1].upper() + line[1:] for line in lines.split("\n")
    )


def choice(w: World) -> Turn:
    a, b = w.rng.sample(w.rng.choice(talk.CHOICES), 2)
    return w.ask(talk.ASK_CHOICE, a=a, b=b), w.answer(talk.CHOSEN, pick=w.rng.choice((a, b)))


def hug(w: World) -> Turn:
    return w.ask(talk.HUGS), w.answer(talk.ACTED)


def unclear(w: World) -> Turn:
    words = dict(zip(("w1", "w2", "w3"), w.rng.sample(talk.WORDS, 3), strict=True))
    return w.ask(talk.UNCLEAR, **words), w.answer(talk.GENTLE_FOLLOW)


def crisis(w: World) -> Turn:
    return w.ask(talk.CRISIS), w.answer(talk.CRISIS_REPLY)


def goodbye(w: World) -> Turn:
    return w.ask(talk.GOODBYES), w.answer(talk.FAREWELL)


def thing(w: World) -> str:
    return w.rng.choice(talk.OBJECTS)


Move = Callable[[World], Turn]
MOVES: dict[Move, int] = {
    how_are_you: 6, feeling: 12, comforted: 5, advice: 6, own_name: 12, users_name: 11, own_likes: 6,
    share_like: 9, tell_fact: 12, honest: 9, about_self: 3, short_good: 3, short_bad: 2, private: 3, able: 3, knowledge: 7, joke: 4, compliment: 4,
    romance: 2, teasing: 3, story: 6, adventure: 4, yes: 4, no: 3, day: 6, ideas: 3, poem: 2, choice: 3,
    hug: 3, unclear: 7, crisis: 1, unknown_fact: 4,
}  # fmt: skip


def system_text(w: World) -> str:
    """The persona as the starter reads it: a few short sentences."""
    rng = w.rng
    traits = rng.sample(talk.TRAITS[w.kind], 3)
    lines = [f"You are {w.name}, {rng.choice(talk.KINDS[w.kind])}."]
    if rng.random() < 0.85:
        lines.append(f"You are {traits[0]}, {traits[1]} and {traits[2]}.")
    lines.append(f"You like {w.likes[0]}, {w.likes[1]} and {w.likes[2]}.")
    if w.user_known:
        lines.append(rng.choice([f"You are talking with {w.user}.", f"The person's name is {w.user}."]))
    if rng.random() < 0.4:
        slots = {
            "name": w.name,
            "user": w.user if w.user_known else "the person",
            "place": people.name(rng),
            "job": rng.choice(people.JOBS),
            "pet": people.name(rng),
            "like": rng.choice(people.LIKES),
        }
        lines += [line.format(**slots) for line in rng.sample(talk.EXTRAS, rng.choice((1, 2, 3)))]
    return " ".join(lines)


def note_text(w: World) -> str:
    """What the companion remembers, one sentence a fact."""
    facts = []
    who = w.user if w.user_known else "The person"
    for key, value in w.noted.items():
        relation = next(r for r in people.RELATIONS if r.key == key)
        facts.append(w.rng.choice(relation.note).format(user=who, v=value))
    w.rng.shuffle(facts)
    return "You remember: " + " ".join(facts)


def world(rng: random.Random, *, unseen: bool = False, notes: int | None = None) -> World:
    """A fresh companion and person; about half of them with notes."""
    kind = rng.choice(list(talk.KINDS))
    own = people.name(rng, unseen=unseen)
    while (user := people.name(rng, unseen=unseen)) == own:
        pass
    likes = [people.value("hobby", rng, unseen=unseen) for _ in range(3)]
    w = World(rng, kind, own, user, rng.random() < 0.7, likes, unseen)
    count = notes if notes is not None else rng.choice((0, 0, 0, 1, 2, 3, 4, 6))
    for relation in rng.sample(people.RELATIONS, count):
        w.noted[relation.key] = people.value(relation.key, rng, unseen=unseen)
    return w


def next_turn(w: World, last: Move | None) -> tuple[Move, Turn]:
    """What happens next: mostly anything, sometimes what the last turn calls for."""
    rng = w.rng
    if (w.noted or w.told) and rng.random() < 0.3:
        return recall_fact, recall_fact(w)
    if w.in_adventure and last in (adventure, action) and rng.random() < 0.75:
        return action, action(w)
    if not w.user_known and rng.random() < 0.3:
        return introduce, introduce(w)
    if last in (greet, how_are_you) and rng.random() < 0.5:
        move = rng.choice([short_good, short_bad, feeling, how_are_you, day])
        return move, move(w)
    if last in (feeling, advice) and rng.random() < 0.4:
        move = rng.choice([comforted, advice, yes, no])
        return move, move(w)
    w.in_adventure = False
    move = rng.choices(list(MOVES), weights=list(MOVES.values()))[0]
    return move, move(w)


def dialogue(rng: random.Random, *, turns: int | None = None) -> list[Line]:
    """One whole conversation as chat messages, for training."""
    w = world(rng)
    count = turns or rng.choice((1, 2, 3, 4, 5, 6, 8))
    system = system_text(w)
    note_late = bool(w.noted) and rng.random() < 0.35
    if w.noted and not note_late:
        system += "\n" + note_text(w)
    lines: list[Line] = [Line(role="system", content=system, copied=[])]
    last: Move | None = None
    for index in range(count):
        if index == 0 and rng.random() < 0.4:
            last, turn = greet, greet(w)
        elif index == count - 1 and count > 2 and rng.random() < 0.5:
            last, turn = goodbye, goodbye(w)
        else:
            last, turn = next_turn(w, last)
        if note_late and index == count - 1 and not asks_unknown(last):
            lines.append(Line(role="system", content=note_text(w), copied=[]))
            if rng.random() < 0.7:
                last, turn = recall_fact, recall_fact(w)
        said, answered = turn
        given = [w.name, w.user, *w.likes, *w.noted.values(), *w.told.values()]
        copied = [word for word in given if word.lower() in answered.lower()]
        lines += [Line(role="user", content=said, copied=[]), Line(role="assistant", content=answered, copied=copied)]
    return lines


def asks_unknown(move: Move | None) -> bool:
    return move is unknown_fact


def stream(seed: int) -> Iterator[list[Line]]:
    """Dialogues without end; the same seed gives the same dialogues."""
    rng = random.Random(seed)
    while True:
        yield dialogue(rng)


if __name__ == "__main__":
    for number, lines in zip(range(12), stream(7), strict=False):
        print(f"--- {number}")
        for line in lines:
            print(f"{line['role']:>9}: {line['content']}")
