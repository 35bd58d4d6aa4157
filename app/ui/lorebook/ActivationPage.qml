// What wakes for what is typed, by which word, and what held the others back.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property LorebookViewModel lorebook
    gap: Theme.gap

    TextBox {
        id: words
        width: page.pageWidth
        label: qsTr("What if this were said now?")
        help: qsTr("It is checked together with the last messages of the conversation; nothing is sent.")
        cost: ""
        value: ""
        least: 2
        onEdited: text => page.lorebook.activation.try_text(text)
    }
    Prose {
        width: page.pageWidth
        visible: text !== ""
        text: page.lorebook.activation.outcome
        color: Theme.accent
    }
    Repeater {
        model: page.lorebook.activation.verdicts
        delegate: Column {
            id: line
            required property string name
            required property string why
            required property bool woke
            width: page.pageWidth
            Accessible.role: Accessible.StaticText
            Accessible.name: (woke ? qsTr("Wakes: ") : qsTr("Sleeps: ")) + name + ", " + why
            Prose {
                width: parent.width
                text: (line.woke ? "✓ " : "") + line.name
                font.weight: line.woke ? Font.DemiBold : Font.Normal
                color: line.woke ? Theme.ink : Theme.soft
            }
            Prose {
                width: parent.width
                text: line.why
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
    }
    Component.onCompleted: {
        page.lorebook.activation.try_text("");
        words.input.forceActiveFocus();
    }
}
