// Adapters: small changes of the model's weights, as strong as one likes, for whom one likes.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ScrollPage {
    id: page
    required property AdaptersViewModel adapters
    signal modelsWanted
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("An adapter (LoRA) gives a model another voice or manner. It works from the next reply on.")
        color: Theme.soft
    }
    Choice {
        width: page.pageWidth
        visible: !page.adapters.isEmpty
        name: qsTr("Applies to")
        choices: page.adapters.scope.levels
        currentIndex: page.adapters.scope.level
        onActivated: index => page.adapters.scope.choose(index)
    }
    Prose {
        width: page.pageWidth
        visible: !page.adapters.scope.isPossible
        text: qsTr("Send a message first: these settings belong to a conversation.")
        color: Theme.accent
    }
    Prose {
        width: page.pageWidth
        visible: page.adapters.isEmpty
        text: qsTr("There are no adapters on this computer yet. Add one as a GGUF file under Models.")
    }
    Repeater {
        model: page.adapters.rows
        delegate: Column {
            id: row
            required property string key
            required property string facts
            required property int percent
            required property bool isChosen
            required property bool fits
            width: page.pageWidth
            spacing: 2
            enabled: page.adapters.scope.isPossible
            opacity: row.fits ? 1 : 0.6
            Prose {
                width: parent.width
                text: row.key
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
                wrapMode: Text.NoWrap
            }
            Prose {
                width: parent.width
                text: row.facts
                color: Theme.soft
                font.pixelSize: Theme.small
            }
            Item {
                width: parent.width
                height: Theme.target
                Level {
                    id: strength
                    anchors.left: parent.left
                    anchors.right: shown.left
                    anchors.rightMargin: Theme.gap
                    name: qsTr("Strength of %1").arg(row.key)
                    from: 0
                    to: 100
                    stepSize: 5
                    snapMode: Slider.SnapAlways
                    value: row.percent
                    onMoved: page.adapters.put(row.key, Math.round(value))
                }
                Prose {
                    id: shown
                    anchors.right: wider.left
                    anchors.rightMargin: Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    width: 3.2 * Theme.textSize
                    horizontalAlignment: Text.AlignRight
                    text: strength.value > 0 ? qsTr("%1 %").arg(Math.round(strength.value)) : qsTr("off")
                }
                IconButton {
                    id: wider
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    enabled: row.isChosen
                    opacity: enabled ? 1 : 0
                    name: qsTr("Use the wider setting for %1").arg(row.key)
                    sign: "again"
                    onClicked: page.adapters.clear(row.key)
                }
            }
        }
    }
    QuietButton {
        text: qsTr("Models…")
        onClicked: page.modelsWanted()
    }
}
