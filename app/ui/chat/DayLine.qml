// The day on which what follows was said.
import QtQuick
import kit

Item {
    id: line
    required property string day
    visible: day !== ""
    implicitHeight: visible ? words.implicitHeight + 20 : 0

    Rectangle {
        anchors.left: parent.left
        anchors.right: words.left
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        height: 1
        color: Theme.line
        opacity: 0.6
    }
    Prose {
        id: words
        anchors.centerIn: parent
        text: line.day
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Rectangle {
        anchors.left: words.right
        anchors.leftMargin: 12
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        height: 1
        color: Theme.line
        opacity: 0.6
    }
}
