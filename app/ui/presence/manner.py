"""How a companion is with somebody: how much it considers what they feel, and its small imperfections."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.workers import Priority
from app.manner import ATTUNEMENT, AttunementLevel, MeasuredWay, ThoughtTrial, Trait, TraitLevel, Way, level_of
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.presence.looks import LooksViewModel
from app.ui.presence.scope_choice import ScopeChoice
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

LEVELS, AMOUNTS = list(AttunementLevel), list(TraitLevel)


@dataclass(frozen=True, slots=True)
class TraitRow:
    """One imperfection: what it is called, what it does, and its place among off, light and marked."""

    key: str
    name: str
    help: str
    amount: int


@QmlElement
@QmlUncreatable("made by Python")
class MannerViewModel(QObject):  # type: ignore[operator]
    """Everything holds from the next reply on."""

    changed = Signal()
    chosen = Signal()
    """A prompt begins otherwise from now on."""

    def __init__(
        self,
        session: Session,
        application: Application,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = session.manner
        self._attunement = session.attunement
        self._application = application
        self._notifier = notifier
        self.looks_view = LooksViewModel(session, application, dispatcher, notifier, where, self)
        self._scope_choice = ScopeChoice(where, self.tr("For every companion"), self)
        self._scope_choice.chosen.connect(self.refresh)
        self._rows: ListModel[TraitRow] = ListModel(TraitRow, self)
        # A message goes first: trying the model steps aside for it.
        self._trying = TaskRunner(application.engine_worker, dispatcher, self, priority=Priority.IDLE)
        self._trying.changed.connect(self.changed)

    @Property(LooksViewModel, constant=True)
    def looks(self) -> LooksViewModel:
        return self.looks_view

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(ScopeChoice, constant=True)
    def scope(self) -> ScopeChoice:
        """For whom it is chosen."""
        return self._scope_choice

    @Property(list, notify=changed)
    def amounts(self) -> list[str]:
        """How much there can be of an imperfection."""
        return [self.tr("Off"), self.tr("Light"), self.tr("Marked")]

    # --- attunement ---

    @Property(int, notify=changed)
    def level(self) -> int:
        """The place on the dial, from 0."""
        return LEVELS.index(self._level)

    @property
    def _level(self) -> AttunementLevel:
        scope = self._scope_choice.scope
        return self._attunement.level(scope.persona, scope.conversation_id)

    @Property(str, notify=changed)
    def explanation(self) -> str:
        """What this place on the dial does."""
        told = [
            self.tr("Answers at once and considers nothing."),
            self.tr("Notices how you seem to feel while you type. It shows on the face, and the model is told in one"
                    " line, as a hint."),
            self.tr("Thinks about how you feel, what you need and what to avoid before it answers. You can read what it"
                    " thought above the reply; it is never read to the model again."),
        ]  # fmt: skip
        return told[LEVELS.index(self._level)]

    @Property(str, notify=changed)
    def cost(self) -> str:
        """What it costs on this machine, and how often it is right, as far as that is known."""
        if self._level is AttunementLevel.INSTANT:
            return self.tr("Costs nothing.")
        if self._level is AttunementLevel.DEEP:
            return self._trial_text(self._attunement.trial())
        ways = self._attunement.ways()
        if not ways:
            return self.tr("Goes by plain words only: this model was not tried yet, or cannot be read.")
        return self._way_text(ways[0])

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._trying.is_busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trying.trouble

    @Slot(int)
    def put(self, level: int) -> None:
        """Turn the dial."""
        with self._notifier.guarding():
            self._choices.put(self._scope_choice.scope, ATTUNEMENT, LEVELS[level].value)
        self._tell()

    @Slot()
    def measure(self) -> None:
        """Find out what this model can do: how often feelings are told rightly by it, and whether its thoughts help."""
        application, attunement = self._application, self._attunement

        def work() -> Generator[object, None, ThoughtTrial]:
            model = yield from application.model.ensure()
            yield from attunement.learn(model)
            return (yield from attunement.try_thoughts(model))

        self._trying.ask(work, lambda _: self._tell())

    @Slot()
    def stop(self) -> None:
        """Find out nothing more."""
        self._trying.give_up()

    # --- imperfections ---

    @Slot(int, int)
    def put_trait(self, row: int, amount: int) -> None:
        """Let there be so much of an imperfection."""
        with self._notifier.guarding():
            self._choices.put(self._scope_choice.scope, list(Trait)[row].value, AMOUNTS[amount].value)
        self._tell()

    @Slot()
    def refresh(self) -> None:
        """Another conversation is open, another model answers, or something was measured."""
        self._scope_choice.changed.emit()
        scope = self._scope_choice.scope
        with self._notifier.guarding():
            levels = self._choices.holding(scope.persona, scope.conversation_id)
            self._rows.show(
                [TraitRow(trait.value, *self._named(trait), AMOUNTS.index(level_of(levels, trait))) for trait in Trait]
            )
        self.changed.emit()

    def _tell(self) -> None:
        self.refresh()
        self.chosen.emit()

    def _named(self, trait: Trait) -> tuple[str, str]:
        return {
            Trait.PACE: (self.tr("Unhurried"), self.tr("Short sentences, and words that take their time to appear.")),
            Trait.HESITATION: (self.tr("Hesitation"), self.tr("Pauses before what matters; seldom quite sure.")),
            Trait.CORRECTION: (self.tr("Self-correction"), self.tr("Breaks off and says it again in other words.")),
            Trait.FILLERS: (self.tr("Small words"), self.tr("“Well”, “you know”, “I mean”.")),
            Trait.RHYTHM: (
                self.tr("Typing rhythm"),
                self.tr("Words appear as if typed, with pauses between thoughts."),
            ),
        }[trait]

    def _way_text(self, best: MeasuredWay) -> str:
        by = {
            Way.MEANING: self.tr("From the embedding model"),
            Way.STATES: self.tr("From this model’s hidden states"),
            Way.PEEK: self.tr("From the word this model would go on with"),
        }.get(best.way, "")
        learnt = best.classifier
        return self.tr("{}: right for {} of {} examples, and heeded only where it is clear. About {} ms, while you"
                       " type.").format(by, learnt.right, learnt.of, max(1, round(best.cost_ms)))  # fmt: skip

    def _trial_text(self, trial: ThoughtTrial | None) -> str:
        if trial is None:
            return self.tr("Not tried with this model yet: it may be of no use, or take several seconds.")
        seconds = max(0.1, round(trial.cost_ms / 1000, 1))
        if not trial.is_useful:
            return self.tr("Of no use with this model: its thoughts named the right feeling in {} of {} messages. It"
                           " answers as with Quick.").format(trial.right, trial.of)  # fmt: skip
        return self.tr("About {} s before the first word. Named the right feeling in {} of {} messages.").format(
            seconds, trial.right, trial.of
        )
