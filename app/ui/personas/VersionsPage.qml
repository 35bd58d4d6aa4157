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
        label: qsTr("As it is now")
        detail: page.editor.isChanged ? qsTr("with changes that are not kept yet") : qsTr("nothing was changed")
        action: page.editor.isChanged ? qsTr("Undo the changes") : ""
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
            action: qsTr("Go back to it")
            onActed: page.editor.restore(key)
        }
    }
    Prose {
        width: page.pageWidth
        visible: all.count === 0
        text: qsTr("There is no earlier version yet.")
        color: Theme.soft
    }
}
