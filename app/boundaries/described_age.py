"""How old the one is whom a card describes: what they are now, parted from their past, their likes and other people.

A backstory is not an age: "as a young girl she trained", "her pupils are twelve", "a high school goth's taste" say
nothing of today.  A stated adult age, a profession or a study decides, unless what stands in the present contradicts
it: the body, the school or the manner of a child keeps romance closed whatever number is written.  Where nothing
decides and something hints at youth, the person is asked.  English only, like the rest of the minors filter.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import lru_cache

from app.boundaries.age_cues import AgeMention, Kind, age_mentions
from app.boundaries.near_cues import SIMILE
from app.boundaries.normalize import normalize
from app.boundaries.roles import SCHOOL_WORK, role_of, works_at_school
from app.boundaries.romance_cues import romance_mentions


class Age(enum.Enum):
    """What a description says of somebody's age now."""

    ADULT = "adult"
    UNTOLD = "untold"  # nothing speaks of it, and nothing hints at youth
    UNCLEAR = "unclear"  # something hints at youth, and nothing decides
    YOUNG = "young"


CLAUSE = re.compile(
    r"(?<=[.!?…])[\"'”’)*]*\s+|[\n;|⋆•·◆★☆]+|\"\s*\+\s*\"|\)\s*(?=[A-Za-z_ ]+\()|(?<=\))\s+|\s[-–—]\s|\s/{1,2}\s"
)
N_YOUNG = r"(?:[4-9]|1[0-7])"
N_GROWN = r"(?:1[89]|[2-9]\d|\d{3,5})"
UNITS = (
    r"(?! ?(?:minutes?|hours?|days?|weeks?|months?|miles?|km|feet|foot|ft|inches|cm|lbs?|kg|pounds|percent|%|euros?|dollars?"
    r"|years? (?:ago|later|of|older|on|in|at|as|with|under|now)|times|people|men|per|degrees|pages|rooms|houses|countries|books"
    r"|episodes|cats|dogs|hands|votes|wins|-))"
)
WHO = r"(?:she|he|they|i|you|{{char}}|char|[a-z][\w'’-]+(?: [a-z][\w'’-]+)?)"
SOFT = r"(?:now |only |just |about |around |roughly |nearly |almost |still |turning |officially |actually |really |somewhere |in (?:her|his|their) |a |an |is |of |at |aged? )*"

