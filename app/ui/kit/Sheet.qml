// A page over the window that asks for attention; Escape closes it.
import QtQuick
import QtQuick.Controls.Basic

Popup {
    id: sheet
    required property string title
    default property alias content: body.data
    property int wanted: 520

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(wanted, parent ? parent.width - 2 * Theme.pad : wanted)
    height: Math.min(implicitHeight, parent ? parent.height - 2 * Theme.pad : implicitHeight)
    modal: true
    focus: true
    padding: Theme.pad + 8
    Overlay.modal: Rectangle {
        color: Theme.shade
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.line
    }
    contentItem: Flickable {
        id: flick
        implicitHeight: body.implicitHeight
        contentHeight: body.implicitHeight
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
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
                width: parent.width
                text: sheet.title
                // A name may be long.
                maximumLineCount: 2
                elide: Text.ElideRight
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                font.pixelSize: Theme.large
                font.weight: Font.DemiBold
            }
        }
    }
}
