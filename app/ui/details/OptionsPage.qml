// A note to the model, another scene, and who one is here.
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property DetailsViewModel details
    signal profilesWanted
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        visible: !page.details.hasConversation
        text: qsTr("Send a message first: these settings belong to a conversation.")
        color: Theme.accent
    }
    Lines {
        width: page.pageWidth
        enabled: page.details.hasConversation
        label: qsTr("Author's note")
        help: qsTr("Read near the end of every prompt: what to lean towards, what is going on, what to leave out.")
        value: page.details.options.note
        onPut: text => page.details.options.put_note(text)
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        enabled: page.details.hasConversation
        Choice {
            id: every
            name: qsTr("How often")
            choices: [qsTr("Never"), qsTr("Every turn"), qsTr("Every second turn"), qsTr("Every third turn"), qsTr("Every fourth turn")]
            currentIndex: Math.min(4, page.details.options.every)
            implicitWidth: 14 * Theme.textSize
            onActivated: page.details.options.place_note(depth.currentIndex, currentIndex, role.currentIndex)
        }
        Choice {
            id: depth
            name: qsTr("Depth")
            choices: [qsTr("At the very end"), qsTr("1 message up"), qsTr("2 messages up"), qsTr("3 messages up"), qsTr("4 messages up"), qsTr("5 messages up"), qsTr("6 messages up")]
            currentIndex: Math.min(6, page.details.options.depth)
            implicitWidth: 14 * Theme.textSize
            onActivated: page.details.options.place_note(currentIndex, every.currentIndex, role.currentIndex)
        }
        Choice {
            id: role
            name: qsTr("Written as")
            choices: [qsTr("Instructions"), qsTr("Your words"), qsTr("Their words")]
            currentIndex: page.details.options.role
            implicitWidth: 12 * Theme.textSize
            onActivated: page.details.options.place_note(depth.currentIndex, every.currentIndex, currentIndex)
        }
    }
    Prose {
        width: page.pageWidth
        text: qsTr("Depth applies only with exact placement (in the companion's editor); otherwise the note goes just before your last message, where it costs nothing.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Lines {
        width: page.pageWidth
        enabled: page.details.hasConversation
        label: qsTr("A different scene")
        help: page.details.options.usualScenario !== "" ? qsTr("Instead of: %1").arg(page.details.options.usualScenario) : qsTr("How you meet in this conversation; leave empty for none.")
        value: page.details.options.scenario
        onPut: text => page.details.options.put_scenario(text)
    }
    QuietButton {
        text: qsTr("Profiles: who you are…")
        onClicked: page.profilesWanted()
    }
    SettingItem {
        width: page.pageWidth
        label: qsTr("Who you are in this conversation")
        help: qsTr("A profile used in this conversation only.")
        kind: "choice"
        value: page.details.options.profile
        choices: page.details.options.profiles
        low: 0
        high: 0
        onPut: value => page.details.options.choose_profile(value)
    }
    SettingItem {
        width: page.pageWidth
        label: qsTr("Who you are with this companion")
        help: qsTr("Used unless a conversation has its own profile.")
        kind: "choice"
        value: page.details.options.profileHere
        choices: page.details.options.profiles
        low: 0
        high: 0
        onPut: value => page.details.options.choose_profile_here(value)
    }
}
