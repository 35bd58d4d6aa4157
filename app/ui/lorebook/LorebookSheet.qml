// Lorebooks: which there are, what they say, what wakes.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property LorebookViewModel lorebook
    property int page: 0
    readonly property real room: Math.max(260, sheet.parent ? sheet.parent.height - 5 * Theme.pad - 2 * sheet.padding - 2 * Theme.large - tabs.height - done.height : 400)

    title: qsTr("Lorebooks")
    beside: true
    wanted: 980
    onAboutToShow: lorebook.refresh()
    onClosed: lorebook.flush()

    Tabs {
        id: tabs
        width: parent.width
        names: [qsTr("Books"), sheet.lorebook.book >= 0 ? qsTr("Entries of %1").arg(sheet.lorebook.bookName) : qsTr("Entries"), qsTr("Try it"), qsTr("Like SillyTavern")]
        current: sheet.page
        onWanted: page => sheet.page = page
    }
    Loader {
        width: sheet.availableWidth
        height: sheet.room
        sourceComponent: [books, entries, trying, faults][sheet.page]
    }
    SheetButtons {
        id: done
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
    Component {
        id: books
        BooksPage {
            lorebook: sheet.lorebook
            onEntriesWanted: key => {
                sheet.lorebook.open_book(key);
                sheet.page = 1;
            }
            onBringWanted: bring.open()
            onRemovalWanted: key => sheet.lorebook.remove_book(key)
        }
    }
    Component {
        id: entries
        EntriesPage {
            lorebook: sheet.lorebook
            onExportWanted: form => give.ask(form)
        }
    }
    Component {
        id: trying
        ActivationPage {
            lorebook: sheet.lorebook
        }
    }
    Component {
        id: faults
        QuirksPage {
            lorebook: sheet.lorebook
        }
    }
    FileDialog {
        id: bring
        title: qsTr("Import a lorebook")
        nameFilters: [qsTr("Lorebooks (*.json *.lorebook)"), qsTr("All files (*)")]
        onAccepted: sheet.lorebook.files.bring_in(selectedFile)
    }
    FileDialog {
        id: give
        property int form
        title: qsTr("Export the lorebook to")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "json"
        onAccepted: sheet.lorebook.files.export(selectedFile, form)
        function ask(how: int) {
            form = how;
            currentFile = currentFolder + "/" + sheet.lorebook.files.file_name();
            open();
        }
    }
}
