// One section in the list at the side of a page.
import QtQuick
import QtQuick.Controls.Basic
import kit

Button {
    id: line
    Accessible.name: text
    implicitHeight: Theme.target
    leftPadding: 12
    font.family: Theme.sans
    font.pixelSize: Theme.textSize - 1
    contentItem: Text {
        text: line.text
        textFormat: Text.PlainText
        font: line.font
        color: Theme.ink
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: 10
        color: line.hovered || line.down ? Theme.hover : "transparent"
        border.width: line.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
