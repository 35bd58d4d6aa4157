// One download: how far it is, in words and as a bar, and what one can do with it.
import QtQuick
import kit

Column {
    id: item
    required property int key
    required property string name
    required property string source
    required property string line
    required property real share
    required property string stage
    required property bool isFirst
    signal pauseWanted
    signal resumeWanted
    signal cancelWanted
    signal soonerWanted
    signal useWanted

    spacing: 6
    Accessible.role: Accessible.Grouping
    Accessible.name: name + ", " + line

    Prose {
        width: parent.width
        text: item.name
        font.weight: Font.DemiBold
    }
    Prose {
        width: parent.width
        text: item.source
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Progress {
        width: parent.width
        visible: item.stage !== "done"
        name: item.name
        share: item.share
    }
    Prose {
        width: parent.width
        text: item.line
        color: item.stage === "failed" ? Theme.warning : Theme.soft
        font.pixelSize: Theme.small
    }
    Flow {
        width: parent.width
        spacing: Theme.gap
        PrimaryButton {
            visible: item.stage === "done"
            text: qsTr("Talk with it")
            Accessible.name: qsTr("Talk with %1").arg(item.name)
            onClicked: item.useWanted()
        }
        QuietButton {
            visible: item.stage === "running" || item.stage === "waiting"
            text: qsTr("Pause")
            Accessible.name: qsTr("Pause %1").arg(item.name)
            onClicked: item.pauseWanted()
        }
        QuietButton {
            visible: item.stage === "paused" || item.stage === "failed"
            text: item.stage === "failed" ? qsTr("Try again") : qsTr("Resume")
            Accessible.name: qsTr("Resume %1").arg(item.name)
            onClicked: item.resumeWanted()
        }
        QuietButton {
            visible: !item.isFirst && item.stage !== "done"
            text: qsTr("Move up")
            Accessible.name: qsTr("Move %1 up").arg(item.name)
            onClicked: item.soonerWanted()
        }
        QuietButton {
            text: item.stage === "done" ? qsTr("Remove from the list") : qsTr("Discard")
            Accessible.name: item.stage === "done" ? qsTr("Remove %1 from the list").arg(item.name) : qsTr("Discard %1").arg(item.name)
            onClicked: item.cancelWanted()
        }
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
}
