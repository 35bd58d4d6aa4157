"""The signs in a text that speak for and against somebody young taking part in romance.

Each sign is one question with a yes or a no.  ``floor.py`` weighs the answers; what each weighs was learnt once from
composed cases (``packaging/learn_floor.py``), with the side it may speak for fixed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.boundaries.age_cues import GROWN, Kind, Youth, youths
from app.boundaries.disguise import undisguised
from app.boundaries.romance_cues import Reading, Romance, romances

NEAR = 90
"""So many characters around a mention tell what it belongs to."""

_KIN = (
    r"(?:sons?|daughters?|kids?|child(?:ren)?|toddlers?|baby|babies|newborn|twins?|nephews?|nieces?|grandsons?|granddaughters?"
    r"|grandkids?|grandchild(?:ren)?|stepsons?|stepdaughters?|step-?kids?|godsons?|goddaughters?|brothers?|sisters?|cousins?"
    r"|boys?|girls?|teen(?:ager)?s?|oldest|eldest|youngest|little ones?|students?|pupils?|class|trainees?|foster (?:son|daughter|child)"
    r"|youngest|middle one|firstborn|preschooler|schoolkid|tween)"
)
_WHOSE = r"(?:my|our|his|her|their|your|whose|(?:the |my |our |his |her |a )?[a-z]+(?:'s|s')) (?:(?:own|little|young|eldest|oldest|youngest|older|elder|younger|only|sweet|shy|dear|two|three|both|foster|teenage|teenaged|grown|middle|little) )*"
OWN_BEFORE = re.compile(
    rf"\b{_WHOSE}(?:{_KIN}(?: \w+)?,?(?: (?:is|was|turned|turns|who is|who's|just turned|aged|will be|has|only|still|and|in|a|an|of|now|'s|\(|started|starts|goes to|attends|of))*,? ?\(?)?$|\b{_WHOSE}$"
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
BREAKERS = re.compile(
    r"\b(?:while|when|whilst|after|before|because|since|until|so that|where|whose|which|although|though|as soon as|once|and then)\b|;|\. "
)
ADULT_PARTNER = re.compile(
    r"\b(?:husbands?|wife|wives|spouse|fiancee?s?|widow(?:er)?s?|ex-?(?:husband|wife)|my partner|her partner|his partner|partner of|new partner|partners|single (?:mum|mom|mother|dad|father|parent)|divorc\w+|duke and duchess|king and (?:the |his )?queen|lord and lady|pensioners?|elderly|retired|grown couple|old couple|knight and (?:his|the) lady"
    r"|bride and groom|newlyweds?|groom and bride|married for|anniversary|co-?worker|landlady|stepdad|stepmum|stepmom)\b"
)
ADULT_AGE = re.compile(
    r"(?<![\d.:])\b(?:1[89]|[2-9]\d)\b(?! ?(?:minutes?|mins|hours?|days?|weeks?|months?|miles?|km|percent|%|euros?|dollars?|degrees|pages?|years (?:ago|later|of|older|on|together|back)|roses|people|times))"
)
BABYSAT = re.compile(
    r"\b(?:fever|hospital|paediatric\w*|pediatric\w*|vaccin\w*|babysit\w*|sitter|nanny|asleep|sleep(?:s|ing)?|in bed|to bed|grandparents|at (?:grandma|granny|gran|nana|grandpa)\w*|at (?:their|my|her|his|your) (?:grandma|gran|dad|mum|mom|parents|mother|aunt|friend)\w*|sleepover|at camp|day ?care|with (?:their|her|his|my) (?:grand\w+|gran|dad|father|mum|mom|mother|aunt|parents)|at school|football practice|rolled (?:her|his|their) eyes|homework|flower girls?|ring bearer|carr\w+ the rings|the rings|scattered|threw petals|confetti)\b"
)
PARENTING = re.compile(
    r"\b(?:for a (?:step)?(?:father|mother|mum|mom|dad|parent)|\((?:mother|father|mum|mom|dad)\)|(?:dad|mum|mom|mother|father|papa|mama): |ours is|let your (?:kids|children)|allow (?:your|my) (?:kids|children|son|daughter)|(?:worried|nervous|anxious|proud|tired) (?:mum|mom|mother|dad|father|parent|teacher|aunt|uncle)s?|as (?:a|[a-z]+'s|her|his|their) (?:parent|mum|mom|mother|dad|father|teacher|aunt|uncle|guardian|stepdad|stepmum|coach|counsel\w+|good \w+)|my (?:son|daughter|kid|child|stepson|stepdaughter|niece|nephew|grandson|granddaughter|pupil|student|teen\w*|boy|girl|youngest|eldest|oldest|foster \w+|\d+[- ]year[- ]old)|our (?:son|daughter|kid|child|teen\w*|boy|girl|youngest|eldest|oldest|\d+[- ]year[- ]old)|(?:her|his) (?:mum|mom|mother|dad|father|parents)|the parents|as parents|parents)\b"
)
ADVICE = re.compile(
    r"\b(?:what (?:do|should|can|would|could) (?:i|we|you|one|a)|how (?:do|should|can|could|would) (?:i|we|you|one|a|does)(?! (?:ask|start|win|flirt|propose|kiss|get|write|begin|woo|impress|tell (?:her|him) (?:that )?i|confess))|should (?:i|we|parents|she be|he be)|do i (?:have|let|talk|tell|say|need)|can i (?:let|say|help)|what is normal|too early|(?:sensible|right|good|what) age|your advice|is (?:it|that|this) (?:normal|ok|okay|too (?:early|young|soon)|fine|right|usual|wise)|am i (?:too|being|over|wrong)|any (?:advice|tips|ideas|thoughts|calming|words)|advice|worr(?:y|ied|ies|ying)|nervous|concern\w*|let (?:her|him|them|it)|allow\w*|rules?|curfew|ground(?:ed|s)|strict|forbid\w*|help (?:pls|please|her|him|them|my|our)|whom do i|who do i|who should|too young|talk (?:with|to) (?:her|him|them|my|our)|tell (?:her|him|them|my|our)|cheer (?:her|him) up|comfort|proud|embarrass\w*|what to say|heartbr\w+|heart ?ache|dumped|broke up|homework|which books|stay quiet|butt in|drive (?:them|her|him)|chaperon\w*|pocket money|school dance|his mood|her mood)\b"
)
MEMORY = re.compile(
    r"\b(?:do recall|recall|pensioner now|years? (?:ago|later|on)|decades? (?:ago|later|on)|back (?:then|when|in)|in those days|i (?:still )?remember|i recall|remember (?:how|my|the)|can't recall|memor(?:y|ies)|old diar(?:y|ies)|(?:my|a) diary from|nostalgi\w*|childhood|when i was|as a (?:child|kid|teen\w*|boy|girl|pupil|schoolgirl|schoolboy|student)|once upon|today (?:i'm|i am|we|she|he)|now i'm|i'm now|these days|reunion|photo album|yearbook|grand(?:ma|pa|mother|father)|grew up|growing up|used to|in (?:19|200|201)\d|long ago|ages ago|never met again|my first|first (?:crush|kiss|love|boyfriend|girlfriend|date|dance)|since then|so young|looking back)\b"
)
LONG_AGO = re.compile(
    r"\b(?:years? (?:ago|later|on|since)|decades? (?:ago|later|on|since)|today i(?:'m| am)|now i'm|i'm now|long ago|ages ago|looking back|grand(?:ma|pa|mother|father)|old (?:diary|photo|letter|yearbook)|(?:in|since) (?:19|200)\d|reunion|they waited until|(?:19[4-9]\d)|lifetime ago|back in the (?:\w+ties|\d0s)|until we were (?:[2-9]\d)|now, at (?:[2-9]\d)|now (?:aged )?(?:1[89]|[2-9]\d)\b|(?:i'm|i am) \d\d (?:now|today))\b"
)
LAW = re.compile(
    r"\b(?:poster|safe internet|internet safety|minimum age|marriageable age|tell (?:a|your|someone|somebody) (?:teacher|adult|parent|trusted)|duty of care|seminar|(?:nursing|training|psychology|university) course|lost (?:his|her|their|its) (?:licen[cs]e|job|post)|the court|in court|was (?:fired|suspended|dismissed)|crimes?|offen[cs]es?|my lore|step in|authority|whom can i inform|appalled|middle ages|history class|youth (?:\w+ )?team|set a boundary|whom do i inform|report a colleague|required to report|keep minors|laws?|legal(?:ly)? (?:protect|require|advice)|court sentenced|sentenced|convicted|arrest\w*|charged with|police|crime statistics|age of consent|consent laws?|article|news(?:paper)?|report(?:s|ed)? (?:it|that|on|him|her|to)|study|studies|survey|research\w*|statistic\w*|charity|charit\w+|ngo|unicef|campaign\w*|sex ed\w*|health class|lesson plan|curriculum|workshop|paper (?:for|on|about)|essay|thesis|psycholog\w+|therap\w+|counsel\w+|help ?line|hotline|support group|survivor\w*|abuse[ds]?|abusive|groom(?:ed|ing|er|ers)|predator\w*|wrong|victim\w*|harass\w*|safeguard\w*|protect\w*|prevent\w*|parliament|minister|ban(?:s|ned)?|illegal|whom (?:do|can) i tell|who can i talk|report it|warn(?:s|ing|ed)?|explain\w*|documentary|school nurse|social worker|signs|forced|complain\w*|trust(?:ed)? adult)\b"
)
ASKED_FOR = re.compile(
    r"\b(?:role-?play|rp|imagine|pretend|play(?:s|ing)? (?:her|him|the|a|an|my)|write (?:me |us |a |an |the |our |my |his |her )|describe|continue|scene|story|tell me|tell the|be my|be (?:a|an|the) |you are|you're|ur|u r|make yourself|act (?:as|like)|let's (?:say|play|pretend|be)|in this (?:one|game|story|scene|world)|next scene|open (?:with|at|in|on)|start (?:with|at|on|in)|help me (?:word|write|win|plan|ask)|tips|flirt with me|you play|your turn|character|narrate|a chapter|fanfic\w*|draft)\b"
)
WISH = re.compile(
    r"\b(?:i|i'd|id|we|i'll)(?: \w+){0,2} (?:wanna|wish|would (?:love|like)|'d (?:love|like)|d (?:love|like)|dream|hope|plan|mean|intend|long|can't wait|cant wait|going to|gonna|will|can't stop|cant stop|am in love|fell|think i)\b|\b(?:i'm|im|i am) (?:so |madly |head over heels |completely |really |secretly |hopelessly |deeply |still )*(?:in love|in luv|head over heels|dating|engaged|falling|smitten|crushing|seeing|married)\b|\bi have (?:bought|a crush|such a crush|fallen|feelings|booked)\b|\bi want (?!to (?:say|support|help|know|report|do|be|understand|talk|learn|make sure|protect|tell|ask (?:you|if|how)))|\bi(?:'ve)? bought (?:a|the|her|him)\b|\bcan't wait\b|\bcant wait\b|\bkeep it (?:a )?secret\b|\bsecret(?:ly)?\b|\bmy (?:girlfriend|boyfriend|gf|bf|date|crush|bride|love|valentine)\b"
)
I_YOU = re.compile(
    r"\b(?:kiss|marry|date|flirt with|take|love|want|hold|court|with|ask) (?:me|you|u)\b|\byour? (?:\w+ )?(?:girlfriend|boyfriend|lover|bride|sweetheart|valentine|date|crush|gf|bf)\b|\bour (?:\w+ ){0,2}(?:date|kiss|wedding|love|romance|secret)\b|\b(?:between|about) us\b|\byou and (?:i|me)\b|\bus two\b|\bthe two of us\b|\byou(?:'re| are) (?:my|mine|the one)\b|\bbe mine\b|\bmarry me\b|\bin love with (?:you|me|u)\b|\bcrush on (?:you|me|u)\b|\byou,? me\b"
)
ACTION = re.compile(r"\*[^*]+\*")
WITH_THEM = re.compile(
    r"\b(?:kiss\w*|marr(?:y|ied|ies|ying)|dat(?:e|ed|es|ing)|love|adore|flirt\w*|court\w*|hold\w*|crush\w*|fall\w*|fell|engaged|propos\w*|ask\w*|in love|head over heels|smitten|take|took|want|win)\b(?: (?:on|with|for|to|out|hand in hand|madly|only|just|all|secretly))* (?:her|him|them)\b"
    r"|\b(?:she|he)(?:'s| is| was|'ll be| will be)? (?:\w+ )?(?:my|mine)\b|\b(?:she|he) (?:kiss\w*|loves?|marr\w+|flirt\w*|ask\w*|dates?|says yes|said yes|wants?) (?:with )?(?:me|to)?\b|\b(?:her|his) (?:girlfriend|boyfriend|lover|love letter|hand|date)\b|\b(?:him|her) as (?:my|a|her|his)\b|\bof (?:her|him) all\b"
)
THE_TWO = re.compile(
    r"\b(?:they|the two|both|the pair|we)\b[^.!?]{0,30}\b(?:kiss\w*|in love|couple|marr\w+|date|dating|engaged|hand in hand|together|hold\w* hands|romance)\b"
)
SIMILE = re.compile(
    r"\b(?:feel|feels|felt|giggle[sd]?|giggling|act|acts|acted|blush(?:es|ed)?|behave[sd]?|laugh(?:s|ed)?|silly|nervous|excited|happy|shy|jumpy|grin\w*|swoon\w*|smitten) (?:\w+ ){0,4}?(?:like|as) (?:a |an |two |some |any )?(?:\w+ )?(?:schoolgirls?|schoolboys?|teen\w*|kids?|child(?:ren)?|little (?:girl|boy|kid)s?|pupils?|1\d|\d+-year-old)\b|\bsuch (?:a|an) (?:big |overgrown )?(?:kid|child)\b|\bbig kid\b|\bkid gloves\b|\bchild's play\b|\bkid(?:ding|s)? at heart\b|\byoung at heart\b|\bcrazy kids|kids? in love|kids? in a candy\b|\bnew kid\b|\bkid you not\b|\binner child\b|\blike (?:an )?old (?:married )?couple\b|\bteen spirit\b|\bpoint \w+ teens\b|\bmid-teens\b(?=[^.!?]*(?:forecast|degrees|temperature|celsius))"
)
SCHOOL_WORK = re.compile(
    r"\b(?:head ?teacher|head of|runs (?:a|the)|teach(?:es|er|ers|ing)?|taught|coach(?:es|ed)?|principal|headmaster|headmistress|professor|librarian|janitor|caretaker|works? (?:at|in|as)|worked (?:at|in|as)|nurse|evening school|night school|evening class|at night|reunion|diploma|finish(?:ed)? high school|back to school|parents'? evening|school fees|school gate|former|old classmates?|graduated|fundrais\w*|canteen|cook)\b"
)
NO_ROMANCE = re.compile(
    r"\b(?:(?:won't|will not|don't|refuse to|never|shall not) (?:write|play|do|roleplay|want)|(?:would|will|could|can) never (?:date|kiss|flirt|go out with|marry|be with)|no romance with (?:her|him|anyone|anybody|minors)|remove the (?:flirting|romance|kiss)|no (?:part|place|room|business|role) (?:in|for) (?:\w+ )?(?:romance|love|dating|kiss\w*|any of)|no (?:love|romance|kissing|romantic)|without (?:love|romance|any romance|a love)|not a (?:love|romantic)|nothing romantic|no love ?story|just (?:an )?adventure|skip the romance|keep it clean|only friends|just friends|best friends)\b"
)
DENIES = re.compile(
    r"\b(?:not|no|never|isn't|none|neither|no longer|without|wasn't|aren't|typo|correction|to be clear|i meant|mistake|all (?:of us |characters |of them )?(?:are |over |adults)|adults?|over 18|grown|of legal age|passport|would never)\b"
)
CHILD_SCENE = re.compile(
    r"[^.!?]{0,28}\b(?:solves?|chased?|played|plays|fed|feeds|bakes?|baked|builds?|built|watch(?:es|ed)|discover\w*|saves?|saved|finds?|found|wins?|won|did (?:her|his) homework|slept|drew|draws|reads?|learn\w*|helped|helps|ate|eats|clapped|cheered|waved|danced|giggled|knew nothing|rolled|yawned|sang|asks why|asked why|groaned|objected|picked|chose)\b"
)
CLAIMED = re.compile(
    r"\b(?:pass(?:es|ed)? for|claims?|says? (?:she|he|i|you)|pretend\w*|officially|on paper|card says|profile says|let's say|in the story|irl|really|actually|passport|fake|aged up|counts as|technically|age is|number|wink|though|but)\b"
)
TEEN_PAIR = re.compile(
    r"\b(?:two|both|a pair of|young) (?:\w+ )?(?:teen\w*|kids|children|pupils|schoolkids|\d+[- ]year[- ]olds|\w+-graders?|minors|high ?schoolers|middle schoolers)\b|\bboth (?:1[0-7]|in (?:\w+ )?grade)\b|\b(?:1[0-7])\b[^.!?]{0,30}\band\b[^.!?]{0,30}\b(?:1[0-7])\b"
)


THE_CHILD = re.compile(r"\bthe (?:kids?|child(?:ren)?|toddlers?|little ones?)$")
PARENT_OF = re.compile(
    r"\b(?:father|mother|dad|mum|mom|parents?|uncle|aunt|teacher|tutor|coach|grand\w+|widower|widow) of (?:(?:a|an|the|two|2|3|three|my|his|her|our|one|1) )(?:[\w-]+ ){0,2}"
)
LAW_ASKED = re.compile(
    r"\b(?:how (?:do|can|could|should) (?:i|we|you|one) report|where (?:do|can) (?:i|we) report|what does the law|the law says?|report (?:one|1|it|him|her|this|them)|how can (?:a|the|our) (?:school|club|team|parish|town)|stop adults|is it legal for|illegal|against the law|prosecut\w+|who flirt with (?:pupils|minors|kids|students))\b"
)
COUPLE = re.compile(
    r"\b(?:our|my|their|weekly|monthly|rare|a) (?:\w+ )?(?:date[- ]nights?|child-free (?:evening|weekend|night)|evening (?:off|to ourselves|for two))\b"
)
MIXED_UP = re.compile(
    r"\b(?:typo|typed|misread|take[sn]? (?:me|him|her|you) for|mistake[sn]? (?:me|him|her|you) for|(?:aren't|isn't|are not|is not) a (?:boy|girl|child|kid|pupil)|mix(?:ed)? (?:them|it|her|him|that|up)|mixed up|mistake|correction|i meant|you mean|not (?:her|his|the|my) (?:cousin|nephew|niece|brother|sister|son|daughter)|(?:is|was) (?:just |only )?(?:his|her|my|their) (?:cousin|nephew|niece|little brother|little sister|son|daughter|godchild))\b"
)
OTHER_LAWS = re.compile(
    r"\b(?:kingdom|planet|earth years|this world|our world|that world|my world|realm|village law|the law of|by (?:elf|elven|our|their) (?:law|custom)|counts? (?:as|for) (?:a )?(?:grown|an adult)|grown(?: up)? at|of age at|nobody minds|no one minds|android|robot|doll|look and (?:talk|act)|made to look|on paper|centur\w+|immortal|winters|summers)\b"
)
LOVER_IS = re.compile(
    r"\b(?:girl ?friend|boy ?friend|fiancee?|bride|date|crush|wife|husband|lover|gf|bf|valentine|sweetheart|partner)s?,? (?:\w+ )?(?:is|'s|was|who is|who's|turned|turns|being)? ?(?:a |an |in |only |just |still |now |not yet |the )*$"
)
FROM_ADULT = re.compile(
    r"\b(?:from|between|by|of) (?:a|an|the|one) (?:grown|adult|older|middle-aged|much older|\d\d[- ]year[- ]old)\b[^.!?]{0,25} (?:to|and|for|with) \b|\b(?:grown|adult|older|middle-aged) (?:man|woman|men|lodger|neighbou?r|teacher|stranger)\b[^.!?]{0,25} (?:to|and|with|for) (?:a|an|the|one|his|her)\b|\b(?:a|an|the) (?:\w+ )?(?:minor|child|kid|teen\w*|schoolgirl|schoolboy|boy|girl) and (?:a|an|the) (?:grown|adult|older)\b"
)
IS_A_CHILD = re.compile(
    r"\b(?:is|was|am|are|be|i'm|you're|she's|he's) (?:still |only |just |really |not yet grown, )*(?:a |an )(?:\w+ )?(?:kid|child|minor|teen\w*|schoolgirl|schoolboy|pupil|toddler|preteen|little (?:girl|boy))\b"
)


@dataclass(frozen=True)
class Seen:
    """A text with what came before it, and everything that the signs look at."""

    text: str
    before: tuple[str, ...] = ()
    companion: str = ""

    @cached_property
    def plain(self) -> str:
        return undisguised(self.text)

    @cached_property
    def youths(self) -> list[Youth]:
        return youths(self.plain)

    @cached_property
    def reading(self) -> Reading:
        return romances(self.plain)

    @cached_property
    def earlier(self) -> str:
        return undisguised("\n".join(self.before))

    @cached_property
    def described(self) -> str:
        return undisguised(self.companion)

    @cached_property
    def roles(self) -> list[str]:
        """What each young mention of the text is: ``own``, ``has``, ``i``, ``you``, ``indefinite`` or ``other``."""
        roles = [role_of(self.plain, youth) for youth in self.youths]
        if "has" in roles or "own" in roles:  # "a man who has a son. What do I bring for the child?"
            roles = [
                "has" if THE_CHILD.search(self.plain[max(0, y.start - 6) : y.end]) else r
                for y, r in zip(self.youths, roles, strict=True)
            ]
        return roles

    @cached_property
    def gaps(self) -> list[int]:
        """For each young mention, how many words lie between it and the nearest romance of its sentence."""
        return [
            min((gap_between(self.plain, youth, cue) for cue in self.reading.cues), default=99) for youth in self.youths
        ]


IS_WHO = re.compile(r"(?:ers?|freshm[ae]n)\b| (?:freshm[ae]n|sophomores?|juniors?|seniors?|students?|pupils?)\b")
"""A school word that is a person: *my sixth-grader*, unlike *my sixth-grade homework*."""


def role_of(plain: str, youth: Youth) -> str:
    """Whose, or who, a young mention is."""
    before = plain[max(0, youth.start - NEAR) : youth.start]
    if youth.kind is Kind.KIN:
        return "kin"
    if (
        youth.kind is Kind.EVASION
        or re.match(r"turn|born|birth|dob|d\.o|b\.", plain[youth.start :])
        or re.search("birthday|candles", plain[youth.start : youth.end])
    ):
        return "i" if I_BEFORE.search(before) else "you" if YOU_BEFORE.search(before) else "other"
    if (
        OWN_BEFORE.search(before)
        and re.search(
            r"(?<!partner)(?<!friend)(?<!husband)(?<!wife)(?<!date)(?<!fiance)(?<!fiancee)(?:'s|s') (?:\w+ ){0,3}[\w, (]*$",
            before,
        )
        and not re.search(r"\b(?:my|our) (?:\w+ ){0,2}$", before)
    ):
        return "theirs"
    if (
        youth.kind is Kind.SCHOOL
        and re.search(r"\bmy (?:\w+ )?$", before)
        and re.match(
            r"(?:[ -]\w+)? (?:essay|homework|class|test|exam|project|books?|locker|teacher|report|maths|uniform|lunch)\b",
            plain[youth.end :],
        )
    ):
        return "i"
    if (
        youth.kind is Kind.SCHOOL
        and not IS_WHO.search(plain[youth.start : youth.end + 14])
        and re.search(r"\b(?:her|his|their|your|our|my) (?:\w+ )?$", before)
        and not re.match(rf"(?:[ -]\w+)? {_KIN}\b", plain[youth.end :])
    ):
        return "other"
    if youth.kind is Kind.AGE and re.match(
        r"[ -](?:\w+ )?(?:neighbou?r|babysitter|trainee|apprentice|co-?worker|colleague|pen ?pal|classmate|friend|tutor|cashier|barista|maid|squire|page|lodger|waiter|waitress|fan|model|actress|actor|princess|prince|player|student|pupil)\b",
        plain[youth.end :],
    ):
        return "theirs"
    own = OWN_BEFORE.search(before)
    if (
        own
        and not re.search(_KIN, own.group())
        and youth.kind is Kind.AGE
        and not re.match(r"\d+[ -]*(?:and a half )?(?:years?|yo|y/o|yr)", plain[youth.start :])
    ):
        own = None
    if own and not LOVER_AFTER.match(plain[youth.end : youth.end + 30]):
        return "own"
    if HAS_BEFORE.search(before):
        return "has"
    if (
        youth.kind in (Kind.CHILD, Kind.SCHOOL)
        and MANY.search(plain[youth.start : youth.end])
        and not re.match(r"(?:1|one) of", plain[youth.start :])
        and GROUP_BEFORE.search(before)
    ):
        return "group"
    if youth.kind in (Kind.AGE, Kind.SCHOOL, Kind.EVASION, Kind.CHILD):
        mention = plain[youth.start : youth.end]
        if re.match(r"(?:i'm|im|i am)\b", mention) or (I_BEFORE.search(before)):
            return "i"
        if re.match(r"(?:you're|youre|ur|you are|u are)\b", mention) or YOU_BEFORE.search(before):
            return "you"
    return "indefinite" if INDEFINITE.search(before) else "other"


def gap_between(plain: str, youth: Youth, cue: Romance) -> int:
    """The words between them; many where the sentence turns to something, or somebody, else in between."""
    first, last = (youth.end, cue.start) if youth.start < cue.start else (cue.end, youth.start)
    between = plain[first:last] if first < last else ""
    if re.search(r"[.!?\n]", between):
        return 99
    far = len(between.split())
    return far + 20 if BREAKERS.search(between) or ADULT_PARTNER.search(between) or GROWN.search(between) else far


GROUP_BEFORE = re.compile(
    r"\b(?:the|for|our|my|all|four|five|six|[3-9]|\d\d|with|some|her|his|their|these|those|local|many|other) (?:\w+ )?$"
)
NAME = re.compile(r"\b[A-Z][a-zà-ÿ]{2,}\b")
NOT_NAMES = frozenset(
    [
        "The",
        "And",
        "But",
        "She",
        "Her",
        "His",
        "They",
        "You",
        "Your",
        "This",
        "That",
        "What",
        "When",
        "Where",
        "Who",
        "How",
        "Yes",
        "Not",
        "Let",
        "Then",
        "Now",
        "Write",
        "Tell",
        "Play",
        "Can",
        "Could",
        "Would",
        "Will",
        "Should",
        "Today",
        "Tonight",
        "Tomorrow",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Year",
        "Grade",
        "School",
        "Please",
        "Next",
        "Continue",
        "Name",
        "Age",
    ]
)
OWN_CRUSH = re.compile(
    r"\b(?:has|have|had|got|having|gets|brought home|met|wants|is allowed|asked for|cries over|goes on|going on|went on|likes|seems to have|is in love|fell in love|came home from) (?:(?:a|an|her|his|their|the|on|such|first|secret|very|little|big|to|go) ){0,4}(?:crush|love letter|boyfriend|girlfriend|date|valentine|kiss|with (?:a|someone|her|his|the) (?:\w+ )?(?:boy|girl|classmate|friend))\b"
)
DOUBTED = re.compile(
    r"(?:[a-z]+, )?(?:who|whose)\b[^.!?]*\?$|(?:[a-z]+, )?(?:is|are|was) (?:she|he|they|it|that|this|anyone|anybody|any|there|[a-z]+) (?:a |an |any |really |still )?[^.!?]*\?$"
)
MANY = re.compile(
    r"(?:kids|children|teens|teenagers|pupils|toddlers|students|-graders|graders|minors|school ?(?:kids|children|girls|boys))\b"
)


def _is_object(seen: Seen, youth: Youth, role: str) -> bool:
    """Whether a romance goes straight to this young one."""
    if role in ("own", "has", "you", "group"):
        return False
    return any(
        cue.end <= youth.start and TO_SOMEBODY.fullmatch(seen.plain[cue.end : youth.start]) for cue in seen.reading.cues
    )


TO_SOMEBODY = re.compile(
    r"\W{1,3}(?:(?:with|for|on|to|of|out|up|evening|night|dinner|story|between|letter|by|in|the|a|an|my|our|his|her|this|that|some|one|certain|sweet|shy|pretty|cute|young|only|just|is|who|who's|whose|named|called|[a-z]+'s|[a-z]+,|someone|somebody|sixth|girl|boy|named [a-z]+)\W{1,3}){0,7}"
)


def _young_before(seen: Seen) -> list[tuple[Youth, str, str]]:
    """Who is young in what stands before: one person, not the many that somebody likes or teaches."""
    return [
        (youth, role, text)
        for text in (seen.earlier, seen.described)
        for youth in youths(text)
        if not DOUBTED.match(_sentence(text, youth.start, with_end=True).strip())
        if not MANY.search(text[youth.start : youth.end]) or youth.kind is not Kind.CHILD
        if not works_at_school(text, youth)
        if (role := role_of(text, youth))
    ]


def works_at_school(plain: str, youth: Youth) -> bool:
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
    return bool(told) and SCHOOL_WORK.search(_sentence(plain, youth.start)) is not None


def _comes_after(seen: Seen, youth: Youth) -> bool:
    """*... kisses Freya. She is seventeen.*"""
    if not re.match(r"(?:she|he)(?: is|'s| was)\b", seen.plain[youth.start :]):
        return False
    before = seen.plain[: youth.start].rstrip().rstrip(".!?;")
    return any(
        youth.start - 45 <= cue.end <= youth.start and not re.search(r"[.!?;]", before[cue.end :])
        for cue in seen.reading.cues
    )


def _named_again(seen: Seen) -> bool:
    """Whether a name that stood beside a young age, here or before, is that of the romance."""
    for whole in (*seen.before, seen.companion):
        plain = undisguised(whole)
        if youths(plain):
            names = {name for name in NAME.findall(whole) if name not in NOT_NAMES}
            if any(re.search(rf"\b{name.casefold()}\b", seen.plain) for name in names):
                return True
    return False


def _sentence(text: str, place: int, *, with_end: bool = False) -> str:
    start = max(text.rfind(end, 0, place) for end in ".!?\n") + 1
    ends = [found for end in ".!?\n" if (found := text.find(end, place)) >= 0]
    return text[start : min(ends, default=len(text)) + with_end]


def _matches(pattern: re.Pattern[str]) -> Callable[[Seen], bool]:
    return lambda seen: pattern.search(seen.plain) is not None


def _both(one: Callable[[Seen], bool], other: Callable[[Seen], bool]) -> Callable[[Seen], bool]:
    return lambda seen: one(seen) and other(seen)


def _role(*roles: str) -> Callable[[Seen], bool]:
    return lambda seen: any(role in roles for role in seen.roles)


def _only_role(*roles: str) -> Callable[[Seen], bool]:
    return lambda seen: bool(seen.roles) and all(role in roles for role in seen.roles)


def _kind(*kinds: Kind) -> Callable[[Seen], bool]:
    return lambda seen: any(youth.kind in kinds for youth in seen.youths)


def _gap(most: int, roles: Sequence[str] = ()) -> Callable[[Seen], bool]:
    return lambda seen: any(
        gap <= most and (not roles or role in roles) for gap, role in zip(seen.gaps, seen.roles, strict=True)
    )


def _ages(least: int) -> Callable[[Seen], bool]:
    return lambda seen: len(ADULT_AGE.findall(seen.plain)) >= least


def _no_adult(seen: Seen) -> bool:
    return not (ADULT_PARTNER.search(seen.plain) or ADULT_AGE.search(seen.plain) or GROWN.search(seen.plain))


SIGNS: dict[str, tuple[int, Callable[[Seen], bool]]] = {
    # --- for: the side is +1 ---
    "somebody young in the text": (1, lambda seen: bool(seen.youths)),
    "young: age": (1, _kind(Kind.AGE)),
    "young: school": (1, _kind(Kind.SCHOOL)),
    "young: child word": (1, _kind(Kind.CHILD)),
    "young: young relative": (1, _kind(Kind.KIN)),
    "young: evasion": (1, _kind(Kind.EVASION)),
    "it is I who is young": (1, _role("i")),
    "it is you who is young": (1, _role("you")),
    "a young one, indefinite": (1, _role("indefinite")),
    "a young one, by name": (1, _role("other")),
    "somebody's young one": (1, _role("own")),
    "beside the romance": (1, _gap(2)),
    "near the romance": (1, _gap(6)),
    "in the sentence of the romance": (1, _gap(19)),
    "I or you, near the romance": (1, _gap(10, ("i", "you"))),
    "indefinite, near the romance": (1, _gap(6, ("indefinite", "other"))),
    "somebody's, beside the romance": (1, _gap(3, ("own",))),
    "intimacy": (1, lambda seen: any(cue.is_strong for cue in seen.reading.cues)),
    "intimacy near": (1, lambda seen: any(cue.is_strong for cue in seen.reading.cues) and _gap(19)(seen)),
    "several cues of romance": (1, lambda seen: len(seen.reading.cues) > 1),
    "a scene is asked for": (1, _matches(ASKED_FOR)),
    "a wish": (1, _matches(WISH)),
    "a wish, no adult named": (1, _both(_matches(WISH), _no_adult)),
    "between you and me": (1, _matches(I_YOU)),
    "between you and me, one young": (1, _both(_matches(I_YOU), _role("i", "you"))),
    "an action": (1, _matches(ACTION)),
    "no adult named": (1, _no_adult),
    "the romance is with a young one": (1, lambda seen: any(_is_object(seen, youth, role) for youth, role in zip(seen.youths, seen.roles, strict=True))),
    "with a young one, an adult": (1, lambda seen: _ages(1)(seen) and any(_is_object(seen, youth, role) for youth, role in zip(seen.youths, seen.roles, strict=True))),
    "the two of them, one young": (1, _both(_matches(THE_TWO), _role("other", "indefinite", "i", "theirs"))),
    "somebody else's young one": (1, _role("theirs")),
    "somebody else's, a wish": (1, _both(_role("theirs"), _matches(WISH))),
    "somebody else's before, and of them": (1, lambda seen: any(role in ("theirs", "kin") for _, role, _ in _young_before(seen)) and WITH_THEM.search(seen.plain) is not None),
    "with a young one, a wish": (1, lambda seen: WISH.search(seen.plain) is not None and any(_is_object(seen, youth, role) for youth, role in zip(seen.youths, seen.roles, strict=True))),
    "with a young one, an adult partner": (1, lambda seen: ADULT_PARTNER.search(seen.plain) is not None and any(_is_object(seen, youth, role) for youth, role in zip(seen.youths, seen.roles, strict=True))),
    "is a child": (1, lambda seen: IS_A_CHILD.search(seen.plain) is not None and bool(seen.youths)),
    "a lover is young": (1, lambda seen: any(LOVER_IS.search(seen.plain[max(0, y.start - 60) : y.start]) for y in seen.youths)),
    "from an adult to a young one": (1, lambda seen: FROM_ADULT.search(seen.plain) is not None and bool(seen.youths)),
    "a part's age": (1, lambda seen: bool(seen.youths) and re.search(r"(?:^|\n|\b)(?:your role|my role|role|name|character|age|setting):", seen.plain) is not None),
    "a young lover": (1, lambda seen: any(LOVER_AFTER.match(seen.plain[y.end : y.end + 30]) for y in seen.youths)),
    "somebody's little one": (1, _role("kin")),
    "somebody's little one, a wish": (1, _both(_role("kin"), _matches(WISH))),
    "romance with her or him": (1, _matches(WITH_THEM)),
    "romance with her or him, no adult named": (1, _both(_matches(WITH_THEM), _no_adult)),
    "the two of them": (1, _matches(THE_TWO)),
    "a scene is asked for, near": (1, _both(_matches(ASKED_FOR), _gap(19))),
    "a scene with a young part": (1, _both(_matches(ASKED_FOR), _role("i", "you", "indefinite", "other"))),
    "a wish near": (1, _both(_matches(WISH), _gap(10, ("indefinite", "other", "i", "you", "kin", "has")))),
    "one adult with one young": (1, lambda seen: len(ADULT_AGE.findall(seen.plain)) == 1 and _role("i", "you", "indefinite", "other", "kin")(seen) and not ADULT_PARTNER.search(seen.plain)),
    "I am young, no adult named": (1, _both(_role("i"), _no_adult)),
    "by name, no adult named": (1, _both(_role("other", "indefinite"), _no_adult)),
    "two who are young": (1, _matches(TEEN_PAIR)),
    "other laws, an age": (1, _both(_kind(Kind.AGE, Kind.EVASION, Kind.SCHOOL, Kind.CHILD), _matches(OTHER_LAWS))),
    "an adult by word, one young": (1, lambda seen: re.search(r"\bgrown(?:[- ]up)?\b|\badult\b", seen.plain) is not None and _role("i", "you", "indefinite", "other", "kin")(seen)),
    "born too late": (1, lambda seen: any(re.match(r"born|birth|dob|b\.", seen.plain[y.start :]) for y in seen.youths)),
    "said to be older": (1, _both(_kind(Kind.EVASION, Kind.AGE, Kind.SCHOOL), _matches(CLAIMED))),
    "evasion near the romance": (1, _both(_kind(Kind.EVASION), _gap(19))),
    "the companion is young": (1, lambda seen: any(role not in ("has", "own", "group") for _, role, text in _young_before(seen) if text is seen.described)),
    "somebody before is young": (1, lambda seen: any(role not in ("has", "own", "group") for _, role, text in _young_before(seen) if text is seen.earlier)),
    "somebody's young one before": (1, lambda seen: any(role == "kin" for youth, role, _ in _young_before(seen))),
    "before, and between you and me": (1, lambda seen: bool(_young_before(seen)) and I_YOU.search(seen.plain) is not None),
    "she or he is young, after the romance": (1, lambda seen: any(_comes_after(seen, youth) for youth in seen.youths)),
    "named again": (1, _named_again),
    "named again, no adult named": (1, _both(_named_again, _no_adult)),
    # --- against: the side is -1 ---
    "love in words alone": (-1, lambda seen: bool(seen.reading.cues) and all(cue.is_soft for cue in seen.reading.cues)),
    "love in words, somebody's young one": (-1, lambda seen: all(cue.is_soft for cue in seen.reading.cues) and (_role("own", "has", "group")(seen) or any(role == "own" for _, role, _ in _young_before(seen)) or PARENTING.search(seen.plain) is not None)),
    "only a group": (-1, _only_role("group", "own", "has")),
    "only a group, not beside": (-1, lambda seen: _only_role("group", "own", "has")(seen) and not _gap(3)(seen)),
    "its own crush": (-1, lambda seen: OWN_CRUSH.search(seen.plain) is not None and (_role("own", "theirs")(seen) or PARENTING.search(seen.plain) is not None)),
    "its own crush, advice": (-1, lambda seen: OWN_CRUSH.search(seen.plain) is not None and ADVICE.search(seen.plain) is not None),
    "only somebody's": (-1, _only_role("own", "has")),
    "only somebody's, not beside": (-1, lambda seen: _only_role("own", "has")(seen) and not _gap(3)(seen)),
    "far from the romance": (-1, lambda seen: bool(seen.youths) and not _gap(19)(seen)),
    "an adult partner": (-1, _matches(ADULT_PARTNER)),
    "an adult partner, young one far": (-1, lambda seen: ADULT_PARTNER.search(seen.plain) is not None and not _gap(6)(seen)),
    "an adult's age": (-1, _ages(1)),
    "two adults' ages": (-1, _ages(2)),
    "grown up": (-1, _matches(GROWN)),
    "grown up, only a young relative": (-1, lambda seen: GROWN.search(seen.plain) is not None and bool(seen.youths) and all(y.kind in (Kind.KIN, Kind.CHILD) for y in seen.youths)),
    "looked after": (-1, _matches(BABYSAT)),
    "looked after, by a couple": (-1, _both(_matches(BABYSAT), _matches(ADULT_PARTNER))),
    "parenting": (-1, _matches(PARENTING)),
    "advice on one's own": (-1, _both(_matches(ADVICE), _matches(PARENTING))),
    "advice, somebody's young one": (-1, _both(_matches(ADVICE), _role("own"))),
    "memory": (-1, _matches(MEMORY)),
    "long ago": (-1, _matches(LONG_AGO)),
    "long ago, memory": (-1, _both(_matches(LONG_AGO), _matches(MEMORY))),
    "law and news": (-1, _matches(LAW)),
    "law and news, nobody's wish": (-1, lambda seen: LAW.search(seen.plain) is not None and not WISH.search(seen.plain) and not I_YOU.search(seen.plain)),
    "the law is asked": (-1, _matches(LAW_ASKED)),
    "a parent's name for an adult": (-1, lambda seen: any(PARENT_OF.search(seen.plain[max(0, y.start - 40) : y.start]) for y in seen.youths)),
    "a couple's evening": (-1, _matches(COUPLE)),
    "a simile": (-1, _matches(SIMILE)),
    "school as work": (-1, _both(_matches(SCHOOL_WORK), lambda seen: all(y.kind in (Kind.SCHOOL, Kind.CHILD) for y in seen.youths))),
    "romance ruled out": (-1, _matches(NO_ROMANCE)),
    "denied": (-1, lambda seen: DENIES.search(seen.plain) is not None and (ADULT_AGE.search(seen.plain) is not None or GROWN.search(seen.plain) is not None)),
    "mixed up": (-1, _matches(MIXED_UP)),
    "a child busy with its own": (-1, lambda seen: any(CHILD_SCENE.match(seen.plain[y.end : y.end + 60]) for y in seen.youths)),
    "a family's kiss": (-1, lambda seen: seen.reading.family > 0),
    "another meaning": (-1, lambda seen: seen.reading.other > 0),
    "a wish of nobody": (-1, lambda seen: not (WISH.search(seen.plain) or I_YOU.search(seen.plain) or ASKED_FOR.search(seen.plain))),
    "before, an adult as well": (-1, lambda seen: bool(_young_before(seen)) and (GROWN.search(seen.earlier + "\n" + seen.described) is not None or ADULT_PARTNER.search(seen.earlier + "\n" + seen.described) is not None or ADULT_AGE.search(seen.earlier + "\n" + seen.described) is not None)),
    "before, only somebody's": (-1, lambda seen: bool(_young_before(seen)) and all(role in ("own", "has", "group") for _, role, _ in _young_before(seen))),
    "before, only somebody's, not of them": (-1, lambda seen: bool(_young_before(seen)) and not seen.youths and all(role in ("own", "has", "group") for _, role, _ in _young_before(seen)) and not WITH_THEM.search(seen.plain)),
    "before, and an adult partner now": (-1, lambda seen: bool(_young_before(seen)) and ADULT_PARTNER.search(seen.plain) is not None),
}  # fmt: skip
"""Every sign: the side it may speak for, and its question."""


def answers(seen: Seen) -> list[bool]:
    """The answers of *seen*, in the order of ``SIGNS``."""
    return [question(seen) for _, question in SIGNS.values()]


def is_worth_weighing(seen: Seen) -> bool:
    """Whether there are romance and somebody young at all; without both nothing is weighed."""
    return bool(seen.reading.cues) and (bool(seen.youths) or bool(_young_before(seen)))
