// Graphics packs: what is here, and bringing one in.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Column {
    id: part
    required property PacksViewModel packs
    visible: packs.offered
    spacing: Theme.gap

    Heading {
        text: qsTr("Graphics packs")
    }
    Prose {
        width: part.width
        text: qsTr("Inglenook works with most graphics cards as it is. A pack lets it use what their maker offers, so that it reads long conversations faster. It is an extra file that you get where you got this version, and it works only with this version.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Prose {
        width: part.width
        visible: text !== ""
        text: part.packs.files
        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Repeater {
        model: part.packs.packs
        delegate: ActionItem {
            required property string key
            required property string name
            required property string facts
            required property bool isSuspect
            width: part.width
            label: name
            detail: facts
            action: part.packs.busy ? "" : qsTr("Remove")
            other: isSuspect && !part.packs.busy ? qsTr("Try again") : ""
            onActed: part.packs.remove(key)
            onOtherActed: part.packs.try_again(key)
        }
    }
    Flow {
        width: part.width
        spacing: Theme.gap
        QuietButton {
            visible: !part.packs.busy
            text: qsTr("Add a graphics pack…")
            onClicked: picker.open()
        }
        QuietButton {
            visible: part.packs.waits && !part.packs.busy
            text: qsTr("Restart Inglenook for this to take effect")
            onClicked: part.packs.start_afresh()
        }
    }
    FileDialog {
        id: picker
        title: qsTr("Add a graphics pack")
        nameFilters: [qsTr("Graphics packs (*.inglenookpack)"), qsTr("All files (*)")]
        onAccepted: part.packs.add(selectedFile)
    }
}
