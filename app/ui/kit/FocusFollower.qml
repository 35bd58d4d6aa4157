// Keeps what has the keyboard's focus in sight on a page that scrolls.
import QtQuick

Item {
    id: follower
    required property Flickable flick
    required property Item page
    readonly property Item focused: Window.activeFocusItem
    // Where the page was left; somewhere else now, and a person has turned it.
    property real stood: -1

    visible: false

    function holds(item: Item): bool {
        for (let each = item; each !== null; each = each.parent) {
            if (each === page)
                return true;
        }
        return false;
    }
    function follow() {
        if (focused === null || !holds(focused))
            return;
        const y = focused.mapToItem(page, 0, 0).y;
        if (y < flick.contentY)
            flick.contentY = Math.max(0, y - Theme.pad);
        else if (y + focused.height > flick.contentY + flick.height)
            // What lies in a page within the page may still be on its way up: never beyond the end.
            flick.contentY = Math.min(Math.max(0, flick.contentHeight - flick.height), y + focused.height - flick.height + Theme.gap);
        stood = flick.contentY;
    }
    // What comes into the page, or goes, moves what has the focus.
    function followOn() {
        if (flick.contentY === stood)
            settled.restart();
    }
    onFocusedChanged: {
        follow();
        settled.restart();
    }
    // While the window is torn down a page may still change its height, and what is half gone has no functions any more.
    Connections {
        target: follower.flick
        function onContentHeightChanged() {
            follower.followOn?.();
        }
        function onHeightChanged() {
            follower.followOn?.();
        }
    }
    // Things find their place with the next frames, however long those take.
    FrameAnimation {
        id: settled
        onTriggered: {
            follower.follow?.();
            if (currentFrame >= 3)
                stop();
        }
    }
}
