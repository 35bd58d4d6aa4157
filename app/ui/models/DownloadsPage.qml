// What is on its way.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property DownloadsController downloads
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        visible: page.downloads.isEmpty
        text: qsTr("Nothing is on its way. What you download shows here; it goes on after a crash, a lost line or a restart, and while Inglenook is locked.")
        color: Theme.soft
    }
    Repeater {
        model: page.downloads.rows
        delegate: DownloadItem {
            width: page.pageWidth
            onPauseWanted: page.downloads.pause(key)
            onResumeWanted: page.downloads.resume(key)
            onCancelWanted: page.downloads.cancel(key)
            onSoonerWanted: page.downloads.sooner(key)
            onUseWanted: page.downloads.use(key)
        }
    }
}
