// One model that is here: what is known of it, and what one can do with it.
import QtQuick
import kit

Column {
    id: item
    required property string key
    required property string facts
    required property string details
    required property bool isCurrent
    required property bool isUsable
    required property bool isStarter
    required property bool isOurs
    required property bool finds
    required property bool hears
    required property bool chats
    required property bool sees
    property bool isOpen: false
    property bool busy: false
    signal useWanted
    signal renameWanted
    signal checkWanted
    signal judgeWanted
    signal removeWanted
    signal eyesWanted
    signal blindnessWanted

    spacing: 4
    Accessible.role: Accessible.Grouping
    Accessible.name: key + ", " + facts

    Flow {
        width: parent.width
        spacing: Theme.gap
        Column {
            // Where there is little room the buttons stand below the words.
            readonly property bool stacked: item.width < buttons.width + 15 * Theme.textSize
            width: stacked ? item.width : item.width - buttons.width - Theme.gap
            Prose {
                width: parent.width
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                text: !item.isCurrent ? item.key : item.finds ? qsTr("✓ %1 searches memories").arg(item.key) : item.hears ? qsTr("✓ %1 understands you").arg(item.key) : qsTr("✓ %1 answers now").arg(item.key)
                font.weight: item.isCurrent ? Font.DemiBold : Font.Normal
            }
            Prose {
                width: parent.width
                text: item.facts
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        Row {
            id: buttons
            spacing: Theme.gap
            QuietButton {
                visible: item.isUsable && (item.finds || !item.isCurrent)
                text: item.finds && item.isCurrent ? qsTr("Stop using") : item.finds ? qsTr("Use for memories") : qsTr("Use")
                Accessible.name: item.finds && item.isCurrent ? qsTr("Stop using %1").arg(item.key) : qsTr("Use %1").arg(item.key)
                onClicked: item.useWanted()
            }
            QuietButton {
                visible: !item.isStarter
                text: item.isOpen ? qsTr("Less") : qsTr("More")
                Accessible.name: item.isOpen ? qsTr("Less about %1").arg(item.key) : qsTr("More about %1").arg(item.key)
                onClicked: item.isOpen = !item.isOpen
            }
        }
    }
    Column {
        width: parent.width
        spacing: Theme.gap
        visible: item.isOpen
        TextEdit {
            width: parent.width
            text: item.details
            readOnly: true
            activeFocusOnTab: true
            selectByMouse: true
            wrapMode: TextEdit.WrapAnywhere
            textFormat: TextEdit.PlainText
            color: Theme.soft
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            font.family: Theme.sans
            font.pixelSize: Theme.small
            Accessible.name: qsTr("About %1").arg(item.key)
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            QuietButton {
                text: qsTr("Rename…")
                Accessible.name: qsTr("Rename %1").arg(item.key)
                onClicked: item.renameWanted()
            }
            QuietButton {
                visible: item.isUsable && !item.finds && !item.hears
                enabled: !item.busy
                text: qsTr("How does it run here?")
                Accessible.name: qsTr("How does %1 run here?").arg(item.key)
                onClicked: item.judgeWanted()
            }
            QuietButton {
                visible: item.chats && !item.isStarter
                enabled: !item.busy
                text: item.sees ? qsTr("Without eyes") : qsTr("Give it eyes…")
                Accessible.name: item.sees ? qsTr("Let %1 do without eyes").arg(item.key) : qsTr("Give %1 eyes…").arg(item.key)
                onClicked: item.sees ? item.blindnessWanted() : item.eyesWanted()
            }
            QuietButton {
                enabled: !item.busy
                text: qsTr("Check the file")
                Accessible.name: qsTr("Check %1").arg(item.key)
                onClicked: item.checkWanted()
            }
            QuietButton {
                text: item.isOurs ? qsTr("Delete") : qsTr("Remove from the list")
                Accessible.name: item.isOurs ? qsTr("Delete %1").arg(item.key) : qsTr("Remove %1 from the list").arg(item.key)
                onClicked: item.removeWanted()
            }
        }
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
}