AGE_FIELD = re.compile(
    rf"\baged?\b\W{{0,6}}(?:of |about |around |appears |looks |physical(?:ly)?\W+|over |early |mid |late |is |= ?)*\W{{0,3}}(\d{{1,5}})\b{UNITS}"
)
NO_SUBJECT = r"(?<!\bit)(?<!that)(?<!there)(?<!what)(?<!here)(?<!where)(?<!time)(?<!which)(?<!there )(?<!it )(?<!that )(?<!here )(?<!what )"
STATED = re.compile(
    rf"\b{WHO}(?:'s| is|'re| are|'m| am| turned| turns) {SOFT}({N_GROWN})\b{UNITS}(?!(?: \w+){{0,2}} (?:younger|older|taller))"
    rf"|\b(?:s?he|they)s {SOFT}({N_GROWN})\b{UNITS}"
    rf"|\b({N_GROWN})[- ]?(?:years?|yrs?|y)[-/ ]?o(?:ld|f age)?\b|^[^;.]{{0,60}}[,:] (?:around |about )?(1[89]|[2-9]\d)(?=[,.);]| and |$)|^\W*(1[89]|[2-9]\d)(?:\W*$|, )|^\W*(?:[\w.'’-]+ ){{1,3}}\((1[89]|[2-9]\d)\)"
    rf"|\bat (1[89]|[2-9]\d)\b{UNITS}(?=[,.]|$| (?:she|he|they)(?:'s| is| has| still| \w+s\b))"
    rf"|\b({N_GROWN}) (?:standard|human|earth|solar) years\b|\b({N_GROWN})[- ](?:year|winters|summers|springs)s?\b(?:[- ]old| of age| alive)"
    rf"|\b(?:1[89]|[2-9]\d)[- ]?(?:yo|y/o)\b|\b(?:1[89]|[2-9]|\d)-and-(?:20|30|40|50)\b|\bboth (1[89]|[2-9]\d)\b|^[\w ]+\(\"?(1[89]|[2-9]\d)\"?$"
)
DECADE = re.compile(
    r"\bborn:? ?(?:1\d\d\d|200[0-7])\b|\bseems (?:fifty|forty|sixty|thirty|50|40|60|30) or so\b|\bseen (?:[2-9]\d) (?:winters|summers)\b|"
    r"\b(?:in|into|out of|past|pushing|nearing) (?:her|his|their|your|my|the)?\s?(?:(?:very )?(?:early|mid|middle|late)[ -]*)?"
    r"(?:20|30|40|50|60|70|80|90|twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:'?s|ies)\b"
    r"|\b[2-9]\dish\b|\bin (?:her|his|their) prime\b|\b(?:early|mid|late)[ -](?:20|30|40|50|60|70|80)s?\b|\b(?:thirty|forty|fifty|sixty|30|40|50|60)[- ]?something\b|\bmiddle[- ]aged\b|(?:^\W*|\b(?:an|is|'s|rather|quite) )elderly\b"
    r"|\bborn (?:in |on )?[^.;\n]{0,20}\b(?:1\d\d\d|200[0-7])\b|\b(?:centur(?:y|ies)|millenni(?:um|a)) old\b|\b\d{3,5}[- ]year[- ]old\b|\bcenturies[- ]old\b"
    r"|\b(?:an adult|adult (?:woman|man|female|male|human|elf|vampire)|grown (?:woman|man)|grown-up|of legal age|over 18|18\+)(?!\w)"
)
LIFE = re.compile(
    r"\b(?:professor|lecturer|dean|phd|ph\.d|doctora(?:l|te)|post-?doc|master'?s (?:degree|student)|graduate student|grad (?:school|student)|undergrad(?:uate)?|university|(?:at|in|to|from|through|after) college|college (?:student|sophomore|junior|senior|freshman|degree|professor|roommate)|community college|med(?:ical)? student|law student"
    r"|degree in|diploma|(?:high|middle|primary|elementary|school|piano|music|dance|yoga|art|history|english|math\w*|science|kindergarten|nursery|form|homeroom|\dth[- ]grade)[- ]?(?:\w+ )?teacher|teach(?:es|ing)|teacher|governess|headm\w+|headteacher|school-?(?:teacher|master|mistress)|principal|school (?:counsel\w+|nurse|librarian)|counsel\w+|coach(?:es)?|tutor|librarian|archivist|curator"
    r"|nurse|midwife|matron|paramedic|doctor|physician|surgeon|paediatrician|pediatrician|dentist|pharmacist|vet(?:erinar\w+)?|therapist|psychologist|psychiatrist|social worker|carer|caretaker|undertaker|mortician|coroner"
    r"|detective|inspector|sergeant|constable|police ?(?:wo)?man|police officer|sheriff|deputy|marshal|agent|spy|assassin|bounty hunter|mercenary|soldier|veteran|captain (?:of|in)|commander|colonel|general|lieutenant|major|admiral|officer|knight|paladin|guard(?:sman|swoman)?|ranger|bodyguard|warden|executioner|firefighter|pilot|navigator|sailor|skipper|helms\w+|first mate|trucker|lorry driver|bus driver|cab ?driver|driver|courier"
    r"|lawyer|barrister|solicitor|attorney|judge|notary|accountant|auditor|banker|broker|consultant|manager|ceo|director|executive|secretary|clerk|civil servant|diplomat|ambassador|senator|mayor|councill?or|politician|journalist|reporter|writer|editor|translator|interpreter|publisher|author|novelist|poet|screenwriter|photographer|cinematographer|film-?maker|sound engineer|engineer|programmer|developer|scientist|biologist|chemist|physicist|astronomer|geologist|archaeologist|historian|anthropologist|linguist|mathematician|researcher|botanist|zookeeper|ornithologist|marine biologist|astronaut|technician|mechanic|electrician|plumber|carpenter|joiner|mason|welder|roofer|builder|architect|surveyor|blacksmith|smith|locksmith|watchmaker|clockmaker|potter|weaver|tailor|seamstress|cobbler|tanner|jeweller|luthier|glass-?blower|shipwright|farmer|rancher|shepherd\w*|beekeeper|vintner|brewer|distiller|baker|butcher|chef|cook|sommelier|barista|bartender|barkeep|barmaid|innkeeper|tavern[- ]?keep\w*|landlord|landlady|hostess|waiter|waitress|shopkeeper|merchant|trader|peddler|florist|gardener|groundskeeper|fisherman|fisherwoman|lighthouse keeper|hairdresser|barber|stylist|tattoo(?: artist|ist)|make-?up artist|model|actor|actress|opera singer|singer|cellist|violinist|pianist|organist|conductor|composer|drummer|guitarist|dj|dancer|ballerina|choreographer|comedian|stuntwoman|stuntman|wrestler|boxer|referee|ex-?con|cleaner|janitor|housekeeper|butler|maid|valet|nanny|au pair|priest(?:ess)?|vicar|pastor|rabbi|imam|monk|nun|abbess|abbot|mother superior|bishop|chaplain|court (?:mage|wizard)|archmage|sorceress|sorcerer|necromancer|warlock|queen|king|empress|emperor|duke|duchess|countess|baron(?:ess)?|lord|lady|chancellor|chieftain|warlord"
    r"|husband|wife|spouse|fianc\w+|married|divorc\w+|widow(?:er|ed)?|ex-(?:husband|wife)|single (?:mum|mom|mother|dad|father|parent)|(?:mother|father|mum|mom|dad) (?:of|to)|stepmother|stepfather|foster (?:mother|father|mum|mom|dad|parent|carer)|foster-(?:mom|mum|dad|mother|father)|godmother|godfather|retired|pension\w*|mortgage|landlord|tenant|alimony|custody|rents? (?:a|the)|owns? (?:a|the|her|his)|runs (?:a|the|her|his)|works (?:as|for|nights)|employed|co-?worker|colleague|boss|ceo|business ?(?:wo)?man|entrepreneur|freelance\w*|night shift|woman|man|gentleman|matriarch|patriarch)\b"
)
GRANDPARENT = re.compile(
    r"\b(?:is|'s|as|become|became|now) (?:a |an |the )?(?:\w+ ){0,2}grand(?:mother|father|ma|pa|mum|dad|parent)\b"
)
OF_SELF = re.compile(
    r"(?:^\W*|[:\"=] ?|\b(?:occupation|job|profession|role|class|title|status|species|race|work)\W+"
    r"|(?:\b(?:is|are|as|am|also|now|turned|became|become|she|he|they|and|former|retired)|'s|'m|'re) (?:the )?|^\W*(?:a|an) |, (?:a|an) |: ?(?:a|an) )(?:(?:a|an) )?"
    r"(?:(?!(?:the|her|his|their|your|my|our|its|than|of|with|by|from|for|to|says?|w/|in|on|at|an?|whose|another|every|some|any|user|you|that|who|where|when)\b)[\w'’/&-]+ ){0,3}$"
)
"""What may stand before a profession or a family that is the described one's own."""
OF_PERSON = re.compile(
    r"\W*(?:and |but )?you(?:'re|’re| are|'ve| have| were)\b(?! (?:an? )?(?:{{char}}|\w+, (?:a|an|the)\b))"
)
""""You're the new coach": most cards speak of the person so, and few of the described one."""
SOMEBODY = re.compile(r"\W*(?:an?|the) (?:[\w-]+ ){0,3}")
DOES = re.compile(
    r"(?: in [^,]*| with [^,]*)? (?:once|has|had|comes|came|says|said|offer\w*|ask\w*|told|found|takes|took|gave|gives|calls)\b"
)
""""A priest once offered": somebody who does something to the described one, and is not that one."""
NOT_OF_SELF = re.compile(
    r"\{\{user\}\}|\buser\b|\b(?:apprentice|trainee|pupil|student|assistant|helper|intern|understudy|novice|page|squire|runner|junior|aspiring"
    r"|wannabe|future|would-be|dreams of|wants to|training to be|hopes to|raised by|says|said|according|belongs to|daughter of|son of|ward of|play about|looks like|dressed as|pretends?|claims?|thinks (?:she|he))\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|did|spent|used to|as an? (?:\w+ )?(?:girl|boy|child|kid|teen\w*|youth|youngster|orphan|schoolgirl|schoolboy|infant|baby|toddler|pupil)|when (?:she|he|they|i|you|both|her|his|it|we)\b"
    r"|since (?:she|he|they|i|the age|age|childhood)|from the age|at the age of|at age|by (?:the age|age|\d)|before (?:she|he|they)|until (?:she|he|they)|(?:her|his|their|my) (?:childhood|teens|youth|school ?days|girlhood|boyhood)|childhood"
    r"|grew up|growing up|raised|backstory|background|history|back then|back in|back when|years? ago|decades? ago|ago|years later|once|formerly|ex-|former|old school|reunion|class of|yearbook|in high school|in school|at school,? (?:she|he)"
    r"|ran away|ran off|learn(?:ed|t)|joined|left|started|began|lost|moved|born|took|taught (?:her|him)|saw|met|found|sold|bought|made|got|went|came|kept|built|wrote|fell|broke|became|turned out|trained|played|sang|won|swore|stole|fled|survived|escaped|died|buried|burned|sent|gave|told|caught|dropped|quit|earned|inherited|latchkey)\b"
    r"|\b\w{3,}ed\b|\bat (?:[4-9]|1[0-7])\b(?=[^.;]{0,60}\b\w+ed\b|[,.])|\bsince (?:[4-9]|1[0-7])\b"
)
PRESENT = re.compile(
    rf"\b(?:is|'s|are|'re|am|'m) {SOFT}{N_YOUNG}\b|\bage[sd]?\W{{0,6}}{N_YOUNG}\b|\b(?:is|'s) (?:still |only |just |really |actually |in fact |but )*(?:a |an |in |just )"
    r"|\b(?:goes|go) to|\battends\b|\bstill\b|\bin (?:the )?\d+(?:st|nd|rd|th) (?:grade|form)\b|\bin year \d|\bin kindergarten\b"
)
OTHERS = re.compile(
    r"\b(?:brothers?|sisters?|sons?|daughters?|kids?|children|child|twins?|triplets|nieces?|nephews?|students?|pupils?|ward|wards|patients?|clients?|classmates?|grand\w+|step\w+|foster\w*|godson|goddaughter|cousins?|siblings?|neighbou?rs?'?s?|toddler|baby|charges|recruits|team|class|girls|boys|graders?|teens?|teenagers?|players|squad|scouts|choir|orphans|apprentices)\b|\b(?:his|her|their|my|your) (?:\w+ )?(?:girl|boy|eldest|oldest|youngest)\b|\bwho(?:'s|’s| is)?$"
)
SELF_CHILD = re.compile(
    r"\b(?:is|are|am|'m|she's|he's|they're|you're|it's|{{char}}'s|shes|hes)(?: not)? (?:still |only |just |really |actually |basically |literally |clearly |obviously |but |in fact )*(?:a |an |the )"
    r"(?:(?!middle|only|youngest|eldest|oldest|problem|inner|wild|love|flower|poster|philosophy|history|physics|music|wine|new|cool|big|farm|army|theatre|theater|got)\w+ ){0,3}?"
    r"(?:child|kid|minor|teen(?:ager)?|pre-?teen|schoolgirl|schoolboy|little girl|little boy|toddler|\d+(?:st|nd|rd|th)[- ]grader|middle[- ]schooler|high[- ]schooler)\b"
    r"(?! (?:brother|sister|at heart|of|inside|again|person|you|in (?:music|art|history|philosophy)|prodigy|star|actor))"
)
CHILD_BODY = re.compile(
    r"\b(?:body|face|figure|frame|form|appearance|looks?|looking|voice|size|build|mind|shape)\b[^.;\n]{0,30}\b(?:of (?:a|an|some) (?:\w+ ){0,2}(?:child|girl of|boy of|kid|little girl|little boy|schoolgirl|schoolboy|\d+[- ]year)|like (?:a|an) (?:\w+ ){0,2}(?:child|kid|little (?:girl|boy)|schoolgirl|schoolboy|\d+[- ]year))"
    r"|\b(?:looks?|acts?|talks?|behaves?|sounds?|thinks?|appears?)(?:,? (?:and |looks |talks |acts |behaves |thinks ))* (?:exactly |just |every bit |for all the world )?(?:like|as|to be) (?:a|an|some)? ?(?:\w+ ){0,2}(?:child|kid|little (?:girl|boy)|(?:[4-9]|1[0-7])[- ]year|toddler)\b"
    r"|\b(?:is|as|as if|shape of|form of|looks like|remains|still) (?:a |an |the )?(?:\w+ ){0,2}(?:girl|boy|child|lad|lass|kid) of (?:about |around |maybe |perhaps |some )?(?:[3-9]|1[0-7])\b(?! \w)"
    r"|\bchild(?:'s|ish|like)? (?:body|face|figure|frame|form)\b|\b[34] (?:feet|foot|ft)\b(?! \d\d?)|\b(?:3'\d|4'[0-5]\b)|\bpig-?tails?\b[^.;\n]{0,40}\b(?:lollipop|teddy|milk teeth|baby teeth)|\b(?:baby|milk) (?:teeth|tooth)\b|\b(?:[4-9]|1[0-7])[- ]year[- ]old(?: \w+)?(?:'s|’s)? (?:body|mind|face|figure|voice)\b|\bbaby (?:words|talk)\b|\bloli(?:ta|con)?\b|\bshota(?:con)?\b"
)
HINTS = re.compile(
    r"\b(?:girl|boy|lass|lassie|lad|laddie|maiden|damsel|student|pupil|apprentice|trainee|cadet|novice|acolyte|squire|page|runaway|orphan|foundling|urchin|waif|stray|street ?rat|youngster|young (?:one|thing|lady|man|woman|witch|wizard|mage|heir|master|miss)|youth|teens?|freshman|sophomore|first[- ]year|academy|school|class(?:es)?|homework|dorm(?:itory)?|idol|chorister|choir ?boy|daughter|understudy|intern|recruit|runner|helper|lookout|grade|squad|guardian|curfew|allowance|new-?kindled|still growing|how old|old enough|no one keeps|can't say how many|age\b\W{0,4}(?:unknown|\?|none|unclear|n/?a|varies)|(?:is|'s|s?he|they|i|am|very|so|too|body|frame|figure|size|build)\W{1,4}(?:is |are |am )?(?:a |the )?(?:very |so |quite |rather )?(?:small|tiny|little)(?! (?:bit|more|less|house|things?|town|village))|(?:small|tiny|little) (?:and \w+ )?(?:body|frame|figure|for (?:her|his|their) age|one|thing|hands|fingers|feet|face))\b"
)


