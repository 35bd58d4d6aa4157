// The entries of a book on the left, one of them on the right.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Item {
    id: page
    required property LorebookViewModel lorebook
    signal exportWanted(int form)
    readonly property bool narrow: width < 640
    readonly property bool formOpen: page.lorebook.entry >= 0

    Prose {
        visible: page.lorebook.book < 0
        width: parent.width
        text: qsTr("Choose a book first.")
        color: Theme.soft
    }
    Column {
        id: side
        visible: page.lorebook.book >= 0 && !(page.narrow && page.formOpen)
        width: page.narrow ? parent.width : 300
        height: parent.height
        spacing: Theme.gap
        Field {
            id: called
            width: parent.width
            visible: page.lorebook.book > 0
            label: qsTr("Name of the book")
            text: page.lorebook.bookName
            onFinished: page.lorebook.rename_book(text)
        }
        Flow {
            id: doing
            width: parent.width
            spacing: 6
            QuietButton {
                text: qsTr("New entry")
                onClicked: page.lorebook.add_entry()
            }
            QuietButton {
                text: qsTr("Export…")
                onClicked: forms.popup()
            }
        }
        Field {
            id: words
            width: parent.width
            label: qsTr("Search the entries")
            input.onTextEdited: page.lorebook.entries.search(words.text)
        }
        ListView {
            id: entries
            width: parent.width
            height: parent.height - y
            clip: true
            spacing: 2
            model: page.lorebook.entries.rows
            keyNavigationEnabled: true
            activeFocusOnTab: true
            ScrollBar.vertical: ScrollBar {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Entries")
            delegate: ItemDelegate {
                id: line
                required property int key
                required property string name
                required property string keys
                required property bool isOn
                required property bool isConstant
                width: entries.width
                Accessible.name: name
                opacity: isOn ? 1 : 0.55
                background: Rectangle {
                    radius: 10
                    color: line.key === page.lorebook.entry ? Theme.chosen : line.hovered ? Theme.hover : "transparent"
                    border.width: line.visualFocus ? 2 : 0
                    border.color: Theme.accent
                }
                contentItem: Column {
                    Prose {
                        width: parent.width
                        text: line.name
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    Prose {
                        width: parent.width
                        text: line.isConstant ? qsTr("always awake") : line.keys !== "" ? line.keys : qsTr("no keys yet")
                        color: Theme.soft
                        font.pixelSize: Theme.small
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                }
                onClicked: page.lorebook.open_entry(key)
            }
        }
    }
    Loader {
        anchors.left: page.narrow ? parent.left : side.right
        anchors.leftMargin: page.narrow ? 0 : Theme.pad
        anchors.right: parent.right
        height: parent.height
        active: page.formOpen
        sourceComponent: EntryForm {
            lorebook: page.lorebook
        }
    }
    MoreMenu {
        id: forms
        MoreItem {
            text: qsTr("As SillyTavern's World Info…")
            onTriggered: page.exportWanted(0)
        }
        MoreItem {
            text: qsTr("As a V3 lorebook…")
            onTriggered: page.exportWanted(1)
        }
    }
}
