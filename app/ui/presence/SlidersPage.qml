// Sliders: warm or cool, formal or casual, made on this computer for the model that answers.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ScrollPage {
    id: page
    required property SlidersViewModel sliders
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("Sliders change how a companion is, from the next reply on. They are found out on this computer for the model that answers, which takes about a minute each, and offered only where their effect shows.")
        color: Theme.soft
    }
    Choice {
        width: page.pageWidth
        name: qsTr("Applies to")
        choices: page.sliders.scope.levels
        currentIndex: page.sliders.scope.level
        onActivated: index => page.sliders.scope.choose(index)
    }
    Prose {
        width: page.pageWidth
        visible: !page.sliders.scope.isPossible
        text: qsTr("Send a message first: these settings belong to a conversation.")
        color: Theme.accent
    }
    // What is being made stands where it is begun, and moves nothing when it comes and goes.
    Item {
        width: page.pageWidth
        height: Math.max(Theme.target + 6, progress.implicitHeight)
        QuietButton {
            visible: !page.sliders.busy
            enabled: page.sliders.isMissing
            text: page.sliders.isMissing ? qsTr("Make the sliders for this model") : qsTr("All are made for this model")
            onClicked: page.sliders.make()
        }
        Row {
            id: progress
            visible: page.sliders.busy
            width: parent.width
            spacing: Theme.gap
            Prose {
                width: parent.width - cancel.width - Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: page.sliders.doing
                color: Theme.accent
                Accessible.role: Accessible.Indicator
                Accessible.name: text
            }
            QuietButton {
                id: cancel
                text: qsTr("Cancel")
                onClicked: page.sliders.stop()
            }
        }
    }
    Trouble {
        width: page.pageWidth
        text: page.sliders.trouble
    }
    Repeater {
        model: page.sliders.rows
        delegate: Column {
            id: row
            required property int index
            required property string minus
            required property string plus
            required property int percent
            required property string effect
            required property string facts
            required property bool isOwn
            readonly property bool works: effect === "works" && page.sliders.scope.isPossible
            width: page.pageWidth
            spacing: 0
            Item {
                width: parent.width
                height: Math.max(low.implicitHeight, high.implicitHeight)
                opacity: row.works ? 1 : 0.6
                Prose {
                    id: low
                    width: parent.width / 2 - 4
                    text: row.minus
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Prose {
                    id: high
                    anchors.right: parent.right
                    width: parent.width / 2 - 4
                    horizontalAlignment: Text.AlignRight
                    text: row.plus
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
            }
            Level {
                width: parent.width
                enabled: row.works
                name: qsTr("From %1 to %2").arg(row.minus).arg(row.plus)
                from: -100
                to: 100
                stepSize: 10
                snapMode: Slider.SnapAlways
                value: row.percent
                onMoved: page.sliders.put(row.index, Math.round(value))
            }
            Item {
                width: parent.width
                height: Theme.target
                Prose {
                    anchors.left: parent.left
                    anchors.right: listen.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.facts
                    color: Theme.soft
                    font.pixelSize: Theme.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                IconButton {
                    id: listen
                    anchors.right: away.left
                    visible: row.effect === "works"
                    enabled: !page.sliders.busy
                    width: visible ? implicitWidth : 0
                    name: qsTr("Show the same sentence at five places")
                    sign: "eye"
                    onClicked: page.sliders.show(row.index)
                }
                IconButton {
                    id: away
                    anchors.right: parent.right
                    visible: row.isOwn
                    width: visible ? implicitWidth : 0
                    name: qsTr("Delete the slider from %1 to %2").arg(row.minus).arg(row.plus)
                    sign: "bin"
                    onClicked: page.sliders.remove(row.index)
                }
            }
        }
    }
    Repeater {
        model: page.sliders.previews
        delegate: Prose {
            required property string modelData
            required property int index
            width: page.pageWidth
            text: [qsTr("−100 %"), qsTr("−50 %"), qsTr("0"), qsTr("50 %"), qsTr("100 %")][index] + "   " + modelData
        }
    }
    Heading {
        text: qsTr("One of your own")
    }
    Field {
        id: plus
        width: page.pageWidth
        label: qsTr("At one end it is…")
        placeholder: qsTr("very polite")
    }
    Field {
        id: minus
        width: page.pageWidth
        label: qsTr("At the other end it is…")
        placeholder: qsTr("blunt")
    }
    QuietButton {
        enabled: !page.sliders.busy && plus.text.trim() !== "" && minus.text.trim() !== ""
        text: qsTr("Make it")
        onClicked: page.sliders.make_own(plus.text, minus.text)
    }
}
