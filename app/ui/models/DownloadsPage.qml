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
        text: qsTr("Nothing is on its way. What you download shows here; it goes on after a crash, a lost line or a restart, and while Inglenook is locked.")
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
                giving.ask(qsTr("What came of %1 so far will be deleted.").arg(name));
            }
            onSoonerWanted: page.downloads.sooner(key)
            onUseWanted: page.downloads.use(key)
        }
    }
    ConfirmSheet {
        id: giving
        property int key
        title: qsTr("Give this download up?")
        action: qsTr("Give up")
        onConfirmed: page.downloads.cancel(key)
    }
}
