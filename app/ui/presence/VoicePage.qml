// How a companion sounds, and what of a reply is spoken.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

ScrollPage {
    id: page
    required property VoiceViewModel voice
    signal voicesWanted
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("Replies can be read aloud by a voice that runs entirely on this computer. Press the loudspeaker under a message, or have every reply read automatically.")
        color: Theme.soft
    }
    Prose {
        width: page.pageWidth
        visible: !page.voice.hasVoice
        text: qsTr("There is no voice on this computer yet. Download one: about 63 MB, usually a minute or so.")
        color: Theme.accent
    }
    Row {
        spacing: Theme.gap
        PrimaryButton {
            visible: !page.voice.hasVoice
            text: qsTr("Get a voice…")
            onClicked: page.voicesWanted()
        }
        QuietButton {
            visible: page.voice.hasVoice
            text: qsTr("Play a sample")
            onClicked: page.voice.sample()
        }
        QuietButton {
            visible: page.voice.hasVoice
            text: qsTr("More voices…")
            onClicked: page.voicesWanted()
        }
    }
    Choice {
        width: page.pageWidth
        visible: page.voice.hasVoice
        name: qsTr("Applies to")
        choices: page.voice.scope.levels
        currentIndex: page.voice.scope.level
        onActivated: index => page.voice.scope.choose(index)
    }
    Prose {
        width: page.pageWidth
        visible: !page.voice.scope.isPossible
        text: qsTr("Send a message first: these settings belong to a conversation.")
        color: Theme.accent
    }
    Column {
        width: page.pageWidth
        spacing: Theme.gap
        visible: page.voice.hasVoice
        enabled: page.voice.scope.isPossible
        opacity: enabled ? 1 : 0.5

        Tick {
            width: parent.width
            text: qsTr("Read every reply aloud automatically")
            checked: page.voice.isAlways
            onToggled: page.voice.put_always(checked)
        }
        Line {
            label: qsTr("Voice")
            Choice {
                name: qsTr("Voice")
                choices: page.voice.voices
                currentIndex: page.voice.voice
                onActivated: index => page.voice.choose(index)
            }
        }
        Line {
            visible: page.voice.speakers.length > 1
            label: qsTr("Speaker")
            about: qsTr("This voice has several speakers.")
            Choice {
                name: qsTr("Speaker")
                choices: page.voice.speakers
                currentIndex: page.voice.speaker
                onActivated: index => page.voice.choose_speaker(index)
            }
        }
        Line {
            label: qsTr("Pace")
            about: page.voice.pace === 100 ? qsTr("Normal speed") : qsTr("%1 % of normal speed").arg(page.voice.pace)
            Level {
                about: (parent?.parent as Line)?.about ?? ""
                width: 10 * Theme.textSize
                name: qsTr("Pace")
                from: page.voice.paces[0]
                to: page.voice.paces[1]
                stepSize: 5
                snapMode: Slider.SnapAlways
                value: page.voice.pace
                onMoved: page.voice.put_pace(Math.round(value))
            }
        }
        Line {
            label: qsTr("Pitch")
            about: page.voice.pitch === 0 ? qsTr("Normal") : page.voice.pitch > 0 ? qsTr("Higher by %n semitone(s)", "", page.voice.pitch) : qsTr("Lower by %n semitone(s)", "", -page.voice.pitch)
            Level {
                about: (parent?.parent as Line)?.about ?? ""
                width: 10 * Theme.textSize
                name: qsTr("Pitch")
                from: page.voice.pitches[0]
                to: page.voice.pitches[1]
                stepSize: 1
                snapMode: Slider.SnapAlways
                value: page.voice.pitch
                onMoved: page.voice.put_pitch(Math.round(value))
            }
        }
        Line {
            label: qsTr("Narrator")
            about: qsTr("Reads actions and descriptions: text between asterisks, or outside quotation marks.")
            Choice {
                name: qsTr("Narrator")
                choices: page.voice.narrators
                currentIndex: page.voice.narrator
                onActivated: index => page.voice.choose_narrator(index)
            }
        }
        Line {
            label: qsTr("What is spoken")
            Choice {
                name: qsTr("What is spoken")
                choices: page.voice.kinds
                currentIndex: page.voice.kind
                onActivated: index => page.voice.choose_kind(index)
            }
        }
    }

    component Line: Item {
        id: line
        required property string label
        property string about: ""
        default property alias content: place.data
        width: parent.width
        height: Math.max(words.implicitHeight, place.height, Theme.target)
        Column {
            id: words
            anchors.left: parent.left
            anchors.right: place.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            Prose {
                width: parent.width
                text: line.label
            }
            Prose {
                width: parent.width
                visible: line.about !== ""
                text: line.about
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        Item {
            id: place
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: childrenRect.width
            height: childrenRect.height
        }
    }
}
