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
        text: qsTr("Say something first: what is set here belongs to a conversation.")
        color: Theme.accent
    }
    Lines {
        width: page.pageWidth
        enabled: page.details.hasConversation
        label: qsTr("Note for the model")
        help: qsTr("It is read near the end of every prompt: what to lean towards, what is going on, what to leave out.")
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
            choices: [qsTr("Never"), qsTr("In every turn"), qsTr("In every second turn"), qsTr("In every third turn"), qsTr("In every fourth turn")]
            currentIndex: Math.min(4, page.details.options.every)
            implicitWidth: 14 * Theme.textSize
            onActivated: page.details.options.place_note(depth.currentIndex, currentIndex, role.currentIndex)
        }
        Choice {
            id: depth
            name: qsTr("How far before the end")
            choices: [qsTr("At the very end"), qsTr("1 message before"), qsTr("2 messages before"), qsTr("3 messages before"), qsTr("4 messages before"), qsTr("5 messages before"), qsTr("6 messages before")]
            currentIndex: Math.min(6, page.details.options.depth)
            implicitWidth: 14 * Theme.textSize
            onActivated: page.details.options.place_note(currentIndex, every.currentIndex, role.currentIndex)
        }
        Choice {
            id: role
            name: qsTr("As whose words")
            choices: [qsTr("As instructions"), qsTr("As your words"), qsTr("As theirs")]
            currentIndex: page.details.options.role
            implicitWidth: 12 * Theme.textSize
            onActivated: page.details.options.place_note(depth.currentIndex, every.currentIndex, currentIndex)
        }
    }
    Prose {
        width: page.pageWidth
        text: qsTr("How far before the end counts only with exact placement (in the companion's form); otherwise the note stands just before your last message, where it costs nothing.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Lines {
        width: page.pageWidth
        enabled: page.details.hasConversation
        label: qsTr("Another scene")
        help: page.details.options.usualScenario !== "" ? qsTr("In place of: %1").arg(page.details.options.usualScenario) : qsTr("How you meet in this conversation; empty for none.")
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
        help: qsTr("A profile that holds here alone.")
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
        help: qsTr("Where a conversation says nothing else.")
        kind: "choice"
        value: page.details.options.profileHere
        choices: page.details.options.profiles
        low: 0
        high: 0
        onPut: value => page.details.options.choose_profile_here(value)
    }
}
