// Changing some text: a message, or the title of a conversation.
import QtQuick
import QtQuick.Controls.Basic
import kit

Sheet {
    id: sheet
    // A click beside the sheet must not throw away what was written.
    closePolicy: Popup.CloseOnEscape
    required property string label
    property bool oneLine: false
    property bool mayBeEmpty: false
    property string action: qsTr("Save")
    property bool isSettled: false
    signal kept(string text)
    signal left(string text)
    signal discarded
    onClosed: {
        if (!isSettled)
            left(input.text);
    }

    function keep() {
        if (input.text.trim() === "" && !sheet.mayBeEmpty)
            return;
        sheet.isSettled = true;
        sheet.close();
        sheet.kept(input.text);
    }
    function begin(text: string) {
        sheet.isSettled = false;
        input.text = text;
        sheet.open();
        input.forceActiveFocus();
        // The first key must not wipe a whole message; a short name is mostly replaced.
        if (sheet.oneLine)
            input.selectAll();
        else
            input.cursorPosition = input.length;
    }

    ScrollView {
        width: sheet.availableWidth
        height: sheet.oneLine ? 48 : Math.min(Math.max(120, input.implicitHeight), 320)
        TextArea {
            id: input
            ContextMenu.menu: EditMenu {
                field: input
            }
            Accessible.name: sheet.label
            wrapMode: sheet.oneLine ? TextArea.NoWrap : TextArea.Wrap
            verticalAlignment: sheet.oneLine ? TextEdit.AlignVCenter : TextEdit.AlignTop
            textFormat: TextEdit.PlainText
            font.family: Theme.sans
            font.pixelSize: Theme.textSize
            color: Theme.ink
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            selectByMouse: true
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            inputMethodHints: Qt.ImhSensitiveData
            background: Rectangle {
                radius: 10
                color: Theme.ground
                border.width: input.activeFocus ? 2 : 1
                border.color: input.activeFocus ? Theme.accent : Theme.line
            }
            Keys.onPressed: event => {
                const enter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                if (enter && (sheet.oneLine || event.modifiers & Qt.ControlModifier)) {
                    sheet.keep();
                    event.accepted = true;
                }
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.action
            enabled: input.text.trim() !== "" || sheet.mayBeEmpty
            onClicked: sheet.keep()
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: {
                sheet.isSettled = true;
                sheet.close();
                sheet.discarded();
            }
        }
    }
}
