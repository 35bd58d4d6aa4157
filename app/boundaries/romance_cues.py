"""What in a text is romance, and what only sounds like it.

Works on what ``normalize`` gives.  English patterns; the words of intimacy are the plain ones that a check needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RomanceMention:
    """One cue, from *start* to *end*; *is_strong* where it is of intimacy."""

    start: int
    end: int
    is_strong: bool = False
    is_soft: bool = False
    """Love in words that families use as well."""


TENDER = re.compile(
    r"\bkiss(?:e[sd]|ing|y)?\b|\bsmooch\w*|\bmake[sd]? out\b|\bmade out\b|\bmaking out\b|\bmake-?out\b"
    r"|\bdat(?:e[sd]?|ing)\b|\bcrush(?:e[sd]|ing)?\b|\bgirl ?-?friends?\b|\bboy ?-?friends?\b|\bgf\b|\bbf\b|\bbae\b"
    r"|\bboyfreind\b|\bgirlfreind\b|\bflirt\w*|\bin luv\b|\bin love\b|\blove ?sick\b|\bhead over heels\b|\bsmitten\b|\binfatuat\w*"
    r"|\bfall(?:s|ing|en)? (?:madly |so |hopelessly )?(?:in love|for)\b|\bfell (?:madly |so |hard |hopelessly )?(?:in love|for)\b"
    r"|\blove[- ](?:letters?|story|stories|affairs?|interest|confession|poems?|songs?|notes?|scene|triangle|birds?)\b|\blovers?\b|\b(?:be|be my|as|as my|is my|are|was|secret|become|became|high[- ]school|childhood|two|your) sweethearts?\b|\bsoul ?mates?\b"
    r"|\bvalentine'?s?\b|\bmarr(?:y|ies|ied|ying|iage)\b|\bwed\b|\bweddings?\b|\bhoneymoon\w*|\belope\w*|\bbrides?\b|\bgrooms?\b|\bbetroth\w*"
    r"|\bfianc\w*|\bengage(?:d|ment)\b|\bpropos(?:e[sd]?|ing|als?)\b|\bwife\b|\bhusband\b|\bspouse\b|\bhand in hand\b|\bh[eo]ld(?:s|ing)? hands\b|\bholding hands\b"
    r"|\bh[eo]ld(?:s|ing)? (?:my|her|his|your|their) hands?\b|\bt(?:akes?|ook|aking) (?:my|her|his|your) hands?\b"
    r"|\bask(?:s|ed|ing)? (?:[\w'/-]+ ){1,5}?out\b|\bask(?:s|ed|ing)? out\b|\bt(?:akes?|ook|aking) (?:\w+ ){1,4}?out\b(?! of)|\b(?:go|goes|going|went|gone) (?:out|steady)\b"
    r"|\blove at first sight\b|\bromanc\w*|\bromantic\w*|\bbe mine\b|\bmore than (?:just )?(?:a )?friends?\b|\bslow[- ]danc\w*|\bcandle-?lit\b|\bcandlelight\b"
    r"|\bhave feelings for\b|\bfeelings for (?:him|her|me|you|them)\b|\bsecret(?:ly)? admir\w*|\btogether as a couple\b|\b(?:a|as|our|cute|lovely|happy|like any|like any other) couple\b(?! of\b)|\bpartners? for life\b"
    r"|\b(?:my|her|his|your) type\b|\bheart (?:races|raced|flutters|fluttered|skips|skipped|pounds|belongs)\b|\bsweet on\b|\bbutterflies (?:around|when|for|about|like|in my|in her|in his)\b|\blikes? me likes? me\b|\bpick-?up lines?\b|\bopening line for\b|\bour love\b|\b(?:gives?|gave|offers?|shows?) (?:you|her|him|me|u) (?:a|the|his|her|my) ring\b|\baccepts? (?:the|his|her|my) ring\b|\bcrazy about (?:him|her|you|me|u)\b|(?:we're|we are|are|as) sweethearts\b|\b(?:were|became|each other's) sweethearts?\b|\bwoo(?:s|ed|ing)?\b|\bcourt(?:s|ed|ing|ship)\b|\bcourt (?:me|her|him|you|them)\b|\brom\w{0,3}tic\w*"
    r"|\bhit(?:s|ting)? on (?:me|her|him|you|them)\b|\bchat(?:s|ted|ting)? (?:me|her|him|them) up\b|\bfanc(?:y|ies|ied) (?:me|her|him|you|them|a girl|a boy)\b|\bgets? together with\b"
    r"|\bi(?:'m| am)? (?:love|like|adore) (?:him|her|you) (?:that way|like that|as more|romantically)\b|\bbe my (?:girl|boy|love|prince|princess)\b|\btogether forever\b|\bspend (?:my|our) li(?:fe|ves) (?:with|together)\b"
    r"|\bprom\b|\b(?:our|my) (?:anniversary|first night)\b|\bthe one for me\b|\blove of my life\b|\btrue love\b|\bone true love\b|\brelationship\b|\bseeing each other\b|\bget(?:ting)? hitched\b|\bsay(?:s|ing)? yes to the ring\b|\b(?:engagement |wedding |bought (?:a|her a|him a) )ring\b|\bmarital\b|\badmirer\b|\bcaress\w*|\bembrac\w*|\bpassionate (?:kiss|night|affair|embrace|love|lover)\w*\b|\bpassionately\b|\bdesires?\b|\bkissable\b|\blips\b|\battracted\b|\battractive\b"
)
STRONG = re.compile(
    r"\bsex(?!es\b|tet|tant|tuple)\w*|\bnaked\w*|\bnudes?\b|\bnudity\b|\bundress\w*|\bstrip(?:s|ped|ping)? (?:off|down|naked|for|her|him|me)\b|\berotic\w*"
    r"|\barous\w*|\borgasm\w*|\bnsfw\b|\blewd\b|\bsmut\w*|\bporn\w*|\bintima\w*|\blingerie\b|\bhorny\b|\blust\w*|\bmak(?:e|es|ing) love\b|\bmade love\b"
    r"|\bsle(?:ep|eps|pt|eping) with (?:me|her|him|you|them|each other)\b|\bin bed with\b|\bvirgin\w*|\bfetish\w*|\bkink\w*|\bgrop(?:e|ed|es|ing)\b|\bfondl\w*|\bseduc\w*"
    r"|\bbreasts?\b|\bnipples?\b|\bgenital\w*|\bpenis\b|\bvagina\w*|\bmasturbat\w*|\bfuck(?:s|ed|ing)? (?:me|her|him|you|them)\b|\bblow ?job\w*|\bhandjob\w*|\bcum(?:s|ming)?\b"
)

SOFT = re.compile(
    r"\b(?:i|he|she|we|they|you|u) (?:\w+ ){0,2}?love[sd]? (?:me|you|him|her|u|them)\b|\blove[sd]? (?:him|her|me|you|u) (?:back|anyway|too|madly|more)\b|\b(?:do|does|did) (?:you|u|she|he) love (?:me|him|her|you)\b"
    r"|\b(?:declare|confess|profess|swear|swore|return|returns|whisper|pledge)\w* (?:of )?(?:his|her|my|their|your|undying|eternal|its) (?:\w+ )?love\b|\btell (?:me|her|him|us) (?:that )?(?:you|she|he|i) loves? (?:me|her|him|you)\b"
    r"|\blove[sd]? (?:a|an|the|this|that) (?=[^.!?]{0,24}(?:\d|teen|school|minor|child|kid|little|young))"
    r"|\bmy (?:one |only |true |sweet |secret )*love\b(?! (?:for (?!you|her|him)|of|story))|\b(?:his|her|your|a) (?:\w+ )?sweetheart\b|\bwhat you love about me\b|\bmy darling\b|\bmy beloved\b|\bbeloved\b"
)
HAND = re.compile(
    r"\bask(?:s|ed|ing)? for (?:her|his|your|my|the \w+'s) hand\b|\b(?:her|his|your|my) hand in marriage\b|\bhand of the (?:princess|maiden|girl)\b|\bgo(?:es)? out with (?:me|him|her|you)\b"
)

OTHER = re.compile(
    r"\bplay ?-?dates?\b|\b(?:birth|due|end|start|closing|release|launch|court|exam|test|expir\w+|sell[- ]by|use[- ]by|best[- ]before|delivery|departure|arrival|pub|publication|cut-?off|entry|filing|hearing|trial|return|target|moving|travel|appointment|meeting|school|term|submission|hand-?in|vaccination|surgery|flight|wedding|enrolment|enrollment|registration|application|payment|production|harvest|later|earlier|exact|fixed|calendar|lunch|key|important)[- ]dates?\b(?! (?:with|night))"
    r"|\bsave the date\b|\b(?:up|out)[- ](?:of|to)[- ]date\b|(?<!want )(?<!like )(?<!love )(?<!going )(?<!wish )(?<!wants )(?<!allowed )(?<!dared )(?<!longs )(?<!dream )(?<!begin )(?<!began )(?<!start )(?<!ask )\bto date\b(?= (?:from|back|no|we|it|i have|has|have)\b|[,;:)]|$|\.)(?! (?:me|her|him|you|them|a|an|the|my|his|their|some|any|each|again|girls|boys|women|men|older|younger|someone|somebody|people|this|that|one|and|if|when|as|or|[a-z]+,))|\bdates? of (?:birth|issue|the|purchase|entry|delivery|death|hire)\b"
    r"|\b(?:what's|what is|today's|tomorrow's|the|which|any|pick a|set a|fix a|choose a|find a|agree on a|save the|mark the|propose a|suggest a|correct|right|wrong) dates?\b(?= (?:today|for (?:the|my|our|a|next|this|your) (?:\w+[- ]?){0,4}?(?:trip|exam|meeting|appointment|party|parents|conference|recital|check-?up|dentist|test|launch|fair|vaccin\w*|fete|evening|concert|visit|move|camp|outing|graduation)|on (?:the|my) (?:letter|form|cheque|receipt|homework|calendar|milk|ticket|passport)|is|was|of)\b|\?|\.$)"
    r"|\bdates? (?:and|or|with|,) (?:figs?|nuts|almonds|honey|walnuts|raisins|apricots|prunes|times?|place|venue|cheese|bacon|cream|oats|cocoa|tea|yog\w+)\b|\b(?:figs?|nuts|raisins|apricots|prunes|almonds|oats|walnuts|time|place|venue),? (?:and|or|,) dates?\b|\b(?:dates stuffed)\b|\b(?:dried|medjool|sticky|stuffed|fresh|chopped|chocolate|pitted|eat(?:ing|s)?|ate|bowl of|box of|packet of|bag of|kilo of|grams? of|some|few|plate of|tray of) dates\b|\bdate (?:palms?|trees?|stamp|line|format|cakes?|bars?|pudding|syrup|shakes?|balls?|slice|bread|cookies?|loaf|range|field|picker)\b"
    r"|\bno (?:love|romance|romantic)\b(?: (?:story|stories|plot|subplot|scenes?))?|\bdates (?:were|are|was|is|taste\w*) (?:very |so |too |a bit )?(?:sweet|sticky|ripe|dry|delicious|soft|tasty|good|brown|chewy)\b|\bdate[sd]? (?:back|from|the (?:letter|bone|painting|fossil|wall|find|cheque|ruins?|photo|form|manuscript|layers?|tree|wood|pot\w*))\b|\bcarbon[- ]dat\w*|\bradiocarbon dat\w*|\bdating (?:from|back|method|technique)\b|\bdated (?:\d|january|february|march|april|may|june|july|august|september|october|november|december|furniture|decor|design|look|jokes?|slang)"
    r"|\b(?:chocolate|hershey'?s?|candy|meringue|peanut butter blossom|coconut|mint|foam|negro|angel|sugar|baked|tray of|bag of|box of) (?:\w+ )?kiss(?:es)?\b|\bkiss of (?:death|life)\b|\bkiss(?:ed|es|ing)? (?:the )?(?:ground|trophy|cup|ball|ring of|wall|medal|finish|line|stone|photo\w*|picture|frog|cross|icon|goodbye to)\b|\b(?:the band|song|film|album|statue|painting|concert of|tickets for|poster of|klimt's|rodin's) (?:called |named )?\W?(?:the )?kiss\b|\bkiss (?:concert|army|album|song|fans?|tribute|t-?shirt|cam)\b|\bfrench kiss macaron|\bair kisses\b|\bkisses? and hugs?\b|\bhugs? and kisses\b"
    r"|\bmarr(?:y|ies|ied|ying) (?!(?:me|you|him|her|us|them|my|a|an|the|his|this|that|our)\b)[a-z]+ (?:and|with|to) (?!(?:me|you|him|her|us)\b)[a-z]+\b|\b(?:terrible|dreadful|awful|real|such a|bad) crush (?:at|in|on the)\b"
    r"|\b(?:wind|sun|sea|waves?|light|rain|breeze|snow) kiss(?:es|ed|ing)?\b|\bcandy crush\b|\borange crush\b|\bcrush(?:ed|es|ing)? (?:of|it|by|the|under|into|ice|grapes|garlic|a|an|my|his|her|our|their|defeat|berries|rocks?|pepper\w*|herbs|nuts|cans?|biscuits|spirits?|in the (?:final|cup|game|match))\b|\b(?:in|through|into) (?:the|a|that) crush\b|\b(?:a|the) crush (?:of|at the)\b|\bcrush hour\b|\bwine crush\b|\bgrape crush\b|\bcrushed\b(?! on)"
    r"|\bengaged (?:in|with the|students?|readers?|audience|signal|tone|pupils|learners|number)\b|\bengagement (?:rate|with readers|party planner|letter|metrics|score)\b|\b(?:so|fully|deeply|completely|actively) engaged\b|\bline (?:is|was) engaged\b"
    r"|\bpropos(?:e[sd]?|al|als|ing) (?:a|an|the|that|to (?:move|meet|change|build|cut|close|raise|buy|start|use|postpone|plant|paint)|for the|new|we|adding|moving|budget|another|two|several|some|more|it at|this at)\b(?! (?:wedding|toast to us|to her|to him|marriage))|\b(?:business|budget|research|project|book|grant|science fair|thesis|draft|written|class|term) proposals?\b"
    r"|\bmarr(?:y|ies|ied|ying|iage) (?:of (?:flavou?rs|form|wood|words|two companies|ideas)|the two (?:ideas|flavou?rs|designs)|wood|wines?|flavou?rs|license office|counsel\w+)\b|\bchild marriages?\b"
    r"|\bin love with (?:dinosaurs?|trains?|football|soccer|music|the (?:sea|city|piano|book|idea|violin|moon|stars|mountains?|puppy|dog|cat|hamster|guinea|forest|game|colou?r|place|house|new)|her (?:new|bike|dog|cat|pony|horse|hamster|toy|scooter|guitar|violin|teddy|rabbit|drum)|his (?:new|bike|dog|cat|hamster|toy|scooter|guitar|violin|teddy|rabbit|train|drum)|their new|this (?:book|song|game|city|series|band)|space|horses|reading|chess|baking|robots|ponies|books|maths?|drawing|painting|swimming|dancing|ballet|skating|planets|lego|trucks|tractors|bugs|beetles|whales|sharks|rockets|pancakes|pizza|school|life|nature|puppies|kittens|animals|volcano\w*|astronomy|my (?:cooking|job|new))\b"
    r"|\bfall(?:s|en|ing)? for (?:it|that|the (?:trick|joke|prank|bait|scam|oldest)|a (?:scam|trick|joke|prank)|every)\b|\bfell for (?:it|that|the|a) ?(?:trick|joke|prank|scam|bait|oldest)?\b"
    r"|\b(?:go|goes|going|went|gone) out (?:to|for|into|and|in|of|with (?:the dog|a bang|the bins|the rubbish|her dog|his dog|an umbrella)|every|at|like|the|on (?:the|a) (?:bike|boat|lake|ice|water))\b|\b(?:lights?|power|candle|fire|invitations?|letters?|emails?|tide) (?:go|goes|going|went|gone) out\b|\bgoing out\b(?= (?:again|tonight|late|alone|so|too|less|more|much))"
    r"|\bt(?:akes?|ook|aking) (?:out|it out|them out|the (?:rubbish|bins?|trash|garbage|dog|kids?|children|class|team|boat|cake|bread|garbage) (?:\w+ )?out|\d+ \w+ out|(?:her|his|my|our|the) (?:dog|bike|kids?|phone|book|class|books|keys|notebook|pencil|homework|pupils|students|scouts|team) out)\b|\bask(?:s|ed|ing)? (?:\w+ ){0,5}?(?:out loud|out of|find out|to work out|to try out|to take|inside out|to figure)\b"
    r"|\b(?:tennis|basketball|supreme|high|food|squash|volleyball|moot|crown|county|youth|juvenile|in|of|to|a|the|badminton|royal) court(?:s|ed|ing)?\b(?! (?:her|him|me|you|u|them|the (?:girl|boy|princess|prince|maiden|page))\b)|\bcourts? (?:of|ruled|sentenced|decided|order|case|house)\b|\bprom (?:night traffic|committee)\b|\bpassion (?:for|fruit|project|play)\b|\bpassionate about\b|\bdesired (?:result|effect|outcome|temperature)\b|\blips? (?:balm|reading|sync\w*|stick)\b|\bembrac\w+ (?:change|the (?:idea|new|challenge|future))\b|\brelationships? (?:between|with (?:food|money|god|nature|her (?:mother|father|parents)|his (?:mother|father|parents)|my (?:mother|father|parents|son|daughter|kids?)))\b|\bsex(?:ual|ually)? (?:abus\w*|assault\w*|harass\w*|violence|offen\w+|health|consent|orientation)\b|\bsex(?:ual)? (?:ed|education|health class)\b|\bsame-sex\b|\bopposite sex\b|\bsex of (?:the|our|my) (?:baby|child|puppy|kitten)\b|\bbaby's sex\b"
    r"|\b(?:who|they|we|i|he|she|really|always|also) loved? (?:stories|songs|poems|letters|notes)\b"
    r"|\bcuddl\w* (?:toys?|blanket|bear|rabbit|with (?:the|her|his|my|a) (?:dog|cat|teddy|toy|blanket|puppy|kitten|hamster|rabbit))\b|\bbridesmaids?\b|\bgroomsm[ae]n\b|\bin the (?:embrace|lap) of\b|\broman(?:tic)? (?:era|period|poets?|music|comedy club)\b|\bnaked (?:eye|mole|truth)\b|\bintimat\w+ (?:knowledge|gathering|venue|portrait of the town)\b|\bvirgin (?:olive|forest|islands?|mary|coconut|mojito|pina)\w*|\bdating (?:the|a) (?:fossil|wall)\b"
)
_RELATIVE = r"(?:mum|mom|mother|mama|mummy|mommy|dad|father|papa|daddy|grandma|grandpa|granny|gran|nana|grandmother|grandfather|aunt|auntie|uncle|parents?|nurse|teacher|sitter|babysitter|nanny|foster (?:mother|father)|godmother|godfather)"
_OWN_CHILD = r"(?:son|daughter|kids?|child|children|toddler|baby|newborn|infant|twins?|nephew|niece|grandson|granddaughter|grandchild|grandchildren|little (?:one|ones|girl|boy|brother|sister|guy|man|sister)|baby (?:sister|brother)|boy|girl|stepson|stepdaughter|godson|goddaughter|foster (?:son|daughter|child)|sleepyhead)"
FAMILY = re.compile(
    r"\bi love you,? (?:mum|mom|dad|daddy|mummy|mommy|mama|papa|gran\w*|grandpa|kid|kiddo|son|little one|buddy|munchkin|pumpkin)\b|\bkiss(?:e[sd]|ing)? (?:[\w'-]+ ){0,6}?(?:good ?-?night|good ?-?bye|goodbye|bye|bye-bye|better|hello|forehead|cheeks?|knees?|boo-?boo|elbow|top of (?:the|her|his|my|their) head|head|hair|nose|feet|toes|tummy|belly|brow|temple|crown|tears|scrapes?|bruises?|fingers?|curls|bump|graze|hands? of the baby|on the (?:cheek|forehead|head|nose|hair|top of))\b"
    r"|\b(?:good ?-?night|good ?-?bye|goodbye|bedtime|sleepy|sloppy|sticky|big|wet|jammy|chocolatey|million|hundred|thousand|birthday|blow(?:s|ing)?|blew|blown|mum's|mom's|dad's|grandma's|granny's|butterfly|eskimo) (?:\w+ )?(?:a )?kiss(?:es)?\b|\b(?:blows?|blew|blowing|throws?|threw) (?:\w+ ){0,3}?(?:a )?kiss(?:es)?\b"
    r"|\bkiss(?:es)? (?:for|from) (?:mama|papa|mum|mom|dad|granny|grandma|grandpa|mummy|mommy|daddy|his mother|her mother|his father|her father|the toddler|the baby)\b|\bh[eo]ld(?:s|ing)? (?:my|her|his|your|their|the) hands? (?:\w+ ){0,4}?(?:cross\w*|street|road|dentist|doctor|needle|vaccin\w*|injection|school|way (?:to|home)|shot|stitches|stairs|zebra|kindergarten|crosswalk|hospital|traffic|through)\b"
    r"|\bhold(?:s|ing)? hands (?:\w+ ){0,4}?(?:cross\w*|street|road|two by two|in pairs|zebra|crossing|traffic|museum|line|bus|circle|on the way to school|partner system|ring)\b|\bcuddl\w* (?:up )?(?:with|on|to|under|in|between|close|and|before|after|for|over|while) (?:\w+ ){0,3}?(?:mum|mom|dad|mother|father|me|us|her|him|sofa|couch|bedtime|story|stories|blanket|parents|grandma|bed|book|film|movie|breakfast)\b"
)


OF_A_PARTNER = re.compile(rf"'s? (?:\w+ ){{0,2}}?{_OWN_CHILD}\b")
"""*my boyfriend's little girl* is no romance yet."""


@dataclass(frozen=True, slots=True)
class RomanceReading:
    """The cues of a text: romance that counts, and what only sounds like it."""

    cues: tuple[RomanceMention, ...]
    family: int
    other: int


NOTHING = RomanceReading((), 0, 0)


def romance_mentions(plain: str) -> RomanceReading:
    """Every cue in *plain*, those apart that are a family's or mean something else."""
    every = [
        RomanceMention(found.start(), found.end(), strong, soft)
        for strong, soft, pattern in (
            (True, False, STRONG),
            (False, False, TENDER),
            (False, False, HAND),
            (False, True, SOFT),
        )
        for found in pattern.finditer(plain)
        if not OF_A_PARTNER.match(plain[found.end() : found.end() + 40])
    ]
    if not every:
        return NOTHING  # most texts: what only sounds like it need not be looked for
    other = [found.span() for found in OTHER.finditer(plain)]
    family = [found.span() for found in FAMILY.finditer(plain)]
    cues = [
        cue
        for cue in every
        if not _within((cue.start, cue.end), other)
        and not (not cue.is_strong and _within((cue.start, cue.end), family))
    ]
    return RomanceReading(tuple(sorted(cues, key=lambda cue: cue.start)), len(family), len(other))


def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
