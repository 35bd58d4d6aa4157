"""What stands around a conversation: who the person is, the scene, notes, and the lore that woke."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.chat import (
    Author,
    BookmarkStore,
    ConversationId,
    ConversationOptions,
    ConversationStore,
    Message,
    MessageId,
    OptionsStore,
    ParticipantStore,
)
from app.core import settings as s
from app.core.clock import Clock, local, now
from app.core.settings import Settings
from app.generation.reply_options import PLAIN, ReplyOptions
from app.generation.traces import TraceStore
from app.lorebook import (
    Activation,
    Entry,
    EntryVerdict,
    InsertPosition,
    LorebookStore,
    PastActivation,
    ScanContext,
    ScanLine,
    ScanRules,
    activate,
    entries_of,
    timed,
)
from app.macros import Scene, expand
from app.personas import Persona, PersonaId, Profile, ProfileStore
from app.prompting import DepthInjection, Injections, PromptSection
from app.templates import Role

MOST_SCANNED = 120
SOMEBODY = "the person"
ROLES = {"system": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT}


def nobody(persona: Persona, conversation_id: ConversationId | None) -> str:
    """Nobody said what they are called."""
    return ""


@dataclass(frozen=True, slots=True)
class PromptContext:
    """What goes beside the words of a turn, what woke for it, and what macros will remember if it is said."""

    injections: Injections
    activated: Activation
    variables: dict[str, str] = field(default_factory=dict, repr=False)


CALLED = re.compile(
    r",\s+\{\{user\}\}(?P<after>[.!?…~]|,(?=\s(?!and\b|or\b))|(?=[\"”*]|\s*$))"
    r"|(?P<greets>\b(?:hi|hello|hey|welcome(?: back| home)?|good (?:morning|evening|afternoon|night)|bye|oh|well))"
    r" \{\{user\}\}(?!['’]s)"
    r"|(?:(?<=[\"“*.!?…]\s)|(?<=[\"“*])|^)\{\{user\}\}[,!]\s+(?P<next>\w)",
    re.IGNORECASE | re.MULTILINE,
)
"""A card's `{{user}}` that calls somebody by name: "You're late, {{user}}." and "{{user}}, come in."."""


