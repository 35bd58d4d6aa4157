// Changing every key, or forgetting for good, which changes them too.
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Sheet {
    id: sheet
    required property SecurityViewModel security
    property bool forget: false

    title: forget ? qsTr("Forget for good") : qsTr("Change every key")
    closePolicy: security.busy ? Popup.NoAutoClose : Popup.CloseOnEscape
    onAboutToShow: security.begin()
    onClosed: wipe()
    function wipe() {
        passphrase.text = "";
        again.text = "";
    }
    onOpened: passphrase.input.forceActiveFocus()

    function begin(forgetting: bool) {
        forget = forgetting;
        open();
    }
    function go() {
        if (!security.busy)
            security.rotate(passphrase.text, again.text, forget);
    }

    Prose {
        width: parent.width
        text: sheet.forget ? qsTr("The vault is rewritten without a trace of what you deleted, the automatic copies are replaced, and every key is changed, so that old copies of these files can no longer be opened with what opens them now.") : qsTr("Everything is encrypted again. Copies of the old key file, and the old recovery code, no longer open anything.")
    }
    Prose {
        width: parent.width
        text: qsTr("Backups you made before can still be opened with their own passphrases and hold what they held: delete them if they should not. Copies of the whole folder made before, together with a secret of that time, still open too.")
        color: Theme.soft
    }
    Field {
        id: passphrase
        width: parent.width
        label: sheet.security.hasPassphrase ? qsTr("Passphrase") : qsTr("New passphrase")
        secret: true
        onAccepted: sheet.security.hasPassphrase ? sheet.go() : again.input.forceActiveFocus()
    }
    Field {
        id: again
        width: parent.width
        visible: !sheet.security.hasPassphrase
        label: qsTr("New passphrase again")
        secret: true
        onAccepted: sheet.go()
    }
    Trouble {
        text: sheet.security.error
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.security.busy ? qsTr("One moment…") : sheet.forget ? qsTr("Forget for good") : qsTr("Change every key")
            enabled: !sheet.security.busy && passphrase.text !== ""
            onClicked: sheet.go()
        }
        QuietButton {
            text: qsTr("Cancel")
            enabled: !sheet.security.busy
            onClicked: sheet.close()
        }
    }
}
