"""Whose, or who, somebody young in a text is: one's own child, a friend's, whoever speaks, or somebody else."""

from __future__ import annotations

import re

from app.boundaries.age_cues import AgeMention, Kind

NEAR = 90
"""So many characters around a mention tell what it belongs to."""
KIN_WORD = (
    r"(?:sons?|daughters?|kids?|child(?:ren)?|toddlers?|baby|babies|newborn|twins?|nephews?|nieces?|grandsons?|granddaughters?"
    r"|grandkids?|grandchild(?:ren)?|stepsons?|stepdaughters?|step-?kids?|godsons?|goddaughters?|brothers?|sisters?|cousins?"
    r"|boys?|girls?|teen(?:ager)?s?|oldest|eldest|youngest|little ones?|students?|pupils?|class|trainees?|foster (?:son|daughter|child)"
    r"|youngest|middle one|firstborn|preschooler|schoolkid|tween)"
)
_WHOSE = r"(?:my|our|his|her|their|your|whose|(?:the |my |our |his |her |a )?[a-z]+(?:'s|s')) (?:(?:own|little|young|eldest|oldest|youngest|older|elder|younger|only|sweet|shy|dear|two|three|both|foster|teenage|teenaged|grown|middle|little) )*"
OWN_BEFORE = re.compile(
    rf"\b{_WHOSE}(?:{KIN_WORD}(?: \w+)?,?(?: (?:is|was|turned|turns|who is|who's|just turned|aged|will be|has|only|still|and|in|a|an|of|now|'s|\(|started|starts|goes to|attends|of))*,? ?\(?)?$|\b{_WHOSE}$"
)
HAS_BEFORE = re.compile(
    r"\b(?:(?:man|woman|mum|mom|dad|father|mother|parents?|guy|someone|somebody|widow\w*|neighbou?r|colleague|person|he|she|teacher|\d\d),? with|has|have|had|having|got|mother of|mom of|mum of|dad of|father of|parents? of|raise[sd]?|raising|watch(?:es)?"
    r"|baby-?s[ia]t\w*|look(?:s|ed|ing)? after|pick(?:s|ed|ing)? up|teach(?:es|ing)?|taught|coach(?:es|ed|ing)?|tutor(?:s|ed|ing)?|tuck\w*(?: in)?"
    r"|bring(?:s|ing)? up|carr(?:y|ies|ied|ying)|drive[sn]?|drove|feed(?:s|ing)?|adopt(?:s|ed|ing)?) (?:(?:grandchildren,|kids,|children,|sons,|daughters,|grandkids,|grandchildren|grandkids|kids|children|sons|daughters|boys|girls|twins|a|an|the|two|2|three|3|4|my|our|her|his|their|some|young|little|from|of|single|teenage|our|\d+|and|,) )*$"
)
I_BEFORE = re.compile(
    r"\b(?:(?:i'm|im|i am|i was|i'd be|i'll be|i turn(?:ed)?|me|myself|my character(?: is)?|my persona(?: is)?|my role is|let me be|i play|i'm playing|i (?:still |only )?go to|i (?:still )?attend|i started|i start|i'm in|i am in|my age(?: is)?),?"
    r"(?: (?:still|only|just|really|not|barely|in|the|a|an|at|to|now|about|almost|of|as|in my|turning|actually))*|i,) (?:[a-z-]+ )?$"
)
LOVER_AFTER = re.compile(
    r"\W{1,3}(?:for|as) (?:a|an|my|his|her|your) (?:girl ?friend|boy ?friend|bride|lover|date|wife|husband|sweetheart|fianc\w+)|(?:\W+(?:old|year|girl|boy|kid))*\W{1,3}(?:girl ?friend|boy ?friend|bride|lover|date|crush|wife|husband|sweetheart|valentine|gf|bf|fianc\w+|beau|queen of my heart)"
)
YOU_BEFORE = re.compile(
    r"\b(?:you're|youre|ur|you are|u are|u r|you were|you,?|u|yourself|your character(?: is)?|your card|your role(?: is)?|your age(?: is)?|you as|you play|you turn(?:ed)?|you (?:still |only )?go to|you (?:still )?attend|be|act (?:as|like)|play|pretend to be),?"
    r"(?: (?:still|only|just|really|not|barely|in|the|a|an|at|to|now|about|almost|of|as|if|in your|my|turning|actually|were|are))* (?:[a-z-]+ )?$"
)
INDEFINITE = re.compile(r"\b(?:a|an|the|this|that|some|any|these|those|two|both|another|one) (?:[a-z-]+ ){0,2}$")
SCHOOL_WORK = re.compile(
    r"\b(?:head ?teacher|head of|runs (?:a|the)|teach(?:es|er|ers|ing)?|taught|coach(?:es|ed)?|principal|headmaster|headmistress|professor|librarian|janitor|caretaker|works? (?:at|in|as)|worked (?:at|in|as)|nurse|evening school|night school|evening class|at night|reunion|diploma|finish(?:ed)? high school|back to school|parents'? evening|school fees|school gate|former|old classmates?|graduated|fundrais\w*|canteen|cook)\b"
)
IS_WHO = re.compile(r"(?:ers?|freshm[ae]n)\b| (?:freshm[ae]n|sophomores?|juniors?|seniors?|students?|pupils?)\b")
"""A school word that is a person: *my sixth-grader*, unlike *my sixth-grade homework*."""


