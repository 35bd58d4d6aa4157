// A conversation in which nothing was said yet.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Item {
    id: empty
    required property ChatController chat

    Column {
        anchors.centerIn: parent
        width: Math.min(460, parent.width - 2 * Theme.pad)
        spacing: Theme.pad

        Avatar {
            anchors.horizontalCenter: parent.horizontalCenter
            name: empty.chat.name
            portrait: empty.chat.portrait
            size: Math.min(136, empty.height / 3)
        }
        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.chat.name
            font.pixelSize: Theme.huge
            font.weight: Font.DemiBold
        }
        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.chat.tagline
            color: Theme.soft
        }
        Column {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap
            Repeater {
                model: empty.chat.openers
                delegate: QuietButton {
                    required property string modelData
                    anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
                    text: modelData
                    onClicked: empty.chat.send(modelData)
                }
            }
        }
    }
}
