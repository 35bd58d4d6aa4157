// Which page stands beside the conversation, if one does: one at a time.
pragma Singleton
import QtQuick
import QtQuick.Controls.Basic

QtObject {
    property Popup current: null
    // What the conversation leaves free for it.
    readonly property real room: current !== null && current.visible ? current.width : 0

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
