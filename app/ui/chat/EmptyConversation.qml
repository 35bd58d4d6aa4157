// A conversation in which nothing was said yet.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Flickable {
    id: empty
    required property ChatViewModel chat
    required property PresenceViewModel presence
    readonly property bool group: chat.conversation.company.isGroup

    contentHeight: column.implicitHeight + 2 * Theme.pad
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    Column {
        id: column
        x: Math.round((empty.width - width) / 2)
        y: Math.max(Theme.pad, Math.round((empty.height - implicitHeight) / 2))
        width: Math.min(460, empty.width - 2 * Theme.pad)
        spacing: Theme.pad

        Faces {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.group && empty.height > 260
            name: empty.chat.conversation.company.title
            portraits: empty.chat.conversation.company.faces
            size: Math.min(160, empty.height / 3)
        }
        Avatar {
            anchors.horizontalCenter: parent.horizontalCenter
            name: empty.chat.conversation.name
            portrait: empty.chat.conversation.portrait
            size: Math.min(136, empty.height / 3)
            visible: empty.height > 260 && !face.visible && !empty.group
        }
        Face {
            id: face
            anchors.horizontalCenter: parent.horizontalCenter
            width: height * 0.9
            height: Math.min(240, empty.height / 3)
            visible: empty.height > 260 && !empty.group && empty.presence.isBeside && empty.presence.face !== ""
            name: empty.presence.name
            source: empty.presence.face
            blink: empty.presence.blink
            expression: empty.presence.expression
            alive: empty.Window.active
        }
        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.group ? empty.chat.conversation.company.title : empty.chat.conversation.name
            font.pixelSize: Theme.huge
            font.weight: Font.DemiBold
        }
        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.group ? qsTr("Say something to everyone: each answers as themselves.") : empty.chat.conversation.tagline
            color: Theme.soft
        }
        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: !empty.group
            text: empty.chat.conversation.opening.whatItIs
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap
            Repeater {
                model: empty.group ? [] : empty.chat.conversation.opening.openers
                delegate: QuietButton {
                    required property string modelData
                    anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
                    text: modelData
                    focusPolicy: Qt.TabFocus
                    onClicked: empty.chat.reply.send(modelData)
                }
            }
        }
    }
}
