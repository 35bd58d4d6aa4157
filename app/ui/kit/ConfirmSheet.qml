// Asks once more before something that cannot be undone.
import QtQuick

Sheet {
    id: sheet
    property string words
    property string action: qsTr("Delete")
    property bool isDanger: false
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
        DangerButton {
            visible: sheet.isDanger
            text: sheet.action
            onClicked: {
                sheet.close();
                sheet.confirmed();
            }
        }
        PrimaryButton {
            visible: !sheet.isDanger
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
