// A long page: it follows the keyboard's focus, and the arrow and page keys turn it.
import QtQuick
import QtQuick.Controls.Basic

ScrollView {
    id: scroll
    default property alias content: page.data
    property alias gap: page.spacing
    readonly property real wantedHeight: page.implicitHeight
    readonly property real pageWidth: page.width
    readonly property Flickable flick: contentItem as Flickable

    contentWidth: availableWidth
    // With more than one thing inside, the view does not find it out by itself.
    contentHeight: page.implicitHeight
    clip: true
    ScrollBar.horizontal.policy: ScrollBar.AlwaysOff

    function turn(step: real) {
        flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, flick.contentY + step));
    }
    Keys.onDownPressed: turn(60)
    Keys.onUpPressed: turn(-60)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_PageDown || event.key === Qt.Key_PageUp) {
            turn((event.key === Qt.Key_PageDown ? 0.9 : -0.9) * height);
            event.accepted = true;
        }
    }

    FocusFollower {
        flick: scroll.flick
        page: page
    }
    Column {
        id: page
        width: scroll.availableWidth - Theme.pad
    }
}
