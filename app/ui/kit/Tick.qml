// Something to have or not.
import QtQuick
import QtQuick.Controls.Basic

CheckBox {
    id: tick
    Accessible.name: text
    padding: 0
    implicitHeight: Math.max(Theme.target, words.implicitHeight)
    font.family: Theme.sans
    font.pixelSize: Theme.textSize - 1
    indicator: Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: 20
        height: 20
        radius: 5
        color: tick.checked ? Theme.accent : "transparent"
        border.width: tick.visualFocus ? 3 : 2
        border.color: tick.checked || tick.visualFocus ? Theme.accent : Theme.soft
        Text {
            anchors.centerIn: parent
            visible: tick.checked
            text: "✓"
            textFormat: Text.PlainText
            color: Theme.accentInk
            font.pixelSize: 14
            font.weight: Font.Bold
        }
    }
    contentItem: Text {
        id: words
        leftPadding: 28
        text: tick.text
        textFormat: Text.PlainText
        font: tick.font
        color: Theme.ink
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
    }
}
