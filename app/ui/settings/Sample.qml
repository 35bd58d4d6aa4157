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
                    // Words of the app's own: no stranger's text comes here.
                    Text {
                        id: theirs
                        x: sample.boxed ? Theme.pad : 0
                        y: sample.boxed ? 8 : 0
                        width: Math.min(implicitWidth, talk.width - 130)
                        textFormat: Text.StyledText
                        text: "<font color='" + Theme.speech + "'>" + qsTr("“The kettle is on,”") + "</font> <i><font color='" + Theme.action + "'>" + qsTr("she says, and moves the books aside.") + "</font></i>"
                        wrapMode: Text.Wrap
                        color: Theme.ink
                        font.family: Theme.reading
                        font.pixelSize: Theme.textSize
                        lineHeight: 1.3
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
