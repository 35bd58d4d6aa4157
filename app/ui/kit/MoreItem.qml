// One line of a small menu.
import QtQuick
import QtQuick.Controls.Basic

MenuItem {
    id: item
    Accessible.name: text
    implicitHeight: visible ? Theme.target + 2 : 0
    height: implicitHeight
    leftPadding: 12
    rightPadding: 12
    font.family: Theme.sans
    font.pixelSize: Theme.textSize - 1
    indicator: null
    arrow: null
    contentItem: Text {
        text: (item.checkable && item.checked ? "✓ " : "") + item.text
        textFormat: Text.PlainText
        font: item.font
        color: Theme.ink
        opacity: item.enabled ? 1 : 0.45
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: 8
        color: item.highlighted ? Theme.hover : "transparent"
    }
}
