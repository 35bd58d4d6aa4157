// What one chose about memories.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property MemoryViewModel memory
    signal modelsWanted
    gap: Theme.pad

    Tick {
        width: page.pageWidth
        text: qsTr("Companions remember")
        checked: page.memory.options.remembers
        onToggled: page.memory.options.put_remembering(checked)
    }
    Prose {
        width: page.pageWidth
        text: qsTr("Off: nothing new is learned or recalled, with any companion. What is known stays until you forget it.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Tick {
        width: page.pageWidth
        visible: page.memory.hasConversation
        text: qsTr("This conversation makes no memories")
        checked: page.memory.options.isExcluded
        onToggled: page.memory.options.exclude(checked)
    }
    Prose {
        width: page.pageWidth
        visible: page.memory.hasConversation
        text: qsTr("Turning this on also forgets what was learned here, and nothing said here is found from other conversations.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Heading {
        width: page.pageWidth
        text: qsTr("How far memories reach with %1").arg(page.memory.name)
    }
    Choice {
        name: qsTr("How far memories reach with %1").arg(page.memory.name)
        choices: [qsTr("Default (as in Settings)"), qsTr("Only the conversation they come from"), qsTr("All conversations with this companion"), qsTr("All companions")]
        currentIndex: page.memory.options.scope
        implicitWidth: 22 * Theme.textSize
        onActivated: at => page.memory.options.put_scope(at)
    }
    Prose {
        width: page.pageWidth
        text: qsTr("This applies to what is learned from now on, and to what is recalled from earlier conversations. What was said on another branch of a conversation is never recalled on this one.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Heading {
        width: page.pageWidth
        text: qsTr("How memories are found")
    }
    ActionItem {
        width: page.pageWidth
        label: page.memory.options.meaning
        detail: qsTr("Everything stays on this computer, encrypted.")
        action: qsTr("Models…")
        onActed: page.modelsWanted()
    }
}
