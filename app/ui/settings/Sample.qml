// How a conversation looks with what is chosen: seen beside the choice.
import QtQuick
import kit

Rectangle {
    id: sample
    readonly property bool boxed: Theme.chatStyle === "bubbles"
    implicitHeight: talk.implicitHeight + 2 * Theme.pad
    radius: Theme.radius
    color: Theme.ground
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("How a conversation looks")

    Column {
        id: talk
        x: Theme.pad
        y: Theme.pad
        width: parent.width - 2 * Theme.pad
        spacing: Theme.turnGap
        Row {
            spacing: 12
            Avatar {
                visible: Theme.chatStyle !== "book"
                name: "Wren"
                portrait: "wren"
                size: 36
                Accessible.ignored: true
            }
            Column {
                spacing: 2
                Prose {
                    text: "Wren"
                    color: Theme.accent
                    font.pixelSize: Theme.small
                    font.weight: Font.DemiBold
                }
                Rectangle {
                    width: theirs.width + (sample.boxed ? 2 * Theme.pad : 0)
                    height: theirs.implicitHeight + (sample.boxed ? 16 : 0)
                    radius: Theme.radius
                    color: sample.boxed ? Theme.theirs : "transparent"
                    border.width: sample.boxed && Theme.outlined ? 1 : 0
                    border.color: Theme.line
                    Column {
                        id: theirs
                        x: sample.boxed ? Theme.pad : 0
                        y: sample.boxed ? 8 : 0
                        width: Math.min(Math.max(speech.implicitWidth, action.implicitWidth), talk.width - 130)
                        Prose {
                            id: speech
                            width: parent.width
                            text: qsTr("“The kettle is on.”")
                            color: Theme.speech
                            font.family: Theme.reading
                        }
                        Prose {
                            id: action
                            width: parent.width
                            text: qsTr("She moves the books aside.")
                            color: Theme.action
                            font.family: Theme.reading
                            font.italic: true
                        }
                    }
                }
            }
        }
        Rectangle {
            anchors.right: sample.boxed ? parent.right : undefined
            width: mine.implicitWidth + (sample.boxed ? 2 * Theme.pad : 0)
            height: mine.implicitHeight + (sample.boxed ? 16 : 0)
            radius: Theme.radius
            color: sample.boxed ? Theme.mine : "transparent"
            border.width: sample.boxed && Theme.outlined ? 1 : 0
            border.color: Theme.line
            Prose {
                id: mine
                anchors.centerIn: parent
                text: qsTr("Thank you. It is wild outside.")
                font.family: Theme.reading
            }
        }
    }
}
