// Something that asks for attention over the window, a panel beside the conversation, or a page of its own in the
// conversation's place; Escape closes it.
import QtQuick
import QtQuick.Controls.Basic

Popup {
    id: sheet
    required property string title
    default property alias content: body.data
    property int wanted: 520

    // What one looks at while one talks stands beside the conversation, where the window has room for both.
    property bool beside: false
    readonly property bool docked: beside && parent !== null && parent.width >= Theme.wide
    // A page has the whole window, and its words in a column of the width that is wanted.
    property bool full: false
    readonly property int edge: Theme.pad + 8

    parent: Overlay.overlay
    x: full ? 0 : parent ? Math.round(docked ? parent.width - width : (parent.width - width) / 2) : 0
    y: parent && !docked && !full ? Math.round((parent.height - height) / 2) : 0
    width: full && parent ? parent.width : docked ? Math.round(Math.min(480, parent.width * 0.36)) : Math.min(wanted, parent ? parent.width - 2 * Theme.pad : wanted)
    height: full && parent ? parent.height : docked ? parent.height : Math.min(implicitHeight, parent ? parent.height - 2 * Theme.pad : implicitHeight)
    modal: !docked
    // Beside the conversation it takes the keyboard when it opens, and not whenever a menu has closed.
    focus: !docked
    // One that closes by Escape would keep every key of the window from the conversation beside it.
    closePolicy: docked ? Popup.NoAutoClose : full ? Popup.CloseOnEscape : Popup.CloseOnEscape | Popup.CloseOnPressOutside
    Connections {
        target: sheet
        enabled: sheet.beside
        function onAboutToShow() {
            if (sheet.docked)
                Docking.enter(sheet);
        }
        function onOpened() {
            if (sheet.docked && !Docking.following)
                sheet.forceActiveFocus(Qt.PopupFocusReason);
        }
        function onAboutToHide() {
            Docking.leave(sheet);
        }
        function onDockedChanged() {
            if (sheet.docked && sheet.visible) {
                Docking.enter(sheet);
            } else {
                Docking.leave(sheet);
                // It covers the conversation now: the keys are for it.
                if (sheet.visible)
                    sheet.forceActiveFocus();
            }
        }
    }
    // The page one came from, which is there again when this one closes.
    property Sheet cameFrom: null
    function visit(from: Sheet) {
        cameFrom = from;
        open();
    }
    onClosed: {
        const before = cameFrom;
        cameFrom = null;
        if (before !== null)
            before.open();
    }
    // What the arrow does; a page with something to lose asks first.
    function back() {
        close();
    }
    // What was looked for on it has been found: it is not shown again beside where that is.
    function finish() {
        if (Docking.waiting === sheet)
            Docking.waiting = null;
        close();
    }
    padding: edge
    leftPadding: full ? Math.max(edge, Math.round((width - wanted) / 2)) : edge
    rightPadding: leftPadding
    Overlay.modal: Rectangle {
        color: Theme.shade
    }
    background: Rectangle {
        radius: sheet.docked || sheet.full ? 0 : Theme.radius
        color: sheet.full ? Theme.ground : sheet.docked ? Theme.panel : Theme.raised
        border.width: sheet.docked || sheet.full ? 0 : 1
        border.color: Theme.line
        Rectangle {
            visible: sheet.docked
            width: 1
            height: parent.height
            color: Theme.line
        }
    }
    contentItem: Flickable {
        id: flick
        // Where the keys go until something on the page asks for them.
        focus: true
        implicitHeight: body.implicitHeight
        contentHeight: body.implicitHeight
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        Keys.onEscapePressed: event => {
            event.accepted = sheet.docked;
            if (sheet.docked)
                sheet.close();
        }
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title
        ScrollBar.vertical: ScrollBar {}

        FocusFollower {
            flick: flick
            page: body
        }
        Column {
            id: body
            width: sheet.availableWidth
            spacing: Theme.pad
            Prose {
                leftPadding: back.visible ? back.width + Theme.gap : 0
                width: parent.width - (away.visible ? away.width : 0)
                text: sheet.title
                // A name may be long.
                maximumLineCount: 2
                elide: Text.ElideRight
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                font.pixelSize: Theme.large
                font.weight: Font.DemiBold

                IconButton {
                    id: back
                    visible: sheet.full
                    anchors.verticalCenter: parent.verticalCenter
                    name: qsTr("Back")
                    sign: "left"
                    onClicked: sheet.back()
                }
                IconButton {
                    id: away
                    visible: sheet.docked
                    anchors.left: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    name: qsTr("Close this panel")
                    sign: "close"
                    onClicked: sheet.close()
                }
            }
        }
    }
}
