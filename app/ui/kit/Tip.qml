// What a sign is called, beside it after a moment; never over it, where it would take the click.
import QtQuick
import QtQuick.Controls.Basic

ToolTip {
    id: tip
    delay: 500
    visible: true
    // Qt pushes a tip that has no room above back into the window, over the button.
    y: fitsAbove ? -implicitHeight - gap : parent.height + gap
    property bool fitsAbove: true
    readonly property int gap: 4
    function place() {
        fitsAbove = parent.mapToItem(null, 0, 0).y >= implicitHeight + gap + margins;
    }
    Component.onCompleted: place()
    onAboutToShow: place()
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