def clauses(description: str) -> Iterator[str]:
    """*description* in pieces that each say one thing; disguises are undone in each."""
    for piece in CLAUSE.split(description):
        if piece and piece.strip():
            yield normalize(piece.replace("½", ""))


@lru_cache(maxsize=512)
def age_of(description: str) -> Age:
    """How old the one described is now."""
    every = list(clauses(description))
    names = frozenset(re.findall(r"[\w-]+", " ".join(every[:2])))
    young = any(_is_young_now(clause, names) for clause in every) or any(
        ALONE.match(clause) and not names & set(re.findall(r"[\w-]+", clause)) for clause in every[1:5]
    )
    evades = any(CHILD_BODY.search(clause) or _evades(clause) for clause in every)
    if young or evades:
        return Age.YOUNG
    if any(_is_grown_now(clause) for clause in every):
        return Age.ADULT
    return Age.UNCLEAR if any(HINTS.search(clause) or age_mentions(clause) for clause in every) else Age.UNTOLD


def about_now(description: str) -> str:
    """*description* of an adult without what tells of somebody young: their own past, and who else is there.

    What tells of romance in the same breath stays, and is looked at like everything else.
    """
    return without_past(description) if age_of(description) is Age.ADULT else description


def without_past(text: str) -> str:
    """*text* about an adult without what tells of somebody young; see ``about_now``."""
    return " ".join(
        piece.strip()
        for piece in CLAUSE.split(text)
        if piece and piece.strip() and (not age_mentions(plain := normalize(piece)) or romance_mentions(plain).cues)
    )


