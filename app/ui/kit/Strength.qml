// How well a passphrase would stand, in four steps and a word.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: meter
    required property int strength
    required property bool empty
    readonly property list<string> words: [qsTr("Guessed at once"), qsTr("Very weak"), qsTr("Weak"), qsTr("Good"), qsTr("Strong")]
    implicitHeight: word.implicitHeight + 10
    Accessible.role: Accessible.Indicator
    Accessible.name: empty ? qsTr("Strength of the passphrase") : qsTr("Strength: %1").arg(words[strength])

    Row {
        id: steps
        width: parent.width
        spacing: 4
        Repeater {
            model: 4
            delegate: Rectangle {
                required property int index
                width: (meter.width - 12) / 4
                height: 5
                radius: 3
                color: !meter.empty && index < meter.strength ? (meter.strength < 3 ? Theme.warning : Theme.accent) : Theme.line
            }
        }
    }
    Prose {
        id: word
        anchors.top: steps.bottom
        anchors.topMargin: 2
        text: meter.empty ? " " : meter.words[meter.strength]
        color: !meter.empty && meter.strength < 3 ? Theme.warning : Theme.soft
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
}
