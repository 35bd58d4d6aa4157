// A call: the face, whose turn it is, what both say, and what one may press.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

FocusScope {
    id: panel
    required property ChatViewModel chat
    required property PresenceViewModel presence
    readonly property CallViewModel call: chat.actions.call
    signal ended

    function hang_up() {
        panel.call.end();
        panel.ended();
    }

    // A key that was held when the window was left never comes up.
    onActiveFocusChanged: {
        if (!activeFocus && panel.call.pushToTalk)
            panel.call.release();
    }
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Call with %1").arg(panel.chat.conversation.name)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Escape)
            panel.hang_up();
        else if (event.key === Qt.Key_M && !event.isAutoRepeat)
            panel.call.toggle_mute();
        else if (event.key === Qt.Key_H && !event.isAutoRepeat)
            panel.call.toggle_hold();
        else if (event.key === Qt.Key_Space && panel.call.pushToTalk) {
            if (!event.isAutoRepeat)
                panel.call.press();
        } else
            return;
        event.accepted = true;
    }
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && panel.call.pushToTalk && !event.isAutoRepeat) {
            panel.call.release();
            event.accepted = true;
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    // Nothing below it is pressed by accident.
    MouseArea {
        anchors.fill: parent
    }

    Item {
        id: figure
        readonly property int size: Math.max(96, Math.min(300, panel.height * 0.4, panel.width * 0.6))
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Math.max(Theme.pad, (panel.height - size - texts.height - buttons.height - 5 * Theme.pad) / 2)
        width: size
        height: size

        // One sees that one is heard: a ring that grows with the voice.
        Rectangle {
            anchors.centerIn: parent
            width: parent.width + 18 + 46 * Math.min(1, panel.call.level)
            height: width
            radius: width / 2
            color: "transparent"
            border.width: 3
            border.color: Theme.accent
            opacity: panel.call.state === "hearing" || panel.call.state === "pausing" ? 0.9 : panel.call.state === "listening" && !panel.call.muted ? 0.6 : 0
            Behavior on width {
                enabled: !Theme.still
                NumberAnimation {
                    duration: 80
                }
            }
        }
        Face {
            id: face
            anchors.fill: parent
            visible: panel.presence.face !== ""
            name: panel.presence.name
            source: panel.presence.face
            blink: panel.presence.blink
            speak: panel.presence.speak
            loudness: panel.call.loudness
            expression: panel.presence.expression
            busy: panel.call.state === "thinking"
            alive: panel.Window.active
            transformOrigin: Item.Bottom
            // A picture without an open mouth moves a little as a whole.
            scale: Theme.still || panel.presence.speak !== "" ? 1 : 1 + 0.035 * panel.call.loudness
            Behavior on scale {
                enabled: !Theme.still
                NumberAnimation {
                    duration: 70
                }
            }
        }
        Avatar {
            anchors.fill: parent
            visible: !face.visible
            name: panel.chat.conversation.name
            portrait: panel.chat.conversation.portrait
            size: figure.size
        }
    }
    Column {
        id: texts
        anchors.top: figure.bottom
        anchors.topMargin: 2 * Theme.pad
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(Theme.column, parent.width - 2 * Theme.pad)
        spacing: Theme.gap
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 8
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: panel.call.isMicrophoneOpen
                width: 10
                height: 10
                radius: 5
                color: panel.call.muted ? Theme.soft : Theme.danger
                Accessible.role: Accessible.Indicator
                Accessible.name: panel.call.muted ? qsTr("The microphone is open, but muted") : qsTr("The microphone is open")
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: panel.call.camera.isOn
                width: camera.implicitWidth + 16
                height: camera.implicitHeight + 4
                radius: height / 2
                color: "transparent"
                border.width: 1
                border.color: Theme.danger
                Accessible.role: Accessible.Indicator
                Accessible.name: qsTr("The camera is on: one glance in each turn, and nothing of it is kept")
                Prose {
                    id: camera
                    anchors.centerIn: parent
                    text: qsTr("Camera on")
                    color: Theme.danger
                    font.pixelSize: Theme.small
                }
            }
            Prose {
                text: panel.call.stateWords
                color: Theme.soft
                Accessible.role: Accessible.Indicator
                Accessible.name: text
            }
        }
        // As high whatever is said, so that nothing below it moves.
        Item {
            width: parent.width
            height: Math.min(panel.height * 0.22, 7 * Theme.textSize)
            clip: true
            Column {
                id: captions
                width: parent.width
                y: Math.min(0, parent.height - height)
                spacing: Theme.gap
                Prose {
                    width: parent.width
                    visible: text !== ""
                    horizontalAlignment: Text.AlignHCenter
                    text: panel.call.words !== "" ? qsTr("You: %1").arg(panel.call.words) : ""
                    color: Theme.soft
                }
                Prose {
                    width: parent.width
                    visible: text !== ""
                    horizontalAlignment: Text.AlignHCenter
                    text: panel.call.caption
                }
            }
        }
        Trouble {
            width: parent.width
            text: panel.call.trouble
        }
        Repeater {
            model: panel.chat.notices.model
            delegate: NoticeBar {
                width: texts.width
                chat: panel.chat
            }
        }
    }
    // What changes by a key is said; more would be heard by the microphone.
    Connections {
        target: panel.call
        function onAnnounced(words: string) {
            panel.Accessible.announce(words);
        }
    }
    Row {
        id: buttons
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 2 * Theme.pad
        spacing: Theme.pad
        QuietButton {
            focusPolicy: Qt.TabFocus
            text: panel.call.muted ? qsTr("Unmute") : qsTr("Mute")
            enabled: !panel.call.held
            onClicked: panel.call.toggle_mute()
        }
        QuietButton {
            visible: panel.call.pushToTalk
            focusPolicy: Qt.TabFocus
            text: qsTr("Press and hold to talk")
            enabled: !panel.call.held && !panel.call.muted
            onPressed: panel.call.press()
            onReleased: panel.call.release()
        }
        QuietButton {
            visible: panel.call.camera.maySee
            focusPolicy: Qt.TabFocus
            text: panel.call.camera.isOn ? qsTr("Camera off") : qsTr("Let them see you")
            onClicked: panel.call.camera.toggle()
        }
        QuietButton {
            focusPolicy: Qt.TabFocus
            text: panel.call.held ? qsTr("Resume") : qsTr("Put on hold")
            onClicked: panel.call.toggle_hold()
        }
        DangerButton {
            focusPolicy: Qt.TabFocus
            text: qsTr("End call")
            onClicked: panel.hang_up()
        }
    }
}
