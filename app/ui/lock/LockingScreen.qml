// While a lock waits for the last words of a reply: nothing of the conversation is shown any more.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: screen
    required property LockViewModel lock

    color: Theme.ground
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Locking")

    Column {
        anchors.centerIn: parent
        width: Math.min(400, parent.width - 2 * Theme.pad)
        spacing: Theme.pad

        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Locking…")
            font.pixelSize: Theme.large
            font.weight: Font.DemiBold
        }
        Prose {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: screen.lock.isWaiting
            text: qsTr("A reply is still being written; Inglenook waits up to ten seconds for it to finish.")
            color: Theme.soft
        }
        QuietButton {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: screen.lock.isWaiting
            text: qsTr("Lock now")
            onClicked: screen.lock.lock_now()
        }
    }
}
