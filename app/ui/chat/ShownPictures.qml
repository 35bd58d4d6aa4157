// The pictures of a message, as large as there is room: their place is known before they are there.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import kit

Flow {
    id: shown
    required property var attachments
    required property real limit
    signal viewed(var picture)

    readonly property int most: attachments.length > 1 ? 180 : 320
    // As wide as they are side by side, if there is so much room.
    readonly property real wantedWidth: attachments.reduce((sum, picture) => sum + fit(picture).width, (attachments.length - 1) * spacing)
    width: Math.min(limit, wantedWidth)
    spacing: Theme.gap

    function fit(picture: var): size {
        if (picture.seconds > 0)
            return Qt.size(Math.min(shown.limit, 220), Theme.target + 8);
        const scale = Math.min(1, shown.most / Math.max(picture.width, picture.height), shown.limit / picture.width);
        return Qt.size(Math.max(48, Math.round(picture.width * scale)), Math.max(48, Math.round(picture.height * scale)));
    }
    Repeater {
        model: shown.attachments
        delegate: AbstractButton {
            id: one
            required property var modelData
            readonly property size fitted: shown.fit(modelData)
            implicitWidth: fitted.width
            implicitHeight: fitted.height
            padding: 0
            readonly property bool isSound: modelData.seconds > 0
            Accessible.name: isSound ? (modelData.alt !== "" ? qsTr("Recording: %1").arg(modelData.alt) : qsTr("Recording, not described")) : modelData.alt !== "" ? qsTr("Picture: %1").arg(modelData.alt) : qsTr("Picture, not described")
            Accessible.description: qsTr("Shows it large")
            onClicked: shown.viewed(modelData)
            contentItem: Item {
                Image {
                    anchors.fill: parent
                    visible: !one.isSound
                    source: visible ? one.modelData.source : ""
                    sourceSize: Qt.size(640, 640)
                    fillMode: Image.PreserveAspectFit
                    asynchronous: true
                }
                Row {
                    anchors.centerIn: parent
                    visible: one.isSound
                    spacing: Theme.gap
                    Sign {
                        sign: "microphone"
                        size: 28
                    }
                    Prose {
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("Recording, %1 s").arg(one.modelData.seconds)
                    }
                }
            }
            background: Rectangle {
                radius: 6
                color: Theme.hover
                border.width: one.visualFocus ? 2 : 0
                border.color: Theme.accent
            }
            HoverHandler {
                cursorShape: Qt.PointingHandCursor
            }
        }
    }
}
