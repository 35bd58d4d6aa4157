"""Whose turn it is in a call: a state machine over what is heard, written and spoken.

Pure: no threads, no sound, no clock but the frames, 32 ms each.  What happens goes in by methods; what is to be done
comes out as a list of orders.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from app.call.patience import Patience

FRAME_S = 0.032
STARTS_FRAMES = 3
"""So many frames of speech in a row begin a turn: a click or a cough is shorter."""
MAY_END_S = 0.2
"""After so much quiet a turn may be over; what was said so far is read ahead."""
BARGE_FRAMES, BARGE_OF = 3, 4
"""So many frames of so many in a row, beginning with the one that ducked the voice, take its turn away."""
DUCK_S = 0.25
DUCKED_GAIN = 0.25
"""12 dB softer while it is not clear whether somebody wants to speak."""
NOTHING_S = 30.0
"""A call in which nobody says anything is put on hold."""
LATE_S = 20.0
"""Final words that do not come by then do not come."""
LONGEST_S = 120.0
"""A turn that is longer is answered as far as it goes: a radio never makes a pause, and a recogniser must keep up."""


class CallState(enum.Enum):
    """What a call is at."""

    OPENING = "opening"
    LISTENING = "listening"
    HEARING = "hearing"
    PAUSING = "pausing"
    THINKING = "thinking"
    SPEAKING = "speaking"
    DUCKED = "ducked"
    ON_HOLD = "on_hold"
    ENDED = "ended"


class Order(enum.Enum):
    """What is to be done now."""

    OPEN_MICROPHONE = "open_microphone"
    CLOSE_MICROPHONE = "close_microphone"
    BEGIN_WORDS = "begin_words"
    FINISH_WORDS = "finish_words"
    DROP_WORDS = "drop_words"
    READ_AHEAD = "read_ahead"
    ANSWER = "answer"
    BREAK_OFF = "break_off"
    """Nothing of the answer was heard yet: take back what was said, it goes on."""
    INTERRUPT = "interrupt"
    """Be quiet, and keep the answer as far as it was heard."""
    DUCK = "duck"
    UNDUCK = "unduck"


@dataclass(slots=True)
class TurnTaking:
    """One call.  *half_duplex*: nothing is heard while the companion speaks; *push_to_talk*: a key takes a turn."""

    patience: Patience = field(default_factory=Patience)
    half_duplex: bool = False
    push_to_talk: bool = False
    state: CallState = CallState.OPENING
    is_muted: bool = False
    turn: int = 0
    """The number of the turn that was begun last: words that come late say by it what they belong to."""
    has_interrupted: bool = False
    """Whether this turn began while the companion spoke."""
    _parts: dict[int, str] = field(default_factory=dict)
    """What was understood, by turn; more than one where they went on before they were answered."""
    _turn_s: float = 0.0
    _speech_run: int = 0
    _quiet_s: float = 0.0
    _idle_s: float = 0.0
    _waited_s: float = 0.0
    _recent: list[bool] = field(default_factory=list)
    _is_finishing: bool = False

    @property
    def words(self) -> str:
        """What the person has said, as far as it was understood."""
        return " ".join(part for part in self._parts.values() if part)

    # --- what is heard ---

    def hear_frame(self, *, is_speech: bool) -> list[Order]:
        """32 ms were heard."""
        if self.is_muted or self.push_to_talk or self.state in (CallState.ON_HOLD, CallState.ENDED):
            is_speech = False
        self._speech_run = self._speech_run + 1 if is_speech else 0
        self._quiet_s = 0.0 if is_speech else self._quiet_s + FRAME_S
        match self.state:
            case CallState.LISTENING:
                return self._listen()
            case CallState.HEARING | CallState.PAUSING:
                self._turn_s += FRAME_S
                if self._turn_s >= LONGEST_S:
                    return self._finish()
                return [] if self.push_to_talk else self._hear()
            case CallState.THINKING:
                return self._think()
            case CallState.SPEAKING | CallState.DUCKED if not self.half_duplex:
                return self._speak(is_speech=is_speech)
            case _:
                return []

    def hear_words(self, text: str, *, turn: int, is_final: bool) -> list[Order]:
        """The recogniser has understood *text* of a turn so far, or in all."""
        is_heard = self.state in (CallState.HEARING, CallState.PAUSING)
        if turn not in self._parts or not (is_heard or self._is_finishing):
            return []  # dropped, or too late
        self._parts[turn] = text.strip()
        if is_heard:
            return [Order.READ_AHEAD]
        if turn != self.turn or not is_final:
            return []
        self._is_finishing = False
        if not self.words:
            return self._to(CallState.LISTENING)  # noise, or nothing that anybody could understand
        self._waited_s = 0.0
        return [Order.ANSWER]

    # --- what the companion does ---

    def begin_speaking(self) -> list[Order]:
        """The first sound of an answer is heard."""
        if self.state is CallState.THINKING:
            return self._to(CallState.SPEAKING)
        return []

    def end_speaking(self) -> list[Order]:
        """All of the answer was heard, or there is none."""
        if self.state in (CallState.SPEAKING, CallState.DUCKED, CallState.THINKING) and not self._is_finishing:
            was_ducked = self.state is CallState.DUCKED
            self.patience.note_answer()
            return [*([Order.UNDUCK] if was_ducked else []), *self._to(CallState.LISTENING)]
        return []

    # --- what the person presses ---

    def opened(self) -> list[Order]:
        """The microphone hears."""
        return self._to(CallState.LISTENING) if self.state is CallState.OPENING else []

    def press(self) -> list[Order]:
        """The key for talking goes down: whoever speaks is quiet.  Muted, it does nothing."""
        if self.is_muted:
            return []
        if self.state in (CallState.SPEAKING, CallState.DUCKED):
            self._to(CallState.HEARING)
            return [Order.INTERRUPT, self._begin_words()]
        if self.state is CallState.THINKING:
            return self._go_on_hearing()
        if self.state is CallState.LISTENING:
            self._to(CallState.HEARING)
            return [self._begin_words()]
        return []

    def release(self) -> list[Order]:
        """The key for talking goes up: that was the turn."""
        return self._finish() if self.state in (CallState.HEARING, CallState.PAUSING) else []

    def mute(self, wanted: bool) -> list[Order]:
        """Hear nothing of the person, or hear them again; what they were saying is dropped."""
        self.is_muted = wanted
        if wanted and self.state in (CallState.HEARING, CallState.PAUSING):
            return [Order.DROP_WORDS, *self._to(CallState.LISTENING)]
        return []

    def hold(self) -> list[Order]:
        """Close the microphone and be quiet until ``resume``."""
        if self.state in (CallState.ON_HOLD, CallState.ENDED):
            return []
        is_answered = self.state is CallState.THINKING and not self._is_finishing
        is_spoken_to = is_answered or self.state in (CallState.SPEAKING, CallState.DUCKED)
        quiet = [Order.INTERRUPT] if is_spoken_to else []
        drop = [Order.DROP_WORDS] if self.state in (CallState.HEARING, CallState.PAUSING) else []
        return [*quiet, *drop, Order.CLOSE_MICROPHONE, *self._to(CallState.ON_HOLD)]

    def resume(self) -> list[Order]:
        """Go on after ``hold``."""
        if self.state is not CallState.ON_HOLD:
            return []
        return [*self._to(CallState.OPENING), Order.OPEN_MICROPHONE]

    def end(self) -> list[Order]:
        """Hang up."""
        if self.state is CallState.ENDED:
            return []
        orders = self.hold() if self.state is not CallState.ON_HOLD else []
        return [*orders, *self._to(CallState.ENDED)]

    # --- the states ---

    def _listen(self) -> list[Order]:
        if self._speech_run >= STARTS_FRAMES:
            self.patience.note_start(self._idle_s)
            self._to(CallState.HEARING)
            self.has_interrupted = False
            return [self._begin_words()]
        self._idle_s += FRAME_S
        return self.hold() if self._idle_s >= NOTHING_S else []

    def _hear(self) -> list[Order]:
        if self.state is CallState.HEARING:
            if self._quiet_s >= MAY_END_S:
                self.state = CallState.PAUSING
            return []
        if self._speech_run >= 2:
            self.patience.note_pause(self._waited_s)
            self._waited_s = 0.0
            self.state = CallState.HEARING
            return []
        self._waited_s = max(self._waited_s, self._quiet_s)
        return self._finish() if self._quiet_s >= self.patience.seconds else []

    def _finish(self) -> list[Order]:
        self._to(CallState.THINKING)
        self._is_finishing = True
        return [Order.FINISH_WORDS]

    def _think(self) -> list[Order]:
        self._waited_s += FRAME_S
        if self._is_finishing:
            if self._waited_s > LATE_S:
                self._is_finishing = False
                return self._to(CallState.LISTENING)
            return []
        return self._go_on_hearing() if self._speech_run >= STARTS_FRAMES else []

    def _go_on_hearing(self) -> list[Order]:
        """They were not done: what they said is kept, and goes on."""
        self.patience.note_cut()
        was_asked = not self._is_finishing
        self._is_finishing = False
        self.state, self._waited_s = CallState.HEARING, 0.0
        return [*([Order.BREAK_OFF] if was_asked else []), self._begin_words()]

    def _begin_words(self) -> Order:
        self.turn += 1
        self._parts[self.turn] = ""
        self._turn_s = 0.0
        return Order.BEGIN_WORDS

    def _speak(self, *, is_speech: bool) -> list[Order]:
        if self.state is CallState.SPEAKING:
            if not is_speech:
                return []
            self.state, self._recent, self._waited_s = CallState.DUCKED, [True], 0.0
            return [Order.DUCK]
        self._waited_s += FRAME_S
        self._recent = [*self._recent, is_speech][-BARGE_OF:]
        if sum(self._recent) >= BARGE_FRAMES:
            self._to(CallState.HEARING)
            self.has_interrupted = True
            return [Order.INTERRUPT, self._begin_words()]
        if self._waited_s >= DUCK_S:
            self.state = CallState.SPEAKING
            return [Order.UNDUCK]
        return []

    def _to(self, state: CallState) -> list[Order]:
        self.state = state
        self._idle_s = self._waited_s = 0.0
        self._recent = []
        if state in (CallState.LISTENING, CallState.HEARING):
            self._parts = {}
        return []
