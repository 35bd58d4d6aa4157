// One time at which a companion speaks first.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Column {
    id: item
    required property FirstWordsViewModel firstWords
    required property int key
    required property int kind
    required property int days
    required property int hour
    required property int minute
    required property string words
    required property bool isOn
    spacing: Theme.gap

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    Flow {
        width: parent.width
        spacing: Theme.gap
        Choice {
            name: qsTr("What it is about")
            choices: item.firstWords.kinds
            currentIndex: item.kind
            implicitWidth: 15 * Theme.textSize
            onActivated: index => item.firstWords.put_kind(item.key, index)
        }
        Choice {
            name: qsTr("Hour")
            choices: Array.from({
                length: 24
            }, (_, hour) => String(hour).padStart(2, "0"))
            currentIndex: item.hour
            implicitWidth: 5 * Theme.textSize
            onActivated: index => item.firstWords.put_time(item.key, index, item.minute)
        }
        Choice {
            name: qsTr("Minute")
            choices: Array.from({
                length: 12
            }, (_, step) => String(step * 5).padStart(2, "0"))
            currentIndex: Math.floor(item.minute / 5)
            implicitWidth: 5 * Theme.textSize
            onActivated: index => item.firstWords.put_time(item.key, item.hour, index * 5)
        }
    }
    Flow {
        width: parent.width
        spacing: 4
        Repeater {
            model: item.firstWords.weekdays
            delegate: Chip {
                required property string modelData
                required property int index
                text: modelData
                chosen: (item.days >> index) & 1
                implicitHeight: 32
                onClicked: item.firstWords.turn_day(item.key, index)
            }
        }
    }
    Field {
        width: parent.width
        visible: item.kind === 1
        label: qsTr("Remind me of")
        text: item.words
        onFinished: item.firstWords.put_words(item.key, text)
    }
    Row {
        spacing: Theme.gap
        Tick {
            text: qsTr("On")
            checked: item.isOn
            onToggled: item.firstWords.turn(item.key, checked)
        }
        QuietButton {
            text: qsTr("Remove")
            onClicked: item.firstWords.remove(item.key)
        }
    }
}