class PromptContextBuilder:
    """Reads everything around a conversation from the vault, for one turn at a time."""

    def __init__(self, store: ConversationStore, settings: Settings, clock: Clock = now) -> None:
        self.store = store
        self._settings = settings
        self._clock = clock
        self.directions = OptionsStore(store.vault, clock)
        self.marks = BookmarkStore(store.vault, clock)
        self.profiles = ProfileStore(store.vault, clock)
        self.books = LorebookStore(store.vault, clock)
        self.receipts = TraceStore(store.vault)
        self.casts = ParticipantStore(store.vault)
        self.remembered_name: Callable[[Persona, ConversationId | None], str] = nobody
        """What the person said that they are called, where they set no name."""
        self._card_entries: dict[PersonaId, tuple[Persona, list[Entry]]] = {}

    # --- who the person is ---

    def profile(self, persona: Persona, conversation_id: ConversationId | None) -> Profile | None:
        """The profile that holds; None where the person only has a name, or none."""
        return self.profiles.holding(persona.id, conversation_id, self._settings.number(s.USUAL_PROFILE))

    def you(self, persona: Persona, conversation_id: ConversationId | None, *, remembers: bool = True) -> str:
        """What the person is called; empty where they gave no name.  Without *remembers* only what they set."""
        profile = self.profile(persona, conversation_id)
        if profile is not None and profile.name:
            return profile.name
        chosen = self._settings.text(s.YOUR_NAME).strip()
        return chosen or (self.remembered_name(persona, conversation_id) if remembers else "")

    # --- macros ---

    def scene(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        history: Sequence[Message] = (),
        *,
        holds_still: bool = False,
        variables: dict[str, str] | None = None,
    ) -> Scene:
        """What macros are resolved from."""
        # What stays still must come out the same at every turn, or the KV cache is of no use: its time is the
        # conversation's beginning, or the full hour before there is one.
        begun = self.store.catalogue.created(conversation_id) if conversation_id is not None else None
        last = [line for line in history if line.author is not Author.APP]
        # The draft has no number yet: the same turn must come out the same when it has one.
        known = [line.id for line in last[:-1]]
        before = local(last[-2].created) if len(last) > 1 else None
        at = local(begun) if holds_still and begun is not None else local(self._clock())
        return Scene(
            char=persona.display_name,
            user=self.you(persona, conversation_id) or SOMEBODY,
            seed=conversation_id or 0,
            turn_seed=known[-1] if known else 0,
            at=at.replace(minute=0, second=0) if holds_still and begun is None else at,
            idle=max(timedelta(0), at - before) if before is not None and not holds_still else timedelta(0),
            fields=self._fields(persona, conversation_id, last),
            variables={} if variables is None else variables,
            holds_still=holds_still,
        )

    def _fields(
        self, persona: Persona, conversation_id: ConversationId | None, last: Sequence[Message]
    ) -> dict[str, str]:
        # SillyTavern's names for them, with each of its spellings.
        card, profile = persona.card, self.profile(persona, conversation_id)
        said = [line for line in last if line.is_readable]
        mine = next((line.text for line in reversed(said) if line.author is Author.ME), "")
        theirs = next((line.text for line in reversed(said) if line.author is Author.PERSONA), "")
        return {
            "description": persona.description,
            "personality": card.text("personality"),
            "scenario": self.directions.of(conversation_id).scenario or card.text("scenario"),
            "persona": profile.description if profile is not None else "",
            "mesexamples": card.text("mes_example"),
            "mesexamplesraw": card.text("mes_example"),
            "charprompt": card.text("system_prompt"),
            "charinstruction": card.text("post_history_instructions"),
            "chardepthprompt": card.depth_note.text,
            "charcreatornotes": card.text("creator_notes"),
            "creatornotes": card.text("creator_notes"),
            "charversion": card.text("character_version"),
            "char_version": card.text("character_version"),
            "charfirstmessage": card.text("first_mes"),
            "lastmessage": said[-1].text if said else "",
            "lastusermessage": mine,
            "lastcharmessage": theirs,
            "input": mine,
            "group": self._names(persona, conversation_id),
            "groupnotmuted": self._names(persona, conversation_id, heard=True),
            "notchar": self.you(persona, conversation_id) or SOMEBODY,
            "model": "",
            "original": "",
        }

    def _names(self, persona: Persona, conversation_id: ConversationId | None, *, heard: bool = False) -> str:
        """Who is there, in words; *heard* leaves out who is muted."""
        members = self.casts.of(conversation_id)
        names = [member.persona.display_name for member in members if not (heard and member.is_muted)]
        return ", ".join(names) or persona.display_name

    def resolved(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        text: str,
        variables: dict[str, str] | None = None,
    ) -> str:
        """*text* with its macros resolved as they are where things stay, such as in a greeting.

        *variables* are what macros remember, to which it may add.
        """
        scene = self.scene(persona, conversation_id, holds_still=True, variables=variables)
        if scene.user != SOMEBODY:
            return expand(text, scene)
        # Nobody is called "you": who has no name is not called by one.
        return expand(CALLED.sub(_uncalled, text), replace(scene, user="you"))

    # --- lore ---

    def rules(self) -> ScanRules:
        """How lore is woken, as set."""
        return ScanRules(
            depth=self._settings.number(s.LORE_DEPTH),
            budget_percent=self._settings.number(s.LORE_BUDGET),
            recursive=self._settings.switch(s.LORE_RECURSES),
            whole_words=self._settings.switch(s.LORE_WHOLE_WORDS),
            case_sensitive=self._settings.switch(s.LORE_CASE),
            faithful=frozenset(filter(None, self._settings.text(s.LORE_FAITHFUL).split(","))),
        )

    def entries(self, persona: Persona, conversation_id: ConversationId | None) -> list[Entry]:
        """Every entry that could wake: of the books that are on here, and of the companion's own."""
        out = [entry for book in self.books.holding(persona.id, conversation_id) for entry in self.books.entries(book)]
        cast = [member.persona for member in self.casts.of(conversation_id)] or [persona]
        return [*out, *(entry for who in cast for entry in self._of_card(who))]

    def _of_card(self, persona: Persona) -> list[Entry]:
        # A card's book can have thousands of entries, and is asked for at every turn and every pause.
        known = self._card_entries.get(persona.id)
        if known is None or known[0].card != persona.card:
            mine = entries_of(persona.card.book or {}, f"card{persona.id}", book=persona.name, rank=2)
            known = self._card_entries[persona.id] = (persona, mine)
        return known[1]

    def activated(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        history: Sequence[Message],
        expand_now: Callable[[str], str],
        measure: Callable[[str], int],
        budget_tokens: int,
        trigger: str = "normal",
    ) -> Activation:
        """What wakes for the end of *history*."""
        entries = self.entries(persona, conversation_id)
        if not entries:
            return Activation((), ())
        you = self.you(persona, conversation_id) or SOMEBODY
        said = [line for line in history if line.is_readable]
        names: dict[int, str] = {
            member.persona.id: member.persona.display_name for member in self.casts.of(conversation_id)
        }
        lines = [
            ScanLine(you if line.author is Author.ME else names.get(line.speaker or 0, persona.display_name), line.text)
            for line in reversed(said[-MOST_SCANNED:])
        ]
        count, replies = self._counts(entries, said)
        before = self._woke_before(entries, said)
        held = timed(entries, before, count)
        # By the message before the last: a draft, what it becomes, and another answer to it roll the same dice.
        seed = f"{conversation_id or 0}/{said[-2].id if len(said) > 1 else 0}"
        rules = self.rules()
        situation = ScanContext(
            lines=lines,
            count=count,
            replies=replies,
            trigger=trigger,
            name=persona.name,
            tags=persona.card.tags,
            greeting=self._greeting(said),
            injected=[note] if (note := self.directions.of(conversation_id).note) else [],
            fields=self._scanned(persona, conversation_id),
            budget_tokens=min(budget_tokens, rules.budget_cap or budget_tokens),
            sticky=held.sticky,
            on_cooldown=held.on_cooldown,
            met=held.met,
            chance=lambda name: random.Random(f"{seed}/{name}").random(),
            measure=measure,
            expand=expand_now,
        )
        return activate(entries, situation, rules)

    def _counts(self, entries: Sequence[Entry], said: Sequence[Message]) -> tuple[int, int]:
        """How many messages there are, and how many of them are the companion's; counted only if anybody asks."""
        asks = any(
            entry.delay or entry.sticky or entry.cooldown or entry.told.only_after or entry.told.only_every
            for entry in entries
        )
        parent = said[-1].parent if said and said[-1].id == 0 else None
        if not asks or not said:
            return len(said), sum(line.author is Author.PERSONA for line in said)
        # What is loaded is only what the window can see; timers count from the first message.
        known = next((line.id for line in reversed(said) if line.id), parent)
        every = self.store.tree.authors_to(known) if known is not None else []
        more = [line.author for line in said if not line.id]
        return len(every) + len(more), sum(author is Author.PERSONA for author in [*every, *more])

    def _woke_before(self, entries: Sequence[Entry], said: Sequence[Message]) -> list[PastActivation]:
        """What woke on the way to here, as the traces of the replies say; read only if anybody asks."""
        asks = any(
            entry.sticky or entry.cooldown or entry.told.keeps_after_match or entry.told.ends_after_match
            for entry in entries
        )
        known = next((line.id for line in reversed(said) if line.id), None)
        return self.receipts.woke_to(known) if asks and known is not None else []

    def _greeting(self, said: Sequence[Message]) -> int | None:
        """Which greeting the conversation began with, counted from 0; None while more was said."""
        if said and said[0].parent is None and said[0].author is Author.PERSONA and len(said) <= 2:
            return said[0].variant_index - 1
        return None

    def _scanned(self, persona: Persona, conversation_id: ConversationId | None) -> dict[str, str]:
        card, profile = persona.card, self.profile(persona, conversation_id)
        return {
            "persona_description": profile.description if profile is not None else "",
            "character_description": persona.description,
            "character_personality": card.text("personality"),
            "character_depth_prompt": card.depth_note.text,
            "scenario": self.directions.of(conversation_id).scenario or card.text("scenario"),
            "creator_notes": card.text("creator_notes"),
        }

    # --- all of it, for one turn ---

    def build(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        history: Sequence[Message],
        measure: Callable[[str], int],
        context_tokens: int,
        wish: ReplyOptions = PLAIN,
        pinned: Sequence[Message] = (),
    ) -> PromptContext:
        """Everything that goes beside the words of a turn."""
        known = next((line.id for line in reversed(history) if line.id), None)
        variables = self.receipts.variables_to(known)
        cast = [member.persona for member in self.casts.of(conversation_id)]
        host = self.host(persona, conversation_id, cast)
        # The beginning of a prompt is the same whoever speaks.
        still = self.scene(host, conversation_id, history, holds_still=True, variables=variables)
        now_scene = self.scene(persona, conversation_id, history, variables=variables)

        def expand_now(text: str) -> str:
            return expand(text, now_scene)

        budget = max(1, context_tokens * self.rules().budget_percent // 100)
        woken = self.activated(persona, conversation_id, history, expand_now, measure, budget, wish.trigger)
        direction, profile = self.directions.of(conversation_id), self.profile(persona, conversation_id)
        now_scene = _with_lookup(now_scene, _outlets(woken.at(InsertPosition.OUTLET)))
        always = [one for one in woken.at(InsertPosition.OUTLET) if _stands_still(one.entry)]
        still = _with_lookup(still, _outlets(always))
        beside = Injections(
            profile=profile.description if profile is not None else "",
            scenario=direction.scenario,
            participants=tuple(cast),
            expand=lambda text: expand(text, still),
            expand_now=lambda text: expand(text, now_scene),
        )
        notes = self._notes(persona, direction, history, beside.expand_now)
        keep = tuple(PromptSection("pinned", f"Kept in mind: {line.text}") for line in pinned)
        place = _placed_exactly if host.places_exactly else _placed_last
        return PromptContext(place(beside, woken, notes, keep, self.rules()), woken, variables)

    def host(self, persona: Persona, conversation_id: ConversationId | None, cast: Sequence[Persona]) -> Persona:
        """Whose conversation it is, where several are in it; else *persona*."""
        if not cast or conversation_id is None:
            return persona
        owner = self.store.catalogue.persona_of(conversation_id)
        return next((who for who in cast if who.id == owner), cast[0])

    def _notes(
        self,
        persona: Persona,
        direction: ConversationOptions,
        history: Sequence[Message],
        expand_now: Callable[[str], str],
    ) -> list[DepthInjection]:
        """The person's note and the card's, where they want to stand."""
        out = []
        own = persona.card.depth_note
        if own.text.strip():
            out.append(DepthInjection(own.depth, ROLES[own.role], PromptSection("card's note", expand_now(own.text))))
        if direction.note.strip() and self._is_due(direction, history):
            note = PromptSection("note", expand_now(direction.note))
            out.append(DepthInjection(direction.depth, ROLES[direction.role], note))
        return out

    def _is_due(self, direction: ConversationOptions, history: Sequence[Message]) -> bool:
        if direction.every <= 1:
            return direction.every == 1
        known = next((line.id for line in reversed(history) if line.id), None)
        every = self.store.tree.authors_to(known) if known is not None else []
        mine = sum(author is Author.ME for author in every) + sum(
            line.author is Author.ME for line in history if not line.id
        )
        return mine % direction.every == 0

    def pinned_before(self, leaf: MessageId | None, first: int | None) -> list[Message]:
        """The pinned messages on the way to *leaf* that came before the message *first*."""
        if leaf is None or first is None:
            return []
        return [line for line in self.store.tree.pinned_to(leaf) if line.id < first]


def _lore(found: Sequence[EntryVerdict]) -> list[PromptSection]:
    return [PromptSection("lore", one.text.strip(), one.entry.title) for one in found]


def _placed_last(
    beside: Injections,
    woken: Activation,
    notes: Sequence[DepthInjection],
    keep: tuple[PromptSection, ...],
    rules: ScanRules,
) -> Injections:
    """What always holds stands still with the companion; everything else just before the last message."""
    ties = rules.keeps("reversed_ties")
    still = [
        one
        for one in woken.at(InsertPosition.BEFORE, InsertPosition.AFTER, faithful_ties=ties)
        if _stands_still(one.entry)
    ]
    rest = [
        one
        for one in woken.at(
            *(place for place in InsertPosition if place is not InsertPosition.OUTLET), faithful_ties=ties
        )
        if one not in still
    ]
    moving = (*keep, *_lore(rest), *(note.section for note in notes))
    return replace(beside, before=tuple(_lore(still)), dynamic=moving)


def _stands_still(entry: Entry) -> bool:
    """Whether an entry is there in every turn, with the same words."""
    told = entry.told
    return (
        entry.is_constant
        and entry.probability >= 100
        and not (entry.delay or entry.cooldown or entry.groups or entry.triggers or "{{" in entry.content)
        and not (told.only_after or told.only_every or told.ends_after_match or told.greeting is not None)
    )


def _placed_exactly(
    beside: Injections,
    woken: Activation,
    notes: Sequence[DepthInjection],
    keep: tuple[PromptSection, ...],
    rules: ScanRules,
) -> Injections:
    """Everything where the card wants it, whatever must be read anew for that."""
    ties = rules.keeps("reversed_ties")

    def at(*places: InsertPosition) -> list[PromptSection]:
        return _lore(woken.at(*places, faithful_ties=ties))

    deep = [
        DepthInjection(one.entry.depth, ROLES[one.entry.role], passage)
        for one in woken.at(InsertPosition.DEPTH, faithful_ties=ties)
        for passage in _lore([one])
    ]
    around_note = [
        DepthInjection(4, Role.SYSTEM, passage) for passage in at(InsertPosition.NOTE_TOP, InsertPosition.NOTE_BOTTOM)
    ]
    return replace(
        beside,
        before=tuple(at(InsertPosition.BEFORE)),
        after=tuple(at(InsertPosition.AFTER)),
        around_examples=(tuple(at(InsertPosition.EXAMPLES_TOP)), tuple(at(InsertPosition.EXAMPLES_BOTTOM))),
        dynamic=keep,
        deep=(*around_note, *deep, *notes),
    )


def _outlets(woken: Sequence[EntryVerdict]) -> dict[str, str]:
    out: dict[str, list[str]] = {}
    for one in woken:
        out.setdefault(one.entry.outlet, []).append(one.text.strip())
    return {name: "\n".join(texts) for name, texts in out.items()}


def _with_lookup(scene: Scene, outlets: dict[str, str]) -> Scene:
    return replace(scene, lookup=lambda name: outlets.get(name, ""))


def _uncalled(found: re.Match[str]) -> str:
    """What is left of a sentence that called somebody by name."""
    return found["greets"] or (found["next"] or "").upper() or found["after"] or ""
