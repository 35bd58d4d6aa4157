// A small word one can choose, such as a tag.
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: chip
    property bool chosen: false
    Accessible.name: text
    Accessible.role: Accessible.CheckBox
    Accessible.checked: chosen
    implicitHeight: Theme.small + 14
    leftPadding: 12
    rightPadding: 12
    font.family: Theme.sans
    font.pixelSize: Theme.small
    contentItem: Text {
        text: chip.text
        textFormat: Text.PlainText
        font: chip.font
        color: chip.chosen ? Theme.accentInk : Theme.ink
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: height / 2
        color: chip.chosen ? Theme.accent : chip.hovered ? Theme.hover : Theme.chosen
        border.width: chip.visualFocus ? 2 : 0
        border.color: Theme.ink
    }
}
