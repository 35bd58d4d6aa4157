// How much a companion considers what somebody feels, and in which small ways it is imperfect.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ScrollPage {
    id: page
    required property MannerViewModel manner
    gap: Theme.pad

    Choice {
        width: page.pageWidth
        name: qsTr("Applies to")
        choices: page.manner.scope.levels
        currentIndex: page.manner.scope.level
        onActivated: index => page.manner.scope.choose(index)
    }
    Prose {
        width: page.pageWidth
        visible: !page.manner.scope.isPossible
        text: qsTr("Send a message first: these settings belong to a conversation.")
        color: Theme.accent
    }
    Heading {
        text: qsTr("Attunement")
    }
    Column {
        width: page.pageWidth
        spacing: 0
        Item {
            width: parent.width
            height: quick.implicitHeight
            Prose {
                text: qsTr("Instant")
            }
            Prose {
                id: quick
                anchors.horizontalCenter: parent.horizontalCenter
                text: qsTr("Quick")
            }
            Prose {
                anchors.right: parent.right
                text: qsTr("Deep")
            }
        }
        Level {
            width: parent.width
            enabled: page.manner.scope.isPossible
            name: qsTr("Attunement, from instant to deep")
            from: 0
            to: 2
            stepSize: 1
            snapMode: Slider.SnapAlways
            value: page.manner.level
            onMoved: page.manner.put(Math.round(value))
        }
    }
    // As high as the longest of the three, so that nothing moves under the pointer when the dial is turned.
    Item {
        width: page.pageWidth
        height: Math.max(about.implicitHeight, 7 * Theme.textSize)
        Column {
            id: about
            width: parent.width
            spacing: 4
            Prose {
                width: parent.width
                text: page.manner.explanation
            }
            Prose {
                width: parent.width
                text: page.manner.cost
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
    }
    Item {
        width: page.pageWidth
        height: Theme.target + 6
        QuietButton {
            visible: !page.manner.busy
            text: qsTr("Measure on this model")
            onClicked: page.manner.measure()
        }
        Row {
            visible: page.manner.busy
            width: parent.width
            spacing: Theme.gap
            Prose {
                width: parent.width - cancel.width - Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Trying the model on examples; messages go first")
                color: Theme.accent
                Accessible.role: Accessible.Indicator
                Accessible.name: text
            }
            QuietButton {
                id: cancel
                text: qsTr("Cancel")
                onClicked: page.manner.stop()
            }
        }
    }
    Trouble {
        width: page.pageWidth
        text: page.manner.trouble
    }
    Heading {
        text: qsTr("Imperfection")
    }
    Prose {
        width: page.pageWidth
        text: qsTr("Nobody is perfect. These change how a companion talks and how its words appear, never what is true.")
        color: Theme.soft
    }
    Repeater {
        model: page.manner.rows
        delegate: Item {
            id: row
            required property int index
            required property string name
            required property string help
            required property int amount
            width: page.pageWidth
            height: Math.max(words.implicitHeight, Theme.target + 4)
            Column {
                id: words
                anchors.left: parent.left
                anchors.right: choice.left
                anchors.rightMargin: Theme.gap
                anchors.verticalCenter: parent.verticalCenter
                Prose {
                    width: parent.width
                    text: row.name
                }
                Prose {
                    width: parent.width
                    text: row.help
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
            }
            Choice {
                id: choice
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                enabled: page.manner.scope.isPossible
                width: 9 * Theme.textSize
                name: row.name
                choices: page.manner.amounts
                currentIndex: row.amount
                onActivated: index => page.manner.put_trait(row.index, index)
            }
        }
    }
}
