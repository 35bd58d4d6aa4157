"""What stands around youth and romance in a text: adults, care for children, advice, memory, law, wishes and play.

Patterns over what ``normalize`` gives; ``signs.py`` asks with them.
"""

from __future__ import annotations

import re

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
TO_SOMEBODY = re.compile(
    r"\W{1,3}(?:(?:with|for|on|to|of|out|up|evening|night|dinner|story|between|letter|by|in|the|a|an|my|our|his|her|this|that|some|one|certain|sweet|shy|pretty|cute|young|only|just|is|who|who's|whose|named|called|[a-z]+'s|[a-z]+,|someone|somebody|sixth|girl|boy|named [a-z]+)\W{1,3}){0,7}"
)
