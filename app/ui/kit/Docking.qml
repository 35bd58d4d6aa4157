// Which page stands beside the conversation, if one does: one at a time.
pragma Singleton
import QtQuick
import QtQuick.Controls.Basic

QtObject {
    property Popup current: null
    // What the conversation leaves free for it.
    readonly property real room: current !== null && current.visible ? current.width : 0

    // Another conversation is opened: what stands beside the one that is left keeps what was written there, closes, and
    // shows the other afterwards.  Nothing of one is ever shown, or done, beside another.
    property Popup waiting: null
    property bool following: false
    function let_go() {
        if (current !== null && current.visible) {
            waiting = current;
            current.close();
        }
    }
    function follow() {
        const page = waiting;
        waiting = null;
        if (page === null)
            return;
        following = true;
        page.open();
        following = false;
    }

    function enter(page: Popup) {
        if (current !== null && current !== page)
            current.close();
        current = page;
    }
    function leave(page: Popup) {
        if (current === page)
            current = null;
    }
}
