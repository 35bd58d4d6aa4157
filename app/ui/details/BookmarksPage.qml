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
        text: qsTr("Name a place, or pin a message, with the three dots below it: it stands here then, on whichever branch it lies.")
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
            action: qsTr("Go there")
            onActed: {
                page.details.places.go_to(conversationId, key);
                page.gone();
            }
        }
    }
}
