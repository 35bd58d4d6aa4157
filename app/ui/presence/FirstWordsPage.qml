// When a companion speaks first: only if it is wanted, at times and on days that the person sets.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property FirstWordsViewModel firstWords
    required property string name
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("%1 can write first, at times that you set, while Inglenook is open and unlocked. It is one message; nothing more comes until you answer. The notification says nothing of what it is about.").arg(page.name)
        color: Theme.soft
    }
    Repeater {
        id: all
        model: page.firstWords.rows
        delegate: FirstWordItem {
            width: page.pageWidth
            firstWords: page.firstWords
        }
    }
    Prose {
        width: page.pageWidth
        visible: all.count === 0
        text: qsTr("No times are set: %1 waits until you write.").arg(page.name)
        color: Theme.soft
    }
    QuietButton {
        text: qsTr("Add a time")
        onClicked: page.firstWords.add()
    }
}
