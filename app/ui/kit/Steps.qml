// A slider with a few steps; what the step is called and means stands with it.
import QtQuick
import QtQuick.Controls.Basic

Column {
    id: steps
    required property string label
    required property int step
    required property string stepLabel
    required property string means
    property int highest: 3
    signal put(int step)

    spacing: 2

    Item {
        width: steps.width
        height: Math.max(name.implicitHeight, now.implicitHeight)
        Prose {
            id: name
            text: steps.label
        }
        Prose {
            id: now
            anchors.right: parent.right
            text: steps.stepLabel
            color: Theme.accent
            font.weight: Font.DemiBold
        }
    }
    Slider {
        id: slider
        Accessible.name: steps.label
        Accessible.description: steps.stepLabel + ": " + steps.means
        width: steps.width
        height: Theme.target
        from: 0
        to: steps.highest
        stepSize: 1
        snapMode: Slider.SnapAlways
        value: steps.step
        onMoved: {
            if (Math.round(value) !== steps.step)
                steps.put(Math.round(value));
            // What is not taken at once stands where it stood.
            value = Qt.binding(() => steps.step);
        }
        background: Rectangle {
            x: slider.leftPadding
            y: slider.topPadding + slider.availableHeight / 2 - height / 2
            width: slider.availableWidth
            height: 5
            radius: 3
            color: Theme.line
            Rectangle {
                width: slider.visualPosition * parent.width
                height: parent.height
                radius: 3
                color: Theme.accent
            }
        }
        handle: Rectangle {
            x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
            y: slider.topPadding + slider.availableHeight / 2 - height / 2
            width: 20
            height: 20
            radius: 10
            color: Theme.raised
            border.width: slider.visualFocus ? 4 : 2
            border.color: Theme.accent
        }
    }
    Prose {
        width: steps.width
        text: steps.means
        color: Theme.soft
        font.pixelSize: Theme.small
    }
}
