// Which known faults of the original are kept.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property LorebookViewModel lorebook
    gap: Theme.gap

    Prose {
        width: page.pageWidth
        text: qsTr("Lore follows SillyTavern's rules. Some of SillyTavern's known faults are fixed here. A lorebook that relies on one of them may need it back.")
        color: Theme.soft
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        QuietButton {
            text: qsTr("Fix everything")
            onClicked: page.lorebook.quirks.keep_all(false)
        }
        QuietButton {
            text: qsTr("Keep everything as in SillyTavern")
            onClicked: page.lorebook.quirks.keep_all(true)
        }
    }
    Repeater {
        model: page.lorebook.quirks.model
        delegate: Tick {
            required property string key
            required property string label
            required property bool isKept
            width: page.pageWidth
            text: label
            checked: isKept
            onToggled: page.lorebook.quirks.keep(key, checked)
        }
    }
}
