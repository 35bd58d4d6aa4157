// Opening the vault by passphrase, or by the recovery code.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: screen
    required property UnlockViewModel unlock
    required property RestoreViewModel restore
    signal restoreWanted
    property bool byCode: !unlock.hasPassphrase

    color: Theme.ground
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Unlock")

    function open() {
        if (byCode)
            unlock.unlock_with_code(secret.text);
        else
            unlock.unlock(secret.text);
    }

    Component.onCompleted: secret.input.forceActiveFocus()
    Connections {
        target: screen.unlock
        function onAsked() {
            secret.input.forceActiveFocus();
            secret.input.selectAll();
        }
    }

    Flickable {
        id: page
        anchors.fill: parent
        contentHeight: column.implicitHeight + 2 * Theme.pad
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            x: Math.round((page.width - width) / 2)
            y: Math.max(Theme.pad, Math.round((page.height - implicitHeight) / 2))
            width: Math.min(400, page.width - 2 * Theme.pad)
            spacing: Theme.pad

            Image {
                anchors.horizontalCenter: parent.horizontalCenter
                source: Theme.icon("inglenook")
                sourceSize: Qt.size(144, 144)
                width: 72
                height: 72
            }
            Prose {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Your vault is locked")
                font.pixelSize: Theme.large
                font.weight: Font.DemiBold
            }
            Field {
                id: secret
                width: parent.width
                label: screen.byCode ? qsTr("Recovery code") : qsTr("Passphrase")
                secret: !screen.byCode
                onAccepted: screen.open()
            }
            Trouble {
                text: screen.unlock.error !== "" && !screen.unlock.isDamaged ? screen.unlock.error : screen.restore.error !== "" ? screen.restore.error : screen.unlock.error
            }
            PrimaryButton {
                width: parent.width
                text: screen.unlock.busy ? qsTr("One moment…") : qsTr("Unlock")
                enabled: !screen.unlock.busy && secret.text !== ""
                onClicked: screen.open()
            }
            QuietButton {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: screen.unlock.hasPassphrase && screen.unlock.hasRecoveryCode
                text: screen.byCode ? qsTr("Use the passphrase") : qsTr("Use the recovery code")
                onClicked: {
                    screen.byCode = !screen.byCode;
                    screen.unlock.forget_error();
                    secret.text = "";
                    secret.input.forceActiveFocus();
                }
            }
            QuietButton {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: screen.unlock.isDamaged && screen.restore.latestCopy !== ""
                enabled: !screen.restore.busy
                text: screen.restore.busy ? screen.restore.progress : qsTr("Go back to the copy from %1").arg(screen.restore.latestCopy)
                onClicked: screen.restore.restore_copy()
            }
            QuietButton {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: !screen.restore.busy
                text: qsTr("Restore a backup…")
                onClicked: screen.restoreWanted()
            }
        }
    }
}
