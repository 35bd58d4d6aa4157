// What is being done with files, how far it is, and a way to end it.
import QtQuick
import kit

Flow {
    id: flow
    required property string doing
    signal cancelled
    spacing: Theme.gap

    Prose {
        topPadding: Theme.gap
        text: flow.doing !== "" ? flow.doing : qsTr("One moment…")
        color: Theme.accent
        Accessible.role: Accessible.Indicator
        Accessible.name: text
    }
    QuietButton {
        text: qsTr("Cancel")
        onClicked: flow.cancelled()
    }
}
