// The menus at the top of a Mac's screen; elsewhere the window has none.
import QtQuick
import QtQuick.Controls.Basic

MenuBar {
    id: bar
    signal wanted(string command)
    Menu {
        title: qsTr("File")
        Action {
            text: qsTr("New Conversation")
            onTriggered: bar.wanted("new")
        }
        Action {
            text: qsTr("New Companion…")
            onTriggered: bar.wanted("new-companion")
        }
        Action {
            text: qsTr("New Group Chat…")
            onTriggered: bar.wanted("new-group")
        }
        MenuSeparator {}
        Action {
            text: qsTr("Settings…")
            onTriggered: bar.wanted("settings")
        }
        Action {
            text: qsTr("Lock")
            onTriggered: bar.wanted("lock")
        }
    }
    Menu {
        title: qsTr("Conversation")
        Action {
            text: qsTr("Search…")
            onTriggered: bar.wanted("search")
        }
        Action {
            text: qsTr("Profile")
            onTriggered: bar.wanted("profile")
        }
        Action {
            text: qsTr("Memories")
            onTriggered: bar.wanted("memories")
        }
        Action {
            text: qsTr("Lorebooks")
            onTriggered: bar.wanted("lorebooks")
        }
        Action {
            text: qsTr("Boundaries")
            onTriggered: bar.wanted("boundaries")
        }
        MenuSeparator {}
        Action {
            text: qsTr("Regenerate the Last Reply")
            onTriggered: bar.wanted("regenerate")
        }
    }
    Menu {
        title: qsTr("Window")
        Action {
            text: qsTr("Companions")
            onTriggered: bar.wanted("companions")
        }
        Action {
            text: qsTr("Models")
            onTriggered: bar.wanted("models")
        }
        Action {
            text: qsTr("Trash")
            onTriggered: bar.wanted("trash")
        }
    }
    Menu {
        title: qsTr("Help")
        Action {
            text: qsTr("Inglenook Help")
            onTriggered: bar.wanted("help")
        }
        Action {
            text: qsTr("Keyboard Shortcuts")
            onTriggered: bar.wanted("keys")
        }
    }
}
