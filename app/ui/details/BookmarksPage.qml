// Named places and pinned messages of a conversation.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property DetailsViewModel details
    signal gone
    gap: Theme.gap

    Prose {
        width: page.pageWidth
        visible: all.count === 0
        text: qsTr("Bookmark or pin a message with the three dots below it, and it is listed here, whichever branch it is on.")
        color: Theme.soft
    }
    Repeater {
        id: all
        model: page.details.places.marks
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
