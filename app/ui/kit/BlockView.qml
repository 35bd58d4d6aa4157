// One block of a message: paragraph, action, heading, list item, quote, code or rule.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: block
    required property string kind
    required property string text
    required property string mark
    required property int depth
    property real limit: 400
    signal copyWanted(string text)
    // Marks of the app's own: what a stranger writes has its angle brackets escaped.
    function inColour(html: string): string {
        return html.replace(/<font color="speech">/g, '<font color="' + Theme.speech + '">').replace(/<font color="action">/g, '<font color="' + Theme.action + '">');
    }

    readonly property bool isCode: kind === "code"
    readonly property bool isRule: kind === "rule"
    readonly property int depthShown: Math.min(depth, 8)
    readonly property real indent: kind === "item" ? 26 + depthShown * 22 : kind === "quote" ? 16 + depthShown * 12 : isCode ? 12 : 0

    implicitWidth: Math.min(limit, words.implicitWidth + indent + (isCode ? 12 : 0))
    implicitHeight: isRule ? 13 : isCode ? words.height + 44 : words.height

    Rectangle {
        visible: block.isCode
        anchors.fill: parent
        radius: 10
        color: Theme.code
        Prose {
            x: 12
            y: 8
            text: block.mark !== "" ? block.mark : qsTr("code")
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        IconButton {
            anchors.right: parent.right
            anchors.margins: 3
            name: qsTr("Copy this code")
            sign: "copy"
            size: 30
            onClicked: block.copyWanted(block.text)
        }
    }
    Rectangle {
        visible: block.isRule
        y: 6
        width: parent.width
        height: 1
        color: Theme.line
    }
    Rectangle {
        visible: block.kind === "quote"
        x: block.depthShown * 12
        width: 3
        height: parent.height
        radius: 2
        color: Theme.accent
        opacity: 0.6
    }
    Prose {
        visible: block.kind === "item"
        x: block.indent - 8 - width
        text: block.mark
        color: Theme.accent
    }
    Prose {
        id: words
        visible: !block.isRule
        x: block.indent
        y: block.isCode ? 34 : 0
        width: Math.max(0, block.width - block.indent - (block.isCode ? 12 : 0))
        text: block.isCode ? block.text : block.inColour(block.text)
        textFormat: block.isCode ? Text.PlainText : Text.StyledText
        wrapMode: block.isCode ? Text.WrapAnywhere : Text.Wrap
        color: block.kind === "quote" ? Theme.soft : Theme.ink
        font.family: block.isCode ? Theme.mono : Theme.reading
        font.pixelSize: block.isCode ? Theme.textSize - 2 : block.kind === "heading" ? Theme.textSize + 3 : Theme.textSize
        font.weight: block.kind === "heading" ? Font.DemiBold : Font.Normal
    }
}
