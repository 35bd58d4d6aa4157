// A longer text to write, with its name above, a word about it, and what it costs on the right.
import QtQuick
import QtQuick.Controls.Basic

Column {
    id: box
    required property string label
    property string help
    property string placeholder
    property string cost
    property string value
    property int least: 3
    property int most: 16
    property alias input: input
    signal edited(string text)

    spacing: 4
    onValueChanged: {
        if (input.text !== value)
            input.text = value;
    }

    Item {
        width: box.width
        height: Math.max(name.implicitHeight, price.implicitHeight)
        Prose {
            id: name
            width: parent.width - price.implicitWidth - Theme.gap
            text: box.label
        }
        Prose {
            id: price
            anchors.right: parent.right
            text: box.cost
            color: Theme.soft
            font.pixelSize: Theme.small
        }
    }
    Prose {
        width: box.width
        visible: box.help !== ""
        text: box.help
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    ScrollView {
        width: box.width
        height: Math.max(box.least, Math.min(box.most, input.lineCount + 1)) * (Theme.textSize + 7) + Theme.gap
        TextArea {
            id: input
            Accessible.name: box.label
            Accessible.description: box.help !== "" ? box.help : box.placeholder
            text: box.value
            wrapMode: TextArea.Wrap
            textFormat: TextEdit.PlainText
            font.family: Theme.sans
            font.pixelSize: Theme.textSize - 1
            color: Theme.ink
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            selectByMouse: true
            inputMethodHints: Qt.ImhSensitiveData
            ContextMenu.menu: EditMenu {
                field: input
            }
            Placeholder {
                text: box.placeholder
                font.pixelSize: Theme.textSize - 1
                verticalAlignment: Text.AlignTop
                wanted: input.length === 0 && input.preeditText === ""
            }
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            onTextChanged: {
                if (activeFocus && text !== box.value)
                    box.edited(text);
            }
            background: Rectangle {
                radius: 10
                color: Theme.raised
                border.width: input.activeFocus ? 2 : 1
                border.color: input.activeFocus ? Theme.accent : Theme.line
            }
        }
    }
}
