// What goes with the message that is being written: small pictures, what each shows, and who will see it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Column {
    id: strip
    required property AttachmentsViewModel attachments
    signal viewed(var shown, bool draft)

    visible: attachments.count > 0 || attachments.coming
    spacing: 4

    ListView {
        width: parent.width
        height: 76
        orientation: ListView.Horizontal
        spacing: Theme.gap
        clip: true
        model: strip.attachments.rows
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Attachments")
        delegate: Item {
            id: one
            required property int key
            required property string source
            required property string alt
            required property string told
            required property bool isWaiting
            required property bool closes
            required property int seconds
            implicitWidth: 240
            width: implicitWidth
            height: 76

            Rectangle {
                anchors.fill: parent
                radius: 10
                color: Theme.panel
                border.width: 1
                border.color: one.closes ? Theme.warning : Theme.line
            }
            AbstractButton {
                id: picture
                x: 6
                y: 6
                width: 64
                height: 64
                Accessible.name: one.seconds > 0 ? (one.alt !== "" ? qsTr("Recording: %1").arg(one.alt) : qsTr("Recording, not described")) : one.alt !== "" ? qsTr("Picture: %1").arg(one.alt) : qsTr("Picture, not described")
                onClicked: strip.viewed(one, true)
                contentItem: Item {
                    Image {
                        anchors.fill: parent
                        visible: one.seconds === 0
                        source: visible ? one.source : ""
                        sourceSize: Qt.size(128, 128)
                        fillMode: Image.PreserveAspectCrop
                        asynchronous: true
                    }
                    Sign {
                        anchors.centerIn: parent
                        visible: one.seconds > 0
                        sign: "microphone"
                        size: 44
                    }
                }
                background: Rectangle {
                    color: Theme.hover
                    border.width: picture.visualFocus ? 2 : 0
                    border.color: Theme.accent
                }
            }
            Prose {
                anchors.left: picture.right
                anchors.right: out.left
                anchors.leftMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: one.seconds > 0 ? qsTr("%1 s · %2").arg(one.seconds).arg(one.told) : one.told
                color: one.alt !== "" ? Theme.ink : Theme.soft
                font.pixelSize: Theme.small
                maximumLineCount: 3
                elide: Text.ElideRight
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                TapHandler {
                    onTapped: strip.viewed(one, true)
                }
            }
            IconButton {
                id: out
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: 4
                size: 28
                name: one.seconds > 0 ? qsTr("Take this recording out") : qsTr("Take this picture out")
                sign: "close"
                onClicked: strip.attachments.take_out(one.key)
            }
        }
    }
    Prose {
        visible: text !== ""
        width: parent.width
        text: strip.attachments.coming ? qsTr("Reading the file…") : strip.attachments.notice
        color: Theme.soft
        font.pixelSize: Theme.small
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
