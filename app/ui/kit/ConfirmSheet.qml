// Asks once more before something that cannot be undone.
import QtQuick

Sheet {
    id: sheet
    property string words
    property string action: qsTr("Delete")
    signal confirmed

    function ask(about: string) {
        words = about;
        open();
    }
    onOpened: stay.forceActiveFocus(Qt.TabFocusReason)

    Prose {
        width: parent.width
        text: sheet.words
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.action
            onClicked: {
                sheet.close();
                sheet.confirmed();
            }
        }
        QuietButton {
            id: stay
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
