"""What somebody tells of themself, found by rule: names, homes, pets, likes, dates, plans.

For any machine and any model, at once and without a mistake that a model would make.  English only.  What is asked,
imagined, quoted, played or denied is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_VALUE = 90
SENTENCE = re.compile(r"(?<=[.!?…])[\"')]*\s+|\n+|\s+[–—-]{1,2}\s+|;\s+")
ACTION = re.compile(r"\*[^*]*\*|_[^_]*_")
QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^']{8,}'(?!\w)|«[^»]*»")
IMAGINED = re.compile(
    r"\b(?:if (?:i|my|we)\b|what if|imagine|pretend|suppose|(?:let's |^)say (?:i|you|we)|as if|as though|wish i (?:was|were)|dream(?:ed|t) (?:that|i|of)"
    r"|in (?:the|my|our|this) (?:story|game|book|novel|dream|movie|scene|roleplay|campaign)|my (?:\w+ ){0,2}(?:oc|character|hero|heroine|protagonist)\b"
    r"|(?:the|a|your|my) (?:story|song|poem|line|lyrics?|quote|saying)\b.*\b(?:goes|says)|once upon)", re.IGNORECASE)  # fmt: skip
REPORTED = re.compile(
    r"\b(?:she|he|they|somebody|someone|people|everyone|it|who|"
    r"[A-Z]\w+) (?:said|says|told|goes|went|was like|asked|wrote|thinks|thought)\b"
)
ABOUT_THEM = re.compile(r"^(?:and |but |so )?(?:you|your|you're|you are)\b", re.IGNORECASE)
NOT = re.compile(
    r"\b(?:not|no|never|n't|isn't|aren't|don't|doesn't|didn't|won't|wasn't|used to|anymore|any more|no longer)\b",
    re.IGNORECASE,
)

NAME = r"[^\W\d_][\w'’-]*(?:\.(?=\w))?"
PROPER = r"(?-i:[A-ZÀ-ÞŁŚŻŠČŽŘĐ][\w'’-]+(?: (?:(?:de|la|le|van|von|del|da|of|the|upon|on|&) ){0,2}[A-ZÀ-ÞŁŚŻŠČŽŘĐ][\w'’-]+){0,3})"
PLACE = rf"(?:{PROPER}|[a-zà-þ][\w'’-]+(?: (?:city|town|beach|springs|falls|hill|hills))?)"
REST = r"[^.!?;\n]{2,90}?"
END = r"(?=[.!?;,\n]|$| (?:and|but|so|because|since|though|when|while|if|or|which|who|that's|lol|haha|btw|these days|now|at the moment|right now|originally|anyway)\b)"
LONG_END = r"(?=[.!?;\n]|$|,? (?:but|so|because|since|though|although|which|lol|haha|btw|anyway)\b|, (?:and|i|we|it|he|she|they|that|not|wish|can|have|what|do|you|even|really|actually|if)\b| and (?:i|we|he|she|it|they|my|you)\b)"

KIN = {
    "sister": "sister", "brother": "brother", "sis": "sister", "bro": "brother", "mother": "mother", "mum": "mother", "mom": "mother",
    "mam": "mother", "ma": "mother", "father": "father", "dad": "father", "papa": "father", "wife": "wife", "husband": "husband",
    "hubby": "husband", "partner": "partner", "fiancé": "fiancé", "fiance": "fiancé", "fiancée": "fiancée", "fiancee": "fiancée",
    "boyfriend": "boyfriend", "girlfriend": "girlfriend", "bf": "boyfriend", "gf": "girlfriend", "son": "son", "daughter": "daughter",
    "best friend": "friend", "bestie": "friend", "best mate": "friend", "friend": "friend", "boss": "boss", "manager": "boss", "neighbour": "neighbour",
    "neighbor": "neighbour", "flatmate": "flatmate", "roommate": "flatmate", "housemate": "flatmate", "cousin": "cousin", "aunt": "aunt", "auntie": "aunt", "uncle": "uncle",
    "grandmother": "grandmother", "grandma": "grandmother", "gran": "grandmother", "granny": "grandmother", "nan": "grandmother",
    "nana": "grandmother", "grandfather": "grandfather", "grandpa": "grandfather", "grandad": "grandfather", "granddad": "grandfather",
    "niece": "niece", "nephew": "nephew", "twin sister": "sister", "twin brother": "brother", "little sister": "sister",
    "little brother": "brother", "big sister": "sister", "big brother": "brother", "older sister": "sister", "older brother": "brother",
    "younger sister": "sister", "younger brother": "brother", "stepson": "stepson", "stepdaughter": "stepdaughter", "ex": "ex",
    "ex-wife": "ex-wife", "ex-husband": "ex-husband", "colleague": "colleague", "therapist": "therapist",
}  # fmt: skip
PETS = (
    "dog", "cat", "puppy", "kitten", "horse", "pony", "parrot", "budgie", "rabbit", "bunny", "hamster", "guinea pig", "tortoise",
    "turtle", "snake", "lizard", "gecko", "ferret", "rat", "mouse", "goldfish", "fish", "bird", "canary", "cockatiel", "chinchilla",
    "goat", "donkey", "pig", "hen", "chicken", "duck", "spider", "tarantula", "axolotl", "terrier", "labrador", "greyhound", "poodle",
    "spaniel", "beagle", "collie", "retriever", "bulldog", "dachshund", "whippet", "corgi", "husky", "mutt", "tabby", "cow", "llama", "pup",
)  # fmt: skip
KIN_WORDS = "|".join(sorted(map(re.escape, KIN), key=len, reverse=True))
PET_WORDS = "|".join(sorted(map(re.escape, PETS), key=len, reverse=True))

NO_NAMES = frozenset((
    "a", "an", "the", "so", "not", "very", "really", "just", "here", "home", "back", "fine", "ok", "okay", "good",
    "great", "well", "sad", "happy", "tired", "hungry", "thirsty", "sorry", "sure", "afraid", "alone", "lonely",
    "bored", "busy", "ready", "done", "late", "early", "new", "old", "sick", "ill", "better", "worse", "cold",
    "hot", "warm", "free", "single", "married", "divorced", "glad", "angry", "mad", "upset", "nervous", "anxious",
    "excited", "scared", "worried", "curious", "lost", "stuck", "serious", "kidding", "joking", "dying",
    "starving", "exhausted", "drunk", "sober", "awake", "asleep", "alive", "dead", "broke", "rich", "poor", "fat",
    "thin", "tall", "short", "young", "crazy", "weird", "strange", "normal", "human", "real", "yours", "mine",
    "all", "always", "never", "also", "still", "too", "quite", "pretty", "kind", "sort", "more", "less", "most",
    "trying", "going", "gonna", "feeling", "thinking", "having", "doing", "getting", "making", "looking",
    "working", "sitting", "lying", "living", "in", "on", "at", "from", "with", "of", "to", "for", "by", "about",
    "up", "down", "out", "off", "over", "under", "after", "before", "between", "into", "through", "what", "who",
    "how", "when", "where", "why", "yes", "no", "maybe", "perhaps", "please", "thanks", "thank", "hello", "hi",
    "hey", "that", "this", "it", "he", "she", "they", "we", "you", "me", "him", "her", "us", "them", "blessed",
    "grateful", "proud", "ashamed", "confused", "depressed", "stressed", "relieved", "surprised", "shocked",
    "impressed", "interested", "used", "later", "tomorrow", "today", "tonight", "now", "soon", "again", "anyway",
    "bad", "big", "small", "little", "lucky", "unlucky", "weak", "strong", "lazy", "horny", "stupid", "smart",
    "dumb", "clever", "silly", "shy", "quiet", "loud", "allergic", "vegan", "vegetarian", "gay", "straight", "bi",
    "trans", "queer", "christian", "muslim", "jewish", "buddhist", "atheist", "catholic", "american", "british",
    "english", "french", "german", "irish", "scottish", "welsh", "italian", "spanish", "polish", "russian",
    "chinese", "japanese", "indian", "canadian", "australian", "dutch", "swedish", "everything", "nothing",
    "something", "someone", "anyone", "nobody", "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "half", "almost", "nearly", "only", "even", "such", "like", "absolutely", "totally",
    "completely", "honestly", "literally", "actually", "currently", "originally", "basically", "finally",
    "definitely", "often", "sometimes", "usually", "rarely", "hopeless", "hopeful", "helpless", "useless",
    "homeless", "speechless", "restless", "gone", "full", "empty", "royalty", "trash", "toast", "clumsy",
    "sensitive", "introverted", "extroverted", "morning", "night", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august",
    "september", "october", "november", "december", "god", "fuming", "buzzing", "shattered", "knackered",
    "gutted", "chuffed", "peckish", "parched", "hangry", "sleepy", "dizzy", "poorly", "unwell", "fabulous",
    "awesome", "amazing", "wonderful", "terrible", "horrible", "awful",
))  # fmt: skip
"""Words that follow "I'm" and are nobody's name."""
NO_PLACES = frozenset((
    "the", "a", "an", "my", "your", "his", "her", "our", "their", "this", "that", "hope", "fear", "love", "peace",
    "denial", "constant", "pain", "silence", "harmony", "sin", "style", "luxury", "poverty", "here", "there",
    "bed", "it", "them", "you", "me", "him", "us", "debt", "general", "fact", "case", "trouble", "shock", "need",
    "charge", "touch", "moments", "memories", "dreams", "squalor", "chaos", "sweatpants", "pyjamas", "pajamas",
    "leggings", "work", "school", "home", "hospital", "prison", "jail", "heaven", "hell", "time",
))  # fmt: skip
NUMBER_WORDS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|eighteen|nineteen"
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY = (
    rf"(?:(?:on |this |next |this coming |the )*(?:{WEEKDAY})(?: (?:morning|afternoon|evening|night))?(?: (?:at|the) [\w:]+)?"
    rf"|tomorrow(?: (?:morning|afternoon|evening|night))?|tonight|next (?:week|month|year|weekend|spring|summer|autumn|fall|winter)|this (?:weekend|evening|afternoon|spring|summer|autumn|fall|winter)"
    rf"|(?:on |in )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|(?:on |in )?{MONTH}(?: (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)?\b"
    r"|in (?:a|an|two|three|four|five|six|\d+) (?:days?|weeks?|months?)|on the \d{1,2}(?:st|nd|rd|th)|at (?:the )?weekend|the day after tomorrow)"
)
DATE = rf"(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?:,? \d{{4}})?|{MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
EVENTS = (
    r"appointment|interview|exam|test|date|meeting|wedding|funeral|party|concert|gig|trip|flight|holiday|vacation|surgery|operation"
    r"|deadline|presentation|recital|performance|audition|match|race|marathon|check-?up|scan|class|lesson|shift|reunion|birthday|dinner|lunch"
    r"|hearing|court|viewing|rehearsal|workshop|conference|convention|festival|session|call|visit|game|show|premiere|opening|exhibition|ceremony|graduation|move"
)
JOBS_OF = r"(?:teacher|nurse|doctor|baker|driver|engineer|developer|designer|writer|artist|chef|cook|lawyer|accountant|mechanic|electrician|plumber|carpenter|farmer|gardener|student|librarian|barista|waiter|waitress|bartender|cashier|clerk|manager|assistant|secretary|receptionist|programmer|scientist|biologist|chemist|physicist|architect|builder|painter|musician|singer|dancer|actor|actress|photographer|journalist|editor|translator|pilot|soldier|officer|firefighter|paramedic|pharmacist|dentist|vet|surgeon|midwife|carer|cleaner|janitor|guard|welder|roofer|tailor|hairdresser|barber|beautician|therapist|psychologist|counsellor|counselor|consultant|analyst|economist|banker|broker|trader|salesman|saleswoman|salesperson|estate agent|realtor|postman|courier|trucker|sailor|fisherman|florist|butcher|potter|sculptor|tutor|professor|lecturer|researcher|historian|archaeologist|geologist|astronomer|surveyor|joiner|plasterer|tiler|bricklayer|optician|radiographer|physio|physiotherapist|nanny|teaching assistant|social worker|bookkeeper|bus driver|train driver|taxi driver|tattoo artist|game developer|software developer|retired \w+|apprentice|beekeeper|blacksmith|locksmith|bookseller|brewer|caretaker|stonemason|upholsterer|violinist|pianist|organist|zookeeper|watchmaker|landscaper|paralegal|solicitor|barrister|judge|priest|vicar|nun|monk|detective|fireman|policeman|policewoman|lifeguard|trainer|coach|referee|shepherd|forester|ranger|glazier|machinist|technician|operator|supervisor|foreman|hygienist|phlebotomist|interpreter|copywriter|illustrator|animator|composer|producer|director|curator|conservator|seamstress|dressmaker)"


