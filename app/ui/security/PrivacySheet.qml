// What is kept where, what cannot be encrypted, and what all this protects against.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property PrivacyViewModel privacy
    required property SecurityViewModel security
    required property string folder
    signal networkWanted
    title: qsTr("Privacy report")
    wanted: 680

    readonly property list<string> inside: [qsTr("Conversations, companions, drafts, personal settings and the search index: in one database, every page of it encrypted (ChaCha20-Poly1305)."), qsTr("Pictures, voices and snapshots of a model's memory: in files of their own, each under a key of its own (AES-256-GCM)."), qsTr("Automatic copies and backups: sealed as a whole.")]
    readonly property list<string> outside: [qsTr("vault.key: the vault's key, wrapped by keyring, passphrase or recovery code; useless without one of them."), qsTr("device.json: theme, text size, which model is chosen, whether the vault was locked."), qsTr("models.json and the models themselves: which models you have, with their names."), qsTr("downloads.json: what is being downloaded, as it goes on while the vault is locked; ledger.jsonl: connections made meanwhile, until the vault opens and takes them in."), qsTr("logs: what went wrong and where in the program, never a word of a conversation."), qsTr("How large the files are, how many there are, and when they changed: anybody who sees the folder sees that.")]
    readonly property list<string> yes: [qsTr("A stolen computer that is switched off, and other people's accounts on it."), qsTr("A folder that is copied to a cloud or a backup: they see sizes and times, no content."), qsTr("Changes to the files: they are noticed. Restoring an older copy of the whole folder is not."), qsTr("Somebody at the locked app who does not know the passphrase.")]
    readonly property list<string> no: [qsTr("Somebody at the open app, or a program that runs as you: it can see the screen and the keys you press, and ask the keyring."), qsTr("An administrator of this computer."), qsTr("What the system writes from memory to disk when it sleeps or swaps: encrypt the whole disk to protect against that."), qsTr("The clipboard, when you copy something: it is marked as secret and emptied after a minute, but other programs may look."), qsTr("A forgotten passphrase with no recovery code and no keyring: then everything is gone, for you as well.")]

    onOpened: {
        privacy.refresh();
        page.forceActiveFocus();
    }
    onClosed: privacy.stop()

    ScrollPage {
        id: page
        focus: true
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 140 - 5 * Theme.textSize : 0)
        gap: Theme.gap

        Heading {
            topPadding: 0
            text: qsTr("Don't take our word for it")
        }
        ActionItem {
            width: page.pageWidth
            label: qsTr("Self-test")
            detail: qsTr("Talks with a companion in a separate folder while every network connection is watched, then looks for what was said on the disk, and at permissions, encryption and core dumps. It takes a few seconds. The same in a terminal: inglenook doctor --privacy.")
            action: sheet.privacy.testing ? qsTr("Stop") : qsTr("Run the self-test")
            onActed: sheet.privacy.testing ? sheet.privacy.stop() : sheet.privacy.test()
        }
        Prose {
            visible: sheet.privacy.testing
            width: page.pageWidth
            text: qsTr("One moment…")
            color: Theme.soft
            Accessible.role: Accessible.Indicator
            Accessible.name: text
        }
        Repeater {
            model: sheet.privacy.findings
            delegate: ActionItem {
                required property bool fine
                width: page.pageWidth
                ticked: fine
                action: ""
            }
        }
        Heading {
            text: qsTr("What went out")
        }
        SettingItem {
            width: page.pageWidth
            label: qsTr("Stay offline")
            help: qsTr("Nothing is looked up or downloaded, whatever is asked for, until this is turned off.")
            kind: "switch"
            value: sheet.privacy.offline
            choices: []
            low: 0
            high: 0
            onPut: value => sheet.privacy.set_offline(value)
        }
        Prose {
            width: page.pageWidth
            text: sheet.privacy.connected
            color: Theme.soft
        }
        Repeater {
            model: sheet.privacy.connections
            delegate: ActionItem {
                width: page.pageWidth
                action: ""
            }
        }
        QuietButton {
            text: qsTr("The whole list…")
            onClicked: {
                sheet.close();
                sheet.networkWanted();
            }
        }
        Heading {
            text: qsTr("What opens your vault")
        }
        Repeater {
            model: sheet.security.ways
            delegate: ActionItem {
                required property bool present
                width: page.pageWidth
                ticked: present
                action: ""
            }
        }
        Heading {
            text: qsTr("What is stored where")
        }
        Prose {
            width: parent.width
            text: qsTr("Everything is stored in %1.").arg(sheet.folder)
            color: Theme.soft
        }
        Repeater {
            model: sheet.privacy.places
            delegate: ActionItem {
                width: page.pageWidth
                action: ""
            }
        }
        Repeater {
            model: [
                {
                    heading: qsTr("Encrypted"),
                    points: sheet.inside
                },
                {
                    heading: qsTr("Not encrypted, because it is needed before the vault opens"),
                    points: sheet.outside
                },
                {
                    heading: qsTr("What this protects against"),
                    points: sheet.yes
                },
                {
                    heading: qsTr("What it does not protect against"),
                    points: sheet.no
                }
            ]
            delegate: Points {
                required property var modelData
                width: page.pageWidth
                heading: modelData.heading
                points: modelData.points
            }
        }
    }
    PrimaryButton {
        anchors.right: parent.right
        text: qsTr("Done")
        onClicked: sheet.close()
    }
}
