// How the companion was before each change.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property EditorViewModel editor
    gap: Theme.gap

    ActionItem {
        width: page.pageWidth
        label: qsTr("Current version")
        detail: page.editor.isChanged ? qsTr("with unsaved changes") : qsTr("no unsaved changes")
        action: page.editor.isChanged ? qsTr("Discard changes") : ""
        onActed: page.editor.undo()
    }
    Repeater {
        id: all
        model: page.editor.versions
        delegate: ActionItem {
            required property int key
            required property string when
            required property string what
            width: page.pageWidth
            label: when
            detail: what
            action: qsTr("Restore")
            onActed: page.editor.restore(key)
        }
    }
    Prose {
        width: page.pageWidth
        visible: all.count === 0
        text: qsTr("There are no earlier versions yet.")
        color: Theme.soft
    }
}
