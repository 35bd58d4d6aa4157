// Above the conversation: a better model to download, how far one is, or that one is ready.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: banner
    required property ModelsController models
    readonly property DownloadsController downloads: models.downloads
    readonly property bool suggests: downloads.news === "" && models.advice.suggestion !== ""
    readonly property string text: downloads.news !== "" ? downloads.news : models.advice.suggestion
    signal managerWanted(int page)

    visible: text !== ""
    color: Theme.panel
    implicitHeight: Math.max(words.implicitHeight, buttons.implicitHeight) + 2 * Theme.gap

    Prose {
        id: words
        anchors.left: parent.left
        anchors.leftMargin: Theme.pad
        anchors.right: buttons.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: banner.text
        font.pixelSize: Theme.textSize - 1
        maximumLineCount: 3
        elide: Text.ElideRight
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Row {
        id: buttons
        anchors.right: parent.right
        anchors.rightMargin: Theme.pad
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
        PrimaryButton {
            visible: banner.suggests
            text: qsTr("Download")
            onClicked: {
                banner.models.advice.get(banner.models.advice.suggested);
                banner.managerWanted(0);
            }
        }
        QuietButton {
            visible: banner.suggests
            text: qsTr("Others…")
            onClicked: banner.managerWanted(0)
        }
        PrimaryButton {
            visible: banner.downloads.ready > 0
            text: qsTr("Talk with it")
            onClicked: banner.downloads.use(banner.downloads.ready)
        }
        QuietButton {
            visible: !banner.suggests && banner.downloads.ready === 0
            text: qsTr("Show")
            Accessible.name: qsTr("Show the downloads")
            onClicked: banner.managerWanted(2)
        }
        IconButton {
            visible: banner.suggests || banner.downloads.ready > 0
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("Not now")
            sign: "close"
            onClicked: banner.suggests ? banner.models.advice.put_off() : banner.downloads.cancel(banner.downloads.ready)
        }
    }
}
