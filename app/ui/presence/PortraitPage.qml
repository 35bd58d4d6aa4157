// A companion as large as there is room, and how their face is shown.
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property PresenceViewModel presence
    required property ChatViewModel chat
    signal editWanted(int key)
    gap: Theme.pad
    onVisibleChanged: {
        if (visible)
            presence.manner.looks.refresh();
    }

    Item {
        width: page.pageWidth
        height: Math.min(page.pageWidth, 320)
        Face {
            anchors.fill: parent
            visible: page.presence.face !== ""
            name: page.presence.name
            source: page.presence.face
            blink: page.presence.blink
            expression: page.presence.expression
        }
        Image {
            anchors.fill: parent
            visible: page.presence.face === "" && page.presence.whole !== ""
            source: page.presence.whole
            sourceSize: Qt.size(640, 640)
            fillMode: Image.PreserveAspectFit
            asynchronous: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Portrait of %1").arg(page.presence.name)
        }
        Avatar {
            anchors.centerIn: parent
            visible: page.presence.face === "" && page.presence.whole === ""
            name: page.chat.conversation.name
            portrait: page.chat.conversation.portrait
            size: 192
        }
    }
    Prose {
        width: page.pageWidth
        visible: text !== ""
        text: page.chat.conversation.tagline
        horizontalAlignment: Text.AlignHCenter
        color: Theme.soft
    }
    Prose {
        width: page.pageWidth
        text: page.chat.conversation.opening.whatItIs
        horizontalAlignment: Text.AlignHCenter
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Tick {
        width: page.pageWidth
        visible: page.presence.face !== ""
        text: qsTr("Show the face beside the conversation")
        checked: page.presence.isBeside
        onToggled: page.presence.put_beside(checked)
    }
    Tick {
        width: page.pageWidth
        visible: page.presence.face !== ""
        text: qsTr("Let the face float over other windows")
        checked: page.presence.floating.isWanted
        onToggled: page.presence.floating.want(checked)
    }
    Prose {
        width: page.pageWidth
        visible: page.presence.face === ""
        text: qsTr("With pictures for their expressions, a companion has a face that follows what is said. Add them in the editor, under Expressions.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    QuietButton {
        text: qsTr("Edit %1…").arg(page.chat.conversation.name)
        onClicked: page.editWanted(page.chat.conversation.companion)
    }
    TextBox {
        id: looks
        width: page.pageWidth
        label: qsTr("How they look")
        help: qsTr("Companions do not see their own portrait. What you write here they know of themselves; leave it empty if they need not.")
        least: 2
        value: page.presence.manner.looks.words
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        QuietButton {
            visible: looks.input.text.trim() !== page.presence.manner.looks.words
            text: qsTr("Save")
            Accessible.name: qsTr("Save how they look")
            onClicked: page.presence.manner.looks.put(looks.input.text)
        }
        QuietButton {
            enabled: page.presence.manner.looks.mayDescribe
            text: qsTr("Describe from the portrait")
            onClicked: page.presence.manner.looks.describe()
        }
    }
    Prose {
        width: page.pageWidth
        visible: text !== ""
        text: page.presence.manner.looks.trouble
        color: Theme.warning
        font.pixelSize: Theme.small
    }
}
