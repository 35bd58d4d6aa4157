// What the app says beside the conversation, above the field: one word of it, and what can be done about it.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: bar
    required property ChatViewModel chat
    required property string key
    required property string text
    required property string detail
    required property string action
    required property string other

    implicitHeight: column.implicitHeight + Theme.pad
    radius: Theme.radius
    color: Theme.raised
    border.color: key === "topic" || key === "floor" ? Theme.warning : Theme.line
    Accessible.role: Accessible.Note
    Accessible.name: bar.text + (bar.detail !== "" ? " " + bar.detail : "")
    signal acted
    onTextChanged: Accessible.announce(Accessible.name)
    Component.onCompleted: Accessible.announce(Accessible.name)

    Column {
        id: column
        x: Theme.pad
        y: Theme.pad / 2
        width: bar.width - 2 * Theme.pad
        spacing: 4
        Prose {
            width: parent.width
            text: bar.text
            font.pixelSize: Theme.textSize - 1
            Accessible.ignored: true
        }
        Prose {
            visible: bar.detail !== ""
            width: parent.width
            text: bar.detail
            textFormat: Text.PlainText
            color: bar.key === "care" ? Theme.ink : Theme.soft
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            QuietButton {
                visible: bar.action !== ""
                text: bar.action
                onClicked: {
                    bar.acted();
                    bar.chat.notices.act(bar.key, false);
                }
            }
            QuietButton {
                visible: bar.other !== ""
                text: bar.other
                onClicked: {
                    bar.acted();
                    bar.chat.notices.act(bar.key, true);
                }
            }
        }
    }
}
