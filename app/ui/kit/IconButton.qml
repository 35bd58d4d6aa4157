// A button that is a sign; its name is said by voices and shown as a tip.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: button
    required property string name
    required property string sign
    property int size: Theme.target
    property color tint: Theme.soft

    Accessible.name: name
    implicitWidth: size
    implicitHeight: size
    padding: 0
    icon.source: Theme.icon(sign)
    icon.color: enabled ? tint : Theme.line
    icon.width: Math.round(size * 0.55)
    icon.height: Math.round(size * 0.55)
    display: AbstractButton.IconOnly
    background: Rectangle {
        radius: height / 2
        color: button.hovered || button.down ? Theme.hover : "transparent"
        border.width: button.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
    // Only while it may be shown: there are several such buttons in every message.
    Loader {
        anchors.fill: parent
        active: button.hovered || button.visualFocus
        sourceComponent: Tip {
            text: button.name
        }
    }
}
