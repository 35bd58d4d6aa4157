// Forgetting: the memory, or also the words it comes from.
pragma ComponentBehavior: Bound
import QtQuick
import kit

Sheet {
    id: sheet
    property int key
    property string words
    property int messages
    property var lines: []
    signal done(int key, bool withWords, bool forGood)

    title: qsTr("Forget this?")
    onOpened: stay.forceActiveFocus(Qt.TabFocusReason)

    function ask(which: int, about: string, count: int, said: var) {
        lines = said;
        key = which;
        words = about;
        messages = count;
        also.checked = false;
        open();
    }

    Prose {
        width: parent.width
        visible: text !== ""
        text: sheet.words
        font.weight: Font.DemiBold
    }
    Prose {
        width: parent.width
        text: qsTr("It is gone from every prompt at once and goes to the Trash, from where it can be restored. Forgotten for good, the memory is deleted, with what was made from it and what a model has read; the message it comes from stays in the conversation and is not recalled.")
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    Tick {
        id: also
        width: parent.width
        text: qsTr("Take the words out of the conversation too")
    }
    Prose {
        width: parent.width
        // It has its place before it is seen, or the buttons would move away from under the mouse.
        opacity: also.checked ? 1 : 0
        Accessible.ignored: !also.checked
        text: sheet.messages === 1 ? qsTr("One message loses its words for good.") : qsTr("%1 messages lose their words for good: those it comes from, and those that plainly say the same.").arg(sheet.messages)
        color: Theme.soft
        font.pixelSize: Theme.small
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    // What would go is seen before it goes.
    Repeater {
        model: sheet.lines
        delegate: Prose {
            required property string modelData
            width: sheet.availableWidth
            opacity: also.checked ? 1 : 0
            Accessible.ignored: !also.checked
            text: "“" + modelData + "”"
            color: Theme.soft
            font.pixelSize: Theme.small
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Move to the Trash")
            onClicked: {
                sheet.close();
                sheet.done(sheet.key, also.checked, false);
            }
        }
        DangerButton {
            text: qsTr("Forget for good")
            onClicked: {
                sheet.close();
                sheet.done(sheet.key, also.checked, true);
            }
        }
        QuietButton {
            id: stay
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