@dataclass(frozen=True, slots=True)
class ExtractedFact:
    """Something told: the key of its slot, and the value in the words of who told it.  *ends* are keys whose facts
    hold no more."""

    key: str
    value: str

    def __repr__(self) -> str:
        return f"<ExtractedFact {self.key.partition(':')[0]}>"


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def extract_facts(text: str) -> list[ExtractedFact]:
    """What the writer of *text* tells of themself, each thing once; of two that rule each other out, the last."""
    found: dict[tuple[str, str], ExtractedFact] = {}
    pet = ""
    for part in sentences_of(text):
        every = list(_in_sentence(part))
        if pet and not any(one.key.startswith("pet:") for one in every):
            every += _pet_named(part, pet)
        had = HAVE_PET.search(part)
        pet = had[1].casefold() if had is not None and not _is_denied(part, had.start()) else ""
        for one in every:
            found[(one.key, one.value.casefold())] = one
    return _latest(list(found.values()))


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of *text* in which somebody tells something of themself."""
    plain = QUOTED.sub(" ", ACTION.sub(". ", text.replace("’", "'").replace("‘", "'"))).replace("  ", " ")
    fiction = False
    for raw in SENTENCE.split(plain):
        part = raw.strip(" \t,*_")
        if not part:
            continue
        if IMAGINED.search(part):
            fiction = True  # what follows in the same breath goes on with it
            continue
        if fiction and ABOUT_THEM.match(part):
            continue
        fiction = False
        if part.endswith("?"):
            continue
        reported = REPORTED.search(part)
        yield part if reported is None else part[: reported.end()]


def _latest(found: list[ExtractedFact]) -> list[ExtractedFact]:
    from app.memory.fact_kinds import fact_kind  # the nouns stand there; here are the wordings

    out: dict[str, ExtractedFact] = {}
    for place, one in enumerate(found):
        out[one.key if fact_kind(one.key).single else f"{one.key}/{place}"] = one
    return list(out.values())


BE = r"(?:i am|i'm|im|i m)"
HAVE = r"(?:i have|i've|ive|i've got|ive got|i got|i own|we have|we've got|we got|i adopted|we adopted|there's)"
CALLED = r"(?:,? (?:is )?(?:called|named)|,? who(?: i|'s| is)? (?:call(?:ed)?|named)|'s name(?: is|'s)|'s called|s name is| is called| is named| goes by|,? whose name is)"

CHOSEN_NAMES = (
    _p(
        rf"\b(?:please |just |you can |can |may |everyone |everybody |people |friends |they |(?:all )?my (?:friends|family|mates) )+(?:just )?calls? me (?P<name>{PROPER})"
    ),
    _p(rf"\bcall me (?P<name>{PROPER})"),
)
STRONG_NAMES = (
    _p(rf"\b(?:my (?:full |real |first |own )?name(?: is|'s)|the name(?: is|'s)|my names) (?!not\b)(?P<name>(?:{NAME})(?: {PROPER})?)(?! (?:called|of))"),
    _p(r"\bname(?: is|'s) (?:[^.,]*?)(?:not|isn't) [^.,]+, (?:it's|it is|but) (?P<name>[\w'’-]+)"),
    _p(r"\bname (?:isn't|is not) [^.,]+, (?:it's|it is|but) (?P<name>[\w'’-]+)"),
    _p(rf"\b(?:i go by|known as|you may call me) (?P<name>{PROPER})"),
    _p(rf"\b(?:actually|no|sorry),? it's (?P<name>{PROPER}),? (?:with|not|spelled|spelt)"),
)  # fmt: skip
WEAK_NAMES = (
    re.compile(rf"(?:^|[,!.] ?|\b(?:[Hh]i|[Hh]ello|[Hh]ey|[Mm]eet you|there|so|me),? )(?:[Ii] am|[Ii]'m|[Ii]m|[Ii]t's|[Tt]his is) (?P<name>{PROPER})(?= here|[,.!]|$| and (?:i|I)\b| from\b| by the way| btw|, )"),
    re.compile(rf"^(?P<name>{PROPER}) here(?=[,.!]|$)"),
    re.compile(rf"(?:^|(?:[Hh]i|[Hh]ello|[Hh]ey)[,!]? )(?P<name>{PROPER}), (?=\d\d\b)"),
    re.compile(r"\b(?:[Hh]i|[Hh]ello|[Hh]ey|about me)[,!.]? (?:i'm|im|i am) (?P<name>[a-z][\w-]+)(?= here|[,.!]|$| btw| and i\b)"),
    re.compile(r"^(?:im|i'm) (?P<name>[a-z][\w-]{2,}) (?=btw\b|by the way\b|here\b)"),
    re.compile(r"^(?:im|i'm) (?P<name>[a-z][\w-]{2,}),? (?=(?:im |i'm |i am )?\d\d\b)"),
)  # fmt: skip

AGES = (
    _p(rf"\b{BE} (?:now |actually |only |already |turning )?(?P<age>(?:1[89]|[2-9]\d)|{NUMBER_WORDS})(?: years?[ -]old| yo\b| y/o|(?=[,.!;]|$| and\b| now\b| today\b| as of\b| this\b| with\b))"),
    _p(rf"\bi(?:'ve)? (?:just )?turned (?P<age>(?:1[89]|[2-9]\d)|{NUMBER_WORDS})\b"),
    _p(rf"\b(?:{BE} )?[\w'’-]+, (?P<age>1[89]|[2-9]\d)(?=[,.]|$)(?! (?:people|euros|dollars|pounds|km|miles|kg))"),
    _p(r"\b(?:at|aged?|age of|age is) (?P<age>1[89]|[2-9]\d)(?= (?:i'm|im|i am|years)\b)"),
)  # fmt: skip
BIRTHDAYS = (
    _p(rf"\bmy (?:birthday|bday|b-day)(?:'s| is| falls)?(?: on)? (?P<day>{DATE})"),
    _p(rf"\bi was born (?:on )?(?P<day>{DATE})"),
)
HOMES = (
    _p(rf"\b(?:i|we)(?:'ve| have)? (?:(?:now |currently |still |both )?live|been living|lived) (?:\w+ly |now |here |over |up |down |just |right |out )?(?:in|near|outside|just outside|close to) (?:(?:a|an|the) [\w -]{{3,30}} in )?(?P<place>{PLACE})(?! (?:my|when|until|before))"),
    _p(rf"\b(?:i|we)(?:'ve| have)?(?: just| finally| recently)? moved (?:back |over |down |up |out )?(?:\w+ \w+ ago )?(?:from [^,.]+? )?to (?P<place>{PLACE})"),
    _p(rf"\b(?:i|we) (?:settled|ended up|(?:now )?reside|am based|are based) in (?P<place>{PLACE})"),
    _p(rf"\b{BE} (?:based|living|settled) in (?P<place>{PLACE})"),
    _p(rf"\b{BE} in (?P<place>{PROPER}) now\b"),
    _p(rf"^here in (?P<place>{PROPER})"),
    _p(rf"\bmy (?:home|flat|house|place|apartment) is in (?P<place>{PLACE})"),
    _p(rf"\b(?:village|town|city) (?:called|named) (?P<place>{PROPER})"),
    _p(r"\bi live (?:on|by|beside|next to|at|above|behind) (?P<place>(?:a|an|the) [\w'-]+(?: [\w'-]+){0,3})"),
)  # fmt: skip
ORIGINS = (
    _p(rf"\b(?:{BE}|i come|we come|i came) (?:originally )?from (?P<place>{PLACE})"),
    _p(rf"\b(?:i was (?:born(?: and raised)?|raised)|(?:i )?grew up|born and raised) (?:in|near|outside) (?P<place>{PLACE})"),
    _p(rf"\bmy family (?:is|comes|came) (?:originally )?from (?P<place>{PLACE})"),
    _p(rf"\b(?:a|an) [\w -]+ from (?P<place>{PROPER})"),
    _p(rf", from (?P<place>{PROPER})(?: originally)?"),
    _p(rf"\bi left (?P<place>{PROPER}) (?:at|when|in|years)"),
)  # fmt: skip
JOBS = (
    _p(rf"\b(?:i work|i've worked|i have worked|i'm working|im working|i used to work but now i work) as (?:a |an |the )?(?P<job>{REST}){END}"),
    _p(rf"\bmy (?:job|work|trade) is (?:being |to be )?(?:a |an |the )?(?P<job>[\w' -]{{3,40}}?){END}"),
    _p(rf"\b(?:{BE}|i've been|i have been|ive been) (?:now |actually |currently |still |also |only |just )?(?:a|an|the) (?P<job>(?:[\w'-]+ ){{0,3}}?{JOBS_OF})\b(?! (?:in the|of the) (?:story|making))(?! at heart)"),
    _p(rf"\b(?:i became|i've become|i trained as|i retrained as|i'm training as|i qualified as|i've just become) (?:a|an|the) (?P<job>(?:[\w'-]+ ){{0,3}}?{JOBS_OF})\b"),
    _p(rf", (?:a|an) (?P<job>(?:[\w'-]+ ){{0,2}}?{JOBS_OF})\b"),
    _p(r"\bi (?P<job>(?:teach|drive|fix|repair|sell|build|make|run|manage|design|write) [\w' -]{2,30}?) (?:for a living|for work|by trade|as a job)"),
    _p(rf"\b{BE} (?:a|an) (?P<job>[\w' -]{{3,30}}?) (?:by trade|by profession|for a living)"),
    _p(r"\bi (?P<job>(?:teach|study|drive) (?:a |an |the )?[a-z]+(?: [a-z]+)?) (?=at|in|to)\b"),
    _p(rf"\bgot (?:the|a) job as (?:a |an |the )?(?P<job>[\w' -]{{3,40}}?){END}"),
)  # fmt: skip
WORKPLACES = (
    _p(rf"\b(?:i work|i'm working|i've worked|i've been working) (?:\w+ )?(?:at|for) (?P<place>(?:{PROPER}|(?:a|an|the) [\w'-]+(?: [\w'-]+){{0,3}}?)){END}"),
    _p(rf"\bi (?:start|teach(?: \w+)?|study|volunteer|cook|nurse) (?:work )?at (?P<place>(?:{PROPER}|(?:a|an|the) [\w'-]+(?: [\w'-]+){{0,3}}?)){END}"),
    _p(rf"\b(?:{JOBS_OF}) (?:at|for) (?P<place>(?:{PROPER}|(?:a|an|the) [\w'-]+(?: [\w'-]+){{0,3}}?)){END}"),
)  # fmt: skip
TONGUES = r"(?:arabic|bengali|cantonese|catalan|chinese|croatian|czech|danish|dutch|english|finnish|french|gaelic|german|greek|hebrew|hindi|hungarian|icelandic|irish|italian|japanese|korean|latin|mandarin|norwegian|polish|portuguese|punjabi|romanian|russian|serbian|spanish|swahili|swedish|tamil|thai|turkish|ukrainian|urdu|vietnamese|welsh|yoruba|igbo)"
LANGUAGES = (
    _p(r"\bi (?:also |only |can |do )?speak (?:fluent |a (?:little|bit of) |some |both )?(?P<language>(?-i:[A-Z]\w+)(?:(?:,| and|, and)(?: a (?:little|bit of)| some)? (?-i:[A-Z]\w+))*)"),
    _p(rf"\b(?:my (?:first|native|mother) (?:language|tongue) is|i grew up speaking|i'm learning|im learning|i am learning|learning to speak) (?P<language>(?-i:[A-Z]\w+)|{TONGUES})\b"),
)  # fmt: skip
PET_NAMES = (
    _p(rf"\b(?:my|our|{HAVE} (?:a|an|one|two)|(?:i|we) (?:got|have|adopted|rescued|bought) (?:a|an)|owner of (?:a|an)) (?P<more>(?:[\w'-]+ ){{0,3}}?)(?P<kind>{PET_WORDS})s?{CALLED} (?P<name>{NAME}(?: {PROPER})?)"),
    re.compile(rf"\b(?:[Mm]y|[Oo]ur) (?:[\w'-]+ ){{0,3}}?(?P<kind>{PET_WORDS}),? (?P<name>{PROPER})\b"),
    _p(rf"\b(?:my|our) (?:[\w'-]+ ){{0,3}}?(?P<kind>{PET_WORDS})(?: is|'s),? (?P<name>{PROPER})\b(?! (?:today|tomorrow))"),
    _p(rf"\b(?:i|we) (?:named|called|call) (?:my|our|the) (?:[\w'-]+ ){{0,2}}?(?P<kind>{PET_WORDS}) (?P<name>{NAME})"),
    _p(rf"\bwith my (?:[\w'-]+ ){{0,2}}?(?P<kind>{PET_WORDS}) (?!and\b|on\b|in\b|is\b|was\b|at\b|for\b|so\b|but\b|all\b|who\b|to\b)(?P<name>[\w'-]+)(?=[.,!]|$)"),
    _p(rf"\b(?P<name>{PROPER}),? (?:is )?my (?:[\w'-]+ ){{0,3}}?(?P<kind>{PET_WORDS})\b"),
)  # fmt: skip
TWO_PETS = _p(
    rf"\b(?:{HAVE} |my |our )(?:two |both )?(?:[\w'-]+ )?(?P<kind>{PET_WORDS})s(?: are)?(?: called| named)?,? (?P<one>{PROPER}) and (?P<other>{PROPER})"
)
TWO_KIN = _p(
    rf"\b(?:{HAVE} |my |our )(?:two |both )?(?P<kind>{KIN_WORDS})s(?: are)?(?: called| named)?,? (?P<one>{PROPER}) and (?P<other>{PROPER})"
)
HAVE_PET = re.compile(rf"\b(?:a|an|my|our|the|new) (?:[\w'-]+ ){{0,3}}?({PET_WORDS})s?\b", re.IGNORECASE)
PET_CALLED = re.compile(
    rf"\b(?:(?:his|her|its|their|the (?:dog|cat|puppy|kitten|little one))(?:'s)? name(?: is|'s)|(?:he|she|it)(?: is|'s) (?:called|named)|(?:i|we) (?:named|called|call|went with) (?:him|her|it|them)?) ?(?P<name>{NAME})", re.IGNORECASE
)  # fmt: skip
FAMILY = (
    _p(rf"\b(?:my|our) (?P<kind>{KIN_WORDS}){CALLED} (?P<name>{NAME})"),
    re.compile(rf"\b(?:[Mm]y|[Oo]ur) (?P<kind>{KIN_WORDS}),? (?P<name>{PROPER})\b"),
    _p(rf"\b(?:my|our) (?P<kind>{KIN_WORDS})'?s name(?: is|'s) (?P<name>{NAME})"),
    _p(rf"\b(?:my|our) (?P<kind>{KIN_WORDS})(?: is|'s) (?P<name>{PROPER})(?=[,.!]|$| and\b)"),
    _p(rf"\b(?:{HAVE}|i'm married to) (?:a|an|one) (?:[\w'-]+ )?(?P<kind>{KIN_WORDS}){CALLED} (?P<name>{NAME})"),
    _p(rf"\b{HAVE} (?:a|an) (?:[\w'-]+ )?(?P<kind>{KIN_WORDS}), (?P<name>{PROPER})"),
    re.compile(rf"\b(?P<name>{PROPER}),? (?:is |was )?my (?:[\w'-]+ )?(?P<kind>{KIN_WORDS})\b"),
    re.compile(rf"\bI(?:'m| am) married to (?P<name>{PROPER})"),
)  # fmt: skip
FAVOURITES = (
    _p(rf"\bmy (?:all[- ]time |absolute |new |current )*fav(?:ou?rite|e|s)? (?P<kind>[\w' -]{{3,25}}?)(?: of all time| ever)?(?: is|'s| has to be| would be| are| was always| will always be) (?:definitely |probably |still |always |the colour |called |by far )*(?P<value>{REST}){LONG_END}"),
    _p(rf"\b(?P<value>[\w'’ -]{{3,40}}?) (?:is|are) my (?:all[- ]time |absolute )*fav(?:ou?rite|e)? (?P<kind>[\w' -]{{3,25}}?){END}"),
)  # fmt: skip
SURE = r"(?:really |absolutely |totally |just |do |also |quite |still |always |honestly |secretly |truly |so |actually |simply )*"
LIKES = (
    _p(rf"\bi {SURE}(?:love|adore|like|enjoy) (?!you\b|it\b|that\b|this\b|him\b|her\b|them\b|when\b|how\b|what\b|your\b|to\b|us\b|the way\b|the idea\b|talking (?:to|with) you|being with you|i\b|we\b|where\b|these\b|those\b)(?P<value>{REST}){LONG_END}"),
    _p(rf"\b{BE} {SURE}(?:a (?:big |huge |massive |great )?fan of|fond of|obsessed with|crazy about|mad about|keen on|really into|into|a sucker for|addicted to|passionate about) (?!you\b|it\b|that\b|this\b|him\b|her\b|them\b|your\b)(?P<value>{REST}){LONG_END}"),
    _p(rf"\bi can't get enough of (?!you\b|it\b|this\b)(?P<value>{REST}){LONG_END}"),
    _p(rf"\bi have a (?:soft spot|thing|weakness) for (?!you\b)(?P<value>{REST}){LONG_END}"),
)  # fmt: skip
DISLIKES = (
    _p(rf"\bi {SURE}(?:hate|detest|loathe|despise|dislike|can't stand|cannot stand|can't bear) (?!you\b|it\b|that\b|this\b|all of\b|him\b|her\b|them\b|when\b|how\b|your\b|to\b|myself\b|my life\b|us\b|i\b)(?P<value>{REST}){LONG_END}"),
    _p(rf"\bi {SURE}(?:don't|do not|dont|never) {SURE}(?:like|enjoy|care for|liked) (?!you\b|it\b|that\b|this\b|him\b|her\b|them\b|when\b|how\b|your\b|to\b)(?P<value>{REST}){LONG_END}"),
    _p(rf"\b{BE} not (?:a (?:big |huge )?fan of|fond of|keen on|into) (?!you\b|it\b|that\b|this\b)(?P<value>{REST}){LONG_END}"),
)  # fmt: skip
HOBBIES = (
    _p(rf"\bmy (?:main |biggest |new |favourite |favorite |only )?hobb(?:y|ies)(?: is|'s| are) (?P<value>{REST}){LONG_END}"),
    _p(rf"\bin my (?:free|spare) time i (?:usually |mostly |often |like to |love to |do |enjoy |love |like )*(?P<value>{REST}){LONG_END}"),
    _p(rf"\b(?:(?:i(?:'ve| have)? )?been (?=collecting|learning to|restoring|knitting|playing the|painting|making)|i(?:'ve| have)? (?:recently |just )?(?:taken|took) up|i got into|i've gotten into|i've got into) (?P<value>{REST}){LONG_END}"),
    _p(r"\bi (?P<value>(?:collect|restore|knit|crochet|paint|juggle|sew|garden|sculpt|bake|breed|play the|play|carve|build) [\w' -]{2,40}?)(?=, badly|, but badly)?(?: as a hobby| for fun| in my (?:free|spare) time| on (?:weekends|sundays|saturdays)| most (?:weekends|evenings))"),
)  # fmt: skip
ALLERGIES = (
    _p(rf"\b(?:{BE} )?(?:\w+ly )?allergic to (?!you\b|it\b|work\b|mondays?\b|nonsense\b|bullshit\b|commitment\b)(?P<value>{REST}){LONG_END}"),
    _p(r"\b(?:i have|i've got|ive got|i've) (?:a |an )(?:bad |severe |serious |terrible )?(?P<value>[\w ]{3,25}?) allergy"),
)  # fmt: skip
ILL = r"(?:type (?:1|2|one|two) )?(?:diabetes|asthma|epilepsy|arthritis|migraines?|adhd|autism|depression|anxiety|insomnia|ptsd|ocd|bipolar disorder|fibromyalgia|ms|multiple sclerosis|crohn's|ibs|coeliac disease|celiac disease|high blood pressure|tinnitus|vertigo|eczema|psoriasis|endometriosis|lupus|cancer|sciatica|dyslexia|narcolepsy|hypothyroidism|scoliosis|sleep apn(?:o)?ea|hay fever|chronic [\w ]+|a heart condition|a bad (?:back|knee|hip|shoulder)|a pacemaker|a prosthetic \w+)"
HEALTH = (
    _p(rf"\b(?:i've|ive|i have|i've got|i suffer from|i live with|i was diagnosed with|i got diagnosed with|i manage) (?:had |got |been living with )?(?P<value>{ILL})(?! today)\b"),
    _p(rf"\b(?P<value>{ILL})(?: again| is back| is acting up| flared up)?,? (?:i was|i got) diagnosed"),
    _p(r"\b(?:i was|i got|i've been|been) (?:just |recently )?diagnosed (?:with|as having) (?P<value>[\w' -]{3,40}?)(?=[.,!;]|$| (?:and|but|last|in|when|so|at)\b)"),
    _p(r"\bi(?:'m| am|m) (?P<value>(?:type (?:1|2|one|two) )?diabetic|epileptic|coeliac|celiac|asthmatic|colou?r[- ]?blind|deaf(?: in (?:one|my \w+) ear)?|blind in one eye|lactose intolerant|autistic|dyslexic|pregnant|in remission)\b"),
)  # fmt: skip
PLANNED = r"(?:plant|build|visit|read|learn|write|paint|buy|adopt|bake|renovate|study|apply|move|open|sell|join|quit|organi[sz]e|restore|publish|grow)"
"""What is planned without a day and still is a plan; "going to bed" and "going to cry" are none."""
PLANS = (
    _p(rf"\b(?:i have|i've got|ive got|i got|i've|ive|we have|we've got|there's) (?P<value>(?:a|an|the|my|another|our)?(?:[\w'-]+ ){{0,4}}?(?:{EVENTS})s?\b[\w' -]{{0,40}}?{DAY})"),
    _p(rf"\b(?:my|our) (?P<value>(?:[\w'-]+ ){{0,3}}?(?!birthday)(?:{EVENTS}))(?: is|'s)(?: set for| booked for| moved to| now)? (?P<day>{DAY})"),
    _p(rf"\b(?:i'm|im|i am|we're|we are|i'll be|we'll be) (?P<rest>(?:going to|gonna|planning to|about to|off to|flying|driving|travelling|traveling|heading|moving|starting|meeting|seeing|visiting|having|getting|running|taking|doing|hosting|cooking|leaving|picking|throwing|going) [^.!?;\n]{{2,60}}?{DAY})"),
    _p(rf"\b(?P<day>{DAY}),? (?:i'm|im|i am|we're|we are|i) (?P<rest>(?:going to|gonna|planning to|off to|flying|driving|travelling|heading|moving|starting|meeting|seeing|visiting|having|getting|running|taking|doing|hosting|leaving|have|have got|start|see|meet|fly|move)\b[^.!?;\n]{{2,60}}?){LONG_END}"),
    _p(rf"\bi (?P<rest>(?:start|begin|leave|fly|move|graduate|get married|retire)\b[^.!?;\n]{{0,40}}?{DAY})"),
    _p(rf"\b(?:i'm|im|i am|we're|we are) (?P<rest>(?:going|planning) to {PLANNED} [^.!?,;\n]{{3,50}}?)(?=[.!?,;\n]|$| (?:because|but|so|and then|when)\b)"),
    _p(rf"\b(?:don't let me forget|remind me|remember),? (?:that |about )?(?:my |the )?(?P<value>[^.!?;\n]{{3,50}}?{DAY})"),
)  # fmt: skip
WISHES = (
    _p(rf"\b(?:my (?:biggest |greatest |secret |lifelong |big )?(?:dream|wish|goal|ambition) is(?: to)?|(?:i(?:'ve)?|ive) always (?:wanted|dreamed of|dreamt of|dreamt about)(?: to)?|one day i(?:'d| would)? (?:want to|hope to|like to|love to|will|'ll)|i(?:'d| would) (?:love|give anything) to|i dream of|i hope to|i really want to|someday i(?:'d| want| 'll|'ll| hope)(?: like| love)?(?: to)?|my bucket list (?:is|has)) (?!know\b|hear\b|meet you|see you|talk\b|be with you|kiss\b|you\b|chat\b|that\b|tell you|help\b|listen\b|say\b)(?P<value>{REST}){LONG_END}"),
)  # fmt: skip


def _in_sentence(part: str) -> Iterator[ExtractedFact]:
    yield from _names(part)
    yield from _simple(part)
    yield from _places(part)
    yield from _others(part)
    yield from _opinions(part)
    yield from _plans(part)


def _names(part: str) -> Iterator[ExtractedFact]:
    for pattern in (*CHOSEN_NAMES, *STRONG_NAMES, *WEAK_NAMES):
        for match in pattern.finditer(part):
            name = match["name"].strip(" '-")
            before = part[: match.start()]
            if (
                name.casefold().split()[0] in NO_NAMES
                or name.startswith("I'")
                or (pattern in WEAK_NAMES and name.casefold() in SLOT_WORDS)
            ):
                continue
            if re.search(
                r"\b(?:your|his|her|their|its|dog|cat|sister|brother)'?s?\s*$", before, re.IGNORECASE
            ) or NOT.search(before[-12:]):
                continue
            yield ExtractedFact("name", name)
            return


SLOT_WORDS = frozenset({*PETS, *KIN, "god", "lord", "christ", "jesus", "mr", "mrs", "ms", "dr"})


def _simple(part: str) -> Iterator[ExtractedFact]:
    for patterns, key, group in (
        (AGES, "age", "age"), (BIRTHDAYS, "birthday", "day"), (LANGUAGES, "language", "language"),
        (ALLERGIES, "allergy", "value"), (HEALTH, "health", "value"),
    ):  # fmt: skip
        for pattern in patterns:
            match = pattern.search(part)
            if match is None or _is_denied(part, match.start()):
                continue
            if group == "language":
                for each in re.split(r",? and |, ", match[group]):
                    yield ExtractedFact(key, each.split()[-1])
            else:
                yield ExtractedFact(key, _short(match[group]))
            break


def _places(part: str) -> Iterator[ExtractedFact]:
    for patterns, key in ((HOMES, "home"), (ORIGINS, "origin")):
        match = _first(patterns, part, "place", NO_PLACES)
        if match:
            yield ExtractedFact(key, match)
    match = _first(WORKPLACES, part, "place", frozenset({"the moment", "the same", "the best", "the last"}))
    if match:
        yield ExtractedFact("workplace", match)
    match = _first(JOBS, part, "job", frozenset({"bit", "mess", "lot", "little", "good", "great", "real"}))
    if match:
        yield ExtractedFact("job", re.sub(r"^(?:a|an|the) ", "", match))


def _others(part: str) -> Iterator[ExtractedFact]:
    for pattern in PET_NAMES:
        for match in pattern.finditer(part):
            name = match["name"].strip(" '-")
            if name.casefold() not in NO_NAMES and not _is_denied(part, match.start()):
                yield ExtractedFact(f"pet:{match['kind'].casefold()}", name)
    for match in TWO_PETS.finditer(part):
        if not _is_denied(part, match.start()):
            yield ExtractedFact(f"pet:{match['kind'].casefold()}", f"{match['one']} and {match['other']}")
    for match in TWO_KIN.finditer(part):
        if not _is_denied(part, match.start()):
            yield ExtractedFact(f"family:{KIN[match['kind'].casefold()]}", f"{match['one']} and {match['other']}")
    had = HAVE_PET.search(part)
    if had is not None and not _is_denied(part, had.start()):
        yield from _pet_named(part[had.end() :], had[1].casefold())
    for pattern in FAMILY:
        for match in pattern.finditer(part):
            name = match["name"].strip(" '-")
            if match.start("name") == 0 and not re.match(r",| is | was ", part[match.end("name") :]):
                continue  # a verb that begins the sentence is no name
            kind = KIN[match["kind"].casefold()] if "kind" in pattern.groupindex else "partner"
            if name.casefold().split()[0] not in NO_NAMES and not _is_denied(part, match.start()):
                yield ExtractedFact(f"family:{kind}", name)


def _pet_named(part: str, kind: str) -> Iterator[ExtractedFact]:
    """The name of a pet that was spoken of just before."""
    named = PET_CALLED.search(part)
    if named is not None and (name := named["name"].strip(" '-")).casefold() not in NO_NAMES:
        yield ExtractedFact(f"pet:{kind}", name)


def _opinions(part: str) -> Iterator[ExtractedFact]:
    for pattern in FAVOURITES:
        match = pattern.search(part)
        if match is not None and not _is_denied(part, match.start()):
            yield ExtractedFact(f"favourite:{match['kind'].strip().casefold()}", _short(match["value"]))
            return
    for patterns, key in ((DISLIKES, "dislike"), (HOBBIES, "hobby"), (LIKES, "like"), (WISHES, "wish")):
        for pattern in patterns:
            match = pattern.search(part)
            if match is None or (key != "dislike" and _is_denied(part, match.start())):
                continue
            value = _short(match["value"])
            if value and value.split()[0].casefold() not in {"you", "it", "that", "this", "him", "her", "them", "i"}:
                yield ExtractedFact(key, value)
                break


def _plans(part: str) -> Iterator[ExtractedFact]:
    for pattern in PLANS:
        match = pattern.search(part)
        if match is None or _is_denied(part, match.start()):
            continue
        groups = pattern.groupindex
        if "rest" in groups:
            value = match["rest"] if "day" not in groups else f"{match['rest']} {_lowered(match['day'])}"
            yield ExtractedFact("plan", _short(f"a plan: {value}"))
        elif "day" in groups:
            yield ExtractedFact("plan", _short(f"{match['value']} {match['day']}"))
        else:
            yield ExtractedFact("plan", _short(match["value"]))
        return


def _lowered(day: str) -> str:
    """A day that began a sentence, within one: Monday keeps its capital."""
    first = day.split()[0]
    return day if first.casefold().endswith("day") else first.lower() + day[len(first) :]


def _first(patterns: tuple[re.Pattern[str], ...], part: str, group: str, never: frozenset[str]) -> str:
    for pattern in patterns:
        for match in pattern.finditer(part):
            value = _short(match[group])
            if (
                value
                and value.casefold().split()[0] not in never
                and value.casefold() not in never
                and not _is_denied(part, match.start())
            ):
                return value
    return ""


def _is_denied(part: str, start: int) -> bool:
    """Whether what stands at *start* is said not to be so: a no within the same clause before it."""
    clause = re.split(r",|\bbut\b|\band\b", part[:start])[-1]
    tail = part[start : start + 28]
    return bool(NOT.search(clause) or re.search(r"^\W*(?:i|we)(?:'m| am|m)? (?:not|don't|do not|never|didn't|no longer|used to)\b", tail, re.IGNORECASE)
                or re.search(r"\b(?:would|could|should|might|wish|maybe|perhaps|hope|used to|let's)\b", clause, re.IGNORECASE))  # fmt: skip


def _short(value: str) -> str:
    value = re.sub(r"\s+", " ", value).strip(" ,'-–—:")
    value = re.sub(
        r" (?:too|as well|though|tbh|btw|lol|haha|so much|a lot|very much|more than anything|at the moment|right now|these days|to be honest|i think|honestly|really)$",
        "",
        value,
        flags=re.IGNORECASE,
    )
    return value if len(value) <= LONGEST_VALUE else ""
