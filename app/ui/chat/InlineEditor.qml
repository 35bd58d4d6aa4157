// Other words for a message, in its own place.
import QtQuick
import QtQuick.Controls.Basic
import kit

Column {
    id: editor
    required property string begun
    required property bool busy
    property bool isSettled: false
    signal saved(string text)
    signal parked(string text)
    signal discarded
    spacing: Theme.gap

    function save() {
        if (input.text.trim() === "" || editor.busy)
            return;
        editor.isSettled = true;
        editor.saved(input.text);
    }
    function leave() {
        editor.isSettled = true;
        editor.parked(input.text);
    }
    // Scrolled out of sight, or the conversation was left: what was written is there when one comes back.
    Component.onDestruction: {
        if (!isSettled)
            parked(input.text);
    }
    Component.onCompleted: {
        input.text = begun;
        // The first key must not wipe a whole message.
        input.cursorPosition = input.length;
        input.forceActiveFocus();
    }

    ScrollView {
        width: parent.width
        height: Math.min(Math.max(72, input.implicitHeight), 420)
        TextArea {
            id: input
            ContextMenu.menu: EditMenu {
                field: input
            }
            Accessible.name: qsTr("Edit message")
            wrapMode: TextArea.Wrap
            textFormat: TextEdit.PlainText
            font.family: Theme.sans
            font.pixelSize: Theme.textSize
            color: Theme.ink
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            selectByMouse: true
            inputMethodHints: Qt.ImhSensitiveData
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            // The window's own Escape stops a reply: here it closes the field, and the words are kept.
            Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
            Keys.onPressed: event => {
                const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                if (enter && event.modifiers & Qt.ControlModifier) {
                    editor.save();
                    event.accepted = true;
                } else if (event.key === Qt.Key_Escape) {
                    editor.leave();
                    event.accepted = true;
                }
            }
            background: Rectangle {
                radius: 10
                color: Theme.raised
                border.width: input.activeFocus ? 2 : 1
                border.color: input.activeFocus ? Theme.accent : Theme.line
            }
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.gap
        PrimaryButton {
            text: qsTr("Save")
            enabled: input.text.trim() !== "" && !editor.busy
            onClicked: editor.save()
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: {
                editor.isSettled = true;
                editor.discarded();
            }
        }
        Prose {
            topPadding: 8
            text: qsTr("Ctrl+Enter saves; Esc closes but keeps your draft.")
            color: Theme.soft
            font.pixelSize: Theme.small
        }
    }
}
