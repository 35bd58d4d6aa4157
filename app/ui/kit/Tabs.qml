// Pages to choose from, beside each other; the arrow keys go from one to the next.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

Flow {
    id: tabs
    required property list<string> names
    property int current: 0
    signal wanted(int page)

    spacing: Theme.gap
    Accessible.role: Accessible.PageTabList

    Repeater {
        id: all
        // By number, so that a name that changes does not take the focus away.
        model: tabs.names.length
        delegate: Button {
            id: tab
            required property int index
            readonly property bool chosen: index === tabs.current
            text: tabs.names[index]
            Accessible.role: Accessible.PageTab
            Accessible.name: text
            Accessible.selected: chosen
            implicitHeight: Theme.target
            leftPadding: Theme.pad - 2
            rightPadding: Theme.pad - 2
            font.family: Theme.sans
            font.pixelSize: Theme.textSize - 1
            font.weight: chosen ? Font.DemiBold : Font.Normal
            onClicked: tabs.wanted(index)
            function go(step: int) {
                const next = (index + step + tabs.names.length) % tabs.names.length;
                tabs.wanted(next);
                all.itemAt(next).forceActiveFocus(Qt.TabFocusReason);
            }
            Keys.onLeftPressed: go(-1)
            Keys.onRightPressed: go(1)
            contentItem: Text {
                text: tab.text
                textFormat: Text.PlainText
                font: tab.font
                color: Theme.ink
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
            background: Rectangle {
                radius: height / 2
                color: tab.chosen ? Theme.chosen : tab.hovered ? Theme.hover : "transparent"
                border.width: tab.visualFocus ? 2 : 0
                border.color: Theme.accent
            }
        }
    }
}
