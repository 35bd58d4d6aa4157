// A small menu of what else one may do.
import QtQuick
import QtQuick.Controls.Basic

Menu {
    id: menu
    implicitWidth: 17 * Theme.textSize
    padding: 6
    background: Rectangle {
        radius: 12
        color: Theme.raised
        border.color: Theme.line
    }
    delegate: MoreItem {}
}
