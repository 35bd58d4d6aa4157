// What opens the vault, when it locks, its backups, and the end of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property SecurityViewModel security
    required property SettingsViewModel settings
    required property LockViewModel lock
    required property PrivacyViewModel privacy
    signal recoveryWanted
    signal restoreWanted
    signal networkWanted

    title: qsTr("Security and privacy")
    wanted: 760
    full: true
    onAboutToShow: {
        settings.refresh();
        security.refresh();
        security.begin();
    }

    function set_passphrase() {
        open();
        passphrase.open();
    }

    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 140 - 5 * Theme.textSize : 0)
        gap: Theme.gap

        Heading {
            topPadding: 0
            text: qsTr("What opens your vault")
        }
        Repeater {
            model: sheet.security.ways
            delegate: ActionItem {
                id: way
                required property string key
                required property bool present
                required property bool removable
                width: page.pageWidth
                ticked: present
                enabled: !sheet.security.busy
                other: removable ? qsTr("Remove") : ""
                onActed: {
                    if (key === "passphrase")
                        passphrase.open();
                    else if (key === "recovery")
                        sheet.recoveryWanted();
                    else
                        sheet.security.use_keyring();
                }
                onOtherActed: {
                    removal.key = key;
                    removal.ask(qsTr("%1: it will no longer open the vault.").arg(way.label));
                }
            }
        }
        Heading {
            text: qsTr("Locking")
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Lock now")
            detail: qsTr("Ctrl+L locks. Ctrl+Shift+H hides the window at once and locks; start Inglenook again to see it.")
            action: qsTr("Lock")
            onActed: {
                sheet.close();
                sheet.lock.lock();
            }
        }
        Prose {
            visible: !sheet.security.hasPassphrase
            width: parent.width
            text: qsTr("Without a passphrase, Inglenook does not lock itself: only the keyring could open the vault again, and it would do so for anybody at this computer.")
            color: Theme.warning
            font.pixelSize: Theme.small
        }
        Repeater {
            model: sheet.settings.locking
            delegate: SettingItem {
                required property string key
                width: page.pageWidth
                enabled: sheet.security.hasPassphrase || key === "keyring_at_start"
                opacity: enabled ? 1 : 0.5
                onPut: value => sheet.settings.put(key, value)
            }
        }
        Heading {
            text: qsTr("Backups")
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Back up everything")
            detail: qsTr("One encrypted file with its own passphrase, which opens it on any computer.")
            action: qsTr("Back up…")
            enabled: !sheet.security.busy
            onActed: backup.open()
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Restore a backup")
            detail: sheet.security.copies + " " + qsTr("They are made weekly and before every change to the database format, without pictures, and help if the vault is damaged.")
            action: qsTr("Restore…")
            enabled: !sheet.security.busy
            onActed: sheet.restoreWanted()
        }
        ActionItem {
            visible: sheet.security.replaced !== ""
            width: page.pageWidth
            label: qsTr("The vault that was replaced")
            detail: qsTr("Kept since %1, until you delete it.").arg(sheet.security.replaced)
            action: qsTr("Delete…")
            enabled: !sheet.security.busy
            onActed: replaced.ask(qsTr("The vault that was replaced by a backup will be gone for good."))
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Readable copy")
            detail: qsTr("All conversations as JSON or Markdown. It is not encrypted.")
            action: qsTr("Export…")
            enabled: !sheet.security.busy
            onActed: readable.ask(qsTr("Whoever can open this file can read every conversation: on this computer, in its backups, and wherever the folder is copied to. Inglenook cannot protect or delete it. Continue only if that is what you want."))
        }
        Heading {
            text: qsTr("Keys and forgetting")
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Change every key")
            detail: qsTr("For when somebody may know your passphrase or have a copy of the key file. Afterwards you need a new recovery code.")
            action: qsTr("Change…")
            enabled: !sheet.security.busy
            onActed: rotation.begin(false)
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Forget for good")
            detail: qsTr("What you delete is gone from the vault at once. This also takes it out of the automatic copies and makes old copies of the files unreadable.")
            action: qsTr("Forget…")
            enabled: !sheet.security.busy
            onActed: rotation.begin(true)
        }
        Heading {
            text: qsTr("Privacy")
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Privacy report")
            detail: qsTr("A self-test, every connection, what lies where and what opens it, and what all this protects against.")
            action: qsTr("Open")
            onActed: privacyPage.open()
        }
        Heading {
            text: qsTr("Danger zone")
            color: Theme.danger
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Delete everything")
            detail: qsTr("Companions, conversations, settings: the keys first, then the rest.")
            action: qsTr("Delete…")
            dangerous: true
            enabled: !sheet.security.busy
            onActed: ending.open()
        }
    }
    Item {
        width: parent.width
        height: done.height
        Row {
            visible: sheet.security.busy
            spacing: Theme.gap
            Prose {
                anchors.verticalCenter: parent.verticalCenter
                text: sheet.security.progress !== "" ? sheet.security.progress : qsTr("One moment…")
                color: Theme.soft
            }
            QuietButton {
                text: qsTr("Stop")
                onClicked: sheet.security.stop()
            }
        }
        PrimaryButton {
            id: done
            anchors.right: parent.right
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }

    PassphraseSheet {
        id: passphrase
        security: sheet.security
    }
    BackupSheet {
        id: backup
        security: sheet.security
    }
    RotationSheet {
        id: rotation
        security: sheet.security
    }
    EndingSheet {
        id: ending
        security: sheet.security
    }
    PrivacySheet {
        id: privacyPage
        privacy: sheet.privacy
        security: sheet.security
        folder: sheet.settings.folder
        onNetworkWanted: {
            sheet.close();
            sheet.networkWanted();
        }
    }
    ConfirmSheet {
        id: removal
        property string key
        title: qsTr("Remove this way in?")
        action: qsTr("Remove")
        onConfirmed: sheet.security.remove_way(key)
    }
    ConfirmSheet {
        id: replaced
        title: qsTr("Delete the replaced vault?")
        onConfirmed: sheet.security.forget_replaced()
    }
    ConfirmSheet {
        id: readable
        title: qsTr("A copy anybody can read?")
        action: qsTr("Choose where…")
        onConfirmed: place.open()
    }
    FileDialog {
        id: place
        title: qsTr("Export a readable copy")
        fileMode: FileDialog.SaveFile
        defaultSuffix: "json"
        nameFilters: [qsTr("Everything, as JSON (*.json)"), qsTr("To read, as Markdown (*.md)")]
        onAccepted: sheet.security.export(selectedFile)
    }
}
