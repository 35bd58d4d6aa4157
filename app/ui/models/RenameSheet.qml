// Another name for a model.
import QtQuick
import kit

Sheet {
    id: sheet
    property string key
    signal kept(string name)

    title: qsTr("Rename the model")

    function begin(name: string) {
        key = name;
        field.text = name;
        open();
        field.input.selectAll();
        field.input.forceActiveFocus(Qt.TabFocusReason);
    }
    function keep() {
        sheet.close();
        sheet.kept(field.text);
    }

    Field {
        id: field
        width: parent.width
        label: qsTr("Name")
        onAccepted: sheet.keep()
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
