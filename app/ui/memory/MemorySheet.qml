// Memories: what a companion knows, where it comes from, and what one can do with it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property MemoryViewModel memory
    property int page: 0
    signal modelsWanted
    readonly property real room: Math.max(260, sheet.parent ? sheet.parent.height - 5 * Theme.pad - 2 * sheet.padding - 2 * Theme.large - tabs.height - done.height : 400)

    title: qsTr("What %1 remembers").arg(memory.name)
    beside: true
    wanted: 860
    onAboutToShow: memory.refresh()
    onClosed: memory.leave()

    Tabs {
        id: tabs
        width: parent.width
        names: [qsTr("Memories"), qsTr("Story"), qsTr("Journal"), qsTr("Self-test"), qsTr("Options")]
        current: sheet.page
        onWanted: page => sheet.page = page
    }
    Loader {
        width: sheet.availableWidth
        height: sheet.room
        sourceComponent: [known, story, journal, exam, reach][sheet.page]
    }
    SheetButtons {
        id: done
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
    Component {
        id: known
        KnownPage {
            memory: sheet.memory
            onGone: sheet.finish()
            onCorrectionWanted: (key, text) => correction.ask(key, text, false)
            onForgettingWanted: (key, text) => forgetting.ask(key, text, sheet.memory.actions.words_of(key), sheet.memory.actions.lines_of(key))
            onExportWanted: asText => give.ask(asText)
            onBringWanted: bring.open()
        }
    }
    Component {
        id: story
        SummariesPage {
            told: sheet.memory.summaries.chapters
            about: qsTr("A summary of what happened, written while nobody is waiting, of what will soon be too long ago to be read in full. It goes near the beginning of every prompt.")
            empty: qsTr("There is no summary yet: everything said here is still read word for word.")
            action: qsTr("Correct…")
            other: qsTr("Rewrite")
            onActed: (key, text) => correction.ask(key, text, true)
            onOtherActed: key => sheet.memory.summaries.correct_chapter(key, "")
        }
    }
    Component {
        id: journal
        SummariesPage {
            told: sheet.memory.summaries.pages
            about: qsTr("A page a week in %1's own voice. A companion is a simulation; so is its journal.").arg(sheet.memory.name)
            empty: sheet.memory.options.keepsJournal ? qsTr("The first page appears after a week in which you have talked.") : qsTr("There are no pages yet.")
            choice: qsTr("%1 keeps a journal").arg(sheet.memory.name)
            chosen: sheet.memory.options.keepsJournal
            action: qsTr("Delete page")
            onActed: key => sheet.memory.summaries.tear_out(key)
            onChoiceMade: wanted => sheet.memory.options.keep_journal(wanted)
        }
    }
    Component {
        id: exam
        EvaluationPage {
            exam: sheet.memory.exam
            name: sheet.memory.name
        }
    }
    Component {
        id: reach
        ScopePage {
            memory: sheet.memory
            onModelsWanted: sheet.modelsWanted()
        }
    }
    CorrectSheet {
        id: correction
        onDone: (key, text, isChapter) => isChapter ? sheet.memory.summaries.correct_chapter(key, text) : sheet.memory.actions.correct(key, text)
    }
    ForgetSheet {
        id: forgetting
        onDone: (key, withWords, forGood) => sheet.memory.actions.forget(key, withWords, forGood)
    }
    FileDialog {
        id: bring
        title: qsTr("Import memories")
        nameFilters: [qsTr("Memories (*.json *.txt *.md)"), qsTr("All files (*)")]
        onAccepted: sheet.memory.files.bring_in(selectedFile)
    }
    FileDialog {
        id: give
        property bool asText
        title: qsTr("Export the memories to")
        fileMode: FileDialog.SaveFile
        onAccepted: sheet.memory.files.export(selectedFile, asText)
        function ask(plain: bool) {
            asText = plain;
            defaultSuffix = plain ? "txt" : "json";
            currentFile = currentFolder + "/" + sheet.memory.files.file_name(plain);
            open();
        }
    }
}
