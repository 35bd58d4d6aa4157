// What was told in short: the chapters of the story, or the pages of a journal.
pragma ComponentBehavior: Bound
import QtQuick
import kit

ScrollPage {
    id: page
    required property var told
    required property string about
    required property string empty
    required property string action
    property string other
    property string choice
    property bool chosen: false
    signal acted(int key, string text)
    signal otherActed(int key)
    signal choiceMade(bool wanted)
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: page.about
        color: Theme.soft
    }
    Tick {
        visible: page.choice !== ""
        width: page.pageWidth
        text: page.choice
        checked: page.chosen
        onToggled: page.choiceMade(checked)
    }
    Prose {
        width: page.pageWidth
        visible: all.count === 0
        text: page.empty
        color: Theme.soft
    }
    Repeater {
        id: all
        model: page.told
        delegate: Column {
            id: part
            required property int key
            required property string title
            required property string text
            width: page.pageWidth
            spacing: 4
            Prose {
                width: parent.width
                text: part.title
                color: Theme.soft
                font.pixelSize: Theme.small
            }
            Prose {
                width: parent.width
                text: part.text
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
            Row {
                spacing: Theme.gap
                QuietButton {
                    text: page.action
                    Accessible.name: text + ": " + part.title
                    onClicked: page.acted(part.key, part.text)
                }
                QuietButton {
                    visible: page.other !== ""
                    text: page.other
                    Accessible.name: text + ": " + part.title
                    onClicked: page.otherActed(part.key)
                }
            }
        }
    }
}
