// Saying a memory in other words.
import QtQuick
import kit

Sheet {
    id: sheet
    property int key
    property bool isChapter
    property string text
    signal done(int key, string text, bool isChapter)

    title: qsTr("Correct a memory")
    onOpened: words.input.forceActiveFocus(Qt.TabFocusReason)

    function ask(which: int, now: string, chapter: bool) {
        key = which;
        isChapter = chapter;
        text = now;
        words.value = now;
        words.input.text = now;
        open();
    }

    TextBox {
        id: words
        width: parent.width
        label: qsTr("What is true")
        help: qsTr("Your own words outrank whatever anybody said.")
        onEdited: text => sheet.text = text
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Save")
            enabled: sheet.text.trim() !== ""
            onClicked: {
                sheet.close();
                sheet.done(sheet.key, sheet.text, sheet.isChapter);
            }
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
