// What a sign is called, beside the pointer after a moment.
import QtQuick
import QtQuick.Controls.Basic

ToolTip {
    id: tip
    delay: 500
    visible: true
    // Qt's own would read a name as HTML, and fetch what it names.
    contentItem: Text {
        text: tip.text
        textFormat: Text.PlainText
        font.family: Theme.sans
        font.pixelSize: Theme.small
        color: Theme.ink
        wrapMode: Text.Wrap
    }
    background: Rectangle {
        radius: 8
        color: Theme.raised
        border.color: Theme.line
    }
}
