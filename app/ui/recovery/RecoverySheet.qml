// The recovery code, shown once; two of its groups are typed back.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property RecoveryViewModel recovery
    property bool writing: false
    // Where there is a code already, a new one ends it: that is asked first.
    property bool asking: false

    title: asking ? qsTr("Make a new recovery code?") : writing ? qsTr("Type two groups back") : qsTr("Your recovery code")
    onAboutToShow: {
        writing = false;
        first.text = "";
        second.text = "";
        asking = recovery.replaces;
        if (!asking)
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
        text: sheet.asking ? qsTr("You have a recovery code. As soon as a new one is shown, the old one stops working.") : sheet.writing ? qsTr("To make sure that you wrote it down correctly.") : qsTr("Write this down on paper and keep it somewhere safe. From now on, it opens your vault if the keyring or your passphrase is ever lost. Without any of them, what is in the vault is gone for good. It is shown only now.")
        color: Theme.soft
    }
    Grid {
        visible: !sheet.writing && !sheet.asking
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
    Flow {
        visible: !sheet.writing && !sheet.asking
        width: parent.width
        spacing: Theme.gap
        QuietButton {
            text: qsTr("Copy")
            onClicked: sheet.recovery.copy()
        }
        QuietButton {
            text: qsTr("Save a page to print…")
            onClicked: {
                place.selectedNameFilter.index = 0;
                place.open();
            }
        }
    }
    Prose {
        width: parent.width
        visible: text !== "" && !sheet.writing
        text: sheet.recovery.status
        color: Theme.soft
        font.pixelSize: Theme.small
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    FileDialog {
        id: place
        title: qsTr("Where to write the recovery code")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "pdf"
        nameFilters: [qsTr("A page to print (*.pdf)"), qsTr("Text (*.txt)")]
        onAccepted: sheet.recovery.save(selectedFile)
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
            text: sheet.asking ? qsTr("Make a new code") : sheet.writing ? qsTr("Check") : qsTr("I have written it down")
            onClicked: {
                if (sheet.asking) {
                    sheet.asking = false;
                    sheet.recovery.make_code();
                } else if (sheet.writing) {
                    sheet.recovery.confirm(first.text, second.text);
                } else {
                    sheet.writing = true;
                    first.input.forceActiveFocus();
                }
            }
        }
        QuietButton {
            text: sheet.asking ? qsTr("Keep the old one") : sheet.writing ? qsTr("Show it again") : qsTr("Close")
            onClicked: {
                if (sheet.writing)
                    sheet.writing = false;
                else
                    sheet.close();
            }
        }
    }
}
