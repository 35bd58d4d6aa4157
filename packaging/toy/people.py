"""Names, things and facts the dialogues are about.

Most names in training are made up from syllables, so that the model learns to repeat what it was
told instead of remembering a list.  The ``UNSEEN_*`` lists are used by the evaluation only.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

NAMES = [
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Emma",
    "Felix",
    "Grace",
    "Hugo",
    "Iris",
    "Jonas",
    "Kate",
    "Leo",
    "Maya",
    "Noah",
    "Olga",
    "Paul",
    "Quinn",
    "Rosa",
    "Sam",
    "Tara",
    "Uma",
    "Victor",
    "Wendy",
    "Xavier",
    "Yara",
    "Zoe",
    "Alice",
    "Bruno",
    "Celia",
    "Dan",
    "Elena",
    "Frank",
    "Gina",
    "Harry",
    "Isla",
    "Jack",
    "Kim",
    "Laura",
    "Max",
    "Nina",
    "Oscar",
    "Petra",
    "Ralph",
    "Sara",
    "Tom",
    "Ursula",
    "Vera",
    "Will",
    "Yusuf",
    "Zack",
    "Aisha",
    "Bianca",
    "Carlos",
    "Diego",
    "Eva",
    "Farid",
    "Greta",
    "Hana",
    "Ivan",
    "Julia",
    "Karim",
    "Lena",
    "Marco",
    "Nadia",
    "Omar",
    "Priya",
    "Rana",
    "Sofia",
    "Tariq",
    "Vikram",
    "Wei",
    "Yuki",
    "Alex",
    "Chris",
    "Robin",
    "Jamie",
    "Morgan",
    "Taylor",
    "Casey",
    "Jordan",
    "Lee",
    "Riley",
    "Luna",
    "Rex",
    "Milo",
    "Bella",
    "Rocky",
    "Daisy",
    "Coco",
    "Pepper",
    "Wren",
    "Aldous",
    "Marlow",
    "Ada",
    "Ambrose",
    "Bea",
    "Cyrus",
    "Della",
    "Ezra",
    "Fern",
    "Gideon",
    "Hazel",
    "Ines",
    "Juno",
    "Kit",
    "Lark",
    "Magnus",
]

UNSEEN_NAMES = [
    "Astrid",
    "Boris",
    "Camille",
    "Dorian",
    "Edith",
    "Fabian",
    "Gloria",
    "Henrik",
    "Ingrid",
    "Jasper",
    "Katrin",
    "Lionel",
    "Miriam",
    "Norbert",
    "Ottilie",
    "Pascal",
    "Renata",
    "Stefan",
    "Thelma",
    "Ulrich",
    "Viola",
    "Wilfred",
    "Yolanda",
    "Zelda",
    "Bertram",
    "Cosima",
    "Desmond",
    "Esther",
    "Florian",
    "Gwen",
    "Hector",
    "Imogen",
    "Joachim",
    "Lavinia",
    "Matteo",
    "Natalie",
    "Ophelia",
    "Percy",
    "Rupert",
    "Silvia",
    "Tobias",
    "Verena",
    "Walter",
    "Aurora",
    "Basil",
    "Colette",
    "Dmitri",
    "Elise",
    "Fergus",
    "Mirela",
    "Anselm",
    "Odette",
    "Roland",
    "Tamsin",
]

ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ia", "io", "oa"]
CODAS = ["", "", "", "l", "n", "r", "s", "m", "x", "th", "nd", "ck"]


def made_up(rng: random.Random) -> str:
    """A pronounceable name that very likely nobody has.

    Three ways of making them, so that every small group of letters is repeated from the prompt
    somewhere in training: letters that follow each other in real names, syllables, and plain chance.
    """
    way = rng.random()
    if way < 0.5:
        word = _like_real(rng)
    elif way < 0.8:
        word = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((1, 2, 2, 3))))
        word += rng.choice(CODAS)
    else:
        word = "".join(rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiouy") for _ in range(rng.choice((2, 3))))
        word = word[rng.randint(0, 1) :] + rng.choice(["", "n", "r", "s", "t", "l", "d"])
    return word.capitalize()


def _like_real(rng: random.Random) -> str:
    """A word whose every three letters stand together in some real one."""
    while True:
        word = rng.choice(_STARTS)
        while len(word) < 11 and (following := _AFTER.get(word[-2:])):
            letter = rng.choice(following)
            if letter == "$":
                break
            word += letter
        if 3 <= len(word) <= 10:
            return word


def name(rng: random.Random, *, unseen: bool = False) -> str:
    """A name for a person, companion or animal."""
    if unseen:
        return rng.choice(UNSEEN_NAMES)
    while (word := rng.choice(NAMES) if rng.random() < 0.12 else made_up(rng)) in UNSEEN_NAMES:
        pass
    return word


LIKES = [
    "chess", "gardening", "painting", "hiking", "swimming", "cooking", "baking", "photography",
    "cycling", "running", "knitting", "poetry", "jazz", "history", "astronomy", "birdwatching",
    "sailing", "climbing", "pottery", "yoga", "drawing", "singing", "dancing", "fishing", "camping",
    "board games", "old films", "long walks", "crossword puzzles", "science fiction", "rain",
    "detective novels", "tea", "strong coffee", "old maps", "folk songs", "trains", "the sea",
    "thunderstorms", "quiet mornings", "good bread", "riddles", "moths", "lighthouses", "cats",
    "snow", "libraries", "piano music", "mushrooms", "radio plays", "bad puns", "candlelight",
    "mountain paths", "campfires", "star charts", "ghost stories", "clockwork", "harbours",
    "video games", "football", "tennis", "guitar", "travelling", "reading", "languages",
]  # fmt: skip
UNSEEN_LIKES = [
    "archery", "embroidery", "beekeeping", "kayaking", "origami", "skating", "calligraphy",
    "opera", "surfing", "juggling", "badminton", "carpentry", "geology", "falconry",
]  # fmt: skip
JOBS = [
    "nurse", "teacher", "baker", "gardener", "driver", "cook", "painter", "carpenter", "lawyer",
    "doctor", "farmer", "waiter", "librarian", "pilot", "plumber", "tailor", "singer", "writer",
    "clerk", "builder", "barber", "postman", "dentist", "cleaner", "programmer", "designer",
    "florist", "mechanic", "translator", "photographer", "electrician", "journalist",
]  # fmt: skip
UNSEEN_JOBS = ["chemist", "sculptor", "locksmith", "surgeon", "jeweller", "sailor", "banker"]
FOODS = [
    "pasta", "soup", "pancakes", "curry", "rice", "bread", "apple pie", "noodles", "pizza", "salad",
    "cheese", "dumplings", "stew", "chocolate", "potatoes", "tacos", "fish", "porridge", "plums",
    "lentils", "omelette", "honey cake", "cherries", "roast chicken", "tomato soup", "waffles",
]  # fmt: skip
UNSEEN_FOODS = ["risotto", "goulash", "paella", "strudel", "ramen", "falafel", "lasagne"]
COLOURS = ["red", "blue", "green", "yellow", "purple", "orange", "black", "white", "grey", "brown",
           "silver", "gold", "pink"]  # fmt: skip
UNSEEN_COLOURS = ["turquoise", "crimson", "violet", "amber"]
PLANS = [
    "an interview", "an exam", "a dentist appointment", "a concert", "a wedding", "a long train ride",
    "a meeting", "a first date", "a job talk", "a driving test", "a birthday party", "a chess match",
    "a doctor's appointment", "a dinner with friends", "a move", "a race", "a class", "a holiday",
]  # fmt: skip
UNSEEN_PLANS = ["a rehearsal", "a court hearing", "a piano recital", "a blood test", "a house viewing"]
PLACES = """
amsterdam athens belgrade berlin bremen brighton bristol brussels budapest cardiff chester cologne copenhagen cordoba
dresden dublin edinburgh florence geneva genoa glasgow granada hamburg helsinki istanbul jakarta kingston krakow lagos
leeds leipzig lisbon liverpool london luxembourg lyon madrid manchester marseille melbourne mexico milan montreal moscow
munich nairobi naples newcastle nottingham oslo oxford palermo paris plymouth portland prague quebec rotterdam salzburg
seattle seville sheffield stockholm stuttgart sydney tallinn toronto trieste turin utrecht valencia venice vienna warsaw
wellington york zurich alexander benedict catherine christopher elizabeth francesca frederick gabriel geraldine gregory
harriet isabella jonathan josephine katharina leonard louise marguerite matilda maximilian nathaniel nicholas penelope
philippa raymond rebecca rosalind samantha sebastian stephanie theodore timothy valentina veronica vincent winifred
"""
"""Real words whose letters the made-up ones borrow."""

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]  # fmt: skip


REAL = [
    word.lower()
    for word in " ".join([*NAMES, *LIKES, *JOBS, *FOODS, *COLOURS, *DAYS, *MONTHS, *PLANS, PLACES]).split()
    if word.isalpha() and len(word) > 2
]
_STARTS = [word[:2] for word in REAL]
_AFTER: dict[str, str] = {}
for _word in REAL:
    for _place in range(len(_word) - 1):
        _AFTER[_word[_place : _place + 2]] = _AFTER.get(_word[_place : _place + 2], "") + (_word + "$")[_place + 2]


@dataclass(frozen=True, slots=True)
class Relation:
    """One kind of fact: how it is noted, told, asked and answered.

    In ``note`` ``{user}`` is the person, in every line ``{v}`` the value.
    """

    key: str
    note: tuple[str, ...]
    told: tuple[str, ...]
    asked: tuple[str, ...]
    answer: tuple[str, ...]


def _named(key: str, word: str, *, pet: bool = False) -> Relation:
    verb = "is (called|named)"
    told = [f"my {word} {verb} {{v}}.", f"my {word}'s name is {{v}}.", f"I have a {word} (called|named) {{v}}."]
    asked = [
        f"what is my {word} called?", f"what's my {word}'s name?", f"do you (remember|know) my {word}'s name?",
        f"what is the name of my {word}?", f"can you tell me my {word}'s name?",
        f"what did I (call|name) my {word}?", f"(who|what) is my {word}?", f"tell me the name of my {word}.", f"(remind me|say), what is my {word} called?",
        f"how is my {word} called?", f"my {word}'s name(, please|, what is it)?", f"do you (still |)(know|remember) what my {word} is named?",
        f"~do you still know what my {word} is called?", f"~tell me what my {word}'s name is.", f"~I forgot how my {word} is called.",
    ]  # fmt: skip
    if pet:
        told.append(f"we got a {word}, (her|his) name is {{v}}.")
        asked.append(f"I have a {word}. what's the name?")
    return Relation(
        key,
        (f"{{user}}'s {word} is called {{v}}.", f"{{user}} has a {word} called {{v}}."),
        tuple(told),
        tuple(asked),
        (f"(your {word} is called|your {word}'s name is) {{v}}", f"{{v}}(, of course|). that is your {word}"),
    )


RELATIONS: list[Relation] = [
    _named("dog", "dog", pet=True), _named("cat", "cat", pet=True), _named("horse", "horse", pet=True),
    _named("sister", "sister"), _named("brother", "brother"), _named("friend", "best friend"),
    _named("mother", "mother"), _named("father", "father"), _named("boss", "boss"),
    _named("neighbour", "neighbour"), _named("wife", "wife"), _named("husband", "husband"),
    Relation(
        "job",
        ("{user} works as a {v}.", "{user} is a {v}."),
        ("I work as a {v}.", "I'm a {v} (by trade|for a living).", "my job is being a {v}."),
        ("what (do I do|is my job)?", "do you (remember|know) what I do for work?", "what is my work?", "what kind of work do I do?", "how do I make my living?", "what is my living?", "can you tell me my job?", "do you still know my job?", "how do I earn my money?", "what did I say my job is?", "(tell me|say) what my job is.", "what am I by trade?",
         "~what do I do for a living?", "~can you tell me what job I have?"),
        ("you work as a {v}", "you are a {v}"),
    ),
    Relation(
        "city",
        ("{user} lives in {v}.",),
        ("I live in {v}.", "my home is in {v}.", "I moved to {v} last year."),
        ("where do I live?", "do you (remember|know) where I live?", "which (town|city) do I live in?", "where is my home?", "what place do I live in?", "what did I say, where do I live?", "(tell me|say) where I live.", "in which (town|city) is my house?",
         "~what (town|city) is my home in?", "~do you still know where my home is?"),
        ("you live in {v}", "in {v}. that is where you live"),
    ),
    Relation(
        "food",
        ("{user}'s favourite food is {v}.",),
        ("my favourite food is {v}.", "the food I love most is {v}."),
        ("what is my favourite food?", "what's my favourite food?", "do you (remember|know) what food I like best?", "which food do I (love|like) most?", "what do I like to eat?", "name my favourite food.", "can you tell me my favourite food?", "do you still know the food I love?", "(tell me|say) what my favourite food is.", "what's the food I love?",
         "~what food do I love most?", "~can you name my favourite food?"),
        ("your favourite food is {v}", "{v}. that is your favourite food"),
    ),
    Relation(
        "colour",
        ("{user}'s favourite colour is {v}.",),
        ("my favourite colour is {v}.", "the colour I like best is {v}."),
        ("what is my favourite colour?", "do you (remember|know) my favourite colour?", "which colour do I like best?", "what colour do I (like|love)?", "name my favourite colour.", "can you tell me my favourite colour?", "do you still know my colour?", "(tell me|say) what my favourite colour is.", "what's the colour I like most?",
         "~what colour do I love most?", "~can you name my favourite colour?"),
        ("your favourite colour is {v}", "{v}. that is your favourite colour"),
    ),
    Relation(
        "hobby",
        ("{user} likes {v}.", "{user} loves {v}.", "{user}'s hobby is {v}."),
        ("my hobby is {v}.", "in my free time I love {v}."),
        ("what is my hobby?", "do you (remember|know) what I like to do?", "what do I like?", "what do I enjoy?", "what is it that I love doing?", "do you still (remember|recall) my hobby?", "what is my hobby again?", "what do I like doing when I am free?", "(tell me|say) what my hobby is.", "what am I fond of?", "how do I spend my free time?",
         "~what do I do in my free time?", "~do you still know my hobby?"),
        ("you like {v}", "your hobby is {v}", "you enjoy {v}"),
    ),
    Relation(
        "plan",
        ("{user} has {v}.",),
        ("I have {v}.",),
        ("what do I have (planned|coming up)?", "do you (remember|know) what I have planned?", "what are my plans?", "what is coming up for me?", "is something planned for me?", "is there something I have planned?", "what did I plan?", "(tell me|say) what I have planned.", "what do I have to do soon?", "do I have something planned?",
         "~is there something coming up for me?", "~what did I have planned?"),
        ("you have {v}",),
    ),
    Relation(
        "birthday",
        ("{user}'s birthday is on {v}.",),
        ("my birthday is on {v}.", "I was born on {v}."),
        ("when is my birthday?", "do you (remember|know) my birthday?", "what day is my birthday?", "when was I born?", "(tell me|say) when my birthday is.", "on which day is my birthday?",
         "~on what day was I born?", "~do you still know when my birthday is?"),
        ("your birthday is on {v}", "on {v}. that is your birthday"),
    ),
]  # fmt: skip


def value(key: str, rng: random.Random, *, unseen: bool = False) -> str:
    """A value that fits a relation; made-up words keep the training lists from being learned by heart."""
    match key:
        case "job":
            return _pick(JOBS, UNSEEN_JOBS, rng, unseen)
        case "city":
            return name(rng, unseen=unseen)
        case "food":
            return _pick(FOODS, UNSEEN_FOODS, rng, unseen)
        case "colour":
            return _pick(COLOURS, UNSEEN_COLOURS, rng, unseen)
        case "hobby":
            return _pick(LIKES, UNSEEN_LIKES, rng, unseen)
        case "plan":
            return f"{_pick(PLANS, UNSEEN_PLANS, rng, unseen, invent=False)} on {rng.choice(DAYS)}"
        case "birthday":
            return f"{rng.randint(1, 28)} {rng.choice(MONTHS)}"
        case _:
            return name(rng, unseen=unseen)


def _pick(known: list[str], new: list[str], rng: random.Random, unseen: bool, invent: bool = True) -> str:
    if unseen:
        return rng.choice(new)
    if rng.random() < 0.55 and (word := made_up(rng).lower()) not in new:
        return word if invent else f"a {word}"
    return rng.choice(known)
