// The tree of a conversation, drawn short.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ListView {
    id: page
    required property DetailsViewModel details
    signal gone

    clip: true
    spacing: 2
    model: details.places.map
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    activeFocusOnTab: true
    ScrollBar.vertical: ScrollBar {}
    Accessible.role: Accessible.Tree
    Accessible.name: qsTr("Map of the conversation")

    Prose {
        visible: page.count === 0
        width: parent.width
        text: qsTr("Nothing has been said yet.")
        color: Theme.soft
    }
    delegate: ItemDelegate {
        id: node
        required property int key
        required property int depth
        required property string who
        required property string said
        required property string checkpoint
        required property int more
        required property bool isShown
        readonly property string words: (checkpoint !== "" ? "⚑ " + checkpoint + ": " : "") + (said !== "" ? said : "…")
        function after(count: int): string {
            return count === 1 ? qsTr("and one message after it") : qsTr("and %L1 messages after it").arg(count);
        }
        width: page.width
        leftPadding: 12 + 22 * Math.min(depth, 10)
        Accessible.role: Accessible.TreeItem
        Accessible.name: words + (more > 0 ? ", " + node.after(more) : "") + (isShown ? qsTr(", currently shown") : "")
        background: Rectangle {
            radius: 8
            color: node.hovered || node.visualFocus || node.ListView.isCurrentItem && page.activeFocus ? Theme.hover : "transparent"
            Rectangle {
                x: 4 + 22 * Math.min(node.depth, 10)
                width: 3
                height: parent.height
                radius: 2
                color: node.isShown ? Theme.accent : Theme.line
            }
        }
        contentItem: Column {
            Prose {
                width: parent.width
                text: (node.who === "me" ? qsTr("You: ") : "") + node.words
                font.weight: node.isShown ? Font.DemiBold : Font.Normal
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Prose {
                width: parent.width
                visible: node.more > 0
                text: node.after(node.more)
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        onClicked: {
            page.details.places.go_to(0, node.key);
            page.gone();
        }
    }
}
