"""A card that is drawn out is made where it is let go, and lies in no file before."""

from __future__ import annotations

from app.ui.personas.drag import CardMime


def test_the_card_is_made_only_when_somebody_takes_it(qapp):
    made = []

    def make() -> bytes:
        made.append(1)
        return b"\x89PNG card"

    card = CardMime(make)
    assert card.formats() == ["image/png"]
    assert not card.hasUrls()
    assert not made
    assert bytes(card.data("image/png").data()) == b"\x89PNG card"
    assert made == [1]
