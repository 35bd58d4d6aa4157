// The first start: what this is, adulthood, and a passphrase where the system has no keyring.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Rectangle {
    id: screen
    required property WelcomeViewModel welcome
    signal restoreWanted

    color: Theme.ground
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Welcome")

    Component.onCompleted: {
        if (screen.welcome.needsPassphrase)
            passphrase.input.forceActiveFocus();
    }
    function begin() {
        screen.welcome.begin(passphrase.text, again.text);
    }

    Flickable {
        id: scroll
        anchors.fill: parent
        contentHeight: column.implicitHeight + 2 * Theme.pad
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}

        Column {
            id: column
            x: Math.round((scroll.width - width) / 2)
            y: Math.max(Theme.pad, Math.round((scroll.height - implicitHeight) / 2))
            width: Math.min(520, scroll.width - 2 * Theme.pad)
            spacing: screen.welcome.needsPassphrase ? Theme.gap + 4 : Theme.pad

            Image {
                anchors.horizontalCenter: parent.horizontalCenter
                source: Theme.icon("inglenook")
                sourceSize: Qt.size(176, 176)
                // Passphrase fields need the room.
                width: screen.welcome.needsPassphrase ? 56 : 88
                height: width
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Welcome to Inglenook")
                font.pixelSize: Theme.huge
                font.weight: Font.DemiBold
            }
            Repeater {
                model: [qsTr("A place to talk with companions: a friend, a mentor, a storyteller."), qsTr("A companion is a simulation. It is a program, not a person, and it will say so when you ask."), qsTr("Everything stays on this computer, encrypted. Nothing of what you say to each other is ever sent anywhere."), qsTr("Inglenook is for adults, and you choose what is welcome. One thing no setting opens: nothing sexual or romantic that involves anybody under 18.")]
                delegate: Row {
                    id: point
                    required property string modelData
                    width: column.width
                    spacing: 12
                    Rectangle {
                        y: Math.round(Theme.textSize * 0.55)
                        width: 7
                        height: 7
                        radius: 4
                        color: Theme.accent
                    }
                    Prose {
                        width: point.width - 19
                        text: point.modelData
                    }
                }
            }
            Column {
                width: parent.width
                spacing: Theme.gap + 2
                visible: screen.welcome.needsPassphrase
                Prose {
                    width: parent.width
                    color: Theme.soft
                    font.pixelSize: Theme.textSize - 1
                    text: qsTr("This system has no keyring that could keep the key, so choose a passphrase. It opens your vault at every start, and nobody can recover it for you. Five unrelated words are best.")
                }
                // Side by side where there is room, so that the whole page stays in sight.
                Grid {
                    id: fields
                    width: parent.width
                    columns: width > 24 * Theme.textSize ? 2 : 1
                    spacing: Theme.gap
                    readonly property real each: (width - (columns - 1) * spacing) / columns
                    Field {
                        id: passphrase
                        width: fields.each
                        label: qsTr("Passphrase")
                        secret: true
                        onAccepted: again.input.forceActiveFocus()
                    }
                    Field {
                        id: again
                        width: fields.each
                        label: qsTr("Passphrase again")
                        secret: true
                        onAccepted: screen.begin()
                    }
                }
                Suggestion {
                    width: parent.width
                    onWanted: words = screen.welcome.suggest()
                }
            }
            Trouble {
                text: screen.welcome.error
            }
            Flow {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width, start.width + other.width + spacing)
                spacing: Theme.gap
                PrimaryButton {
                    id: start
                    text: qsTr("I am 18 or older: begin")
                    enabled: !screen.welcome.busy
                    focus: !screen.welcome.needsPassphrase
                    // A blank that belongs into a passphrase must not say that somebody is of age.
                    Keys.onSpacePressed: event => event.accepted = true
                    Keys.onReturnPressed: screen.begin()
                    Keys.onEnterPressed: screen.begin()
                    onClicked: screen.begin()
                }
                QuietButton {
                    id: other
                    visible: screen.welcome.isFresh
                    text: qsTr("I have a backup…")
                    onClicked: screen.restoreWanted()
                }
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                visible: screen.welcome.busy
                text: qsTr("One moment…")
                color: Theme.soft
            }
        }
    }
}
