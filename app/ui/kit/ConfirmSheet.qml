// Asks once more before something that cannot be undone.
import QtQuick

Sheet {
    id: sheet
    property string words
    property string action: qsTr("Delete")
    property bool isDanger: false
    // A third way, which loses nothing.
    property string other
    signal confirmed
    signal otherWanted

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
            visible: sheet.other !== ""
            text: sheet.other
            onClicked: {
                sheet.close();
                sheet.otherWanted();
            }
        }
        QuietButton {
            id: stay
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
