// Several lines to write in, with their name above and what they mean below it.
import QtQuick
import QtQuick.Controls.Basic

Column {
    id: field
    required property string label
    required property string help
    property string value
    signal put(string text)

    spacing: 4
    onValueChanged: input.text = value

    Prose {
        width: field.width
        text: field.label
    }
    Prose {
        width: field.width
        text: field.help
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    TextArea {
        id: input
        ContextMenu.menu: EditMenu {
            field: input
        }
        Accessible.name: field.label
        Accessible.description: field.help
        width: field.width
        implicitHeight: Math.max(3 * (Theme.textSize + 8), contentHeight + 2 * Theme.gap)
        text: field.value
        wrapMode: TextArea.Wrap
        textFormat: TextEdit.PlainText
        font.family: Theme.sans
        font.pixelSize: Theme.textSize - 1
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        inputMethodHints: Qt.ImhSensitiveData
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
        onActiveFocusChanged: {
            if (!activeFocus && text !== field.value)
                field.put(text);
        }
        background: Rectangle {
            radius: 10
            color: Theme.raised
            border.width: input.activeFocus ? 2 : 1
            border.color: input.activeFocus ? Theme.accent : Theme.line
        }
    }
}
