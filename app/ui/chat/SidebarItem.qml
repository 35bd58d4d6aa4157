// One line of a list on the left that can be chosen.
import QtQuick
import QtQuick.Controls.Basic
import kit

ItemDelegate {
    id: item
    property bool chosen: false
    Accessible.role: Accessible.ListItem
    Accessible.selected: chosen
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    padding: Theme.gap
    background: Rectangle {
        radius: 10
        color: item.chosen ? Theme.chosen : item.hovered ? Theme.hover : "transparent"
        border.width: item.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Prose {
        text: item.text
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
}
