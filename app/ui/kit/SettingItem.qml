// One declared setting: its label, its help, and the control its kind asks for.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

Item {
    id: item
    required property string label
    required property string help
    required property string kind
    required property var value
    required property list<string> choices
    required property int low
    required property int high
    property int controlWidth: 230
    signal put(var value)

    // Where there is little room the control stands below the words.
    readonly property bool stacked: width < controlWidth + 15 * Theme.textSize

    implicitHeight: (stacked ? words.implicitHeight + control.height + 6 : Math.max(words.implicitHeight, control.height)) + Theme.pad

    Column {
        id: words
        y: item.stacked ? Theme.gap : Math.round((item.height - height) / 2)
        width: item.stacked ? item.width : item.width - control.width - Theme.pad
        Prose {
            width: parent.width
            text: item.label
        }
        Prose {
            width: parent.width
            text: item.help
            color: Theme.soft
            font.pixelSize: Theme.small
        }
    }
    Loader {
        id: control
        x: item.stacked ? 0 : item.width - width
        y: item.stacked ? words.y + words.height + 6 : Math.round((item.height - height) / 2)
        sourceComponent: {
            switch (item.kind) {
            case "choice":
                return choice;
            case "switch":
                return toggle;
            case "number":
                return number;
            default:
                return line;
            }
        }
    }
    Component {
        id: choice
        Choice {
            name: item.label
            choices: item.choices
            width: Math.min(item.controlWidth, item.width)
            currentIndex: item.value
            onActivated: index => item.put(index)
        }
    }
    Component {
        id: toggle
        Switch {
            id: lever
            Accessible.name: item.label
            checked: item.value
            onToggled: item.put(checked)
            // It has no words of its own; Qt's label would take them as HTML.
            contentItem: Item {
                implicitWidth: 52
                implicitHeight: 26
            }
            indicator: Rectangle {
                implicitWidth: 46
                implicitHeight: 26
                x: lever.leftPadding
                anchors.verticalCenter: parent.verticalCenter
                radius: 13
                color: lever.checked ? Theme.accent : Theme.line
                border.width: lever.visualFocus ? 2 : 0
                border.color: Theme.ink
                Rectangle {
                    x: lever.checked ? 23 : 3
                    anchors.verticalCenter: parent.verticalCenter
                    width: 20
                    height: 20
                    radius: 10
                    color: lever.checked ? Theme.accentInk : Theme.raised
                }
            }
        }
    }
    Component {
        id: number
        SpinBox {
            id: spin
            Accessible.name: item.label
            width: 150
            from: item.low
            to: item.high
            value: item.value
            stepSize: item.high > 1000 ? 50 : 1
            editable: true
            font.family: Theme.sans
            font.pixelSize: Theme.textSize - 1
            palette.text: Theme.ink
            palette.base: Theme.raised
            palette.button: Theme.hover
            palette.buttonText: Theme.ink
            palette.mid: Theme.line
            palette.highlight: Theme.accent
            onValueModified: item.put(value)
            background: Rectangle {
                implicitWidth: 150
                implicitHeight: Theme.target + 4
                radius: 10
                color: Theme.raised
                border.width: spin.activeFocus ? 2 : 1
                border.color: spin.activeFocus ? Theme.accent : Theme.line
            }
        }
    }
    Component {
        id: line
        TextField {
            id: input
            ContextMenu.menu: EditMenu {
                field: input
            }
            Accessible.name: item.label
            width: 230
            implicitHeight: Theme.target + 4
            text: item.value
            font.family: Theme.sans
            font.pixelSize: Theme.textSize - 1
            color: Theme.ink
            selectByMouse: true
            maximumLength: 300
            onEditingFinished: item.put(text)
            background: Rectangle {
                radius: 10
                color: Theme.raised
                border.width: input.activeFocus ? 2 : 1
                border.color: input.activeFocus ? Theme.accent : Theme.line
            }
        }
    }
}
