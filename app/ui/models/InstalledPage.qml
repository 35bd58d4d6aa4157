// The models on this computer, bringing in others, and where they are kept.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Column {
    id: page
    required property InstalledViewModel installed
    required property PacksViewModel packs

    spacing: Theme.gap

    // What is being done stands still above what scrolls.
    Column {
        id: status
        width: parent.width
        spacing: Theme.gap
        UnderWay {
            width: parent.width
            visible: page.installed.busy
            doing: page.installed.doing
            onCancelled: page.installed.stop()
        }
        UnderWay {
            width: parent.width
            visible: page.packs.busy
            doing: page.packs.doing
            onCancelled: page.packs.stop()
        }
        Trouble {
            width: parent.width
            text: page.installed.trouble
        }
        Trouble {
            width: parent.width
            text: page.packs.trouble
        }
    }
    ScrollPage {
        id: scroll
        width: parent.width
        height: page.height - status.height - page.spacing
        gap: Theme.gap

        Repeater {
            model: page.installed.models
            delegate: InstalledItem {
                width: scroll.pageWidth
                busy: page.installed.busy
                onUseWanted: page.installed.use(key)
                onRenameWanted: renaming.begin(key)
                onCheckWanted: page.installed.check(key)
                onJudgeWanted: page.installed.judge(key)
                onRemoveWanted: page.installed.take_away(key)
                onEyesWanted: {
                    eyes.model = key;
                    eyes.open();
                }
                onBlindnessWanted: page.installed.give_eyes(key, "")
            }
        }
        Heading {
            visible: page.installed.freeable !== ""
            text: qsTr("Removed")
        }
        Repeater {
            model: page.installed.removedModels
            delegate: ActionItem {
                required property string key
                width: scroll.pageWidth
                label: key
                detail: ""
                action: qsTr("Undo")
                onActed: page.installed.put_back(key)
            }
        }
        QuietButton {
            visible: page.installed.freeable !== ""
            width: Math.min(implicitWidth, scroll.pageWidth)
            text: qsTr("Delete for good (%1)").arg(page.installed.freeable)
            onClicked: page.installed.delete_now()
        }
        Heading {
            text: qsTr("Import models from other apps")
        }
        Flow {
            width: scroll.pageWidth
            spacing: Theme.gap
            QuietButton {
                text: qsTr("Add a GGUF file…")
                enabled: !page.installed.busy
                onClicked: {
                    picker.copies = false;
                    picker.open();
                }
            }
            QuietButton {
                text: qsTr("Copy a GGUF file…")
                enabled: !page.installed.busy
                onClicked: {
                    picker.copies = true;
                    picker.open();
                }
            }
            QuietButton {
                text: qsTr("Find models from other programs")
                enabled: !page.installed.busy
                onClicked: page.installed.external.look_around()
            }
            QuietButton {
                text: qsTr("Look in a folder…")
                enabled: !page.installed.busy
                onClicked: {
                    places.moves = false;
                    places.open();
                }
            }
        }
        Prose {
            width: scroll.pageWidth
            text: qsTr("Models from other programs (LM Studio, Ollama, Jan, GPT4All, KoboldCpp, the Hugging Face cache) are used where they are, and never changed.")
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Prose {
            width: scroll.pageWidth
            visible: page.installed.external.foundNone
            text: qsTr("None were found.")
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        Repeater {
            model: page.installed.external.rows
            delegate: ActionItem {
                required property string key
                required property string name
                required property string facts
                width: scroll.pageWidth
                label: name
                detail: facts
                action: page.installed.busy ? "" : qsTr("Use")
                onActed: page.installed.external.link(key)
            }
        }
        Heading {
            text: qsTr("Storage")
        }
        ActionItem {
            width: scroll.pageWidth
            label: qsTr("Models folder")
            detail: page.installed.storage
            action: page.installed.busy ? "" : qsTr("Move…")
            onActed: {
                places.moves = true;
                places.open();
            }
        }
        PacksPart {
            width: scroll.pageWidth
            packs: page.packs
        }
    }
    FileDialog {
        id: eyes
        property string model
        title: qsTr("The projector (mmproj) that was published with the model")
        nameFilters: [qsTr("Projectors (*.gguf)")]
        onAccepted: page.installed.give_eyes(model, selectedFile)
    }
    FileDialog {
        id: picker
        property bool copies: false
        title: qsTr("Add a model")
        nameFilters: [qsTr("Models (*.gguf *.safetensors)"), qsTr("All files (*)")]
        onAccepted: page.installed.add(selectedFile, copies)
    }
    FolderDialog {
        id: places
        property bool moves: false
        title: moves ? qsTr("Keep models in this folder") : qsTr("Look for models in this folder")
        onAccepted: moves ? page.installed.move_folder(selectedFolder) : page.installed.external.look_in(selectedFolder)
    }
    RenameSheet {
        id: renaming
        onKept: name => page.installed.rename(renaming.key, name)
    }
}
