// A slider: a line with a knob; the arrow keys move it by a step.
import QtQuick
import QtQuick.Controls.Basic

Slider {
    id: level
    required property string name
    property string about: ""
    Accessible.name: name
    Accessible.description: about
    implicitHeight: Theme.target
    leftPadding: 2
    rightPadding: 2
    background: Rectangle {
        x: level.leftPadding
        y: Math.round((level.height - height) / 2)
        width: level.availableWidth
        height: 6
        radius: 3
        color: Theme.line
        Rectangle {
            // What goes both ways is filled from its middle.
            readonly property real middle: level.from < 0 && level.to > 0 ? -level.from / (level.to - level.from) : 0
            x: Math.min(middle, level.visualPosition) * parent.width
            width: Math.abs(level.visualPosition - middle) * parent.width
            height: parent.height
            radius: 3
            color: level.enabled ? Theme.accent : Theme.soft
        }
    }
    handle: Rectangle {
        x: level.leftPadding + level.visualPosition * (level.availableWidth - width)
        y: Math.round((level.height - height) / 2)
        width: 20
        height: 20
        radius: 10
        color: Theme.raised
        border.width: level.visualFocus || level.pressed ? 3 : 2
        border.color: level.enabled ? Theme.accent : Theme.soft
    }
}
