// A heading and some sentences under it.
pragma ComponentBehavior: Bound
import QtQuick
import kit

Column {
    id: block
    required property string heading
    required property list<string> points
    spacing: 4

    Heading {
        width: parent.width
        text: block.heading
    }
    Repeater {
        model: block.points
        delegate: Row {
            id: point
            required property string modelData
            width: block.width
            spacing: 10
            Rectangle {
                y: Math.round(Theme.textSize * 0.6)
                width: 6
                height: 6
                radius: 3
                color: Theme.soft
            }
            Prose {
                width: point.width - 16
                text: point.modelData
                font.pixelSize: Theme.textSize - 1
            }
        }
    }
}
