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

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.pad
        spacing: Theme.pad
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
