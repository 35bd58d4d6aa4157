// The messages, the newest at the bottom; the reader's place holds while a reply grows.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ListView {
    id: list
    required property ChatViewModel chat
    signal editEnded
    signal writingWanted
    signal removalWanted(int key)
    signal boundariesWanted
    signal linkWanted(string address)
    signal modelsWanted
    signal pictureWanted(var picture)
    signal moreWanted(int key, bool mine, bool first, bool hidden, bool pinned, int siblings, string checkpoint)

    function go_to(key: int) {
        const row = list.chat.conversation.pager.bring_in(key);
        if (row >= 0) {
            follow = row === 0 && !list.chat.conversation.pager.hasNewer;
            positionViewAtIndex(row, ListView.Center);
        }
    }

    // The message that is being edited, in its place; 0 for none.
    property int editingKey: 0
    function edit(key: int) {
        list.go_to(key);
        list.editingKey = key;
    }

    // Only the person's own scrolling leaves the newest message.
    property bool follow: true
    readonly property bool atBottom: contentY >= originY + contentHeight - height - 24
    readonly property bool atNewest: atBottom && !chat.conversation.pager.hasNewer

    readonly property bool nearTop: contentY < originY + height

    // Who comes near an end of what is loaded reads on: the list stands still meanwhile.
    function readOn() {
        if (atBottom && chat.conversation.pager.hasNewer)
            chat.conversation.pager.load_newer();
        else if (nearTop && chat.conversation.pager.hasOlder)
            chat.conversation.pager.load_older();
    }

    // Row 0 grows upwards and would push what is being read; moving the view by as much holds it still.
    function grown(by: real) {
        if (!follow)
            contentY -= by;
    }
    function toNewest() {
        follow = true;
        list.chat.conversation.pager.load_newest();
        positionViewAtBeginning();
    }
    function stay() {
        if (follow)
            Qt.callLater(positionViewAtBeginning);
    }

    // Another conversation begins at its end; what one has just said is shown.
    readonly property int conversationId: chat.conversation.number
    onConversationIdChanged: {
        editingKey = 0;
        toNewest();
        if (places[conversationId] !== undefined)
            Qt.callLater(list.go_to, places[conversationId]);
    }
    // Who comes back to a conversation reads on where they were, unless that was its end.
    property var places: ({})
    Connections {
        target: list.chat.conversation
        function onLeaving(isForAnother: bool) {
            if (!isForAnother || list.conversationId === 0)
                return;
            const reading = list.itemAtIndex(list.indexAt(list.width / 2, list.contentY + list.height / 2)) as Bubble;
            if (!list.follow && reading !== null)
                list.places[list.conversationId] = reading.key;
            else
                delete list.places[list.conversationId];
        }
    }
    Connections {
        target: list.chat.reply
        function onSent() {
            list.toNewest();
        }
    }

    model: chat.conversation.messages
    verticalLayoutDirection: ListView.BottomToTop
    clip: true
    spacing: 2
    topMargin: Theme.pad
    bottomMargin: Theme.pad
    cacheBuffer: 800
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {
        onPressedChanged: {
            list.readOn();
            list.follow = list.atNewest;
        }
    }
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")
    // A row that comes, such as the next speaker's, pushes nobody away from what they are reading.
    onCountChanged: stay()
    onMovementEnded: {
        readOn();
        follow = atNewest;
    }
    onHeightChanged: stay()
    onWidthChanged: stay()
    onContentHeightChanged: stay()
    activeFocusOnTab: true
    keyNavigationEnabled: false

    // From one message to the next; below the newest one writes again.
    function reach(row: int) {
        if (row < 0 || count === 0) {
            list.writingWanted();
            return;
        }
        const at = Math.min(row, count - 1);
        positionViewAtIndex(at, ListView.Contain);
        const item = itemAtIndex(at);
        if (item !== null) {
            item.forceActiveFocus(Qt.TabFocusReason);
            readOn();
        }
    }
    function scroll(by: real) {
        const top = originY - topMargin;
        const bottom = originY + contentHeight - height + bottomMargin;
        contentY = Math.max(top, Math.min(Math.max(top, bottom), contentY + by));
        readOn();
        follow = atNewest;
    }
    Keys.onUpPressed: scroll(-80)
    Keys.onDownPressed: scroll(80)
    Keys.onPressed: event => {
        const steps = ({
                [Qt.Key_PageUp]: -height * 0.9,
                [Qt.Key_PageDown]: height * 0.9,
                [Qt.Key_Home]: -contentHeight,
                [Qt.Key_End]: contentHeight
            });
        if (event.key in steps) {
            scroll(steps[event.key]);
            event.accepted = true;
        }
    }

    Rectangle {
        parent: list
        anchors.fill: parent
        color: "transparent"
        border.width: list.activeFocus && !list.currentItem?.activeFocus ? 2 : 0
        border.color: Theme.accent
    }

    delegate: Bubble {
        id: line
        required property int index
        property real last: 0
        width: list.width
        chat: list.chat
        editing: list.editingKey === key
        onEditWanted: key => list.edit(key)
        onStepped: by => list.reach(index + by)
        onWritingWanted: list.writingWanted()
        onEditEnded: {
            // Another may be edited by now: this one only made room for it.
            if (list.editingKey === key) {
                list.editingKey = 0;
                list.editEnded();
            }
        }
        onRemovalWanted: key => list.removalWanted(key)
        onBoundariesWanted: list.boundariesWanted()
        onLinkWanted: address => list.linkWanted(address)
        onModelsWanted: list.modelsWanted()
        onPictureWanted: picture => list.pictureWanted(picture)
        onMoreWanted: list.moreWanted(key, isMine, isFirst, isHidden, isPinned, siblings, checkpoint)
        onActiveFocusChanged: {
            if (activeFocus)
                list.positionViewAtIndex(index, ListView.Contain);
        }
        onHeightChanged: {
            if (index === 0 && last > 0)
                list.grown(height - last);
            last = height;
        }
    }

    IconButton {
        parent: list
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        visible: !list.follow && !list.atNewest
        name: qsTr("Go to the newest message")
        sign: "down"
        tint: Theme.accent
        onClicked: list.toNewest()
        background: Rectangle {
            radius: height / 2
            color: Theme.raised
            border.color: Theme.line
        }
    }
}
