// A test chat with the companion as the form describes it now; nothing of it is kept.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Rectangle {
    id: page
    required property EditorViewModel editor
    radius: Theme.radius
    color: Theme.panel

    Prose {
        id: head
        x: Theme.pad
        y: Theme.gap
        width: parent.width - 2 * Theme.pad
        text: qsTr("Try it: nothing said here is kept")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    ListView {
        id: lines
        anchors.top: head.bottom
        anchors.bottom: foot.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.gap
        clip: true
        spacing: Theme.gap
        model: page.editor.trial.lines
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Test chat")
        onContentHeightChanged: Qt.callLater(positionViewAtEnd)
        delegate: Item {
            id: line
            required property bool isMine
            required property string text
            width: lines.width
            height: bubble.height
            Accessible.role: Accessible.ListItem
            Accessible.name: text
            Rectangle {
                id: bubble
                anchors.right: line.isMine ? parent.right : undefined
                width: line.isMine ? Math.min(words.implicitWidth + 24, parent.width * 0.9) : parent.width
                height: words.height + 14
                radius: 12
                color: line.isMine ? Theme.mine : "transparent"
                Prose {
                    id: words
                    x: 12
                    y: 7
                    width: Math.min(implicitWidth, parent.width - 24)
                    text: line.text !== "" ? line.text : "…"
                    font.pixelSize: Theme.textSize - 1
                }
            }
        }
    }
    Row {
        id: foot
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.gap
        spacing: 6
        TextField {
            id: input
            ContextMenu.menu: EditMenu {
                field: input
            }
            Accessible.name: qsTr("Say something to try it")
            width: parent.width - go.width - again.width - 12
            implicitHeight: Theme.target + 4
            font.family: Theme.sans
            font.pixelSize: Theme.textSize - 1
            color: Theme.ink
            inputMethodHints: Qt.ImhSensitiveData
            Placeholder {
                text: qsTr("Say something…")
                font.pixelSize: Theme.textSize - 1
                wanted: input.length === 0 && input.preeditText === ""
            }
            background: Rectangle {
                radius: 10
                color: Theme.raised
                border.width: input.activeFocus ? 2 : 1
                border.color: input.activeFocus ? Theme.accent : Theme.line
            }
            enabled: !page.editor.draft.busy
            onAccepted: {
                if (!page.editor.trial.busy) {
                    page.editor.trial.say(text);
                    clear();
                }
            }
        }
        IconButton {
            id: go
            name: page.editor.trial.busy ? qsTr("Stop the reply") : qsTr("Send")
            sign: page.editor.trial.busy ? "stop" : "send"
            tint: Theme.accent
            enabled: !page.editor.draft.busy
            onClicked: {
                if (page.editor.trial.busy) {
                    page.editor.trial.stop();
                } else {
                    page.editor.trial.say(input.text);
                    input.clear();
                }
            }
        }
        IconButton {
            id: again
            name: qsTr("Restart the test")
            sign: "again"
            onClicked: page.editor.trial.clear()
        }
    }
}
