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
    def identity(self) -> str:
        """What was read with these is of use only with just these; empty where nothing is changed."""
        told = [adapter.identity for adapter in self.adapters if adapter.scale]
        if self.steering is not None and not self.steering.is_nothing:
            told.append(self.steering.identity)
        return " ".join(told)


BARE = ModelChanges()
"""The model as it is."""
