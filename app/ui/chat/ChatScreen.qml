// Companions on the left, a conversation on the right.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Rectangle {
    id: screen
    required property ChatViewModel chat
    required property RecoveryViewModel recovery
    required property PresenceViewModel presence
    required property InstalledViewModel installed
    readonly property int usualListWidth: 290
    property int listWidth: usualListWidth
    signal listWidthWanted(int pixels)
    signal settingsWanted
    signal securityWanted
    signal recoveryWanted
    signal lockWanted
    signal modelsWanted
    signal voicesWanted(bool hearing)
    signal boundariesWanted
    signal galleryWanted
    signal searchWanted
    signal newCompanionWanted
    signal importWanted
    signal storyWanted(int page)
    signal loreWanted
    signal memoryWanted
    signal profileWanted
    signal binWanted
    signal undoWanted
    signal marked(int key, string what, string words)
    signal companionEditWanted(int key)
    signal filesDropped(list<url> places)
    property alias news: above.data

    readonly property bool narrow: width < 760
    // The list was drawn together: its portraits stay.
    readonly property bool railed: !narrow && listWidth < 150
    // The face stands beside the conversation where both have room.
    readonly property int faceRoom: presence.isBeside && presence.face !== "" && !chat.conversation.isEmpty && middle.width >= 940 ? Math.round(Math.min(420, middle.width * 0.27)) : 0
    color: Theme.ground

    function rename(key: int, title: string) {
        renaming.key = key;
        renaming.begin(title);
    }
    function edit(key: int) {
        talking.edit(key);
    }
    function go_to(key: int) {
        talking.go_to(key);
    }
    function toggle_list() {
        screen.listWidthWanted(screen.railed ? screen.usualListWidth : 0);
    }
    function choose_model() {
        answering.choose();
    }
    function begin_group() {
        grouping.open();
    }
    function write() {
        composer.focusInput();
    }
    // The picture that was taken out last, while nothing else was moved since; 0 for none.
    property int takenOut: 0
    function undo() {
        if (takenOut > 0)
            chat.composer.attachments.put_back(takenOut);
        else
            undoWanted();
        takenOut = 0;
    }
    Connections {
        target: screen.chat.composer.attachments
        function onTakenOut(key: int) {
            toast.show(qsTr("Picture taken out."), qsTr("Undo"));
            screen.takenOut = key;
        }
        function onCardsDropped(places: list<url>) {
            screen.filesDropped(places);
        }
    }
    PictureSheet {
        id: viewing
        attachments: screen.chat.composer.attachments
        onClosed: composer.focusInput()
    }
    function tell_moved(words: string) {
        takenOut = 0;
        toast.show(words, qsTr("Undo"));
    }
    function begin_call() {
        screen.chat.actions.call.begin();
        if (screen.chat.actions.call.active)
            calling.forceActiveFocus();
    }
    function tell(words: string) {
        toast.show(words, "");
    }

    // The keyboard belongs to the composer, unless somebody is in another field, or walks about with Tab.
    property bool byMouse: false
    property bool wasInside: true
    property double coveredUntil: 0
    function isInside(item: Item): bool {
        for (let at = item; at; at = at.parent)
            if (at === screen)
                return true;
        return false;
    }
    function isField(item: Item): bool {
        return item !== null && (item as TextInput !== null || item as TextEdit !== null) && item.visible;
    }
    function mayUndoLetters(item: Item): bool {
        return (item as TextInput)?.canUndo ?? (item as TextEdit)?.canUndo ?? false;
    }
    // Something of the window itself is to be read first.
    property bool covered: false
    function settle() {
        if (screen.covered || calling.visible)
            return;
        const item = screen.Window.activeFocusItem;
        if (item === null || item === screen.Window.contentItem || (screen.isInside(item) && !screen.isField(item)))
            composer.focusInput();
    }
    Connections {
        target: screen.Window.window
        function onActiveFocusItemChanged() {
            const inside = screen.isInside(screen.Window.activeFocusItem);
            // What covered the conversation has closed, by whatever key.
            if (inside && !screen.wasInside) {
                screen.coveredUntil = Date.now();
                Qt.callLater(screen.settle);
            }
            screen.wasInside = inside;
        }
    }
    Item {
        anchors.fill: parent
        z: 1000
        PointHandler {
            onActiveChanged: {
                if (!active)
                    Qt.callLater(screen.settle);
            }
        }
    }

    Connections {
        target: screen.chat.actions.call
        function onVoicesWanted(hearing: bool) {
            screen.voicesWanted(hearing);
        }
    }
    Connections {
        target: screen.chat.notices
        function onBoundariesWanted() {
            screen.boundariesWanted();
        }
    }
    Connections {
        target: screen.chat.conversation
        function onLeaving(isForAnother: bool) {
            if (isForAnother && Docking.current !== null) {
                // What is being written in the panel belongs to what is left: a field keeps it when it is left.
                composer.focusInput();
                Docking.let_go();
            }
        }
        function onOpened() {
            Qt.callLater(Docking.follow);
        }
    }
    // A conversation comes into being with its first message.
    readonly property int conversationId: chat.conversation.number
    onConversationIdChanged: {
        if (Docking.current !== null && Docking.waiting === null) {
            const had = screen.Window.activeFocusItem;
            Docking.let_go();
            Qt.callLater(Docking.follow);
            if (had !== null && screen.isInside(had))
                had.forceActiveFocus();
        }
    }
    Connections {
        target: screen.chat.actions
        function onCopied() {
            if (!toast.visible || toast.action === "")
                toast.show(qsTr("Copied."), "");
        }
    }
    Connections {
        target: screen.chat.reply
        function onFinished(said: string) {
            screen.Accessible.announce(said !== "" ? qsTr("Reply finished: %1").arg(said) : qsTr("No reply"));
        }
    }

    Sidebar {
        id: sidebar
        z: 2
        chat: screen.chat
        x: screen.railed || (screen.narrow && !menuOpen) ? -width : 0
        width: screen.listWidth < 150 ? screen.usualListWidth : screen.listWidth
        height: parent.height
        property bool menuOpen: false
        visible: x > -width
        onSettingsWanted: screen.settingsWanted()
        onLockWanted: screen.lockWanted()
        onModelsWanted: screen.modelsWanted()
        onRemovalWanted: key => screen.chat.recentPersonas.remove(key)
        onBinWanted: screen.binWanted()
        onGalleryWanted: screen.galleryWanted()
        onSearchWanted: screen.searchWanted()
        onNewCompanionWanted: screen.newCompanionWanted()
        onImportWanted: screen.importWanted()
        onGroupWanted: grouping.open()
        onEditWanted: key => screen.companionEditWanted(key)
        onRenameWanted: (key, title) => screen.rename(key, title)
        onFolderWanted: (key, folder) => {
            foldering.key = key;
            foldering.begin(folder);
        }
        onChosen: {
            menuOpen = false;
            composer.focusInput();
        }
    }
    Rail {
        id: rail
        z: 2
        visible: screen.railed
        chat: screen.chat
        width: screen.listWidth
        height: parent.height
        onWideWanted: screen.toggle_list()
        onNewWanted: at => sidebar.make(at)
        onSettingsWanted: screen.settingsWanted()
        onLockWanted: screen.lockWanted()
        onChosen: composer.focusInput()
    }
    // Drawn, the edge of the list goes where one wants it; a double click puts it back.
    MouseArea {
        id: edge
        z: 3
        visible: !screen.narrow
        x: screen.listWidth - 4
        width: 8
        height: parent.height
        cursorShape: Qt.SplitHCursor
        preventStealing: true
        onPositionChanged: mouse => {
            if (pressed)
                screen.listWidthWanted(x + mouse.x + 4);
        }
        onDoubleClicked: screen.listWidthWanted(screen.usualListWidth)
    }
    Rectangle {
        anchors.fill: parent
        z: 1
        visible: screen.narrow && sidebar.menuOpen
        color: Theme.shade
        TapHandler {
            onTapped: sidebar.menuOpen = false
        }
    }
    Item {
        id: middle
        x: screen.narrow ? 0 : screen.listWidth
        width: parent.width - x - Docking.room
        height: parent.height

        // What stands behind; a veil keeps the words readable on any picture.
        Image {
            id: scene
            anchors.fill: parent
            anchors.topMargin: header.height
            visible: screen.presence.scene !== ""
            source: screen.presence.scene
            opacity: status === Image.Ready ? screen.presence.strength : 0
            fillMode: Image.PreserveAspectCrop
            asynchronous: true
            Accessible.ignored: true
            Behavior on opacity {
                enabled: !Theme.still
                NumberAnimation {
                    duration: 250
                }
            }
        }
        Rectangle {
            visible: scene.visible
            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: -screen.faceRoom / 2
            width: Math.min(Theme.column + 2 * Theme.pad, parent.width - screen.faceRoom)
            color: Theme.ground
            opacity: 0.86
        }
        Face {
            id: beside
            visible: screen.faceRoom > 0
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: screen.faceRoom
            height: Math.min(parent.height - header.height - Theme.pad, width * 1.25)
            name: screen.presence.name
            source: screen.presence.face
            blink: screen.presence.blink
            speak: screen.presence.speak
            loudness: screen.chat.actions.aloud.loudness
            expression: screen.presence.expression
            busy: screen.presence.isBusy
            alive: screen.Window.active
            TapHandler {
                onTapped: screen.chat.conversation.company.isGroup ? screen.storyWanted(1) : screen.profileWanted()
            }
            // They are about to speak: it is seen on them, too.
            Waiting {
                visible: screen.presence.isBusy
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.top
                author: screen.presence.name
                status: ""
                Accessible.ignored: true
            }
        }
        Rectangle {
            id: header
            width: parent.width
            height: Math.max(64, names.implicitHeight + Theme.pad)
            color: Theme.ground
            IconButton {
                id: menu
                visible: screen.narrow
                anchors.left: parent.left
                anchors.leftMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Companions and conversations")
                sign: "menu"
                onClicked: sidebar.menuOpen = true
            }
            AbstractButton {
                id: face
                anchors.left: parent.left
                anchors.leftMargin: screen.narrow ? 52 : Theme.pad
                anchors.verticalCenter: parent.verticalCenter
                Accessible.name: screen.chat.conversation.company.isGroup ? qsTr("Members of %1").arg(screen.chat.conversation.company.title) : qsTr("Profile of %1").arg(screen.chat.conversation.name)
                onClicked: screen.chat.conversation.company.isGroup ? screen.storyWanted(1) : screen.profileWanted()
                contentItem: Item {
                    implicitWidth: 40
                    implicitHeight: 40
                    Avatar {
                        visible: !screen.chat.conversation.company.isGroup
                        name: screen.chat.conversation.name
                        portrait: screen.chat.conversation.portrait
                        size: 40
                        Accessible.ignored: true
                    }
                    Faces {
                        visible: screen.chat.conversation.company.isGroup
                        name: screen.chat.conversation.company.title
                        portraits: screen.chat.conversation.company.faces
                        size: 40
                        Accessible.ignored: true
                    }
                }
                background: Rectangle {
                    anchors.fill: parent
                    anchors.margins: -3
                    radius: width / 2
                    color: face.hovered ? Theme.hover : "transparent"
                    border.width: face.visualFocus ? 2 : 0
                    border.color: Theme.accent
                }
                Tip {
                    visible: face.hovered || face.visualFocus
                    text: face.Accessible.name
                }
            }
            Column {
                id: names
                anchors.left: face.right
                anchors.leftMargin: 12
                anchors.right: stepOut.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                Prose {
                    width: parent.width
                    text: screen.chat.conversation.company.isGroup ? screen.chat.conversation.company.title : screen.chat.conversation.name
                    font.weight: Font.DemiBold
                    lineHeight: 1.15
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                ModelPicker {
                    id: answering
                    width: parent.width
                    chat: screen.chat
                    installed: screen.installed
                    onModelsWanted: screen.modelsWanted()
                }
            }
            IconButton {
                id: stepOut
                visible: !screen.chat.conversation.isEmpty && !screen.chat.conversation.paused
                width: visible ? implicitWidth : 0
                anchors.right: phone.left
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Pause the scene")
                sign: "pause"
                onClicked: {
                    screen.chat.reply.pause();
                    composer.focusInput();
                }
            }
            IconButton {
                id: phone
                visible: !screen.chat.conversation.company.isGroup && !screen.chat.conversation.paused && !calling.visible
                width: visible ? implicitWidth : 0
                anchors.right: bounds.left
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Call %1").arg(screen.chat.conversation.name)
                sign: "call"
                onClicked: screen.begin_call()
            }
            IconButton {
                id: story
                anchors.right: parent.right
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("This conversation")
                sign: "dots"
                onClicked: screen.storyWanted(0)
            }
            IconButton {
                id: lore
                anchors.right: story.left
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Lorebooks")
                sign: "book"
                onClicked: screen.loreWanted()
            }
            IconButton {
                id: memory
                anchors.right: lore.left
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Memories")
                sign: "memory"
                onClicked: screen.memoryWanted()
            }
            IconButton {
                id: bounds
                anchors.right: memory.left
                anchors.verticalCenter: parent.verticalCenter
                name: qsTr("Boundaries")
                sign: "dial"
                onClicked: screen.boundariesWanted()
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 1
                color: Theme.line
            }
        }
        // What the window has to say: over an empty conversation, and above one, so that nothing moves when it comes.
        Column {
            id: above
            z: 1
            anchors.top: header.bottom
            width: parent.width
            Banner {
                width: parent.width
                height: visible ? implicitHeight : 0
                visible: screen.recovery.isDue
                text: qsTr("Save your recovery code: your way back in if all else is lost.")
                action: qsTr("Save the code")
                onActed: screen.recoveryWanted()
                onPutOff: screen.recovery.put_off()
            }
        }
        Conversation {
            id: talking
            anchors.top: above.bottom
            anchors.bottom: asides.top
            width: parent.width - screen.faceRoom
            visible: !screen.chat.conversation.isEmpty
            chat: screen.chat
            onBoundariesWanted: screen.boundariesWanted()
            onLinkWanted: address => {
                leading.address = address;
                leading.ask(qsTr("A model wrote this address. Your browser would open it, and whoever runs the site would see your visit:") + "\n\n" + screen.chat.addresses.in_full(address));
            }
            onModelsWanted: screen.modelsWanted()
            onPictureWanted: picture => viewing.show(picture)
            onMoreWanted: (key, mine, first, hidden, pinned, siblings, checkpoint) => {
                more.key = key;
                more.mine = mine;
                more.first = first;
                more.isHidden = hidden;
                more.pinned = pinned;
                more.siblings = siblings;
                more.checkpoint = checkpoint;
                more.popup();
            }
            onEditEnded: composer.focusInput()
            onWritingWanted: composer.focusInput()
            onRemovalWanted: key => screen.chat.actions.remove(key)
        }
        EmptyConversation {
            anchors.top: header.bottom
            anchors.bottom: asides.top
            width: parent.width
            visible: screen.chat.conversation.isEmpty
            chat: screen.chat
            presence: screen.presence
        }
        // Many of them, or long ones, are scrolled: the conversation stays in sight.
        ScrollPage {
            id: asides
            anchors.bottom: round.top
            anchors.horizontalCenter: parent.horizontalCenter
            // The page keeps room for its bar on the right; its left edge is the field's.
            anchors.horizontalCenterOffset: (Theme.pad - screen.faceRoom) / 2
            width: Math.min(Theme.column, parent.width - screen.faceRoom - 2 * Theme.pad) + Theme.pad
            height: Math.min(wantedHeight, parent.height * 0.4)
            gap: Theme.gap
            Repeater {
                model: screen.chat.notices.model
                delegate: NoticeBar {
                    width: asides.pageWidth
                    chat: screen.chat
                    onActed: composer.focusInput()
                }
            }
        }
        // Who is here, where several are: a press lets one speak now.
        ScrollPage {
            id: round
            anchors.bottom: opening.top
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: -screen.faceRoom / 2
            width: Math.min(Theme.column, parent.width - screen.faceRoom - 2 * Theme.pad)
            height: visible ? Math.min(wantedHeight, 2 * (Theme.small + 20)) : 0
            visible: voices.count > 0
            Flow {
                width: round.pageWidth
                spacing: 6
                Repeater {
                    id: voices
                    model: screen.chat.conversation.company.model
                    delegate: Chip {
                        required property int key
                        required property string name
                        required property bool isMuted
                        text: name
                        opacity: isMuted ? 0.55 : 1
                        enabled: !screen.chat.reply.busy
                        Accessible.role: Accessible.Button
                        Accessible.name: qsTr("Let %1 speak now").arg(name)
                        width: Math.min(implicitWidth, round.pageWidth)
                        onClicked: screen.chat.reply.speak_now(key)
                    }
                }
            }
        }
        Opening {
            id: opening
            anchors.bottom: composer.top
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: -screen.faceRoom / 2
            width: Math.min(Theme.column, parent.width - screen.faceRoom - 2 * Theme.pad)
            height: visible ? implicitHeight : 0
            visible: screen.chat.conversation.opening.isGreeting && !screen.chat.conversation.company.isGroup && !screen.chat.reply.busy && parent.height > 420
            chat: screen.chat
        }
        Composer {
            id: composer
            // Under the list nobody sees what is typed.
            enabled: !(screen.narrow && sidebar.menuOpen) && !calling.visible
            anchors.bottom: parent.bottom
            width: parent.width - screen.faceRoom
            chat: screen.chat
            tallest: Math.min(220, screen.height * 0.35)
            onUndoWanted: screen.undo()
            onPictureWanted: picture => viewing.show(picture)
            onMessagesWanted: talking.reach(0)
        }
        // A call lies over the conversation; what is said in it stands there afterwards.
        CallPanel {
            id: calling
            z: 2
            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            visible: screen.chat.actions.call.active
            chat: screen.chat
            presence: screen.presence
            onVisibleChanged: visible ? forceActiveFocus() : composer.focusInput()
            onEnded: composer.focusInput()
        }
    }
    MoreMenu {
        id: more
        property int key
        property bool mine
        property bool first
        property bool isHidden
        property bool pinned
        property int siblings
        property string checkpoint
        MoreItem {
            visible: !more.mine && !more.first
            enabled: !screen.chat.reply.busy
            text: qsTr("Continue this reply")
            onTriggered: screen.chat.reply.continue_reply(more.key)
        }
        MoreItem {
            visible: !more.mine && !more.first
            enabled: !screen.chat.reply.busy
            text: qsTr("Regenerate with a hint…")
            onTriggered: {
                hinting.key = more.key;
                hinting.begin("");
            }
        }
        MoreItem {
            visible: more.siblings > 1
            text: qsTr("Compare the %n versions…", "", more.siblings)
            onTriggered: screen.marked(more.key, "compare", "")
        }
        MoreItem {
            visible: !more.mine && !more.first
            text: qsTr("Why this reply?")
            onTriggered: screen.marked(more.key, "explain", "")
        }
        MoreItem {
            enabled: !screen.chat.reply.busy
            text: qsTr("Branch from here")
            onTriggered: screen.marked(more.key, "branch", "")
        }
        MoreItem {
            text: qsTr("Copy to a new conversation")
            onTriggered: screen.marked(more.key, "copy", "")
        }
        MoreItem {
            text: more.checkpoint !== "" ? qsTr("Rename the bookmark…") : qsTr("Bookmark…")
            onTriggered: {
                placing.key = more.key;
                placing.begin(more.checkpoint);
            }
        }
        MoreItem {
            text: more.pinned ? qsTr("Unpin") : qsTr("Pin: always in context")
            onTriggered: screen.marked(more.key, more.pinned ? "unpin" : "pin", "")
        }
        MoreItem {
            text: more.isHidden ? qsTr("Show it to the model again") : qsTr("Hide it from the model")
            onTriggered: screen.marked(more.key, more.isHidden ? "unhide" : "hide", "")
        }
    }
    EditSheet {
        id: hinting
        property int key
        title: qsTr("What should be different?")
        label: qsTr("Hint")
        onKept: text => screen.chat.reply.regenerate_with(key, text)
    }
    EditSheet {
        id: placing
        property int key
        title: qsTr("Bookmark this message")
        label: qsTr("Bookmark name")
        oneLine: true
        mayBeEmpty: true
        onKept: text => screen.marked(key, "name", text)
    }
    EditSheet {
        id: foldering
        property int key
        title: qsTr("Move the conversation to a folder")
        label: qsTr("Folder (leave empty for none)")
        oneLine: true
        mayBeEmpty: true
        onKept: text => screen.chat.conversationList.put_into(key, text)
    }
    DropArea {
        anchors.fill: parent
        onEntered: drag => drag.accepted = drag.hasUrls
        onDropped: drop => {
            if (!screen.chat.composer.attachments.take_dropped(drop.urls))
                screen.filesDropped(drop.urls);
        }
    }
    Toast {
        id: toast
        // Above every sheet: what a sheet has done is said while it is open.
        parent: Overlay.overlay
        z: 1000
        anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
        anchors.top: parent ? parent.top : undefined
        anchors.topMargin: Theme.pad
        limit: screen.width - 2 * Theme.pad
        onActed: screen.undo()
    }
    ConfirmSheet {
        id: leading
        property string address
        title: qsTr("Open this address in your browser?")
        action: qsTr("Open")
        onConfirmed: screen.chat.addresses.open(address)
    }
    GroupSheet {
        id: grouping
        groups: screen.chat.groups
        onClosed: composer.focusInput()
    }
    EditSheet {
        id: renaming
        property int key
        title: qsTr("Rename the conversation")
        label: qsTr("Title")
        oneLine: true
        onKept: text => screen.chat.conversationList.rename(key, text)
    }
    Shortcut {
        sequence: "Escape"
        enabled: screen.narrow && sidebar.menuOpen
        onActivated: {
            sidebar.menuOpen = false;
            composer.focusInput();
        }
    }
    Shortcut {
        sequence: "Escape"
        enabled: Docking.room > 0 && screen.wasInside && !screen.chat.reply.busy
        onActivated: Docking.current.close()
    }
    Shortcut {
        sequences: [StandardKey.New]
        onActivated: screen.chat.conversation.begin()
    }
    Shortcut {
        sequence: "Escape"
        autoRepeat: false
        enabled: screen.chat.reply.busy && screen.wasInside && !(screen.narrow && sidebar.menuOpen)
        // One more Escape than there were sheets is not meant for the reply.
        onActivated: {
            if (Date.now() - screen.coveredUntil > 1000)
                screen.chat.reply.stop();
        }
    }
    Shortcut {
        sequences: [StandardKey.Undo]
        // While one writes, it takes back letters; in a field with none to take back, the last deletion.
        enabled: !screen.mayUndoLetters(screen.Window.activeFocusItem)
        onActivated: screen.undo()
    }
}
