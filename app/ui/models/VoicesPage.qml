// Voices: what replies can be read aloud with.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

ScrollPage {
    id: page
    required property VoicesViewModel voices
    required property InstalledViewModel installed
    signal downloadsWanted
    gap: Theme.pad - 4

    Prose {
        width: page.pageWidth
        text: qsTr("A voice reads replies aloud on this computer; nothing that it says goes anywhere. Which companion has which voice is chosen in their profile, under Voice.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Repeater {
        model: page.voices.cards
        delegate: ModelCard {
            required property string key
            required property string name
            width: page.pageWidth
            title: name
            verdict: ""
            verdictWords: ""
            summary: ""
            mayGet: true
            onGetWanted: page.voices.get(key)
            onStopWanted: page.voices.stop()
            onDownloadsWanted: page.downloadsWanted()
        }
    }
    ActionItem {
        width: page.pageWidth
        label: qsTr("A voice of your own")
        detail: page.installed.busy ? page.installed.doing : qsTr("Any English Piper voice: a file that ends in .onnx, with the .onnx.json that belongs to it in the same folder.")
        action: page.installed.busy ? "" : qsTr("Add a file…")
        onActed: asked.open()
    }
    Trouble {
        width: page.pageWidth
        text: page.installed.trouble
    }
    FileDialog {
        id: asked
        nameFilters: [qsTr("Piper voices (*.onnx)")]
        onAccepted: page.installed.add(selectedFile, true)
    }
}
