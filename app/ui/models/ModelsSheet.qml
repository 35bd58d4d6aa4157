// The model manager.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property ModelsViewModel models
    property int page: 0
    // For the page between the title with the tabs and the button.
    readonly property real room: sheet.parent ? sheet.parent.height - 5 * Theme.pad - 2 * sheet.padding - 2 * Theme.large - tabs.height - done.height : 0

    title: qsTr("Models")
    wanted: 900
    full: true
    onAboutToShow: models.open()
    onClosed: models.close()

    function show_page(wanted: int) {
        page = wanted;
        if (!opened)
            open();
        if (wanted === 4)
            models.network.refresh();
    }
    function show_recognizers() {
        show_page(5);
        Qt.callLater(voicesPage.show_recognizers);
    }
    Connections {
        target: sheet.models
        function onPageWanted(wanted: int) {
            sheet.show_page(wanted);
        }
    }

    Tabs {
        id: tabs
        width: parent.width
        names: [qsTr("For you"), qsTr("Search"), sheet.models.downloads.active > 0 ? qsTr("Downloads (%1)").arg(sheet.models.downloads.active) : qsTr("Downloads"), qsTr("On this computer"), qsTr("Network"), qsTr("Voices and eyes")]
        current: sheet.page
        onWanted: page => sheet.show_page(page)
    }
    RecommendedPage {
        visible: sheet.page === 0
        width: sheet.availableWidth
        height: sheet.room
        advice: sheet.models.recommended
        onDownloadsWanted: sheet.show_page(2)
    }
    SearchPage {
        visible: sheet.page === 1
        width: sheet.availableWidth
        height: sheet.room
        search: sheet.models.search
        onDownloadsWanted: sheet.show_page(2)
    }
    DownloadsPage {
        visible: sheet.page === 2
        width: sheet.availableWidth
        height: sheet.room
        downloads: sheet.models.downloads
    }
    InstalledPage {
        visible: sheet.page === 3
        width: sheet.availableWidth
        height: sheet.room
        installed: sheet.models.installed
        packs: sheet.models.packs
    }
    NetworkPage {
        visible: sheet.page === 4
        width: sheet.availableWidth
        height: sheet.room
        network: sheet.models.network
    }
    VoicesPage {
        id: voicesPage
        visible: sheet.page === 5
        width: sheet.availableWidth
        height: sheet.room
        voices: sheet.models.voices
        installed: sheet.models.installed
        onDownloadsWanted: sheet.show_page(2)
    }
    SheetButtons {
        id: done
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
}
