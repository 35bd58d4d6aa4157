// What is welcome, what is not, when to rest, and the one thing that no setting opens.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property BoundariesViewModel boundaries
    required property string whatItIs
    property int page: 0
    signal settingsWanted
    signal passphraseWanted

    title: qsTr("Boundaries")
    beside: true
    wanted: 680
    onAboutToShow: boundaries.refresh()

    Tabs {
        width: sheet.availableWidth
        names: [qsTr("Content rating"), qsTr("Topics"), qsTr("Breaks"), qsTr("Never allowed")]
        current: sheet.page
        onWanted: page => sheet.page = page
    }
    Loader {
        id: shown
        readonly property ScrollPage scroller: item as ScrollPage
        width: sheet.availableWidth
        height: Math.min(scroller ? scroller.wantedHeight : 0, sheet.parent ? sheet.parent.height - 180 - 5 * Theme.textSize : 0)
        sourceComponent: [dial, topics, rest, floor][sheet.page]
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
        QuietButton {
            text: qsTr("Safe word, reminders, quiet hours…")
            onClicked: {
                sheet.close();
                sheet.settingsWanted();
            }
        }
    }
    Component {
        id: dial
        RatingPage {
            boundaries: sheet.boundaries
            onPassphraseWanted: sheet.passphraseWanted()
        }
    }
    Component {
        id: topics
        TopicsPage {
            boundaries: sheet.boundaries
        }
    }
    Component {
        id: rest
        UsagePage {
            boundaries: sheet.boundaries
            whatItIs: sheet.whatItIs
        }
    }
    Component {
        id: floor
        MinorsFilterPage {}
    }
    Connections {
        target: sheet.boundaries
        function onMatureWanted(words: string) {
            sure.ask(words);
        }
    }
    ConfirmSheet {
        id: sure
        title: qsTr("Welcome stories for adults?")
        action: qsTr("Yes, I am an adult")
        onConfirmed: sheet.boundaries.choose_mature()
    }
}
