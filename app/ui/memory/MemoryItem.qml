// One memory: what it says, where it comes from, and what one can do with it.
import QtQuick
import kit

Column {
    id: item
    required property int index
    required property int key
    required property string text
    required property string origin
    required property string quote
    required property int source
    required property int sourceConversation
    required property string used
    required property int usedBy
    required property int usedConversation
    required property bool isPinned
    required property bool isClosed
    required property int reach
    required property bool isChosen
    property bool isOpen: false
    signal pinned(bool wanted)
    signal chosen(bool wanted)
    signal shared(int reach)
    signal ended(bool wanted)
    signal correctionWanted
    signal forgettingWanted
    signal placeWanted(int conversationId, int message)
    signal reached

    spacing: 2
    bottomPadding: Theme.gap
    Accessible.role: Accessible.ListItem
    Accessible.name: text + ". " + origin

    Item {
        width: parent.width
        height: Math.max(mark.height, words.implicitHeight, more.height)
        Tick {
            id: mark
            anchors.verticalCenter: parent.verticalCenter
            width: 28
            text: ""
            checked: item.isChosen
            Accessible.name: qsTr("Select: %1").arg(item.text)
            onToggled: item.chosen(checked)
            onActiveFocusChanged: if (activeFocus)
                item.reached()
        }
        Column {
            id: words
            x: mark.width + Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - more.width - Theme.gap
            Prose {
                width: parent.width
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                text: (item.isPinned ? "★ " : "") + item.text
                color: item.isClosed ? Theme.soft : Theme.ink
                font.strikeout: item.isClosed
            }
            Prose {
                width: parent.width
                text: item.isOpen ? item.origin + " · " + item.used : item.origin
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        QuietButton {
            id: more
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: item.isOpen ? qsTr("Less") : qsTr("More")
            Accessible.name: item.isOpen ? qsTr("Less about: %1").arg(item.text) : qsTr("More about: %1").arg(item.text)
            onClicked: item.isOpen = !item.isOpen
            onActiveFocusChanged: if (activeFocus)
                item.reached()
        }
    }
    Column {
        x: mark.width + Theme.gap
        width: parent.width - x
        visible: item.isOpen
        spacing: Theme.gap
        Prose {
            width: parent.width
            visible: item.quote !== ""
            text: qsTr("From: “%1”").arg(item.quote)
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Flow {
            width: parent.width
            spacing: Theme.gap
            QuietButton {
                visible: item.source > 0
                text: qsTr("Go to the message")
                Accessible.name: qsTr("Go to the message: %1").arg(item.text)
                onClicked: item.placeWanted(item.sourceConversation, item.source)
            }
            QuietButton {
                visible: item.usedBy > 0
                text: qsTr("Go to the reply it was used for")
                Accessible.name: qsTr("Go to the reply it was used for: %1").arg(item.text)
                onClicked: item.placeWanted(item.usedConversation, item.usedBy)
            }
            QuietButton {
                text: item.isPinned ? qsTr("No longer always in mind") : qsTr("Keep always in mind")
                Accessible.name: text + ": " + item.text
                onClicked: item.pinned(!item.isPinned)
            }
            QuietButton {
                text: qsTr("Correct…")
                Accessible.name: qsTr("Correct: %1").arg(item.text)
                onClicked: item.correctionWanted()
            }
            QuietButton {
                text: item.isClosed ? qsTr("True again") : qsTr("No longer true")
                Accessible.name: text + ": " + item.text
                onClicked: item.ended(!item.isClosed)
            }
            QuietButton {
                text: qsTr("Forget…")
                Accessible.name: qsTr("Forget: %1").arg(item.text)
                onClicked: item.forgettingWanted()
            }
            Choice {
                name: qsTr("Who knows it: %1").arg(item.text)
                choices: [qsTr("In this conversation"), qsTr("This companion"), qsTr("All companions")]
                currentIndex: item.reach
                implicitWidth: 14 * Theme.textSize
                onActivated: at => item.shared(at)
            }
        }
    }
}
