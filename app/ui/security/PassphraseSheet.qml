// Setting or changing the passphrase.
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Sheet {
    id: sheet
    required property SecurityViewModel security
    property bool asked: false

    title: security.hasPassphrase ? qsTr("Change the passphrase") : qsTr("Set a passphrase")
    closePolicy: security.busy ? Popup.NoAutoClose : Popup.CloseOnEscape
    onAboutToShow: {
        asked = false;
        security.begin();
    }
    onClosed: wipe()
    function wipe() {
        current.text = "";
        fresh.text = "";
        again.text = "";
        suggestion.words = "";
    }
    onOpened: (security.hasPassphrase ? current : fresh).input.forceActiveFocus()

    function keep() {
        if (security.busy)
            return;
        asked = true;
        security.change_passphrase(current.text, fresh.text, again.text);
    }

    Connections {
        target: sheet.security
        enabled: sheet.asked
        function onDone() {
            sheet.close();
        }
    }
    Prose {
        width: parent.width
        text: qsTr("Five or six unrelated words are best. A short word of eight letters can be guessed by a stranger's computer; five words cannot. Nobody can recover it for you.")
        color: Theme.soft
    }
    Field {
        id: current
        width: parent.width
        visible: sheet.security.hasPassphrase
        label: qsTr("Current passphrase, or recovery code")
        secret: true
        onAccepted: fresh.input.forceActiveFocus()
    }
    Field {
        id: fresh
        width: parent.width
        label: qsTr("New passphrase")
        secret: true
        onAccepted: again.input.forceActiveFocus()
    }
    Field {
        id: again
        width: parent.width
        label: qsTr("New passphrase again")
        secret: true
        onAccepted: sheet.keep()
    }
    Suggestion {
        id: suggestion
        width: parent.width
        onWanted: words = sheet.security.suggest()
    }
    Trouble {
        text: sheet.security.error
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.security.busy ? qsTr("One moment…") : qsTr("Save")
            enabled: !sheet.security.busy && fresh.text !== ""
            onClicked: sheet.keep()
        }
        QuietButton {
            text: qsTr("Cancel")
            enabled: !sheet.security.busy
            onClicked: sheet.close()
        }
    }
}
