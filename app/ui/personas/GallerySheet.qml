// Every companion there is: found, sorted, put into folders, brought in and given away.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property GalleryViewModel gallery
    required property CardImportViewModel bringing
    signal editWanted(int key)
    signal newWanted
    signal removalWanted(int key)

    title: qsTr("Companions")
    wanted: 980
    onAboutToShow: gallery.refresh()
    onClosed: {
        gallery.close();
        // Whoever opens it again looks for somebody else.
        words.input.clear();
    }
    onOpened: words.input.forceActiveFocus()

    function ask_file() {
        files.open();
    }

    Flow {
        width: parent.width
        spacing: Theme.gap
        PrimaryButton {
            text: qsTr("New companion")
            onClicked: sheet.newWanted()
        }
        QuietButton {
            text: qsTr("Import a card…")
            onClicked: files.open()
        }
        QuietButton {
            text: qsTr("Import a folder…")
            enabled: !sheet.bringing.busy
            onClicked: folder.open()
        }
        QuietButton {
            text: qsTr("Paste")
            Accessible.name: qsTr("Import from the clipboard")
            onClicked: sheet.bringing.paste()
        }
    }
    Prose {
        width: parent.width
        text: qsTr("Cards from other apps (PNG, JSON, CHARX, BYAF, YAML) can also be dropped on the window.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Progress {
        width: parent.width
        visible: sheet.bringing.busy
        name: qsTr("Importing")
        share: sheet.bringing.share
    }
    QuietButton {
        visible: sheet.bringing.busy
        text: qsTr("Stop")
        onClicked: sheet.bringing.stop()
    }
    Grid {
        id: sieve
        width: parent.width
        columns: width < 640 ? 1 : 3
        columnSpacing: Theme.pad
        rowSpacing: Theme.gap
        verticalItemAlignment: Grid.AlignBottom
        Field {
            id: words
            width: sieve.columns === 1 ? parent.width : parent.width - order.width - folders.width - 2 * Theme.pad
            label: sheet.gallery.total === 1 ? qsTr("Search your companion") : qsTr("Search %L1 companions").arg(sheet.gallery.total)
            placeholder: qsTr("name, tag, creator …")
            input.onTextChanged: sheet.gallery.search(input.text)
        }
        Choice {
            id: folders
            name: qsTr("Folder")
            choices: sheet.gallery.folders
            currentIndex: sheet.gallery.folder
            onActivated: at => sheet.gallery.choose_folder(at)
        }
        Choice {
            id: order
            name: qsTr("Order")
            choices: sheet.gallery.sorts
            currentIndex: sheet.gallery.sort
            onActivated: at => sheet.gallery.choose_sort(at)
        }
    }
    Flow {
        id: tags
        width: parent.width
        spacing: 6
        visible: sheet.gallery.tags.length > 0
        clip: true
        height: Math.min(implicitHeight, 2 * (Theme.small + 20))
        Repeater {
            model: sheet.gallery.tags
            delegate: Chip {
                required property string modelData
                text: modelData
                chosen: sheet.gallery.chosenTags.indexOf(modelData.toLowerCase()) >= 0
                onClicked: sheet.gallery.toggle_tag(modelData)
            }
        }
    }
    Item {
        width: parent.width
        height: Math.max(260, (sheet.parent ? sheet.parent.height : 700) - 440 - (tags.visible ? tags.height : 0))
        Prose {
            visible: grid.count === 0
            width: parent.width
            text: sheet.gallery.total > 0 ? qsTr("No companion matches.") : qsTr("Nobody is here yet.")
            color: Theme.soft
        }
        GridView {
            id: grid
            readonly property int columns: Math.max(1, Math.floor(width / 176))
            anchors.fill: parent
            clip: true
            cellWidth: Math.floor(width / columns)
            cellHeight: 150 + 4 * Theme.textSize
            model: sheet.gallery.companions
            keyNavigationEnabled: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            // Tiles made ahead are still being made when a search takes them away again, of which Qt warns.
            cacheBuffer: 0
            ScrollBar.vertical: ScrollBar {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Companions")
            delegate: GalleryTile {
                width: grid.cellWidth
                height: grid.cellHeight
                hasFocus: GridView.isCurrentItem && grid.activeFocus
                onChosen: {
                    sheet.gallery.choose(key);
                    sheet.close();
                }
                onStarred: sheet.gallery.toggle_favourite(key)
                onDrawnOut: sheet.gallery.drag_out(key)
                onMoreWanted: {
                    more.key = key;
                    more.name = name;
                    more.popup();
                }
            }
            Keys.onReturnPressed: (currentItem as GalleryTile)?.chosen()
            Keys.onMenuPressed: (currentItem as GalleryTile)?.moreWanted()
        }
    }
    MoreMenu {
        id: more
        property int key
        property string name
        MoreItem {
            text: qsTr("Edit…")
            onTriggered: sheet.editWanted(more.key)
        }
        MoreItem {
            text: qsTr("Favourite")
            onTriggered: sheet.gallery.toggle_favourite(more.key)
        }
        MoreItem {
            text: qsTr("Move to folder…")
            onTriggered: placing.ask(more.key)
        }
        MoreItem {
            text: qsTr("Duplicate")
            onTriggered: sheet.gallery.copy(more.key)
        }
        MoreItem {
            text: qsTr("Export as PNG…")
            onTriggered: give.ask(more.key, 0)
        }
        MoreItem {
            text: qsTr("Export as CHARX…")
            onTriggered: give.ask(more.key, 1)
        }
        MoreItem {
            text: qsTr("Export as JSON…")
            onTriggered: give.ask(more.key, 2)
        }
        MoreItem {
            text: qsTr("Export as BYAF…")
            onTriggered: give.ask(more.key, 3)
        }
        MoreItem {
            text: qsTr("Delete…")
            onTriggered: sheet.removalWanted(more.key)
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
    FileDialog {
        id: files
        title: qsTr("Import cards")
        fileMode: FileDialog.OpenFiles
        nameFilters: [qsTr("Character cards (*.png *.apng *.json *.charx *.byaf *.yaml *.yml *.jpg *.jpeg *.webp)"), qsTr("All files (*)")]
        onAccepted: sheet.bringing.take(selectedFiles)
    }
    FolderDialog {
        id: folder
        title: qsTr("Import a folder of cards")
        onAccepted: sheet.bringing.take([selectedFolder])
    }
    FileDialog {
        id: give
        property int key
        property int form
        title: qsTr("Export the companion to")
        fileMode: FileDialog.SaveFile
        onAccepted: sheet.gallery.export(key, form, selectedFile)
        function ask(who: int, how: int) {
            key = who;
            form = how;
            defaultSuffix = ["png", "charx", "json", "byaf"][how];
            currentFile = currentFolder + "/" + sheet.gallery.file_name(who, how);
            open();
        }
    }
    FolderSheet {
        id: placing
        folders: sheet.gallery.folders
        onChosen: (key, name) => sheet.gallery.put_into(key, name)
        function ask(key: int) {
            begin(key, sheet.gallery.folder_of(key));
        }
    }
}
