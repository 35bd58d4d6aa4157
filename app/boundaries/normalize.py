"""Undoes the disguises of words: look-alike digits, letters set apart, numbers as words or as sums.

What comes out is for the checks alone and is never shown.
"""

from __future__ import annotations

import re
import unicodedata

UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
        ],
        1,
    )
}
TELLING = [
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eleven",
    "twelve",
    "ten",
    "nine",
    "eight",
    "seven",
    "six",
    "five",
    "teen",
    "teens",
    "teenager",
    "teenage",
    "preteen",
    "child",
    "children",
    "kid",
    "kids",
    "girl",
    "boy",
    "little",
    "minor",
    "underage",
    "school",
    "schoolgirl",
    "schoolboy",
    "grade",
    "grader",
    "toddler",
    "sister",
    "brother",
    "daughter",
    "son",
    "young",
    "kiss",
    "kisses",
    "kissed",
    "kissing",
    "date",
    "dates",
    "dating",
    "girlfriend",
    "boyfriend",
    "lover",
    "crush",
    "flirt",
    "romance",
    "romantic",
    "sex",
    "sexy",
    "naked",
    "nude",
    "loli",
]
"""Words somebody may want to hide; only into these are look-alikes turned back."""

LOOKS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "l"}
HIDDEN = re.compile(r"(?<![\w@$!|])(?=\w*[0134578@$!|])(?=[\w@$!|]*[a-z])[a-z0134578@$!|*]{3,}(?![\w@$!|])")
APART = re.compile(r"(?<![\w'])((?:[a-z0-9][ .\-_*/]{1,2}){2,}[a-z0-9])(?![\w'])")
SPLIT_TEEN = re.compile(r"\b(thir|four|fif|six|seven|eigh|nine)[ .\-_*]{1,2}(teens?)\b")
LOOKS_LIKE_ONE = re.compile(r"\b[l|i](?=[0-7] ?-?(?:years?|yrs?|yo\b|y/o))")
HALF_TEEN = re.compile(r"\b(1[3-7]) ?-?teens?\b")
SPLIT_DIGITS = re.compile(
    r"(?:(?<=\bis )|(?<=\bam )|(?<=\bare )|(?<=\bwas )|(?<='m )|(?<='s )|(?<='re )|(?<=\baged )|(?<=\bage )"
    r"|(?<=\bjust )|(?<=\bonly )|(?<=\bim )|(?<=\bturned ))(1)[ .\-_]([0-7])\b"
    r"|\b(1)[ .\-_]([0-7])(?=[ -]*(?:years?|yrs?|yo\b|y/o))"
)
NUMBER = re.compile(
    rf"\b(?:({'|'.join(TENS)})(?:[ -]({'|'.join(list(UNITS)[1:10])}))?|({'|'.join(UNITS)}))\b(?!-?teen)"
)
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})(?=[ -](?:grade|grader|graders|year|birthday|form|former|formers)\b)")
MANIFOLD = re.compile(r"\b(twice|thrice|(?:two|three|2|3) times|half(?: of)?) (\d+)\b")
DECADE = re.compile(r"\ba decade and (a half|[1-7])(?: years?)?\b")
DOZEN = re.compile(r"\ba (?:mere |full |bare )?(?:bakers |baker's )?dozen (?=years)")
SWAPPED = re.compile(r"\b(?:swap|reverse|switch|flip|turn round|turn around) the digits (?:of|in) ([1-9])([1-9])\b")
PLUS = re.compile(r"\b(\d{1,2}) ?(?:\+|plus|and another) ?(\d{1,2})\b")
MINUS = re.compile(r"\b(\d{1,2}) ?(?:minus|less) ?(\d{1,2})\b")
TIMES = re.compile(r"\b(\d) ?(?:times|x|\*) ?(\d)\b(?=\W|$)")


def normalize(text: str) -> str:
    """*text* folded, with numbers as digits and hidden words as they are meant."""
    plain = text.casefold() if text.isascii() else _folded(text)
    plain = HIDDEN.sub(_looked_through, plain)
    plain = APART.sub(_joined, plain)
    plain = SPLIT_TEEN.sub(r"\1\2", plain)
    plain = LOOKS_LIKE_ONE.sub("1", plain)
    plain = HALF_TEEN.sub(r"\1", plain)
    plain = SPLIT_DIGITS.sub(lambda found: "".join(part for part in found.groups() if part), plain)
    plain = ORDINAL.sub(lambda found: f"{ORDINALS[found.group(1)]}th", plain)
    plain = NUMBER.sub(_number, plain)
    return _summed(plain)


def _folded(text: str) -> str:
    """*text* without capitals, accents, letters that cannot be seen and typographic variants."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    # Each letter is looked up once, however often it stands there.
    gone = {letter for letter in set(plain) if _is_ignorable(letter)}
    if gone:
        plain = plain.translate(dict.fromkeys(map(ord, gone)))
    return plain.casefold().replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", " - ")


def _is_ignorable(letter: str) -> bool:
    return unicodedata.combining(letter) != 0 or unicodedata.category(letter) in ("Cf", "Me", "Co")


def _looked_through(found: re.Match[str]) -> str:
    seen = "".join(LOOKS.get(letter, letter) for letter in found.group())
    for word in (seen, seen.replace("i", "l")):
        if word in TELLING:
            return word
    # A letter that was starred out.
    hidden = re.compile(seen.replace("*", "[a-z]")) if "*" in seen.strip("*") else None
    return next((word for word in TELLING if hidden and hidden.fullmatch(word)), found.group())


def _joined(found: re.Match[str]) -> str:
    word = re.sub(r"[^a-z0-9]", "", found.group(1))
    return word if word in TELLING else found.group()


def _number(found: re.Match[str]) -> str:
    tens, unit, alone = found.groups()
    return str(UNITS[alone]) if alone else str(TENS[tens] + (UNITS[unit] if unit else 0))


def _decade(found: re.Match[str]) -> str:
    more = 5 if found.group(1) == "a half" else int(found.group(1))
    return f"{10 + more} years"


def _manifold(found: re.Match[str]) -> str:
    how, number = found.group(1), int(found.group(2))
    if how.startswith("half"):
        return str(number // 2)
    return str(number * (3 if how[:2] in ("th", "3 ") else 2))


def _summed(plain: str) -> str:
    plain = DECADE.sub(
        lambda found: str(10 + (5 if found.group(1) == "a half" else int(found.group(1)))) + " years", plain
    )
    plain = DOZEN.sub("12 ", MANIFOLD.sub(_manifold, plain))
    plain = SWAPPED.sub(r"aged \2\1, ", plain)
    plain = PLUS.sub(lambda found: str(int(found.group(1)) + int(found.group(2))), plain)
    plain = MINUS.sub(lambda found: str(int(found.group(1)) - int(found.group(2))), plain)
    return TIMES.sub(lambda found: str(int(found.group(1)) * int(found.group(2))), plain)
