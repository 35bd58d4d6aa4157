// How much of something is there.
import QtQuick

Rectangle {
    id: bar
    required property string name
    property real share: 0

    implicitHeight: 8
    radius: 4
    color: Theme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: name + ", " + Math.round(100 * share) + " %"

    Rectangle {
        width: Math.max(bar.share > 0 ? bar.height : 0, bar.width * Math.min(1, bar.share))
        height: parent.height
        radius: parent.radius
        color: Theme.accent
    }
}
