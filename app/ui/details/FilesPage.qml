// Chats of other programs in, this conversation out.
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

ScrollPage {
    id: page
    required property DetailsViewModel details
    required property ChatFilesViewModel files
    gap: Theme.pad

    ActionItem {
        width: page.pageWidth
        label: qsTr("Import a chat")
        detail: qsTr("From SillyTavern, text-generation-webui, Agnai, CAI Tools, KoboldCpp Lite, RisuAI or Backyard (BYAF), as a new conversation with the current companion.")
        action: page.files.busy ? qsTr("Stop") : qsTr("Choose a file…")
        onActed: page.files.busy ? page.files.stop() : bring.open()
    }
    Progress {
        width: page.pageWidth
        visible: page.files.busy
        name: qsTr("Importing")
        share: page.files.share
    }
    Heading {
        width: page.pageWidth
        text: qsTr("Export this conversation")
    }
    Prose {
        width: page.pageWidth
        text: qsTr("Anybody who has the file can read it; it is not encrypted.")
        color: Theme.soft
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        enabled: page.details.hasConversation
        QuietButton {
            text: qsTr("SillyTavern (JSONL)…")
            onClicked: give.ask(0)
        }
        QuietButton {
            text: qsTr("Text…")
            onClicked: give.ask(1)
        }
        QuietButton {
            text: qsTr("Markdown…")
            onClicked: give.ask(2)
        }
        QuietButton {
            text: qsTr("Web page (HTML)…")
            onClicked: give.ask(3)
        }
        QuietButton {
            text: qsTr("Backyard (BYAF)…")
            onClicked: give.ask(4)
        }
    }
    FileDialog {
        id: bring
        title: qsTr("Import a chat")
        nameFilters: [qsTr("Chats (*.jsonl *.json *.txt *.byaf)"), qsTr("All files (*)")]
        onAccepted: page.files.bring_in(selectedFile)
    }
    FileDialog {
        id: give
        property int form
        title: qsTr("Export the conversation to")
        fileMode: FileDialog.SaveFile
        onAccepted: page.files.export(selectedFile, form)
        function ask(how: int) {
            form = how;
            defaultSuffix = ["jsonl", "txt", "md", "html", "byaf"][how];
            currentFile = currentFolder + "/" + page.files.file_name(how);
            open();
        }
    }
}
