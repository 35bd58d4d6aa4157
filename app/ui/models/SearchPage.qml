// Everything on the hub: what one looks for, what was found, and what one repository offers.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ScrollPage {
    id: page
    required property SearchViewModel search
    signal downloadsWanted
    readonly property bool isOpen: search.opened.name !== "" || search.opened.opening || search.opened.trouble !== ""
    gap: Theme.gap

    function look() {
        page.search.search(words.text, sort.at, licence.at, language.at, fitting.checked, open.checked);
    }

    Column {
        width: page.pageWidth
        spacing: Theme.gap
        visible: !page.isOpen

        Field {
            id: words
            width: parent.width
            label: qsTr("Search Hugging Face for models, or paste an address")
            placeholder: qsTr("gemma, roleplay, maker/model …")
            onAccepted: page.look()
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            Choice {
                id: sort
                name: qsTr("Order")
                choices: page.search.sorts
            }
            Choice {
                id: licence
                name: qsTr("Licence")
                choices: page.search.licences
            }
            Choice {
                id: language
                name: qsTr("Language")
                choices: page.search.languages
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.pad
            Tick {
                id: fitting
                width: Math.min(implicitWidth, page.pageWidth)
                text: qsTr("Only what fits this computer")
                checked: true
            }
            Tick {
                id: open
                width: Math.min(implicitWidth, page.pageWidth)
                text: qsTr("Only without an account")
            }
            PrimaryButton {
                text: page.search.searching ? qsTr("Searching…") : qsTr("Search")
                enabled: !page.search.searching
                onClicked: page.look()
            }
        }
        Trouble {
            text: page.search.trouble
        }
        Prose {
            width: parent.width
            visible: page.search.isEmpty
            text: qsTr("Nothing was found. Try fewer words, or turn off the filters.")
            color: Theme.soft
        }
        Repeater {
            model: page.search.results
            delegate: ActionItem {
                required property string key
                required property string name
                required property string facts
                width: page.pageWidth
                label: name
                detail: facts
                action: qsTr("Open")
                onActed: page.search.opened.open(key)
            }
        }
        QuietButton {
            visible: page.search.mayShowMore
            text: qsTr("Show more")
            enabled: !page.search.searching
            onClicked: page.search.more()
        }
    }
    Column {
        width: page.pageWidth
        spacing: Theme.pad - 4
        visible: page.isOpen

        QuietButton {
            width: Math.min(implicitWidth, page.pageWidth)
            text: qsTr("← Back to results")
            onClicked: page.search.opened.close()
        }
        Prose {
            width: parent.width
            visible: text !== ""
            text: page.search.opened.name
            font.weight: Font.DemiBold
        }
        Prose {
            width: parent.width
            visible: text !== ""
            text: page.search.opened.facts
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Prose {
            width: parent.width
            visible: page.search.opened.opening
            text: page.search.opened.name === "" ? qsTr("Asking the hub…") : qsTr("Reading model details, to see what runs here…")
            color: Theme.accent
            font.pixelSize: Theme.small
            Accessible.role: Accessible.Indicator
            Accessible.name: text
        }
        Trouble {
            text: page.search.opened.trouble
        }
        Tick {
            visible: page.search.opened.hasProjector
            width: Math.min(implicitWidth, page.pageWidth)
            text: qsTr("Include what it needs to see pictures")
            checked: page.search.opened.withProjector
            onToggled: page.search.opened.choose_projector(checked)
        }
        Repeater {
            model: page.search.opened.offers
            delegate: ModelCard {
                required property string key
                width: page.pageWidth
                onGetWanted: page.search.opened.get(key)
                onStopWanted: page.search.opened.stop()
                onDownloadsWanted: page.downloadsWanted()
            }
        }
    }
}
