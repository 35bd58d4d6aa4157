// A calm, lasting word above the page.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: banner
    required property string text
    required property string action
    signal acted

    color: Theme.mine
    implicitHeight: row.implicitHeight + Theme.pad
    Accessible.role: Accessible.Note
    Accessible.name: text

    GridLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.pad
        columnSpacing: Theme.pad
        rowSpacing: 4
        columns: banner.width < 26 * Theme.textSize ? 1 : 2
        Prose {
            Layout.fillWidth: true
            text: banner.text
            font.pixelSize: Theme.textSize - 1
        }
        QuietButton {
            text: banner.action
            onClicked: banner.acted()
        }
    }
}
