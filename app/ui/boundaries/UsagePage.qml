// What a companion is, and the time spent here, for nobody but the person.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property BoundariesViewModel boundaries
    required property string whatItIs
    gap: Theme.gap

    Prose {
        width: page.pageWidth
        text: page.whatItIs
    }
    Prose {
        width: page.pageWidth
        text: qsTr("Nothing here counts your days in a row, calls you back or minds when you leave. Reminders, breaks and quiet hours are yours to set; they say a line and interrupt nothing.")
        color: Theme.soft
    }
    Heading {
        text: qsTr("Time spent here")
    }
    Repeater {
        model: page.boundaries.days
        delegate: Item {
            id: day
            required property string key
            required property string minutes
            width: page.pageWidth
            height: Math.max(name.implicitHeight, time.implicitHeight)
            Prose {
                id: name
                text: day.key
                color: Theme.soft
            }
            Prose {
                id: time
                anchors.right: parent.right
                text: day.minutes
            }
        }
    }
    QuietButton {
        text: qsTr("Forget these times")
        onClicked: page.boundaries.forget_time()
    }
}