SELF_WORDS = frozenset(
    ("she", "he", "they", "i", "you", "char}}", "char", "girl", "boy", "child", "character", "body", "and", "truth")
)


def _is_young_now(clause: str, names: frozenset[str]) -> bool:
    """Whether a clause says that the one described is under 18 now."""
    stated = AGE_FIELD.search(clause)
    if stated is not None and 0 < int(stated.group(1)) < 18 and not OTHERS.search(clause[: stated.start()]):
        part = _part_around(clause, stated.start(1))
        is_when = re.search(r"\b(?:at|from|the|of) (?:the )?age\b", part) or "aged" in stated.group(0)
        if not PAST.search(part) and not (is_when and PAST.search(clause)):
            return True
    if SELF_CHILD.search(clause) and not SIMILE.search(clause) and not NOT_OF_SELF.search(clause[:20]):
        return True
    at_school = NOW_AT_SCHOOL.search(clause)
    if (
        at_school is not None
        and not PAST.search(_part_around(clause, at_school.start()))
        and not OTHERS.search(clause[: at_school.start()][-60:])
        and not SCHOOL_WORK.search(clause)
    ):
        return True
    in_words = YOUNG_BY_WORDS.search(clause)
    if in_words is not None and not OTHERS.search(clause[: in_words.start()][-70:]):
        return True
    for found in AGED.finditer(clause):
        before = clause[: found.end()]
        told = before[max(before.rfind(sign) for sign in ",(:") + 1 :] if found.group("b") else before
        if (found.group("who") or "she") not in {*SELF_WORDS, *names}:
            continue
        if OTHERS.match(clause[found.end() :].lstrip()) or (found["c"] and SOMEBODYS.search(found.group(0))):
            continue  # "with a 6-year-old daughter", "you have a 4-year-old"
        if OTHERS.search(before[-70:]) or SIMILE.search(clause) or PAST.search(told) or LIKENED.search(before):
            continue
        return True
    return any(_tells_of_now(clause, youth) for youth in age_mentions(clause))


