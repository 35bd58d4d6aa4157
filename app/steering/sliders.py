"""Which sliders there are for the model that answers, where they stand, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path

from app.core.scope import Scope
from app.engine import SteeringVector, combined, fingerprint
from app.models import LocalChatModel
from app.steering.axes import Axis, read_axes
from app.steering.making import MadeSlider, Making, make_slider
from app.steering.store import Slider, SliderStore

NOTHING: Mapping[str, float] = {}


class SliderService:
    """*path* gives the file of the model that answers."""

    def __init__(self, store: SliderStore, path: Callable[[], Path]) -> None:
        self.store = store
        self._path = path
        self._model = ("", "")
        self._made: list[MadeSlider] | None = None
        self._sum: tuple[object, SteeringVector | None] = (None, None)

    @property
    def model(self) -> str:
        """What the model that answers is told apart by; empty where its file is gone."""
        path = str(self._path())
        if self._model[0] != path:
            try:
                self._model = (path, fingerprint(Path(path)))
            except OSError:
                return ""
            self._made = None
        return self._model[1]

    def sliders(self, scope: Scope) -> list[Slider]:
        """Ours, then a person's own, each as it stands in *scope* and everything wider."""
        made = {each.axis: each for each in self._made_here()}
        stands = self.store.holding(scope.persona, scope.conversation_id)
        axes = [*read_axes().axes, *self.store.own_axes()]
        return [Slider(axis, made.get(axis), stands.get(axis, 0.0)) for axis in axes]

    def make(self, model: LocalChatModel, axis: Axis) -> Generator[Making, None, MadeSlider]:
        """Make the slider of *axis* for the model that answers, and keep it; see ``make_slider``."""
        identity = self.model
        made = yield from make_slider(model, axis, read_axes())
        self.store.keep(identity, made)
        self._made = None
        self._sum = (None, None)
        return made

    def working(
        self, persona: int | None, conversation_id: int | None, besides: Mapping[str, float] = NOTHING
    ) -> SteeringVector | None:
        """What is added to the states while a companion speaks in a conversation; what does not show is left out.

        *besides* says where sliders of ours stand, by their key, that nobody has set.
        """
        holding = self.store.holding(persona, conversation_id)
        ours = {axis: besides[axis.key] for axis in read_axes().axes if axis.key in besides and axis not in holding}
        stands = {axis: value for axis, value in {**ours, **holding}.items() if value}
        if not stands:
            return None
        key = (self.model, tuple(sorted((axis.key, axis.plus, axis.minus, value) for axis, value in stands.items())))
        if self._sum[0] != key:
            parts = [
                (each.vector, each.at(stands[each.axis]))
                for each in self._made_here()
                if each.shows and each.axis in stands
            ]
            self._sum = (key, combined(parts))
        return self._sum[1]

    def _made_here(self) -> list[MadeSlider]:
        model = self.model
        if self._made is None:
            self._made = self.store.made_for(model)
        return self._made
