// Other first messages to choose from.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property EditorViewModel editor
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("A new conversation begins with what they say first; these are the alternatives you can switch to there.")
        color: Theme.soft
    }
    Repeater {
        model: page.editor.greetings.rows
        delegate: Column {
            id: one
            required property int key
            required property string text
            width: page.pageWidth
            spacing: Theme.gap
            TextBox {
                width: parent.width
                label: qsTr("First message %1").arg(one.key + 2)
                help: ""
                cost: ""
                value: one.text
                onEdited: text => page.editor.greetings.put(one.key, text)
            }
            QuietButton {
                text: qsTr("Remove")
                Accessible.name: qsTr("Remove first message %1").arg(one.key + 2)
                onClicked: page.editor.greetings.remove(one.key)
            }
        }
    }
    QuietButton {
        text: qsTr("Add another")
        onClicked: page.editor.greetings.add()
    }
}