SOMEBODYS = re.compile(r"\b(?:have|has|had|can|with|for|of|every|any|like|teach\w*|you|your|our)\b")
YOUNG_BY_WORDS = re.compile(
    rf"\bnever (?:be |get |grow )?older than {N_YOUNG}\b|(?:'ll|’ll|will) (?:be|turn) {N_YOUNG} (?:come|next|in|this|soon)\b"
    rf"|\bnot (?:yet|even) (?:a )?teen(?:ager)?s?\b|\b{N_YOUNG} years young\b|\b{N_YOUNG}-going-on\b|\bpresent age,? {N_YOUNG}\b"
    rf"|\b{N_YOUNG} (?:standard|human|earth|solar) years\b|\bage\W{{1,4}}(?:vi{{1,3}}|ix|xi{{0,3}}|xiv|xvi{{0,2}})\b"
    r"|\bfirst[- ]year at [\w ]*high\b"
)
"""What can be nobody's past: an age under 18 in other words."""
ALONE = re.compile(
    rf"^\W*(?:{N_YOUNG}(?: ?yo| ?y/o|[- ]years?[- ]old)?|(?:high school|middle school) (?:freshman|sophomore|junior|senior)"
    r"|\d+(?:st|nd|rd|th)[- ]grader?)\W*$"
)
"""A field of a list that is nothing but an age, or a class at school."""
NOW_AT_SCHOOL = re.compile(
    r"\bin (?:\w+ ){0,2}(?:\d+(?:st|nd|rd|th)[- ]grade|yr \d|year \d|grade \d|grade (?:five|six|seven|four|three))\b"
    r"|\bin ordinary years:? (?:[4-9]|1[0-7])\b|\benrolled in (?:grade|year) \d"
    r"|\b(?:sits|sitting|taking|revising for) (?:her|his|their) (?:gcses|o-levels)\b"
)
LIKENED = re.compile(
    r"\b(?:of|like|as) an? (?:\w+ )?\S+ ?$|\b(?:of|like) an? (?:\w+ )?(?:[4-9]|1[0-7])[- ]\S*(?: old)?$"
)
AGED = re.compile(
    # "Gabe, 16, plays": at the beginning, before anybody else is named.
    rf"^\W*(?!and\b|with\b)(?:[\w.'’-]+ ){{0,3}}?[\w.'’-]+(?:, | \(|,? aged? )(?P<a>{N_YOUNG})(?=[,.);]|$| (?:and|yo|y/o|years?[- ]old)\b)"
    rf"|(?:(?P<who>[\w}}-]+)(?: is|'s|’s| am|'m| are|'re| turns)|\b(?P<slang>s?he|they)s|\b(?:turning|be)) {SOFT}(?P<b>{N_YOUNG})"
    rf"(?=[,.;!?)\"]|$| and | but |[ -]years?[ -]old| yo\b| winters| summers| springs| going| now| this| next| in | with | who | still| on )(?! years (?:and|with|in|of|on))"
    rf"|(?:^\W*(?:[\w.'’-]+ ){{0,4}}?(?:is |'s )?(?:a |an |the )?(?:\w+ ){{0,2}}|\b(?:is|'s|shes|hes) (?:still |only |just )?(?:a |an |the )?(?:\w+ ){{0,2}}|^[^,;.]{{0,40}}, )(?P<c>{N_YOUNG})[- ](?:years?|yrs?|winters|summers|springs)[- ]old\b(?!s)"
)
"""An age under 18 that the described one has now."""


