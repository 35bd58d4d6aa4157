// A calm, lasting word above the page.
import QtQuick
import QtQuick.Layouts

Rectangle {
    id: banner
    required property string text
    required property string action
    signal acted
    signal putOff

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
        columns: banner.width < 26 * Theme.textSize ? 2 : 3
        Prose {
            Layout.fillWidth: true
            Layout.columnSpan: row.columns - 1 > 1 ? 1 : row.columns
            text: banner.text
            font.pixelSize: Theme.textSize - 1
        }
        QuietButton {
            text: banner.action
            onClicked: banner.acted()
        }
        IconButton {
            size: Theme.target + 4
            name: qsTr("Not now")
            sign: "close"
            onClicked: banner.putOff()
        }
    }
}
