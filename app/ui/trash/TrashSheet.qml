// The trash: everything that was deleted, to restore or to delete for good.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property TrashViewModel trash
    wanted: 640
    title: qsTr("Trash")
    onOpened: {
        sheet.trash.refresh();
        done.forceActiveFocus(Qt.TabFocusReason);
    }

    Prose {
        width: parent.width
        text: lines.count === 0 ? qsTr("The Trash is empty. What you delete comes here first and can be restored.") : qsTr("What you delete stays here until you delete it for good.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Prose {
        width: parent.width
        visible: text !== ""
        text: sheet.trash.trouble
        color: Theme.danger
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    ListView {
        id: lines
        width: parent.width
        // Room for some, whatever is in it: the buttons below stay where they are.
        height: 320
        clip: true
        spacing: Theme.gap
        boundsBehavior: Flickable.StopAtBounds
        model: sheet.trash.model
        Accessible.role: Accessible.List
        Accessible.name: qsTr("In the Trash")
        delegate: Item {
            id: line
            required property string key
            required property string name
            required property string about
            width: lines.width
            height: Math.max(words.implicitHeight, Theme.target + 4)
            Column {
                id: words
                anchors.left: parent.left
                anchors.right: back.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                Prose {
                    width: parent.width
                    text: line.name
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Prose {
                    width: parent.width
                    text: line.about
                    color: Theme.soft
                    font.pixelSize: Theme.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
            }
            QuietButton {
                id: back
                anchors.right: gone.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                enabled: !sheet.trash.busy
                text: qsTr("Restore")
                Accessible.name: qsTr("Restore %1").arg(line.name)
                onClicked: sheet.trash.restore(line.key)
            }
            DangerButton {
                id: gone
                anchors.right: parent.right
                anchors.rightMargin: 2 // the list cuts at its edge, on which the outline would lie
                anchors.verticalCenter: parent.verticalCenter
                enabled: !sheet.trash.busy
                text: qsTr("Delete for good")
                Accessible.name: qsTr("Delete %1 for good").arg(line.name)
                onClicked: {
                    ending.key = line.key;
                    ending.ask(qsTr("“%1” cannot be restored after that.").arg(line.name));
                }
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            id: done
            text: qsTr("Done")
            onClicked: sheet.close()
        }
        DangerButton {
            text: qsTr("Empty the Trash")
            enabled: lines.count > 0 && !sheet.trash.busy
            onClicked: {
                ending.key = "";
                ending.ask(qsTr("Everything in the Trash is deleted for good. None of it can be restored."));
            }
        }
    }
    ConfirmSheet {
        id: ending
        property string key
        title: qsTr("Delete for good?")
        action: qsTr("Delete for good")
        isDanger: true
        onConfirmed: key === "" ? sheet.trash.empty() : sheet.trash.delete(key)
    }
}
