// A reply that has no word yet: that somebody is writing, and what it waits for.
pragma ComponentBehavior: Bound
import QtQuick
import kit

Row {
    id: waiting
    required property string author
    required property string status
    spacing: 6
    height: 24
    Accessible.role: Accessible.Indicator
    Accessible.name: status !== "" ? status : qsTr("%1 is writing").arg(author)

    Repeater {
        model: 3
        delegate: Rectangle {
            id: dot
            required property int index
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            width: 8
            height: 8
            radius: 4
            color: Theme.soft
            SequentialAnimation on opacity {
                running: waiting.visible && !Theme.still
                loops: Animation.Infinite
                PauseAnimation {
                    duration: dot.index * 160
                }
                NumberAnimation {
                    from: 1
                    to: 0.25
                    duration: 420
                }
                NumberAnimation {
                    from: 0.25
                    to: 1
                    duration: 420
                }
                PauseAnimation {
                    duration: 320 - dot.index * 160
                }
            }
        }
    }
    Item {
        width: 4
        height: 1
    }
    Prose {
        anchors.verticalCenter: parent.verticalCenter
        text: waiting.status
        color: Theme.soft
        font.pixelSize: Theme.small
    }
}
