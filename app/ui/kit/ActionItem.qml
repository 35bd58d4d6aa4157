// Something a person can do, with what it means: words on the left, one or two buttons on the right.
import QtQuick

Item {
    id: item
    required property string label
    required property string detail
    required property string action
    property string other
    property bool ticked: false
    // What cannot be undone is red, and apart.
    property bool dangerous: false
    signal acted
    signal otherActed

    // Where there is little room the buttons stand below the words.
    readonly property bool stacked: width < 230 + 15 * Theme.textSize

    implicitHeight: (stacked ? words.implicitHeight + (buttons.visible ? buttons.height + 6 : 0) : Math.max(words.implicitHeight, buttons.height)) + Theme.gap

    Column {
        id: words
        y: item.stacked ? Theme.gap / 2 : Math.round((item.height - height) / 2)
        width: item.stacked ? item.width : item.width - (buttons.visible ? buttons.width + Theme.pad : 0)
        Row {
            width: parent.width
            spacing: 6
            Prose {
                visible: item.ticked
                text: "✓"
                color: Theme.accent
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            Prose {
                width: parent.width - (item.ticked ? 20 : 0)
                text: item.label
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
        }
        Prose {
            visible: text !== ""
            width: parent.width
            text: item.detail
            color: Theme.soft
            font.pixelSize: Theme.small
        }
    }
    Row {
        id: buttons
        visible: item.action !== "" || item.other !== ""
        x: item.stacked ? 0 : item.width - width
        y: item.stacked ? words.y + words.height + 6 : Math.round((item.height - height) / 2)
        spacing: Theme.gap
        QuietButton {
            visible: item.other !== ""
            text: item.other
            Accessible.name: text + ": " + item.label
            onClicked: item.otherActed()
        }
        DangerButton {
            visible: item.action !== "" && item.dangerous
            text: item.action
            Accessible.name: text + ": " + item.label
            onClicked: item.acted()
        }
        QuietButton {
            visible: item.action !== "" && !item.dangerous
            text: item.action
            Accessible.name: text + ": " + item.label
            onClicked: item.acted()
        }
    }
}
