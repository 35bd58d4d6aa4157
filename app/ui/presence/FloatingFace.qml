// The companion alone, without a frame, above other windows; with what was said last, where that is wanted.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Window {
    id: floating
    required property PresenceViewModel presence
    // The mouse goes through it to what lies below.
    property bool through: false
    signal chatWanted

    // Window titles are kept by the system: ours never says who is talked to.
    title: "Inglenook"
    // It stays when the window goes into the tray.
    transientParent: null
    color: "transparent"
    flags: Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.Tool | Qt.NoDropShadowWindowHint | (through ? Qt.WindowTransparentForInput : 0)
    width: 240
    height: 300 + (words.visible ? words.height + 10 : 0)
    Component.onCompleted: {
        const place = presence.floating.place.split(",").map(Number);
        const known = place.length === 2 && place.every(Number.isFinite) && presence.floating.place !== "";
        x = known ? Math.max(0, Math.min(place[0], Screen.desktopAvailableWidth - width)) : Screen.desktopAvailableWidth - width - 40;
        y = known ? Math.max(0, Math.min(place[1], Screen.desktopAvailableHeight - height)) : Screen.desktopAvailableHeight - height - 40;
    }
    onXChanged: keeping.restart()
    onYChanged: keeping.restart()
    Timer {
        id: keeping
        interval: 600
        onTriggered: floating.presence.floating.keep_place(floating.x, floating.y)
    }

    Rectangle {
        id: words
        visible: floating.presence.floating.hasWords && floating.presence.said !== ""
        width: parent.width
        height: said.implicitHeight + 20
        radius: Theme.radius
        color: Theme.raised
        border.width: 1
        border.color: Theme.line
        clip: true
        Prose {
            id: said
            x: 12
            y: 10
            width: parent.width - 24
            text: floating.presence.said.length > 160 ? "…" + floating.presence.said.slice(-160).replace(/\s+/g, " ") : floating.presence.said.replace(/\s+/g, " ")
            font.pixelSize: Theme.small
            maximumLineCount: 6
            elide: Text.ElideRight
        }
    }
    Face {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 300
        name: floating.presence.name
        source: floating.presence.face
        blink: floating.presence.blink
        expression: floating.presence.expression
        busy: floating.presence.isBusy
    }
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        cursorShape: Qt.OpenHandCursor
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Floating face of %1").arg(floating.presence.name)
        property point pressedAt
        onPressed: mouse => pressedAt = Qt.point(mouse.x, mouse.y)
        onPositionChanged: mouse => {
            if (pressedButtons & Qt.LeftButton && Math.abs(mouse.x - pressedAt.x) + Math.abs(mouse.y - pressedAt.y) > 6)
                floating.startSystemMove();
        }
        onDoubleClicked: floating.chatWanted()
        onClicked: mouse => {
            if (mouse.button === Qt.RightButton)
                menu.popup();
        }
    }
    MoreMenu {
        id: menu
        popupType: Popup.Window
        MoreItem {
            text: qsTr("Open the conversation")
            onTriggered: floating.chatWanted()
        }
        MoreItem {
            text: qsTr("Let clicks through")
            onTriggered: floating.through = true
        }
        MoreItem {
            text: qsTr("Hide the floating face")
            onTriggered: floating.presence.floating.want(false)
        }
    }
}
