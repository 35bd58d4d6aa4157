// Opening the vault by passphrase, or by the recovery code.
import QtQuick
import Inglenook
import kit

Rectangle {
    id: screen
    required property UnlockController unlock
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
            Prose {
                width: parent.width
                visible: text !== ""
                text: screen.unlock.error
                color: Theme.warning
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
            PrimaryButton {
                width: parent.width
                text: screen.unlock.busy ? qsTr("One moment…") : qsTr("Unlock")
                enabled: !screen.unlock.busy && secret.text !== ""
                onClicked: screen.open()
            }
            QuietButton {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: screen.unlock.hasPassphrase
                text: screen.byCode ? qsTr("Use the passphrase") : qsTr("Use the recovery code")
                onClicked: {
                    screen.byCode = !screen.byCode;
                    screen.unlock.forget_error();
                    secret.text = "";
                    secret.input.forceActiveFocus();
                }
            }
        }
    }
}
