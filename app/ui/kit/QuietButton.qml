// Something else one may do.
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: button
    Accessible.name: text
    implicitHeight: Theme.target + 4
    leftPadding: Theme.pad
    rightPadding: Theme.pad
    font.family: Theme.sans
    font.pixelSize: Theme.textSize - 1
    contentItem: Text {
        text: button.text
        textFormat: Text.PlainText
        font: button.font
        color: Theme.ink
        opacity: button.enabled ? 1 : 0.5
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: height / 2
        color: button.hovered || button.down ? Theme.hover : "transparent"
        border.width: button.visualFocus ? 2 : 1
        border.color: button.visualFocus ? Theme.accent : Theme.line
    }
}
