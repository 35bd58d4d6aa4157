// One conversation of several on the left.
import QtQuick
import kit

SidebarItem {
    id: group
    required property int key
    required property string title
    required property list<string> portraits
    required property string last
    required property string when
    required property bool isCurrent
    signal menuWanted

    Accessible.name: title + ", " + last
    chosen: isCurrent
    Keys.onMenuPressed: menuWanted()
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: group.menuWanted()
    }
    contentItem: Item {
        implicitHeight: 44
        Faces {
            id: heads
            anchors.verticalCenter: parent.verticalCenter
            name: group.title
            portraits: group.portraits
            size: 42
            Accessible.ignored: true
        }
        Prose {
            id: groupName
            anchors.left: heads.right
            anchors.leftMargin: 10
            anchors.right: groupTime.left
            anchors.rightMargin: 6
            y: 1
            text: group.title
            font.weight: Font.DemiBold
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            lineHeight: 1.1
        }
        Prose {
            id: groupTime
            anchors.right: parent.right
            anchors.baseline: groupName.baseline
            text: group.when
            color: Theme.soft
            font.pixelSize: Theme.small - 1
        }
        Prose {
            anchors.left: heads.right
            anchors.leftMargin: 10
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            text: group.last
            color: Theme.soft
            font.pixelSize: Theme.small
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
}
