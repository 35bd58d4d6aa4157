// What this is, and one click to see whether there is a newer one.
import QtQuick
import Inglenook
import kit

Column {
    id: part
    required property AboutViewModel about
    required property string folder
    spacing: Theme.gap

    Heading {
        topPadding: Theme.pad
        text: qsTr("About")
    }
    Prose {
        width: part.width
        text: qsTr("Inglenook %1. Everything is kept in %2. It connects for a model that you look up or download, and for one click on \"Check for updates\", and for nothing else.").arg(part.about.version).arg(part.folder)
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Prose {
        width: part.width
        visible: !part.about.canCheck
        text: qsTr("It never looks for a newer version by itself. Get a newer one where you got this one, and install it over this one; what you keep here stays.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    QuietButton {
        visible: part.about.canCheck
        enabled: !part.about.busy
        text: part.about.busy ? qsTr("Checking…") : qsTr("Check for updates")
        onClicked: part.about.check()
    }
    Prose {
        width: part.width
        visible: text !== ""
        text: part.about.told
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    TextEdit {
        width: part.width
        visible: text !== ""
        text: part.about.page
        readOnly: true
        activeFocusOnTab: true
        selectByMouse: true
        wrapMode: TextEdit.WrapAnywhere
        textFormat: TextEdit.PlainText
        color: Theme.accent
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        font.family: Theme.sans
        font.pixelSize: Theme.textSize
        Accessible.name: qsTr("About the newer version")
    }
    Trouble {
        width: part.width
        text: part.about.trouble
    }
}
