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
    function show_recognizers() {
        page.flick.contentY = Math.max(0, Math.min(hearing.y, page.flick.contentHeight - page.flick.height));
    }
    gap: Theme.pad - 4

    Prose {
        width: page.pageWidth
        text: qsTr("Voices read replies aloud. For calls and dictation you also need speech recognition, further down. Everything runs on this computer, and no sound leaves it. To choose a companion's voice, open their profile and go to Voice.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Heading {
        text: qsTr("Voices")
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
    Heading {
        id: hearing
        text: qsTr("Speech recognition")
    }
    Repeater {
        model: page.voices.recognizers
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
    Heading {
        text: qsTr("Eyes")
    }
    Prose {
        width: page.pageWidth
        text: qsTr("A small model with eyes says in a sentence what a picture shows, so that any companion can be told of it. Larger models that see for themselves are on the other pages: choose “with its projector” when you download one.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Repeater {
        model: page.voices.describers
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
    Heading {
        text: qsTr("Your own")
    }
    ActionItem {
        width: page.pageWidth
        label: qsTr("Add from a file")
        detail: page.installed.busy ? page.installed.doing : qsTr("Any English Piper voice: a file that ends in .onnx, with its .onnx.json in the same folder. For speech recognition, choose one of the .onnx files of its folder.")
        action: page.installed.busy ? "" : qsTr("Add a file…")
        onActed: asked.open()
    }
    Trouble {
        width: page.pageWidth
        text: page.installed.trouble
    }
    FileDialog {
        id: asked
        nameFilters: [qsTr("Voices and speech recognition (*.onnx)")]
        onAccepted: page.installed.add(selectedFile, true)
    }
}
