"""What changes a model's weights and states for one answer."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.adapter import AppliedAdapter
from app.engine.steering import SteeringVector


@dataclass(frozen=True, slots=True)
class ModelChanges:
    """The adapters that work, and what is added to the hidden states."""

    adapters: tuple[AppliedAdapter, ...] = ()
    steering: SteeringVector | None = None

    @property
    def working(self) -> ModelChanges:
        """The same without what changes nothing: two that are equal like this read a prompt alike."""
        steering = self.steering
        return ModelChanges(
            tuple(adapter for adapter in self.adapters if adapter.scale),
            None if steering is None or steering.is_nothing else steering,
        )

    @property
    def identity(self) -> str:
        """What was read with these is of use only with just these; empty where nothing is changed."""
        works = self.working
        steering = (works.steering.identity,) if works.steering is not None else ()
        return " ".join((*(adapter.identity for adapter in works.adapters), *steering))


BARE = ModelChanges()
"""The model as it is."""
