// The messages, the newest at the bottom; the reader's place holds while a reply grows.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ListView {
    id: list
    required property ChatController chat
    signal editWanted(int key)

    readonly property bool atNewest: contentY >= originY + contentHeight - height - 24

    // Row 0 grows upwards and would push what is being read; moving the view by as much holds it still.
    function grown(by: real) {
        if (!atNewest)
            contentY -= by;
    }

    model: chat.messages
    verticalLayoutDirection: ListView.BottomToTop
    clip: true
    spacing: 4
    topMargin: Theme.pad
    bottomMargin: Theme.pad
    cacheBuffer: 800
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")
    onCountChanged: positionViewAtBeginning()

    delegate: Bubble {
        id: line
        required property int index
        property real last: 0
        width: list.width
        chat: list.chat
        onEditWanted: key => list.editWanted(key)
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
        visible: !list.atNewest
        name: qsTr("Go to the newest message")
        sign: "down"
        tint: Theme.accent
        onClicked: list.positionViewAtBeginning()
        background: Rectangle {
            radius: height / 2
            color: Theme.raised
            border.color: Theme.line
        }
    }
}
