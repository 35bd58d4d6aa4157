"""Names and values that take each other's place in the written conversations."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "toy"))

import people

KEPT = frozenset("Ottilie Biscuit Mira Leeds Theodora Anselm Ines Bartholomew Priya Callum".split())
"""Never trained on: the examination asks for them."""

NAMES = """
Adaeze Adrian Agnes Ahmed Aiko Alejandra Alfie Amara Amir Anika Antonio Arthur Asha Astrid Aurelia Beatrix Bilal
Bridget Bronwyn Caleb Camille Carlos Cassandra Chidi Chloe Cormac Daisy Dalia Dmitri Edith Eilidh Elias Emeka Esme
Esther Fatima Fergus Fiona Freya Gideon Giulia Gwen Hana Hassan Hazel Henrik Hilde Imogen Ingrid Isaac Ivan Jasmine
Jerome Joao Josie Judith Kamal Keiko Kofi Lars Leila Lena Liam Lionel Lucia Luke Mabel Malik Marcus Margit Mateo Mei
Meredith Mikhail Minh Mohammed Nadia Naomi Nikolai Noor Odette Olivia Omar Orla Otis Pablo Pascal Patience Pearl Pia
Rafael Ravi Rhys Rohan Ronan Rosa Ruth Saoirse Selma Sergei Sigrid Simone Sofia Stella Suki Sunil Svetlana Tamsin
Tariq Tess Theo Thomas Umar Valeria Vikram Viola Wanjiru Winston Xin Yasmin Yolanda Yuki Yusuf Zadie Zofia
""".split()
PETS = """
Pepper Mochi Rufus Olive Pickle Bramble Noodle Ziggy Waffles Clementine Sprout Bandit Marbles Nutmeg Tofu Juno Socks
Ginger Bruno Luna Smokey Poppy Hobnob Kipper Misty Rex Duchess Peanut Toast Shadow Cookie Freckles Domino Maple Ghost
""".split()
CITIES = """
Aberdeen Adelaide Ankara Antwerp Bergen Bilbao Bologna Bordeaux Boston Bristol Cairo Calgary Chennai Chicago Cork
Cusco Dakar Denver Dundee Durban Exeter Fez Galway Ghent Graz Halifax Hamburg Hanoi Kyoto Lahore Lima Lisbon Ljubljana
Malmo Manila Marseille Nairobi Nantes Norwich Odessa Oporto Osaka Perth Pune Quito Riga Rouen Salford Seville Sofia
Swansea Tallinn Tampere Toledo Truro Turin Uppsala Utrecht Vilnius Warsaw Wellington Wroclaw York Zagreb
""".split()
JOBS = """
nurse teacher baker gardener driver cook painter carpenter lawyer doctor farmer waiter librarian pilot plumber tailor
singer writer clerk builder barber postman dentist cleaner programmer designer florist mechanic translator welder
photographer journalist cashier paramedic roofer vet surveyor beekeeper potter midwife bookseller porter
""".split()
FOODS = """
pasta soup pancakes curry rice noodles pizza salad dumplings stew chocolate potatoes tacos porridge plums lentils
cherries waffles couscous gnocchi pierogi sushi pho gingerbread mangoes pickles cheesecake sourdough popcorn
""".split()
COLOURS = "red blue green yellow purple black white grey brown silver gold pink teal navy maroon lilac".split()
ANIMALS = "dog cat rabbit parrot hamster tortoise horse ferret budgie goldfish".split()
KINDS = {
    "name": NAMES, "pet": PETS, "city": CITIES, "job": JOBS, "food": FOODS, "colour": COLOURS, "animal": ANIMALS,
}  # fmt: skip


def another(kind: str, word: str, rng: random.Random) -> str:
    """Something else of *kind*, with the article and the capitals that *word* has."""
    if kind == "date":
        return _date_like(word, rng)
    pool = KINDS[kind]
    if kind in ("name", "pet", "city") and rng.random() < 0.4:
        while (made := people.made_up(rng)) in KEPT:
            pass
        return made
    article, bare = re.match(r"((?:an?|the) )?(.*)", word, re.IGNORECASE).groups()  # type: ignore[union-attr]
    other = rng.choice(pool)
    if article and article.lower() in ("a ", "an "):
        article = f"{'an' if other[0].lower() in 'aeiou' else 'a'} "
    return (article or "") + (other.capitalize() if bare[:1].isupper() else other)


def _date_like(word: str, rng: random.Random) -> str:
    if word.capitalize() in people.DAYS:
        return rng.choice(people.DAYS)
    if word.capitalize() in people.MONTHS:
        return rng.choice(people.MONTHS)
    if re.fullmatch(r"\d{1,2} [A-Z]\w+", word):
        return f"{rng.randint(1, 28)} {rng.choice(people.MONTHS)}"
    if re.fullmatch(r"[A-Z]\w+ \d{1,2}", word):
        return f"{rng.choice(people.MONTHS)} {rng.randint(1, 28)}"
    return word
