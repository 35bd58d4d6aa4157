// Under a companion's first words: what one might say back, and what it is that speaks.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Column {
    id: opening
    required property ChatViewModel chat

    spacing: Theme.gap
    bottomPadding: Theme.gap
    Flow {
        width: parent.width
        spacing: 6
        Repeater {
            model: opening.chat.conversation.opening.openers
            delegate: Chip {
                required property string modelData
                text: modelData
                width: Math.min(implicitWidth, opening.width)
                implicitHeight: Theme.target
                Accessible.role: Accessible.Button
                onClicked: opening.chat.reply.send(modelData)
            }
        }
    }
    Prose {
        width: parent.width
        text: opening.chat.conversation.opening.whatItIs
        color: Theme.soft
        font.pixelSize: Theme.small
    }
}
