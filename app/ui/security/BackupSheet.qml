// A passphrase for the backup, and where it goes.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property SecurityViewModel security
    property bool asked: false

    title: qsTr("Back up everything")
    closePolicy: security.busy ? Popup.NoAutoClose : Popup.CloseOnEscape
    onAboutToShow: {
        asked = false;
        security.begin();
    }
    onClosed: wipe()
    function wipe() {
        passphrase.text = "";
        again.text = "";
    }
    onOpened: passphrase.input.forceActiveFocus()

    Connections {
        target: sheet.security
        enabled: sheet.asked
        function onDone() {
            sheet.close();
        }
    }
    Prose {
        width: parent.width
        text: qsTr("The backup gets its own passphrase: nothing else opens it, on any computer, and nobody can recover it. You can keep chatting while it is made; it is read back to make sure that it is good.")
        color: Theme.soft
    }
    Field {
        id: passphrase
        width: parent.width
        label: qsTr("Backup passphrase")
        secret: true
        onAccepted: again.input.forceActiveFocus()
    }
    Field {
        id: again
        width: parent.width
        label: qsTr("Backup passphrase again")
        secret: true
        onAccepted: place.open()
    }
    Trouble {
        text: sheet.security.error
    }
    Prose {
        width: parent.width
        visible: text !== ""
        text: sheet.security.progress
        Accessible.role: Accessible.Indicator
        Accessible.name: text
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.security.busy ? qsTr("One moment…") : qsTr("Choose where…")
            enabled: !sheet.security.busy && passphrase.text !== ""
            onClicked: place.open()
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: {
                if (sheet.security.busy)
                    sheet.security.stop();
                else
                    sheet.close();
            }
        }
    }
    FileDialog {
        id: place
        title: qsTr("Back up to")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "inglenook"
        nameFilters: [qsTr("Backups (*.inglenook)")]
        onAccepted: {
            sheet.asked = true;
            sheet.security.back_up(selectedFile, passphrase.text, again.text);
        }
    }
}