def _tells_of_now(clause: str, youth: AgeMention) -> bool:
    """Whether a mention of a school is of one that the described one goes to now."""
    if youth.kind is not Kind.SCHOOL:
        return False  # ages and children are found by patterns of their own
    before = clause[: youth.start]
    if role_of(clause, youth) in ("own", "has", "kin", "theirs", "group") or OTHERS.search(before[-60:]):
        return False
    part = _part_around(clause, youth.start)
    if SIMILE.search(clause) or works_at_school(clause, youth) or SCHOOL_WORK.search(clause) or PAST.search(part):
        return False
    begins = re.search(r"(?:^|[,:(]|\b(?:in|in the))\W*$", before) is not None
    return bool(PRESENT.search(part)) or ("grade" in clause[youth.start : youth.end] and begins)


def _part_around(clause: str, place: int) -> str:
    """The part of *clause* between two commas in which *place* lies."""
    start = max(clause.rfind(sign, 0, place) for sign in ",(:") + 1
    ends = [end for sign in ",)" if (end := clause.find(sign, place)) >= 0]
    return clause[start : min(ends, default=len(clause))]


def _evades(clause: str) -> bool:
    """Whether a clause makes somebody out to be young, or not yet of age, whatever number stands elsewhere."""
    return any(
        youth.kind is Kind.EVASION
        and role_of(clause, youth) not in ("own", "has", "kin", "theirs", "group")
        and not OTHERS.search(clause[: youth.start][-110:])
        and not PAST.search(clause)
        for youth in age_mentions(clause)
    )


