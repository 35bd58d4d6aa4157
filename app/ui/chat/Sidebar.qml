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
    signal searchWanted
    signal newCompanionWanted
    signal importWanted
    signal groupWanted
    signal editWanted(int key)
    signal renameWanted(int key, string title)
    signal folderWanted(int key, string folder)
    signal chosen

    color: Theme.panel

    function make(at: Item) {
        news.popup(at, 0, at.height);
    }

    Column {
        id: top
        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        topPadding: Theme.pad
        spacing: 2

        Item {
            width: parent.width
            height: Theme.target + 6
            QuietButton {
                id: finding
                anchors.left: parent.left
                anchors.right: making.left
                anchors.rightMargin: 4
                anchors.verticalCenter: parent.verticalCenter
                Accessible.name: qsTr("Search companions and conversations")
                onClicked: sidebar.searchWanted()
                contentItem: Item {
                    Prose {
                        anchors.left: parent.left
                        anchors.right: keys.left
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("Search")
                        color: Theme.soft
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    Prose {
                        id: keys
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: "Ctrl+K"
                        color: Theme.soft
                        font.pixelSize: Theme.small
                    }
                }
            }
            IconButton {
                id: making
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("New")
                sign: "plus"
                tint: Theme.accent
                onClicked: sidebar.make(making)
            }
        }
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
                required property bool isFavourite
                required property string last
                required property string when
                readonly property bool open: hovered || visualFocus || others.visualFocus
                readonly property string line: last !== "" ? last : tagline
                Accessible.name: name + ", " + line
                function menu() {
                    about.key = key;
                    about.name = name;
                    about.favourite = isFavourite;
                    about.popup();
                }
                TapHandler {
                    acceptedButtons: Qt.RightButton
                    onTapped: companion.menu()
                }
                Keys.onMenuPressed: companion.menu()
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
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 1
                        Item {
                            width: parent.width
                            height: called.implicitHeight
                            Prose {
                                id: called
                                anchors.left: parent.left
                                anchors.right: stamp.left
                                anchors.rightMargin: 6
                                text: (companion.isFavourite ? "★ " : "") + companion.name
                                font.weight: Font.DemiBold
                                elide: Text.ElideRight
                                wrapMode: Text.NoWrap
                                lineHeight: 1.1
                            }
                            Prose {
                                id: stamp
                                anchors.right: parent.right
                                anchors.baseline: called.baseline
                                opacity: companion.open ? 0 : 1
                                text: companion.when
                                color: Theme.soft
                                font.pixelSize: Theme.small - 1
                            }
                        }
                        Prose {
                            width: parent.width - (companion.open ? 34 : 0)
                            text: companion.line
                            color: Theme.soft
                            font.pixelSize: Theme.small
                            elide: Text.ElideRight
                            wrapMode: Text.NoWrap
                        }
                    }
                    // Unseen, it is still there for voices; by mouse one right-clicks, or points at the line first.
                    Item {
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        width: 32
                        height: 32
                        opacity: companion.open ? 1 : 0
                        IconButton {
                            id: others
                            name: qsTr("More about %1").arg(companion.name)
                            sign: "dots"
                            size: 32
                            onClicked: companion.menu()
                        }
                    }
                }
                onClicked: {
                    sidebar.chat.conversation.choose_persona(key);
                    sidebar.chosen();
                }
            }
        }
        Item {
            visible: groupList.count > 0
            width: parent.width
            height: visible ? 40 : 0
            Prose {
                x: Theme.gap
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 6
                text: qsTr("Groups")
                color: Theme.soft
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
            }
        }
        ListView {
            id: groupList
            width: parent.width
            height: Math.min(contentHeight, sidebar.height * 0.22)
            clip: true
            spacing: 2
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            model: sidebar.chat.groups.model
            ScrollBar.vertical: ScrollBar {}
            delegate: GroupItem {
                id: group
                width: groupList.width
                onMenuWanted: {
                    keeping.key = key;
                    keeping.folder = "";
                    keeping.archived = false;
                    keeping.popup();
                }
                onClicked: {
                    sidebar.chat.conversation.choose(key);
                    sidebar.chosen();
                }
            }
        }
        QuietButton {
            visible: sidebar.chat.recentPersonas.missesStarters
            width: parent.width
            text: qsTr("Restore the original companions")
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
            text: sidebar.chat.conversationList.showsArchived ? qsTr("Hide archived") : qsTr("Show archived")
            onClicked: sidebar.chat.conversationList.toggle_archived()
        }
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Conversations")

        Prose {
            visible: talks.count === 0
            width: parent.width
            leftPadding: Theme.gap
            text: qsTr("No conversations yet.")
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
            readonly property bool open: hovered || visualFocus || more.visualFocus
            function menu() {
                keeping.key = key;
                keeping.folder = folder;
                keeping.archived = isArchived;
                keeping.popup();
            }
            TapHandler {
                acceptedButtons: Qt.RightButton
                onTapped: line.menu()
            }
            Keys.onMenuPressed: line.menu()
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
                    anchors.right: moment.left
                    anchors.rightMargin: 6
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.title
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    font.pixelSize: Theme.textSize - 1
                }
                Prose {
                    id: moment
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    opacity: line.open ? 0 : 1
                    width: Math.max(implicitWidth, 32)
                    horizontalAlignment: Text.AlignRight
                    text: line.when
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
                Item {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    width: 32
                    height: 32
                    opacity: line.open ? 1 : 0
                    IconButton {
                        id: more
                        name: qsTr("More about %1").arg(line.title)
                        sign: "dots"
                        size: 32
                        onClicked: line.menu()
                    }
                }
            }
        }
    }
    MoreMenu {
        id: news
        MoreItem {
            text: qsTr("New conversation")
            onTriggered: {
                sidebar.chat.conversation.begin();
                sidebar.chosen();
            }
        }
        MoreItem {
            text: qsTr("New companion…")
            onTriggered: sidebar.newCompanionWanted()
        }
        MoreItem {
            text: qsTr("New group chat…")
            onTriggered: sidebar.groupWanted()
        }
        MoreItem {
            text: qsTr("Import a card…")
            onTriggered: sidebar.importWanted()
        }
    }
    MoreMenu {
        id: about
        property int key
        property string name
        property bool favourite
        MoreItem {
            text: qsTr("Edit…")
            onTriggered: sidebar.editWanted(about.key)
        }
        MoreItem {
            text: about.favourite ? qsTr("Unpin") : qsTr("Pin to the top")
            onTriggered: sidebar.chat.recentPersonas.set_favourite(about.key, !about.favourite)
        }
        MoreItem {
            text: qsTr("Delete")
            onTriggered: sidebar.removalWanted(about.key)
        }
    }
    MoreMenu {
        id: keeping
        property int key
        property string folder
        property bool archived
        MoreItem {
            text: qsTr("Rename…")
            onTriggered: sidebar.renameWanted(keeping.key, sidebar.chat.conversationList.title_of(keeping.key))
        }
        MoreItem {
            text: qsTr("Move to folder…")
            onTriggered: sidebar.folderWanted(keeping.key, keeping.folder)
        }
        MoreItem {
            text: keeping.archived ? qsTr("Unarchive") : qsTr("Archive")
            onTriggered: sidebar.chat.conversationList.archive(keeping.key, !keeping.archived)
        }
        MoreItem {
            text: qsTr("Delete")
            onTriggered: sidebar.chat.conversationList.remove(keeping.key)
        }
    }
    Item {
        id: bottom
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(Theme.target, answering.implicitHeight) + 2 * Theme.gap
        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
            opacity: 0.6
        }
        // What answers, and what it is doing.
        QuietButton {
            id: answering
            anchors.left: parent.left
            anchors.leftMargin: Theme.gap
            anchors.right: setting.left
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            Accessible.name: qsTr("Models")
            Accessible.description: model.text
            onClicked: sidebar.modelsWanted()
            contentItem: Prose {
                id: model
                text: sidebar.chat.isStarter ? qsTr("Starter model") : sidebar.chat.modelName
                font.pixelSize: Theme.small
                elide: Text.ElideMiddle
                wrapMode: Text.NoWrap
                verticalAlignment: Text.AlignVCenter
            }
        }
        IconButton {
            id: setting
            anchors.right: deleted.left
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("Settings")
            sign: "gear"
            onClicked: sidebar.settingsWanted()
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
