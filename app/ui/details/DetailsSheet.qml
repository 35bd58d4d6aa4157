// One conversation as a whole.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property DetailsViewModel details
    property int page: 0
    signal profilesWanted
    readonly property real room: sheet.parent ? sheet.parent.height - 5 * Theme.pad - 2 * sheet.padding - 2 * Theme.large - tabs.height - done.height : 400

    title: qsTr("This conversation")
    beside: true
    wanted: 720
    onAboutToShow: details.refresh()

    function show_page(wanted: int) {
        page = wanted;
        open();
        // Asked for again, it takes the keys again.
        const search = shown.item as SearchMessagesPage;
        if (search !== null)
            search.begin();
    }

    Tabs {
        id: tabs
        width: parent.width
        names: [qsTr("Scene"), qsTr("Group"), qsTr("Bookmarks"), qsTr("Map"), qsTr("Search"), qsTr("Files")]
        current: sheet.page
        onWanted: page => sheet.page = page
    }
    Loader {
        id: shown
        width: sheet.availableWidth
        // The same for every page, or the tabs would move away from under the mouse.
        height: Math.max(200, sheet.docked ? sheet.room : Math.min(520, sheet.room))
        sourceComponent: [direction, together, places, map, search, files][sheet.page]
    }
    SheetButtons {
        id: done
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
    Component {
        id: direction
        OptionsPage {
            details: sheet.details
            onProfilesWanted: sheet.profilesWanted()
        }
    }
    Component {
        id: together
        ParticipantsPage {
            details: sheet.details
        }
    }
    Component {
        id: places
        BookmarksPage {
            details: sheet.details
            onGone: sheet.finish()
        }
    }
    Component {
        id: map
        BranchesPage {
            details: sheet.details
            onGone: sheet.finish()
        }
    }
    Component {
        id: files
        FilesPage {
            details: sheet.details
            files: sheet.details.files
        }
    }
    Component {
        id: search
        SearchMessagesPage {
            details: sheet.details
            onGone: sheet.finish()
        }
    }
}
