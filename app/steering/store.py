"""Keeps the sliders that were made, and where each stands for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.clock import Clock, now
from app.core.scope import Scope
from app.engine import SteeringVector
from app.steering.axes import Axis
from app.steering.making import MadeSlider
from app.vault import Row, Vault

COLUMNS = "axis, plus, minus, width, first_layer, last_layer, numbers, plus_limit, minus_limit, wins, pairs"


@dataclass(frozen=True, slots=True)
class Slider:
    """A slider as it stands: *made* None where none was made for the model that answers."""

    axis: Axis
    made: MadeSlider | None
    value: float = 0.0


class SliderStore:
    """Owns the ``slider`` and ``slider_choice`` tables.  A *model* is the fingerprint of its weights."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def keep(self, model: str, made: MadeSlider) -> None:
        """Keep what was made for *model*, in place of what was before."""
        axis, vector = made.axis, made.vector
        with self._vault.write("slider") as db:
            db.execute(
                "DELETE FROM slider WHERE model = ? AND axis = ? AND plus = ? AND minus = ?",
                (model, axis.key, axis.plus, axis.minus),
            )
            db.execute(
                f"INSERT INTO slider({COLUMNS}, model, made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (axis.key, axis.plus, axis.minus, vector.width, vector.first, vector.last, vector.values,
                 made.plus_limit, made.minus_limit, made.wins, made.pairs, model, self._clock()),
            )  # fmt: skip

    def made_for(self, model: str) -> list[MadeSlider]:
        """Everything that was made for *model*, in that order."""
        rows = self._vault.read(f"SELECT {COLUMNS} FROM slider WHERE model = ? ORDER BY id", (model,))
        return [_made(row) for row in rows]

    def own_axes(self) -> list[Axis]:
        """Those that a person made from descriptions of their own, on whatever model."""
        rows = self._vault.read(
            "SELECT axis, plus, minus FROM slider WHERE axis = '' GROUP BY plus, minus ORDER BY min(id)"
        )
        return [Axis(*row) for row in rows]

    def forget(self, axis: Axis) -> None:
        """Delete a slider and everywhere it stands."""
        with self._vault.write("slider") as db:
            for table in ("slider", "slider_choice"):
                db.execute(
                    f"DELETE FROM {table} WHERE axis = ? AND plus = ? AND minus = ?",
                    (axis.key, axis.plus, axis.minus),
                )

    # --- where they stand ---

    def put(self, scope: Scope, axis: Axis, value: float | None) -> None:
        """Let it stand at *value*, from -1 to 1; None leaves it to what holds more widely.

        Raises:
            ValueError: *value* is beyond its ends.
        """
        if value is not None and not -1 <= value <= 1:
            raise ValueError("a slider goes from -1 to 1")
        where = (scope.persona, scope.conversation_id, axis.key, axis.plus, axis.minus)
        with self._vault.write("slider_choice") as db:
            db.execute(
                "DELETE FROM slider_choice WHERE persona_id IS ? AND conversation_id IS ?"
                " AND axis = ? AND plus = ? AND minus = ?",
                where,
            )
            if value is not None:
                db.execute(
                    "INSERT INTO slider_choice(persona_id, conversation_id, axis, plus, minus, value)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (*where, float(value)),
                )

    def of(self, scope: Scope) -> Mapping[Axis, float]:
        """What was chosen for just these."""
        return self._all().get(scope, {})

    def holding(self, persona: int | None, conversation_id: int | None) -> Mapping[Axis, float]:
        """Where each slider stands for a companion in a conversation; the narrowest choice decides."""
        found = self._all()
        scopes = Scope(persona, conversation_id).widest_first()
        return {axis: value for scope in scopes for axis, value in found.get(scope, {}).items()}

    def _all(self) -> dict[Scope, dict[Axis, float]]:
        found: dict[Scope, dict[Axis, float]] = {}
        rows = self._vault.read("SELECT persona_id, conversation_id, axis, plus, minus, value FROM slider_choice")
        for persona, conversation_id, key, plus, minus, value in rows:
            found.setdefault(Scope(persona, conversation_id), {})[Axis(key, plus, minus)] = value
        return found


def _made(row: Row) -> MadeSlider:
    key, plus, minus, width, first, last, numbers, plus_limit, minus_limit, wins, pairs = row
    vector = SteeringVector(width, first, last, bytes(numbers))
    return MadeSlider(Axis(key, plus, minus), vector, plus_limit, minus_limit, wins, pairs)
