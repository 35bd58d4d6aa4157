"""What the check of the QML refuses: whatever would read words as HTML."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

from lint_qml import markup


@pytest.mark.parametrize(
    "source",
    [
        "Item { Text { text: name } }",
        "Button { text: name }",
        'Button { text: name; onClicked: { go(); } background: Rectangle { Text { textFormat: Text.PlainText } } }',
        "ToolTip { text: name }",
        "Button { ToolTip.text: name; contentItem: Item {} }",
        'TextField { placeholderText: qsTr("Write to %1").arg(name) }',
        "ComboBox { model: names }",
        "Item { Component { Label { text: name } } }",
    ],
)  # fmt: skip
def test_what_would_read_words_as_html_is_found(source):
    assert list(markup(source))


@pytest.mark.parametrize(
    "source",
    [
        "Item { Text { text: name; textFormat: Text.PlainText } }",
        "Button { id: b; text: name\n contentItem: Text { text: b.text; textFormat: Text.PlainText } }",
        "Button { display: AbstractButton.IconOnly }",
        "Prose { text: name }",
        "Item { function f(x: int) { if (x) return; } Text { onTextChanged: { f(1); } textFormat: Text.PlainText } }",
    ],
)
def test_plain_words_pass(source):
    assert list(markup(source)) == []
