// Above the conversation: a better model to download, how far one is, or that one is ready.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: banner
    required property ModelsViewModel models
    readonly property DownloadsViewModel downloads: models.downloads
    readonly property bool suggests: downloads.news === "" && models.recommended.suggestion !== ""
    readonly property string text: downloads.news !== "" ? downloads.news : models.recommended.suggestion
    signal managerWanted(int page)

    visible: text !== ""
    color: Theme.panel
    // Where there is little room the buttons stand below the words.
    readonly property bool stacked: width < 20 * Theme.textSize + buttons.natural

    implicitHeight: (stacked ? words.implicitHeight + buttons.height + Theme.gap : Math.max(words.implicitHeight, buttons.height)) + 2 * Theme.gap

    Connections {
        target: banner.downloads
        function onArrived() {
            if (banner.downloads.ready > 0 || banner.downloads.failed > 0)
                banner.Accessible.announce(banner.downloads.news);
        }
    }
    Prose {
        id: words
        x: Theme.pad
        y: banner.stacked ? Theme.gap : Math.round((banner.height - height) / 2)
        width: banner.width - 2 * Theme.pad - (banner.stacked ? 0 : buttons.width + Theme.gap)
        text: banner.text
        font.pixelSize: Theme.textSize - 1
        maximumLineCount: 4
        elide: Text.ElideRight
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Flow {
        id: buttons
        x: banner.stacked ? Theme.pad : banner.width - width - Theme.pad
        y: banner.stacked ? words.y + words.height + Theme.gap : Math.round((banner.height - height) / 2)
        // What they would take side by side.
        readonly property real natural: visibleChildren.reduce((sum, child) => sum + child.implicitWidth + spacing, -spacing)
        width: Math.min(natural, banner.width - 2 * Theme.pad)
        spacing: Theme.gap
        PrimaryButton {
            visible: banner.suggests
            text: qsTr("Download")
            onClicked: {
                banner.models.recommended.get(banner.models.recommended.suggested);
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
            visible: banner.suggests || banner.downloads.ready > 0 || banner.downloads.failed > 0
            size: Theme.target + 4
            name: qsTr("Not now")
            sign: "close"
            onClicked: {
                if (banner.suggests)
                    banner.models.recommended.put_off();
                else if (banner.downloads.ready > 0)
                    banner.downloads.cancel(banner.downloads.ready);
                else
                    banner.downloads.pause(banner.downloads.failed);
            }
        }
    }
}
