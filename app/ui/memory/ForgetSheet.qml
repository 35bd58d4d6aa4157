// Forgetting: the memory, or also the words it comes from.
import QtQuick
import kit

Sheet {
    id: sheet
    property int key
    property string words
    property int messages
    signal done(int key, bool withWords)

    title: qsTr("Forget this?")
    onOpened: stay.forceActiveFocus(Qt.TabFocusReason)

    function ask(which: int, about: string, count: int) {
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
        text: qsTr("It is gone from every prompt at once, and a moment later for good: the memory, what was made from it, and what a model has read. The message it comes from stays in the conversation and is not recalled.")
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
    SheetButtons {
        PrimaryButton {
            text: qsTr("Forget")
            onClicked: {
                sheet.close();
                sheet.done(sheet.key, also.checked);
            }
        }
        QuietButton {
            id: stay
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
