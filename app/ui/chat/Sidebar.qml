// Companions, and the conversations with the one that is chosen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Rectangle {
    id: sidebar
    required property ChatViewModel chat
    signal settingsWanted
    signal lockWanted
    signal modelsWanted
    signal removalWanted(int key)
    signal binWanted
    signal galleryWanted
    signal editWanted(int key)
    signal renameWanted(int key, string title)
    signal folderWanted(int key, string folder)
    signal chosen

    color: Theme.panel

    Column {
        id: top
        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        topPadding: Theme.pad
        spacing: 2

        Item {
            width: parent.width
            height: Theme.target
            Prose {
                x: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Companions")
                color: Theme.soft
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
            QuietButton {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                implicitHeight: Theme.target - 4
                text: sidebar.chat.recentPersonas.count > 0 ? qsTr("All %1").arg(sidebar.chat.recentPersonas.count) : ""
                Accessible.name: qsTr("All companions")
                onClicked: sidebar.galleryWanted()
            }
        }
        // With many, or large letters, they scroll: the conversations stay in sight.
        ListView {
            id: companions
            width: parent.width
            height: Math.min(contentHeight, sidebar.height * 0.5)
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            model: sidebar.chat.recentPersonas.model
            ScrollBar.vertical: ScrollBar {}
            delegate: SidebarItem {
                id: companion
                required property int key
                required property string name
                required property string tagline
                required property string portrait
                required property bool isCurrent
                readonly property bool open: hovered || visualFocus || remove.visualFocus || change.visualFocus
                Accessible.name: name + ", " + tagline
                width: companions.width
                chosen: isCurrent
                onActiveFocusChanged: {
                    if (activeFocus)
                        companions.positionViewAtIndex(companions.indexAt(x, y), ListView.Contain);
                }
                contentItem: Item {
                    implicitHeight: Math.max(44, names.implicitHeight)
                    Avatar {
                        id: face
                        anchors.verticalCenter: parent.verticalCenter
                        name: companion.name
                        portrait: companion.portrait
                        size: 42
                        Accessible.ignored: true
                    }
                    Column {
                        id: names
                        anchors.left: face.right
                        anchors.leftMargin: 10
                        anchors.right: companion.open ? change.left : parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        Prose {
                            width: parent.width
                            text: companion.name
                            font.weight: Font.DemiBold
                            elide: Text.ElideRight
                            wrapMode: Text.NoWrap
                            lineHeight: 1.1
                        }
                        Prose {
                            width: parent.width
                            text: companion.tagline
                            color: Theme.soft
                            font.pixelSize: Theme.small
                            elide: Text.ElideRight
                            wrapMode: Text.NoWrap
                        }
                    }
                    IconButton {
                        id: change
                        anchors.right: remove.left
                        anchors.verticalCenter: parent.verticalCenter
                        opacity: companion.open ? 1 : 0
                        enabled: companion.open
                        name: qsTr("Change %1").arg(companion.name)
                        sign: "pencil"
                        size: 30
                        onClicked: sidebar.editWanted(companion.key)
                    }
                    IconButton {
                        id: remove
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        opacity: companion.open ? 1 : 0
                        // What cannot be seen must not be hit by a finger.
                        enabled: companion.open
                        name: qsTr("Delete %1").arg(companion.name)
                        sign: "bin"
                        size: 30
                        onClicked: sidebar.removalWanted(companion.key)
                    }
                }
                onClicked: {
                    sidebar.chat.conversation.choose_persona(key);
                    sidebar.chosen();
                }
            }
        }
        QuietButton {
            visible: sidebar.chat.recentPersonas.missesStarters
            width: parent.width
            text: qsTr("Bring back the first companions")
            onClicked: sidebar.chat.recentPersonas.bring_back_starters()
        }
        Item {
            width: parent.width
            height: 48
            Prose {
                x: Theme.gap
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 6
                text: qsTr("Conversations")
                color: Theme.soft
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
            IconButton {
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                name: qsTr("New conversation")
                sign: "plus"
                onClicked: {
                    sidebar.chat.conversation.begin();
                    sidebar.chosen();
                }
            }
        }
    }
    ListView {
        id: talks
        anchors.top: top.bottom
        anchors.bottom: bottom.top
        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        clip: true
        spacing: 2
        model: sidebar.chat.conversationList.model
        section.property: "folder"
        section.delegate: Prose {
            required property string section
            width: ListView.view.width
            height: section !== "" ? implicitHeight : 0
            visible: section !== ""
            leftPadding: Theme.gap
            text: section
            color: Theme.soft
            font.pixelSize: Theme.small
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        footer: QuietButton {
            visible: sidebar.chat.conversationList.hasArchived || sidebar.chat.conversationList.showsArchived
            height: visible ? implicitHeight : 0
            width: ListView.view.width
            text: sidebar.chat.conversationList.showsArchived ? qsTr("Show the others") : qsTr("Show what was put away")
            onClicked: sidebar.chat.conversationList.toggle_archived()
        }
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Conversations")

        Prose {
            visible: talks.count === 0
            width: parent.width
            leftPadding: Theme.gap
            text: qsTr("Nothing yet. What you say first begins one.")
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        delegate: SidebarItem {
            id: line
            required property int key
            required property string title
            required property string when
            required property bool isCurrent
            required property string folder
            required property bool isArchived
            readonly property bool open: hovered || visualFocus || rename.visualFocus || bin.visualFocus || others.visualFocus || isCurrent
            Accessible.name: title + ", " + when
            width: ListView.view.width
            height: Math.max(44, 2 * Theme.textSize + Theme.gap)
            chosen: isCurrent
            onClicked: {
                sidebar.chat.conversation.choose(key);
                sidebar.chosen();
            }
            contentItem: Item {
                Prose {
                    anchors.left: parent.left
                    anchors.right: stamp.visible ? stamp.left : tools.left
                    anchors.rightMargin: 6
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.title
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    font.pixelSize: Theme.textSize - 1
                }
                Prose {
                    id: stamp
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !line.open
                    text: line.when
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
                Row {
                    id: tools
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    opacity: line.open ? 1 : 0
                    // What cannot be seen must not be hit by a finger.
                    enabled: line.open
                    IconButton {
                        id: rename
                        name: qsTr("Rename %1").arg(line.title)
                        sign: "pencil"
                        size: 30
                        onClicked: sidebar.renameWanted(line.key, line.title)
                    }
                    IconButton {
                        id: bin
                        name: qsTr("Delete %1").arg(line.title)
                        sign: "bin"
                        size: 30
                        onClicked: sidebar.chat.conversationList.remove(line.key)
                    }
                    IconButton {
                        id: others
                        name: qsTr("More about %1").arg(line.title)
                        sign: "dots"
                        size: 30
                        onClicked: {
                            keeping.key = line.key;
                            keeping.folder = line.folder;
                            keeping.archived = line.isArchived;
                            keeping.popup();
                        }
                    }
                }
            }
        }
    }
    MoreMenu {
        id: keeping
        property int key
        property string folder
        property bool archived
        MoreItem {
            text: qsTr("Put into a folder…")
            onTriggered: sidebar.folderWanted(keeping.key, keeping.folder)
        }
        MoreItem {
            text: keeping.archived ? qsTr("Bring back") : qsTr("Put away")
            onTriggered: sidebar.chat.conversationList.archive(keeping.key, !keeping.archived)
        }
    }
    Item {
        id: bottom
        anchors.bottom: parent.bottom
        width: parent.width
        height: ways.height + 2 * Theme.gap
        Flow {
            id: ways
            // Side by side while the words have room.
            readonly property bool stacked: width < 13 * Theme.textSize
            readonly property real each: stacked ? width : (width - Theme.gap) / 2
            anchors.left: parent.left
            anchors.right: deleted.left
            anchors.margins: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap
            QuietButton {
                width: ways.each
                text: qsTr("Models")
                onClicked: sidebar.modelsWanted()
            }
            QuietButton {
                width: ways.each
                text: qsTr("Settings")
                onClicked: sidebar.settingsWanted()
            }
        }
        IconButton {
            id: deleted
            anchors.right: lock.left
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("Trash")
            sign: "bin"
            onClicked: sidebar.binWanted()
        }
        IconButton {
            id: lock
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("Lock")
            sign: "lock"
            onClicked: sidebar.lockWanted()
        }
    }
}
