// The recovery code, shown once; two of its groups are typed back.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property RecoveryController recovery
    property bool writing: false

    title: writing ? qsTr("Type two groups back") : qsTr("Your recovery code")
    onAboutToShow: {
        writing = false;
        first.text = "";
        second.text = "";
        recovery.make_code();
    }
    onClosed: {
        first.text = "";
        second.text = "";
        recovery.forget();
    }

    Connections {
        target: sheet.recovery
        function onSaved() {
            sheet.close();
        }
    }

    Prose {
        width: parent.width
        text: sheet.writing ? qsTr("So that you can be sure that what you wrote down is right.") : qsTr("Write this down on paper and keep it somewhere safe. It opens your vault if the keyring or your passphrase is ever lost. Without any of them, what is in the vault is gone for good. It is shown only now.") + (sheet.recovery.replaces ? " " + qsTr("The code you saved before opens nothing any more once this one is confirmed.") : "")
        color: Theme.soft
    }
    Grid {
        visible: !sheet.writing
        columns: 3
        spacing: Theme.gap
        Accessible.role: Accessible.StaticText
        Accessible.name: sheet.recovery.groups.join(" ")
        Repeater {
            model: sheet.recovery.groups
            delegate: Rectangle {
                id: group
                required property string modelData
                required property int index
                width: Math.round((sheet.availableWidth - 2 * Theme.gap) / 3)
                height: 52
                radius: 10
                color: Theme.code
                Prose {
                    x: 10
                    anchors.verticalCenter: parent.verticalCenter
                    text: group.index < 8 ? group.index + 1 : qsTr("end")
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
                Prose {
                    anchors.centerIn: parent
                    anchors.horizontalCenterOffset: 10
                    text: group.modelData
                    font.family: Theme.mono
                    font.pixelSize: Theme.large
                }
            }
        }
    }
    Row {
        visible: sheet.writing
        spacing: Theme.pad
        Field {
            id: first
            width: Math.round((sheet.availableWidth - Theme.pad) / 2)
            label: qsTr("Group %1").arg(sheet.recovery.first)
            onAccepted: second.input.forceActiveFocus()
        }
        Field {
            id: second
            width: first.width
            label: qsTr("Group %1").arg(sheet.recovery.second)
            onAccepted: sheet.recovery.confirm(first.text, second.text)
        }
    }
    Prose {
        width: parent.width
        visible: text !== ""
        text: sheet.recovery.error
        color: Theme.warning
    }
    SheetButtons {
        PrimaryButton {
            text: sheet.writing ? qsTr("Confirm") : qsTr("I have written it down")
            onClicked: {
                if (sheet.writing) {
                    sheet.recovery.confirm(first.text, second.text);
                } else {
                    sheet.writing = true;
                    first.input.forceActiveFocus();
                }
            }
        }
        QuietButton {
            text: sheet.writing ? qsTr("Show it again") : qsTr("Later")
            onClicked: {
                if (sheet.writing)
                    sheet.writing = false;
                else
                    sheet.close();
            }
        }
    }
}
