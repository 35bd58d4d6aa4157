// What is on its way.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property DownloadsViewModel downloads
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        visible: page.downloads.isEmpty
        text: qsTr("Nothing is downloading. Downloads are shown here; they continue after a crash, a lost connection or a restart, and while Inglenook is locked.")
        color: Theme.soft
    }
    Repeater {
        model: page.downloads.rows
        delegate: DownloadItem {
            width: page.pageWidth
            onPauseWanted: page.downloads.pause(key)
            onResumeWanted: page.downloads.resume(key)
            onCancelWanted: {
                if (share === 0 || stage === "done") {
                    page.downloads.cancel(key);
                    return;
                }
                giving.key = key;
                giving.ask(qsTr("What has been downloaded of %1 so far will be deleted.").arg(name));
            }
            onSoonerWanted: page.downloads.sooner(key)
            onUseWanted: page.downloads.use(key)
        }
    }
    ConfirmSheet {
        id: giving
        property int key
        title: qsTr("Discard this download?")
        action: qsTr("Discard")
        onConfirmed: page.downloads.cancel(key)
    }
}
