// Choosing a backup, its passphrase, and waiting while it is read and verified.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property RestoreViewModel restore

    title: qsTr("Restore a backup")
    closePolicy: restore.busy ? Popup.NoAutoClose : Popup.CloseOnEscape
    onAboutToShow: restore.begin()
    onClosed: {
        passphrase.text = "";
        restore.begin();
    }
    onOpened: choose.forceActiveFocus()

    Prose {
        width: parent.width
        text: sheet.restore.hasVault ? qsTr("Everything is read and verified first. Then the backup replaces what is here now, which is kept beside it until you delete it.") : qsTr("Everything is read and verified first. Afterwards the backup's passphrase opens your vault.")
        color: Theme.soft
    }
    QuietButton {
        id: choose
        width: parent.width
        enabled: !sheet.restore.busy
        text: sheet.restore.file !== "" ? sheet.restore.file : qsTr("Choose the backup…")
        onClicked: picker.open()
    }
    Prose {
        width: parent.width
        visible: text !== ""
        text: sheet.restore.told
    }
    Field {
        id: passphrase
        width: parent.width
        visible: sheet.restore.file !== ""
        label: qsTr("Backup passphrase")
        secret: true
        onAccepted: sheet.restore.restore(text)
    }
    Trouble {
        text: sheet.restore.error
    }
    Prose {
        width: parent.width
        visible: text !== ""
        text: sheet.restore.progress
        Accessible.role: Accessible.Indicator
        Accessible.name: text
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.restore.busy ? qsTr("One moment…") : qsTr("Restore")
            enabled: !sheet.restore.busy && sheet.restore.file !== "" && passphrase.text !== ""
            onClicked: sheet.restore.restore(passphrase.text)
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: {
                if (sheet.restore.busy)
                    sheet.restore.stop();
                else
                    sheet.close();
            }
        }
    }
    FileDialog {
        id: picker
        title: qsTr("Choose a backup")
        nameFilters: [qsTr("Backups (*.inglenook)"), qsTr("All files (*)")]
        onAccepted: {
            sheet.restore.choose(selectedFile);
            passphrase.input.forceActiveFocus();
        }
    }
}
