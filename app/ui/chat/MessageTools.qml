// What one may do with a message: under the newest, and over the corner of one that is pointed at.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: tools
    required property ChatViewModel chat
    required property int key
    required property bool isMine
    required property bool isLast
    required property bool isFirst
    required property bool isAside
    required property bool hasWords
    required property bool hasFigures
    required property int place
    required property int siblings
    // Over a message: set apart from what it covers.
    required property bool floats
    // From the right end: what comes, comes on the far side, so that nothing moves under the pointer.
    required property bool fromRight
    property alias showsFigures: numbers.checked
    readonly property bool hovered: hover.hovered
    readonly property bool busy: chat.reply.busy
    signal editWanted
    signal removalWanted
    signal moreWanted

    implicitWidth: all.implicitWidth + (floats ? 8 : 0)
    implicitHeight: 34
    radius: height / 2
    color: floats ? Theme.raised : "transparent"
    border.width: floats ? 1 : 0
    border.color: Theme.line

    HoverHandler {
        id: hover
        blocking: tools.floats
    }
    Row {
        id: all
        anchors.centerIn: parent
        layoutDirection: tools.fromRight ? Qt.RightToLeft : Qt.LeftToRight

        Row {
            IconButton {
                visible: (!tools.isMine || tools.isLast) && !tools.isAside && !(tools.isFirst && !tools.isMine)
                name: tools.isMine ? qsTr("Get a reply") : qsTr("Regenerate")
                sign: "again"
                size: 32
                enabled: !tools.busy
                onClicked: tools.chat.reply.regenerate(tools.key)
            }
            IconButton {
                visible: !tools.isMine && !tools.isAside && !tools.isFirst
                name: qsTr("Three alternatives")
                sign: "several"
                size: 32
                enabled: !tools.busy
                onClicked: tools.chat.reply.regenerate_several(tools.key)
            }
            IconButton {
                visible: tools.hasWords && !tools.isAside
                name: qsTr("Edit")
                sign: "pencil"
                size: 32
                enabled: !tools.busy
                onClicked: tools.editWanted()
            }
            IconButton {
                visible: tools.hasWords
                name: qsTr("Copy")
                sign: "copy"
                size: 32
                onClicked: tools.chat.actions.copy(tools.key)
            }
            IconButton {
                readonly property bool reading: tools.chat.actions.aloud.message === tools.key
                visible: tools.hasWords && !tools.isAside
                name: reading ? qsTr("Stop reading") : qsTr("Read aloud")
                sign: reading ? "stop" : "speaker"
                size: 32
                onClicked: tools.chat.actions.aloud.toggle(tools.key)
            }
            IconButton {
                id: numbers
                visible: tools.hasFigures
                checkable: true
                name: checked ? qsTr("Hide statistics") : qsTr("Show statistics")
                sign: "gauge"
                size: 32
            }
            IconButton {
                name: qsTr("Delete")
                sign: "bin"
                size: 32
                enabled: !tools.busy
                onClicked: tools.removalWanted()
            }
            IconButton {
                visible: !tools.isAside
                name: qsTr("More")
                sign: "dots"
                size: 32
                onClicked: tools.moreWanted()
            }
        }
        Row {
            visible: tools.siblings > 1
            IconButton {
                name: qsTr("Previous version")
                sign: "left"
                size: 32
                enabled: tools.place > 1 && !tools.busy
                onClicked: tools.chat.actions.swipe(tools.key, -1)
            }
            Prose {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1 of %2").arg(tools.place).arg(tools.siblings)
                color: Theme.soft
                font.pixelSize: Theme.small
            }
            IconButton {
                name: qsTr("Next version")
                sign: "right"
                size: 32
                enabled: tools.place < tools.siblings && !tools.busy
                onClicked: tools.chat.actions.swipe(tools.key, 1)
            }
        }
    }
}
