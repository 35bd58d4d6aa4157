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
        text: qsTr("Lore wakes by the rules of SillyTavern. Some of what it does are known faults; they are mended here. A book that was made for one of them may want it back.")
        color: Theme.soft
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        QuietButton {
            text: qsTr("Mend everything")
            onClicked: page.lorebook.quirks.keep_all(false)
        }
        QuietButton {
            text: qsTr("Keep everything as it is there")
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
