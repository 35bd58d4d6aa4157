// What the right mouse button offers in a field: instead of Qt's own menu, which looks like no other here.
import QtQuick

MoreMenu {
    id: menu
    // A TextField or a TextArea: both can the same, and share no type that says so.
    required property var field

    MoreItem {
        text: qsTr("Undo")
        enabled: menu.field.canUndo
        onTriggered: menu.field.undo()
    }
    MoreItem {
        text: qsTr("Cut")
        enabled: menu.field.selectedText !== "" && !menu.field.readOnly
        onTriggered: menu.field.cut()
    }
    MoreItem {
        text: qsTr("Copy")
        enabled: menu.field.selectedText !== ""
        onTriggered: menu.field.copy()
    }
    MoreItem {
        text: qsTr("Paste")
        enabled: menu.field.canPaste
        onTriggered: menu.field.paste()
    }
    MoreItem {
        text: qsTr("Select all")
        enabled: menu.field.length > 0
        onTriggered: menu.field.selectAll()
    }
}
