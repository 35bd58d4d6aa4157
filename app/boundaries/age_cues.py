"""What in a text says that somebody is under 18: ages, school years, child words, looks and evasions.

Works on what ``normalize`` gives.  Pure patterns over English; nothing is learnt and nothing is looked up.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache

from app.core.clock import Clock, local, now


class Kind(enum.Enum):
    """How somebody is said to be young."""

    AGE = "age"
    SCHOOL = "school"
    CHILD = "child"
    KIN = "kin"
    """A young relative: *little sister*; grown up where an adult age stands with it."""
    EVASION = "evasion"


@dataclass(frozen=True, slots=True)
class AgeMention:
    """One such mention, from *start* to *end*."""

    kind: Kind
    start: int
    end: int


N = r"(?:1[0-7]|[1-9])(?: and a half|\.5|½)?"
_NOT_PEOPLE = (
    r"(?:car|van|truck|bike|boat|ship|house|home|building|flat|company|firm|business|whisk\w+|scotch|rum|bourbon|wine"
    r"|brandy|port|cheese|bug|tree|oak|dog|cat|horse|mare|pony|puppy|kitten|rabbit|parrot|tortoise|laptop|computer"
    r"|phone|sofa|couch|jacket|coat|dress|recipe|tradition|marriage|relationship|friendship|mystery|case|problem"
    r"|feud|debt|contract|law|record|scar|photo\w*|song|album|book|game|city|town|church|castle|mortgage|grudge|blend)"
)
_UNITS = (
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|km|kilomet\w+|miles?|met(?:er|re)s?|feet|foot|inch\w*|cm|kg"
    r"|pounds?|lbs?|dollars?|bucks|euros?|cents|percent|per cent|o'clock|am\b|pm\b|a\.m|p\.m|times|people|points?|past\b|sharp\b|to (?:one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|degrees|roses|pages|episodes|blocks|steps|stops|chapters?|grand|thousand|hundred|million|or more (?:hours|times)"
    r"|of (?:us|them|my|the|our|those)|st\b|nd\b|rd\b|th\b|to \d|in the (?:morning|evening|afternoon)|at night)"
)
_AFTER = (
    rf"(?![\d%°€$£/]|[.,:]\d| ?{_UNITS}|-(?:minute|hour|day|week|month|page|mile|storey|story|inch|foot|bit|course))"
)
_BE = r"(?:\b(?:i'm|im|i am|you're|youre|ur|you are|u are|he's|hes|he is|she's|shes|she is|they're|they are|we're|we are|am|is|r|was|were|are|be)\b|'s|'re)"
_SOFT = (
    r"(?:(?:only|just|barely|about|almost|nearly|exactly|still|now|really|actually|in fact|going on|both|like|maybe"
    r"|probably|all of|a mere|merely|around|roughly|not even|not quite|only just|freshly|newly|but|truly|secretly"
    r"|legally|technically|biologically|physically|mentally|supposed to be|meant to be|in reality|to be|as"
    r"|turning|turned|aged|an?|what,?|hardly|scarcely|perhaps|already|a little over|a little under|just over|just under"
    r"|just past|not yet|more like|closer to),? )*"
)
_PERSON = (
    r"(?:girl|girls|boy|boys|kid|kids|child|children|student|students|lad|lass|teen|princess|prince|maiden|page|squire|apprentice"
    r"|runaway|orphan|pupil|classmate|character|version)"
)
_CHILD = (
    r"(?:kids?|child(?:ren)?|toddlers?|infants?|youngsters?|juveniles?|tykes?|little ones|preschoolers?"
    r"|kindergart(?:e?ners?)|school ?girls?|school-?boys?|school ?kids?|school ?child(?:ren)?|pupils?"
    r"|teen(?:ager)?s?|teenaged?|teeny ?boppers?|pre-?teens?|tweens?|adolescents?|minors|girl scouts?|boy scouts?|lolis?"
    r"|lolitas?|shotas?|jailbait)"
)
_KIN = r"(?:sister|brother|sis|bro|cousin|niece|nephew|daughter|son|step-?sister|step-?brother|step-?daughter|step-?son|grandson|granddaughter|sibling|goddaughter|godson)"
_YOUNG_KIN = rf"(?:(?:little|lil|baby|kid|younger|youngest|small|tiny|school-age) {_KIN}s?|young (?:{_KIN})s?)"

AGE = re.compile(
    rf"\b{N}[ -]*(?:years?|yrs?|yr)[ -]*old(?:s|er)?\b(?![ -]{_NOT_PEOPLE}\b)"
    rf"|\b{N} ?(?:yo|y/o|y\.o\.?|yos|y\.o)\b(?! {_NOT_PEOPLE}\b)|\b{N} years (?:of age|young)\b"
    rf"|\b{N} (?:summers|winters|springs)(?: old)?\b"
    rf"|\b(?:aged?|ages)(?: of| is| was|:| -|,)? {_SOFT}{N}\b{_AFTER}"
    rf"|{_BE},? {_SOFT}(?:1[0-7]|[3-9])(?: and a half|\.5|½)?\b{_AFTER}(?! [a-z]+s\b(?<!\balways)(?<!\bis)(?<!\bwas)(?<!\bhas)(?<!\bthis)(?<!\bclass)(?<!\byears))"
    rf"(?!(?:st|nd|rd|th)\b)"
    rf"|\bturn(?:s|ed|ing)? {_SOFT}{N}\b{_AFTER}"
    rf"|\bat {_SOFT}1[0-7]\b(?=[,;.!?]| (?:she|he|i|you|they|we|and|years old)\b|$)"
    rf"|\b{_PERSON},? (?:of )?{_SOFT}{N}\b{_AFTER}|\bof {N}(?= (?:summers|winters)\b)|\b(?:about|around|roughly|barely|only|just) {N}(?=[.!?,;]|$)"
    r"|\b1[0-7] ?/? ?[fm]\b|\b[fm] ?/? ?1[0-7]\b|\bsweet 16\b"
    rf"|\b(?:[1-9]|1[0-7])(?:st|nd|rd|th) birthday\b|\b{N} going on \d+\b|(?<=, ){N}(?=, (?:who|and|is|was|has|with|in|the|but|from|kiss|smil|blush|lean|look|told|took|asked|holds?|held))"
    r"|\b(?:between|from) 1[0-7] (?:and|to) (?:1\d)\b"
    rf"|(?<=[a-z], ){N}(?!,\d)(?=[,.)!?;]| and\b| n\b|$)|(?<=[a-z] \(){N}(?=[,)])|\b(?:though|although|while|only|just|barely|being) {N}(?=, )|(?<=, aged ){N}\b"
    rf"|\b(?:has|have|had|with) {N} years\b(?! (?:of|experience|left|in|together|on|more|as|to))|\bage[ds]? (?:her|him|me|them|yourself|[a-z]+) (?:down |back )?to {N}\b|\bgoing on {N}\b"
    rf"|\bhow old\b[^?]{{0,40}}\?\W*(?:[a-z]+: ?)?(?:i'm |i am |im |just |only )*{N}\b(?! ?(?:minutes|hours|days|weeks|months))|\b1[0-7] candles\b|^1[0-7](?=[.,!])"
    rf"|\ball of (?:them|us) {N}\b{_AFTER}|, and {N}(?=[.,!?;]|$)|\b(?:ur|u r|f|m|im|be) 1 [0-7]\b"
    r"|\bhow old\b[^?]{0,40}\?[^?]{0,40}?\b(?:1[0-7]|[4-9])\b(?=[,.!?]|$)|\b(?:no|none|not|nobody|hardly|never)\b[^.!?]{0,40}\bolder than (?:1[0-7]|[4-9])\b"
    r"|\ball (?:1[0-7]|[4-9]) years of (?:it|her|his|my)\b|\bboth (?:1[0-7]|[4-9])\b(?! (?:of|hands|are|were))|\b(?:alive|on (?:this )?earth|lived) for (?:only |just )?(?:1[0-7]|[4-9]) years\b"
    r"|\b1[0-7](?=\.? (?:that|this)(?:'s| is) (?:how old|her age|his age|my age|the age))|\b1[0-7] as (?:an? )?\W?adult"
    rf"|\bsays? (?:she's |he's |i'm |she is |he is )?{N}(?=[.;,!]|$)|\b1[- ][0-7]\b(?=[^!?]{{0,20}}\bage\b)|\b(?:tender )?age:? ?{N}\b{_AFTER}"
    rf"|\breally: ?{N}\b|\b(?:really|actually|in truth|in fact|truth is|in reality|make (?:him|her|me|yourself|[a-z]+)|someone|somebody|anyone) (?:only |just |about |aged )?{N}\b{_AFTER}"
    rf"|\b(?:passport|id|licen[cs]e|certificate|papers?|card|profile|birth certificate|documents?)(?: really| actually| still)?(?: says?| said| read| showed| reads?| shows?| has|,|:|;| is| gives?) {_SOFT}{N}\b{_AFTER}"
)
SCHOOL = re.compile(
    r"\b(?:[1-9]|1[0-2])(?:st|nd|rd|th)?[ -]?grade(?:rs?)?\b|\bgrade (?:[1-9]|1[0-2])\b"
    r"|(?<!\blast )(?<!\bthis )(?<!\bnext )(?<!\bper )(?<!\ba )\byear (?:[1-9]|1[0-3])s?\b(?! (?:of|in a row|plan|anniversary))"
    r"|\ba year (?:[1-9]|1[0-3])\b|\bschool year:? (?:[1-9]|1[0-3])\b"
    r"|\b(?:middle|elementary|primary|grammar|grade|secondary|junior high|infant|nursery|prep|high|junior)[ -]?school(?:ers?|s)?\b(?!(?: \w+)? (?:teachers?|principal|headmaster|headmistress|nurse|librarian|staff|reunion|diploma|board|gates?|fees|sweethearts?|caretaker|kitchen|canteen|cook|counsel\w+|coach|classmates? (?:and i|from|again)))"
    r"|\bjunior[- ]high\b(?! teacher)|\b(?:freshman|sophomore) at (?:[a-z]+ ){1,2}high\b|\bat [a-z]+ high\b(?=[,.!?]|$)|\bkindergarten\b(?! (?:teacher|class (?:teacher|assistant)|nurse|group))|\bpre-?school\b|\b(?:[1-7])(?:st|nd|rd|th)[ -]form(?:ers?)?\b"
    r"|\bsixth[ -]form(?:ers?)?\b|\bgcses?\b"
    r"|\b(?:still|only) (?:in|at|goes to|going to|attends|attending|finishing) (?:secondary |high |middle )?school\b"
    r"|\b(?:goes|go|went|walks?) to school\b(?= with (?:a|her|his) (?:backpack|lunch))"
    r"|\bhs (?:freshman|sophomore|junior|senior)\b"
)
CHILD = re.compile(
    rf"\b{_CHILD}\b(?! (?:error|humou?r|mistake|howler|pranks?|book|menu|movie|film|show|song|car seat|table|room|stuff|support|care|birthday party))"
    r"|\b(?:girl|boy)s? (?:in|from|of) (?:that|her|his|my|the|our) (?:class|school|year|grade)\b|\b(?:one|1) of (?:my|her|his|your) (?:pupils|students|schoolkids|graders)\b|\b(?:her|his|my|your) (?:schoolmates?|school friends?)\b"
    r"|\b(?:little|young|tiny|small|innocent|underage|under-age) (?:girl|boy|lad|lass|maiden|child|kid|princess|prince)s?\b"
    r"|\b(?:a|the|this|that|is|are|still|some|any|with|my|an? \w+) minor\b(?! (?:issue|injur|key|detail|thing|change|character|role|problem|error|bug|crime|point|part|league"
    r"|scratch|inconvenience|miracle|setback|chord|scale|celebrity|god|in (?:[a-g]\b|size|nature|importance|comparison)|stroke|delay|accident|annoyance|victory|one|third|seventh|chord|planet|surgery|road|planets|version|edit)\b)"
    r"|\b(?:in|into|out of|of|past|entering|barely) (?:her|his|my|your|their|the|our)? ?(?:very )?(?:early|mid|late|middle)?[ -]?teens\b"
    r"|\b(?:early|mid|late)[ -]teens\b|\bsmall (?:girl|boy|child)\b|\bchild (?:bride|wife|groom|actress|actor|queen|king)\b"
)
KIN = re.compile(rf"\b{_YOUNG_KIN}\b|\b{_YOUNG_KIN}'s (?:friend|classmate|best friend|playmate)s?\b")
_OF_AGE = r"(?:18|legal|an adult|adults?|of age|of legal age|adulthood|grown(?: up)?|full[- ]grown|the age of consent|consenting age|legal age|majority)"
EVASION = re.compile(
    rf"\bunder-?age[d]?\b|\b(?:under|below|younger than|less than) (?:the age of )?{_OF_AGE}\b"
    rf"|\b(?:not|isn't|isnt|aren't|arent|wasn't|weren't|ain't|am not|'m not|'re not|'s not) (?:yet |quite |even |really |actually |technically |legally |exactly )*{_OF_AGE}\b(?! years)"
    rf"|\b(?:almost|nearly|practically|barely|not quite|not yet|close to|hardly) (?:legal|of age|of legal age)\b"
    rf"|\b(?:almost|nearly|practically|not quite|not yet|not even|close to|pushing|approaching)[, ]+(?:but )?(?:not quite,? |not yet,? )?(?:18|an adult)\b"
    rf"|\b(?:\w+ )?(?:years?|months?|weeks?|days?|birthdays?|summers?|bit|little|just|shy|short)? ?(?:away from|short of|shy of|until|till|before|off|from|to go (?:until|before)|under|younger than) (?:turning |being |reaching |becoming |hitting |she's |he's |i'm |you're |she is |he is |i am |my |her |his )*(?:18|{_OF_AGE})(?:th birthday)?\b"
    r"|\b(?:turns?|turning|will turn|will be|'ll be|'ll turn|be|becomes?|going to be|gonna be) 18 (?:in|next|soon|tomorrow|on|after|this|later|some ?day|eventually|when|before long)\b"
    r"|\b(?:next|in a few|in a couple|in \d+|this coming) (?:year|month|week|spring|summer|autumn|fall|winter|years|months|weeks|january|february|march|april|may|june|july|august|september|october|november|december)[^.!?]{0,20}\b(?:turns?|turning|will be|be) 18\b"
    r"|\b(?:until|till|when|once|before|after|wait(?:ing)? for) (?:she|he|i|you|they|we)(?:'s|'m|'re| is| am| are)? ?(?:turns? |turned |finally |reach(?:es)? )*18\b"
    r"|\b(?:not|n't|never) (?:yet )?(?:turned|reached|had (?:her|his|my) 18th|celebrated (?:her|his|my) 18th|seen (?:her|his|my) 18th) ?(?:18|adulthood|birthday|the age)?\b"
    r"|\b(?:till|til|until|before) (?:i'm|im|i am|she's|shes|she is|he's|hes|he is|you're|ur|you are|they're|u r|turning|she turns|he turns|i turn|you turn) (?:finally )?18\b"
    r"|\b(?:cannot|can't|cant|can not|may not|is not allowed to|isn't allowed to|not allowed to) (?:yet |legally |even )*(?:vote|drive|marry|sign (?:contracts?|for))\b(?! (?:today|tonight|because|home|her|him|me))"
    r"|\b(?:before|until) (?:my|her|his|your|their) 18th birthday\b"
    r"|\b(?:not|isn't|aren't|wasn't|n't|'m not|'re not|'s not|am not|won't be|will not be) (?:yet |even |quite )?old enough (?:to|for) (?:drive|vote|marry|drink|sign|consent|get a licen[cs]e|a licen[cs]e|have a licen[cs]e|buy|see|watch|work|the ballot)\b"
    r"|\btoo young to (?:drive|vote|drink|marry|sign|consent|get a licen[cs]e|buy|work|be legal)\b"
    r"|\bneeds? (?:a |her |his |my )?(?:parents?'?s?|mother's|father's|mom's|dad's) (?:permission|signature|consent)\b"
    r"|\bage is (?:just|only) a number\b|\bage (?:doesn't|does not|shouldn't) matter\b"
    r"|\b(?:looks?|looked|looking|appears?|seems?|sounds?|feels?|passes for|could pass for|body|mind|face|figure|frame|build|dressed?|dresses) (?:(?:of|like|as|just|exactly|every bit|no older than|younger than|about|barely|only|to be|than|as if|though|she|he|were|was|is|you|i|were) )*(?:a |an )?(?:\w+ )?(?:1[0-7]|[4-9])\b"
    r"|\b(?:no (?:older|more) than|not a day (?:over|older than)) (?:1[0-7]|[4-9])\b|\blearner'?s permit\b|\bprovisional licen[cs]e\b|\b(?:hasn't|has not|haven't|not) (?:even |yet )*finished (?:middle |high |secondary |primary )?school\b|\bquincea\w+\b|\bchild-?like (?:body|face|figure|frame|form|looks?)\b|\bchild(?:'s|ish) (?:body|figure|frame|form)\b"
    r"|\b(?:birthdays?|years?|summers|months) (?:more )?to (?:reach|turn|be|become) (?:18|an adult|adulthood|of age)\b|\b(?:comes?|coming|come|will be|be) of age (?:in|only|next|soon|on|the)\b|\bto reach (?:18|adulthood)\b"
    r"|\b(?:\d+ )?(?:more )?(?:birthdays?|candles) (?:away|to go|short|left|more|and (?:she|he|i|you|\w+)(?:'s| is| am|'m| are|'re) (?:an adult|18|grown|of age|legal))"
    r"|\b18th birthday (?:is|lies|comes|still)\b[^.!?]{0,20}\b(?:off|away|ahead|to come|in)\b|\b(?:does not|doesn't|do not|don't|won't|will not|not) turn 18\b|\bn't 18 yet\b|\b(?:won't|will not|wont|would not|wouldn't) be (?:18|an adult|of age|legal|grown)\b|\b(?:becomes?|become|be) an adult (?:the|in|next|only|soon|some|at)\b|\b(?:only|not) (?:becomes?|be|turns?|an) (?:an )?(?:adult|18)\b"
    r"|\byears? younger than (?:1[0-8])\b|\byears? (?:before|until|till) (?:she|he|i|you|they|u) (?:can|may|could|is allowed to|are allowed to|am allowed to) (?:vote|drive|marry|drink)\b|\blegal in (?:\d+|a few|a couple of|some) (?:years|months|weeks)\b"
    r"|\bage ?play\b|\bde-?aged\b|\bage regress\w*"
)
BORN = re.compile(r"(?:\b(?:born|birth|birthday|birthdate|birthyear|dob|d\.o\.b)\b|\bb\.)[^!;]{0,60}?\b(20\d\d)\b")

HALF_MY_AGE = re.compile(
    r"\b(?:i'm|im|i am) (\d\d)\b[^!?]{0,80}\bhalf my age\b|\bhalf my age\b[^!?]{0,60}\b(?:i'm|im|i am) (\d\d)\b"
)

DENIED = re.compile(
    rf"\b(?:not|no|isn't|isnt|aren't|wasn't|ain't|never|no longer|hardly|neither|nor|none of (?:us|them) (?:is|are)"
    rf"|stopped being|far from(?: being)?|rather than|instead of|don't (?:do|play|write)|doesn't (?:play|involve))"
    rf" (?:really |actually |longer |just |even |exactly |some |such |about |with |for |to |like )*(?:a |an |any )?"
    rf"(?:\w+ )?(?:{_CHILD}|minor|little (?:girl|boy|kid|sister|brother)|young (?:girl|boy)|underage)\b"
    r"|\b(?:nobody|no one|no-one|none|noone|never anyone|not anyone|no character|no person|without anyone)\b(?! (?:guessed|knew|noticed|saw|minded|minds|cares?|cared|asked|suspected|else))[^.!?]{0,40}"
    r"\b(?:under 18|underage|minors?|younger than 18|below 18|child(?:ren)?|kids?|teen\w*|not 18)\b"
)
GROWN = re.compile(
    r"\bborn in (?:19\d\d|200[0-7])\b|\badult (?:elves|elf|dragons?|knights?|vampires?|characters?|couple|pilots?|\w+s)\b|\bboth (?:1[89]|[2-9]\d)\b|\ball (?:of (?:us|them) )?(?:are )?(?:over|above|past) (?:1[89]|[2-9]\d)\b|\bgrown (?:prince|princess|queen|king|men|women|man|woman|knight)\w*\b|\b(?:1[89]|[2-9]\d)[ -]*(?:years?|yrs?)[ -]*old\b|\b(?:1[89]|[2-9]\d) ?(?:yo|y/o)\b"
    r"|(?:i'm|im|i am|you're|you are|he's|he is|she's|she is|they're|they are|we're|we are|is|was|are|turn(?:s|ed|ing)?|aged?|age of) "
    r"(?:(?:only|just|about|almost|nearly|now|really|actually|already|both|over|at least|all over|well over|past|well past|in fact|turning|exactly|and|still) )*(?:1[89]|[2-9]\d)\b(?! ?(?:minutes|hours|days|weeks|months|miles|%|percent))"
    r"|, (?:1[89]|[2-9]\d)(?=[,.)])|\b(?:grown(?:[- ]up)?|adult) (?:men|women|man|woman|\w*son|\w*daughter|sister|brother|child|children|kids?)\b"
    r"|\b(?:in|at) (?:college|university|uni|med school|grad school|law school)\b|\bgraduate student\b"
    r"|\bin (?:her|his|my|your|their|our) (?:(?:early|mid|late)[ -])?(?:20s|30s|40s|50s|60s|twenties|thirties|forties|fifties|sixties|20|30|40|50)\b"
    r"|\b(?:retired|a lawyer|a doctor|an engineer|a nurse|an accountant|a surgeon|a pilot|a plumber|an architect|a chef)\b"
)


def age_mentions(plain: str, clock: Clock | None = None) -> list[AgeMention]:
    """Every mention of somebody young in *plain*, but those that are denied."""
    return list(_youths(plain, local((clock or now)()).year))


@lru_cache(maxsize=256)
def _youths(plain: str, this_year: int) -> tuple[AgeMention, ...]:
    """One clause is asked about several times."""
    found = [
        AgeMention(kind, match.start(), match.end())
        for kind, pattern in (
            (Kind.AGE, AGE), (Kind.SCHOOL, SCHOOL), (Kind.CHILD, CHILD), (Kind.KIN, KIN), (Kind.EVASION, EVASION),
        )
        for match in pattern.finditer(plain)
    ]  # fmt: skip
    # "I'm 34, she is half my age": arithmetic that names no number of hers.
    found += [
        AgeMention(Kind.AGE, match.start(), match.end())
        for match in HALF_MY_AGE.finditer(plain)
        if int(match.group(1) or match.group(2)) < 2 * 18
    ]
    found += [
        AgeMention(Kind.AGE, match.start(), match.end())
        for match in BORN.finditer(plain)
        if this_year - int(match.group(1)) < 18
    ]
    # "Nobody here is a child" speaks of no child; looked for only where there is something to deny.
    denied = [each.span() for each in DENIED.finditer(plain)] if found else []
    kept = [youth for youth in found if not any(start <= youth.start < end for start, end in denied)]
    return tuple(_apart(sorted(kept, key=lambda youth: (youth.start, -youth.end))))


def _apart(found: list[AgeMention]) -> list[AgeMention]:
    """*found* with none that lies within the one before."""
    apart: list[AgeMention] = []
    for youth in found:
        if not apart or youth.start >= apart[-1].end:
            apart.append(youth)
    return apart


def says_grown(plain: str) -> bool:
    """Whether *plain* gives somebody an adult's age, studies or years."""
    return GROWN.search(plain) is not None
