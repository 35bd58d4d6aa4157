// The window: one stage at a time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit
import chat
import recovery
import settings
import unlock
import welcome

ApplicationWindow {
    id: window
    required property AppController app

    visible: true
    width: 1080
    height: 740
    minimumWidth: 420
    minimumHeight: 480
    // Window titles are kept by the system: ours never says who is talked to.
    title: "Inglenook"
    color: Theme.ground

    Binding {
        target: Theme
        property: "dark"
        value: window.app.dark
    }
    Binding {
        target: Theme
        property: "textSize"
        value: window.app.textSize
    }
    Binding {
        target: Theme
        property: "still"
        value: window.app.reduceMotion
    }
    Binding {
        target: Theme
        property: "mono"
        value: window.app.monoFont
    }
    Binding {
        target: Theme
        property: "resources"
        value: window.app.resources
    }
    Connections {
        target: window.app
        function onRaised() {
            window.show();
            window.raise();
            window.requestActivate();
        }
    }
    Loader {
        id: stage
        anchors.fill: parent
        focus: true
        sourceComponent: {
            switch (window.app.stage) {
            case "welcome":
                return welcomePage;
            case "unlock":
                return unlockPage;
            case "chat":
                return chatPage;
            case "trouble":
                return troublePage;
            default:
                return null;
            }
        }
    }
    Component {
        id: welcomePage
        WelcomeScreen {
            welcome: window.app.welcome
        }
    }
    Component {
        id: unlockPage
        UnlockScreen {
            unlock: window.app.unlock
        }
    }
    Component {
        id: chatPage
        ChatScreen {
            id: screen
            chat: window.app.chat
            recovery: window.app.recovery
            onSettingsWanted: settingsSheet.open()
            onRecoveryWanted: recoverySheet.open()

            SettingsSheet {
                id: settingsSheet
                settings: window.app.settings
            }
            RecoverySheet {
                id: recoverySheet
                recovery: window.app.recovery
            }
            Connections {
                target: window.app
                function onTold(words: string, look: string) {
                    screen.tell(words, look);
                }
            }
            Shortcut {
                sequences: [StandardKey.Preferences, "Ctrl+,"]
                onActivated: settingsSheet.open()
            }
        }
    }
    Component {
        id: troublePage
        Column {
            topPadding: 80
            spacing: Theme.pad
            Prose {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(520, window.width - 2 * Theme.pad)
                text: window.app.trouble
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
            PrimaryButton {
                anchors.horizontalCenter: parent.horizontalCenter
                text: qsTr("Quit")
                onClicked: Qt.quit()
            }
        }
    }
}