GROUP_BEFORE = re.compile(
    r"\b(?:the|for|our|my|all|four|five|six|[3-9]|\d\d|with|some|her|his|their|these|those|local|many|other) (?:\w+ )?$"
)
MANY = re.compile(
    r"(?:kids|children|teens|teenagers|pupils|toddlers|students|-graders|graders|minors|school ?(?:kids|children|girls|boys))\b"
)
TELLS_WHEN = re.compile(r"turn|born|birth|dob|d\.o|b\.")
CANDLES = re.compile("birthday|candles")
SOMEBODYS = re.compile(
    r"(?<!partner)(?<!friend)(?<!husband)(?<!wife)(?<!date)(?<!fiance)(?<!fiancee)(?:'s|s') (?:\w+ ){0,3}[\w, (]*$"
)
OURS = re.compile(r"\b(?:my|our) (?:\w+ ){0,2}$")
MY = re.compile(r"\bmy (?:\w+ )?$")
ANYBODYS = re.compile(r"\b(?:her|his|their|your|our|my) (?:\w+ )?$")
SCHOOL_THING = re.compile(
    r"(?:[ -]\w+)? (?:essay|homework|class|test|exam|project|books?|locker|teacher|report|maths|uniform|lunch)\b"
)
KIN_AFTER = re.compile(rf"(?:[ -]\w+)? {KIN_WORD}\b")
KNOWN_AS = re.compile(
    r"[ -](?:\w+ )?(?:neighbou?r|babysitter|trainee|apprentice|co-?worker|colleague|pen ?pal|classmate|friend|tutor|cashier|barista|maid|squire|page|lodger|waiter|waitress|fan|model|actress|actor|princess|prince|player|student|pupil)\b"
)
IN_YEARS = re.compile(r"\d+[ -]*(?:and a half )?(?:years?|yo|y/o|yr)")
ONE_OF = re.compile(r"(?:1|one) of")
I_AM = re.compile(r"(?:i'm|im|i am)\b")
YOU_ARE = re.compile(r"(?:you're|youre|ur|you are|u are)\b")


def role_of(plain: str, youth: AgeMention) -> str:
    """Whose, or who, a young mention is."""
    before, onward = plain[max(0, youth.start - NEAR) : youth.start], plain[youth.start :]
    mention, after = plain[youth.start : youth.end], plain[youth.end :]
    # The surest signs first: each question below holds only where those above it said nothing.
    if youth.kind is Kind.KIN:
        return "kin"
    if youth.kind is Kind.EVASION or TELLS_WHEN.match(onward) or CANDLES.search(mention):
        return _speaker(before) or "other"
    if OWN_BEFORE.search(before) and SOMEBODYS.search(before) and not OURS.search(before):
        return "theirs"
    if youth.kind is Kind.SCHOOL and (role := _role_at_school(before, mention, after)):
        return role
    if youth.kind is Kind.AGE and KNOWN_AS.match(after):
        return "theirs"
    if _is_own(youth, before, onward) and not LOVER_AFTER.match(after[:30]):
        return "own"
    # "She has a nine-year-old" makes her a mother, not a child.
    if HAS_BEFORE.search(before):
        return "has"
    if (
        youth.kind in (Kind.CHILD, Kind.SCHOOL)
        and MANY.search(mention)
        and not ONE_OF.match(onward)
        and GROUP_BEFORE.search(before)
    ):
        return "group"
    return _speaker(before, mention) or ("indefinite" if INDEFINITE.search(before) else "other")


def _speaker(before: str, mention: str = "") -> str:
    """Whether it is whoever speaks, or is spoken to; empty for anybody else."""
    if I_AM.match(mention) or I_BEFORE.search(before):
        return "i"
    return "you" if YOU_ARE.match(mention) or YOU_BEFORE.search(before) else ""


def _role_at_school(before: str, mention: str, after: str) -> str:
    """Who goes to school by *my homework* or *her class*; empty where nothing of the kind tells it."""
    if MY.search(before) and SCHOOL_THING.match(after):
        return "i"
    is_who = IS_WHO.search(mention + after[:14])
    return "other" if not is_who and ANYBODYS.search(before) and not KIN_AFTER.match(after) else ""


def _is_own(youth: AgeMention, before: str, onward: str) -> bool:
    """Whether it is somebody's own: *my daughter, 9*, or *my 9-year-old*, but not *my nine*."""
    own = OWN_BEFORE.search(before)
    if own is None:
        return False
    return youth.kind is not Kind.AGE or bool(re.search(KIN_WORD, own.group()) or IN_YEARS.match(onward))


def works_at_school(plain: str, youth: AgeMention) -> bool:
    """Whether the mention is of somebody's work with the young."""
    if role_of(plain, youth) in ("i", "you"):
        return False
    told = youth.kind in (Kind.SCHOOL, Kind.CHILD) or (
        youth.kind is Kind.AGE
        and re.search(
            r"\b(?:team|class|group|choir|squad|course|works? with|teach\w*|coach\w*) (?:\w+ ){0,2}$",
            plain[: youth.start],
        )
    )
    return bool(told) and SCHOOL_WORK.search(sentence_of(plain, youth.start)) is not None


def sentence_of(text: str, place: int, *, with_end: bool = False) -> str:
    start = max(text.rfind(end, 0, place) for end in ".!?\n") + 1
    ends = [found for end in ".!?\n" if (found := text.find(end, place)) >= 0]
    return text[start : min(ends, default=len(text)) + with_end]
