// Everything that is known, by subject or on a timeline.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Column {
    id: page
    required property MemoryViewModel memory
    signal gone
    signal correctionWanted(int key, string text)
    signal forgettingWanted(int key, string text)
    signal exportWanted(bool asText)
    signal bringWanted

    spacing: Theme.gap

    Prose {
        width: parent.width
        visible: !page.memory.isOn
        text: qsTr("Remembering is turned off under Options: nothing new is learned and nothing is recalled.")
        color: Theme.accent
    }
    Field {
        id: words
        width: parent.width
        label: qsTr("Search memories")
        placeholder: qsTr("a name, a place, a word")
        input.onTextEdited: page.memory.look_for(text)
    }
    Flow {
        width: parent.width
        spacing: Theme.gap
        Choice {
            name: qsTr("Order")
            choices: [qsTr("By subject"), qsTr("Timeline")]
            currentIndex: page.memory.order
            onActivated: at => page.memory.put_order(at)
        }
        Tick {
            visible: page.memory.closedCount > 0
            text: qsTr("Include what is no longer true (%1)").arg(page.memory.closedCount)
            checked: page.memory.showsClosed
            onToggled: page.memory.show_closed(checked)
        }
        QuietButton {
            text: qsTr("Add…")
            Accessible.name: qsTr("Add a memory")
            onClicked: {
                fresh.visible = true;
                fresh.input.forceActiveFocus(Qt.TabFocusReason);
            }
        }
        QuietButton {
            text: qsTr("Import…")
            onClicked: page.bringWanted()
        }
        QuietButton {
            visible: page.memory.count > 0
            text: qsTr("Export…")
            onClicked: page.exportWanted(false)
        }
        QuietButton {
            visible: page.memory.count > 0
            text: qsTr("As text…")
            Accessible.name: qsTr("Export as text")
            onClicked: page.exportWanted(true)
        }
    }
    Prose {
        width: parent.width
        visible: page.memory.unshown > 0
        text: qsTr("%1 more not shown: use the search to find them.").arg(page.memory.unshown)
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Field {
        id: fresh
        width: parent.width
        visible: false
        label: qsTr("What should %1 know?").arg(page.memory.name)
        placeholder: qsTr("one sentence, with names; press Enter to save")
        onAccepted: {
            page.memory.actions.add(text);
            text = "";
            visible = false;
        }
    }
    Flow {
        width: parent.width
        visible: page.memory.chosen > 0
        spacing: Theme.gap
        Prose {
            height: Theme.target
            verticalAlignment: Text.AlignVCenter
            text: page.memory.chosen === 1 ? qsTr("1 selected") : qsTr("%1 selected").arg(page.memory.chosen)
        }
        QuietButton {
            visible: page.memory.chosen > 1
            text: qsTr("Merge")
            onClicked: page.memory.actions.merge()
        }
        QuietButton {
            text: page.memory.chosen === 1 ? qsTr("Forget it…") : qsTr("Forget them…")
            onClicked: page.forgettingWanted(0, "")
        }
    }
    ListView {
        id: all
        width: parent.width
        height: Math.max(120, page.height - y)
        clip: true
        model: page.memory.memories
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 400
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Memories")
        ScrollBar.vertical: ScrollBar {}
        section.property: "section"
        section.delegate: Heading {
            required property string section
            width: all.width - Theme.pad
            topPadding: Theme.pad
            bottomPadding: Theme.gap
            text: section
        }
        delegate: MemoryItem {
            width: all.width - Theme.pad
            onPinned: wanted => page.memory.actions.pin(key, wanted)
            onChosen: wanted => page.memory.choose(key, wanted)
            onShared: reach => page.memory.actions.share(key, reach)
            onEnded: wanted => page.memory.actions.end(key, wanted)
            onCorrectionWanted: page.correctionWanted(key, text)
            onForgettingWanted: page.forgettingWanted(key, text)
            onPlaceWanted: (conversationId, message) => {
                page.memory.go_to(conversationId, message);
                page.gone();
            }
            onReached: all.positionViewAtIndex(index, ListView.Contain)
        }
        Prose {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.pad
            width: Math.min(460, parent.width - 2 * Theme.pad)
            visible: all.count === 0
            horizontalAlignment: Text.AlignHCenter
            color: Theme.soft
            text: page.memory.searching ? qsTr("No memories found.") : qsTr("Nothing yet. Tell %1 your name, who matters to you, what you like, what you plan: what you say of yourself is noted here, with the message it comes from.").arg(page.memory.name)
        }
    }
}
