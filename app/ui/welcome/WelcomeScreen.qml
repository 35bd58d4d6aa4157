// The first start: who is here, adulthood and a name; then a passphrase, where the system has no keyring.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Rectangle {
    id: screen
    required property WelcomeViewModel welcome
    // The second page is for the passphrase.
    property bool choosing: false
    signal restoreWanted

    color: Theme.ground
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Welcome")

    function go() {
        screen.welcome.note_name(name.text);
        if (screen.welcome.needsPassphrase && screen.welcome.isFresh) {
            screen.choosing = true;
            passphrase.input.forceActiveFocus();
        } else {
            screen.welcome.begin("", "");
        }
    }
    function begin() {
        screen.welcome.begin(passphrase.text, again.text);
    }
    Connections {
        target: screen.welcome
        // A keyring that would not keep the key: the passphrase does instead.
        function onChanged() {
            if (screen.welcome.error !== "" && screen.welcome.needsPassphrase && screen.welcome.isFresh && !screen.choosing) {
                screen.choosing = true;
                passphrase.input.forceActiveFocus();
            }
        }
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
            width: Math.min(540, scroll.width - 2 * Theme.pad)
            spacing: Theme.pad

            Row {
                visible: !screen.choosing
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Theme.pad
                Repeater {
                    model: ["aldous", "wren", "marlow"]
                    delegate: Image {
                        required property string modelData
                        required property int index
                        anchors.bottom: parent ? parent.bottom : undefined
                        width: index === 1 ? 112 : 84
                        height: width
                        source: Theme.portrait(modelData)
                        sourceSize: Qt.size(224, 224)
                        Accessible.ignored: true
                    }
                }
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: screen.choosing ? qsTr("Choose a passphrase") : qsTr("Welcome to Inglenook")
                font.pixelSize: Theme.huge
                font.weight: Font.DemiBold
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: screen.choosing ? qsTr("This system has no keyring that could keep the key. The passphrase opens your vault at every start, and nobody can recover it for you. Five or six unrelated words are best.") : qsTr("A friend, a mentor, a storyteller: companions that live on this computer and nowhere else.")
                color: Theme.soft
            }
            Column {
                visible: !screen.choosing
                width: parent.width
                spacing: Theme.gap
                Repeater {
                    model: [qsTr("A companion is a simulation: a program, not a person, and it will say so when you ask."), qsTr("Everything stays here, encrypted. Nothing of what you say to each other is ever sent anywhere."), qsTr("For adults. You choose what is welcome; no setting opens anything sexual or romantic that involves anybody under 18.")]
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
            }
            Field {
                id: name
                visible: !screen.choosing && screen.welcome.isFresh
                width: parent.width
                label: qsTr("What should they call you?")
                placeholder: qsTr("You can leave this empty")
                onAccepted: screen.go()
            }
            Column {
                width: parent.width
                spacing: Theme.gap + 2
                visible: screen.choosing
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
                        input.onTextEdited: screen.welcome.clear()
                        onAccepted: again.input.forceActiveFocus()
                    }
                    Field {
                        id: again
                        width: fields.each
                        label: qsTr("Passphrase again")
                        secret: true
                        input.onTextEdited: screen.welcome.clear()
                        onAccepted: screen.begin()
                    }
                }
                Strength {
                    width: parent.width
                    strength: passphrase.text !== "" ? screen.welcome.strength(passphrase.text) : 0
                    empty: passphrase.text === ""
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
                    text: screen.choosing ? qsTr("Create my vault") : qsTr("I am 18 or older: begin")
                    enabled: !screen.welcome.busy
                    focus: !screen.choosing
                    function act() {
                        if (screen.choosing)
                            screen.begin();
                        else
                            screen.go();
                    }
                    // A blank that belongs into a passphrase must not say that somebody is of age.
                    Keys.onSpacePressed: event => event.accepted = true
                    Keys.onReturnPressed: act()
                    Keys.onEnterPressed: act()
                    onClicked: act()
                }
                QuietButton {
                    id: other
                    visible: screen.welcome.isFresh
                    text: screen.choosing ? qsTr("Back") : qsTr("I have a backup…")
                    onClicked: {
                        if (screen.choosing)
                            screen.choosing = false;
                        else
                            screen.restoreWanted();
                    }
                }
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                // Its place is kept: nothing moves while the vault is made.
                opacity: screen.welcome.busy ? 1 : 0
                text: screen.choosing ? qsTr("Creating the vault. This takes a few seconds, so that nobody can try passphrases quickly.") : qsTr("One moment…")
                color: Theme.soft
            }
        }
    }
}
