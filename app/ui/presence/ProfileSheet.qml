// Who one talks to: how they look, what stands behind them, and when they speak first.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property PresenceViewModel presence
    required property ChatViewModel chat
    property int page: 0
    signal editWanted(int key)
    signal modelsWanted
    signal voicesWanted
    readonly property real room: sheet.parent ? sheet.parent.height - 5 * Theme.pad - 2 * sheet.padding - 2 * Theme.large - tabs.height - done.height : 400

    title: chat.conversation.name
    beside: true
    wanted: 620
    onAboutToShow: presence.refresh()

    function show_page(wanted: int) {
        page = wanted;
        open();
    }

    Tabs {
        id: tabs
        width: parent.width
        names: [qsTr("Profile"), qsTr("Background"), qsTr("Speaks first"), qsTr("Manner"), qsTr("Sliders"), qsTr("Adapters"), qsTr("Voice")]
        current: sheet.page
        onWanted: page => sheet.page = page
    }
    Loader {
        width: sheet.availableWidth
        // The same for every page, or the tabs would move away from under the mouse.
        height: Math.max(200, sheet.docked ? sheet.room : Math.min(520, sheet.room))
        sourceComponent: [profile, background, first, manner, sliders, adapters, voice][sheet.page]
    }
    SheetButtons {
        id: done
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
    Component {
        id: profile
        PortraitPage {
            presence: sheet.presence
            chat: sheet.chat
            onEditWanted: key => sheet.editWanted(key)
        }
    }
    Component {
        id: background
        BackgroundPage {
            scenery: sheet.presence.background
        }
    }
    Component {
        id: manner
        MannerPage {
            manner: sheet.presence.manner
            Component.onCompleted: sheet.presence.manner.refresh()
        }
    }
    Component {
        id: sliders
        SlidersPage {
            sliders: sheet.presence.sliders
            Component.onCompleted: sheet.presence.sliders.refresh()
        }
    }
    Component {
        id: adapters
        AdaptersPage {
            adapters: sheet.presence.adapters
            onModelsWanted: sheet.modelsWanted()
        }
    }
    Component {
        id: voice
        VoicePage {
            voice: sheet.presence.voice
            onVoicesWanted: sheet.voicesWanted()
            Component.onCompleted: sheet.presence.voice.refresh()
        }
    }
    Component {
        id: first
        FirstWordsPage {
            firstWords: sheet.presence.firstWords
            name: sheet.chat.conversation.name
        }
    }
}
