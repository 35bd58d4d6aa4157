// Into which folder something goes: one that is there, or a new one.
pragma ComponentBehavior: Bound
import QtQuick
import kit

Sheet {
    id: sheet
    required property var folders
    property int key
    signal chosen(int key, string name)

    title: qsTr("Move to folder")
    onOpened: name.input.forceActiveFocus()

    function begin(what: int, now: string) {
        key = what;
        name.text = now;
        open();
    }
    function keep() {
        sheet.close();
        sheet.chosen(sheet.key, name.text);
    }

    Field {
        id: name
        width: parent.width
        label: qsTr("Folder (leave empty for none)")
        onAccepted: sheet.keep()
    }
    Flow {
        width: parent.width
        spacing: 6
        Repeater {
            model: sheet.folders.slice(1)
            delegate: Chip {
                required property string modelData
                text: modelData
                onClicked: name.text = modelData
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Save")
            onClicked: sheet.keep()
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
