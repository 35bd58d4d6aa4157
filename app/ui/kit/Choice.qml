// One of a few, in a small box that opens.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

ComboBox {
    id: box
    required property string name
    required property list<string> choices
    readonly property int at: currentIndex

    Accessible.name: name
    implicitWidth: 12 * Theme.textSize
    implicitHeight: Theme.target + 4
    model: choices
    font.family: Theme.sans
    font.pixelSize: Theme.textSize - 1
    palette.buttonText: Theme.ink
    palette.text: Theme.ink
    palette.window: Theme.raised
    palette.base: Theme.raised
    palette.highlight: Theme.chosen
    palette.highlightedText: Theme.ink
    palette.light: Theme.hover
    palette.midlight: Theme.hover
    palette.mid: Theme.line
    palette.dark: Theme.soft
    delegate: ItemDelegate {
        id: line
        required property string modelData
        required property int index
        width: ListView.view.width
        text: modelData
        Accessible.name: text
        highlighted: box.highlightedIndex === index
        font.family: Theme.sans
        font.pixelSize: Theme.textSize - 1
        font.weight: box.currentIndex === index ? Font.DemiBold : Font.Normal
        contentItem: Text {
            text: line.text
            textFormat: Text.PlainText
            font: line.font
            color: Theme.ink
            verticalAlignment: Text.AlignVCenter
            elide: Text.ElideRight
        }
        background: Rectangle {
            color: line.highlighted || line.hovered ? Theme.chosen : "transparent"
        }
    }
    background: Rectangle {
        radius: 10
        color: Theme.raised
        border.width: box.visualFocus ? 2 : 1
        border.color: box.visualFocus ? Theme.accent : Theme.line
    }
}
