// The list on the left, drawn together to its portraits.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Rectangle {
    id: rail
    required property ChatViewModel chat
    signal wideWanted
    signal newWanted(Item at)
    signal settingsWanted
    signal lockWanted
    signal chosen

    color: Theme.panel

    Column {
        id: top
        anchors.horizontalCenter: parent.horizontalCenter
        topPadding: Theme.pad
        spacing: 4
        IconButton {
            name: qsTr("Widen the list")
            sign: "menu"
            onClicked: rail.wideWanted()
        }
        IconButton {
            id: making
            name: qsTr("New")
            sign: "plus"
            tint: Theme.accent
            onClicked: rail.newWanted(making)
        }
    }
    ListView {
        id: people
        anchors.top: top.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: bottom.top
        x: 6
        width: parent.width - 12
        clip: true
        spacing: 4
        boundsBehavior: Flickable.StopAtBounds
        model: rail.chat.recentPersonas.model
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Companions")
        delegate: SidebarItem {
            id: person
            required property int key
            required property string name
            required property string portrait
            required property bool isCurrent
            width: people.width
            height: width
            padding: 5
            chosen: isCurrent
            Accessible.name: name
            onClicked: {
                rail.chat.conversation.choose_persona(key);
                rail.chosen();
            }
            onActiveFocusChanged: {
                if (activeFocus)
                    people.positionViewAtIndex(people.indexAt(x, y), ListView.Contain);
            }
            contentItem: Item {
                Avatar {
                    anchors.centerIn: parent
                    name: person.name
                    portrait: person.portrait
                    size: 42
                    Accessible.ignored: true
                }
            }
            Tip {
                visible: person.hovered || person.visualFocus
                text: person.name
            }
        }
    }
    Column {
        id: bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        bottomPadding: Theme.gap
        spacing: 4
        IconButton {
            name: qsTr("Settings")
            sign: "gear"
            onClicked: rail.settingsWanted()
        }
        IconButton {
            name: qsTr("Lock")
            sign: "lock"
            onClicked: rail.lockWanted()
        }
    }
}
