// Looking for what was said, here or everywhere.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property DetailsViewModel details
    signal gone
    gap: Theme.gap

    property string asked: ""
    function look() {
        page.asked = words.text;
        page.details.places.search(words.text, everywhere.checked);
    }
    function begin() {
        words.input.forceActiveFocus();
        words.input.selectAll();
    }
    Component.onCompleted: begin()

    Field {
        id: words
        width: page.pageWidth
        label: qsTr("Search messages")
        placeholder: qsTr("a few words")
        onAccepted: page.look()
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.pad
        QuietButton {
            text: qsTr("Search")
            enabled: words.text.trim() !== ""
            onClicked: page.look()
        }
        Tick {
            id: everywhere
            text: qsTr("In all conversations")
            checked: !page.details.hasConversation
            onToggled: page.look()
        }
    }
    Prose {
        width: page.pageWidth
        visible: all.count === 0 && words.text !== ""
        text: page.asked === words.text ? qsTr("Nothing found. Only whole words are found.") : qsTr("Press Enter to search; only whole words are found.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Repeater {
        id: all
        model: page.details.places.found
        delegate: ActionItem {
            required property int key
            required property string text
            required property int conversationId
            width: page.pageWidth
            detail: text
            action: qsTr("Go to message")
            onActed: {
                page.details.places.go_to(conversationId, key);
                page.gone();
            }
        }
    }
}