THEIRS = re.compile(
    r"\b(?:her|his|their|my|your|[\w}}]+['’]s) (?:\w+ ){0,2}(?:fathers?|mothers?|dads?|mums?|moms?|mama|papa|parents?|guardians?|uncles?|aunts?"
    r"|grand\w+|step\w+|foster\w*|brothers?|sisters?|cousins?|siblings?|twin|boss|teachers?|tutors?|coach|neighbou?rs?|master|mistress|owner)\b"
)
"""Somebody else, who belongs to the described one: their age and work say nothing of that one's."""
NEW_SUBJECT = re.compile(r"\b(?:she|he|they|i|who)\b")


def _is_of_another(before: str) -> bool:
    """Whether what comes after *before* is said of somebody who belongs to the described one."""
    found = list(THEIRS.finditer(before[-60:]))
    return bool(found) and not NEW_SUBJECT.search(before[-60:][found[-1].end() :])


def _is_grown_now(clause: str) -> bool:
    """Whether a clause gives the one described an adult's age, work, study or family."""
    stated = AGE_FIELD.search(clause)
    if stated is not None and int(stated.group(1)) >= 18 and not _is_of_another(clause[: stated.start()]):
        return True
    if DECADE.search(clause) or GRANDPARENT.search(clause):
        return True
    if OF_PERSON.match(clause):
        return False
    for found in STATED.finditer(clause):
        before = clause[: found.start()]
        if OTHERS.search(before[-50:]) or _is_of_another(before):
            continue
        if not NOT_OF_SELF.search(_part_around(clause, found.end() - 1)):
            return True
    for found in LIFE.finditer(clause):
        before, after = clause[: found.start()], clause[found.end() : found.end() + 2]
        if after in ("'s", "’s") or after.startswith("?") or NOT_OF_SELF.search(before) or _is_of_another(before):
            continue
        if OF_SELF.search(before) and not (SOMEBODY.fullmatch(before) and DOES.match(clause[found.end() :])):
            return True
    return False
