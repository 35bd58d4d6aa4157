// The one thing to do next.
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: button
    Accessible.name: text
    implicitHeight: Theme.target + 4
    leftPadding: Theme.pad + 4
    rightPadding: Theme.pad + 4
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    font.weight: Font.DemiBold
    contentItem: Text {
        text: button.text
        textFormat: Text.PlainText
        font: button.font
        color: Theme.accentInk
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: height / 2
        color: button.down ? Qt.darker(Theme.accent, 1.15) : Theme.accent
        opacity: button.enabled ? 1 : 0.45
        border.width: button.visualFocus ? 3 : 0
        border.color: Theme.ink
    }
}
