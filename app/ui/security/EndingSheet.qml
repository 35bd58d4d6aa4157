// Deleting everything.
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Sheet {
    id: sheet
    required property SecurityViewModel security

    title: qsTr("Delete everything")
    closePolicy: Popup.CloseOnEscape
    onAboutToShow: security.begin()
    onClosed: wipe()
    function wipe() {
        word.text = "";
    }
    onOpened: word.input.forceActiveFocus()

    Prose {
        width: parent.width
        text: qsTr("Every companion, every conversation, every setting. The keys are destroyed first; from then on what is left on the disk is noise, for you as for everybody else. Models stay where they are.")
    }
    Prose {
        width: parent.width
        text: qsTr("Backups you made, and copies of the whole folder together with a key file, passphrase or recovery code, can still be opened. Delete them too.")
        color: Theme.soft
    }
    Field {
        id: word
        width: parent.width
        label: qsTr("Type “delete” to be sure")
        onAccepted: sheet.security.delete_everything(text)
    }
    Trouble {
        text: sheet.security.error
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Delete everything")
            enabled: word.text !== ""
            onClicked: sheet.security.delete_everything(word.text)
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: sheet.close()
        }
    }
}
