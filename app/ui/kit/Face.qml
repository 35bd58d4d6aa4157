// A companion's face: it changes with what is felt, breathes, and blinks where it can; stands still where that is wished.
import QtQuick

Item {
    id: face
    required property string name
    required property string source
    property string blink: ""
    // The same with an open mouth, and how loud they are, from 0 to 1.
    property string speak: ""
    property real loudness: 0
    property string expression: ""
    property bool busy: false
    // Only what is looked at moves: a window in the background costs nothing.
    property bool alive: true
    readonly property bool moves: alive && visible && !Theme.still

    Accessible.role: Accessible.Graphic
    Accessible.name: expression !== "" ? qsTr("%1, expression: %2").arg(name).arg(expression) : qsTr("Portrait of %1").arg(name)

    // The next picture comes over the one before once it is there: nothing ever flickers.
    property string shown: ""
    readonly property size pixels: Qt.size(Math.ceil(width * Screen.devicePixelRatio), Math.ceil(height * Screen.devicePixelRatio))
    Item {
        id: stage
        anchors.fill: parent
        transformOrigin: Item.Bottom
        scale: 1

        Image {
            id: below
            anchors.fill: parent
            source: face.shown
            sourceSize: face.pixels
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignBottom
            asynchronous: true
            // Faces have clear grounds: what lies below would be seen through the one above.
            visible: !eyes.visible && above.opacity < 1
        }
        Image {
            id: above
            anchors.fill: parent
            source: face.source
            sourceSize: face.pixels
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignBottom
            asynchronous: true
            opacity: status === Image.Ready ? 1 : 0
            visible: !eyes.visible
            Behavior on opacity {
                enabled: !Theme.still
                NumberAnimation {
                    duration: 180
                }
            }
            onOpacityChanged: {
                if (opacity === 1)
                    face.shown = source;
            }
        }
        Image {
            id: eyes
            anchors.fill: parent
            source: face.blink
            sourceSize: face.pixels
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignBottom
            asynchronous: true
            visible: false
        }
        // A mouth that moves with the voice: open for a syllable, closed between two.
        Image {
            anchors.fill: parent
            source: face.speak
            sourceSize: face.pixels
            fillMode: Image.PreserveAspectFit
            verticalAlignment: Image.AlignBottom
            asynchronous: true
            visible: status === Image.Ready && face.loudness > 0.12 && !eyes.visible && !Theme.still
        }
    }
    Timer {
        id: lids
        interval: 3200
        running: face.moves && face.blink !== ""
        repeat: true
        onTriggered: {
            if (eyes.visible) {
                eyes.visible = false;
                interval = 2400 + Math.random() * 3600;
            } else if (eyes.status === Image.Ready) {
                eyes.visible = true;
                interval = 130;
            }
        }
        onRunningChanged: eyes.visible = false
    }
    // Eight steps a second are enough to breathe by, and leave the processor to the words.
    Timer {
        property real phase: 0
        interval: 125
        running: face.moves
        repeat: true
        onTriggered: {
            phase = (phase + (face.busy ? 0.22 : 0.14)) % (2 * Math.PI);
            stage.scale = 1 + 0.006 * Math.sin(phase);
        }
        onRunningChanged: stage.scale = 1
    }
}
