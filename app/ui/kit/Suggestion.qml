// A passphrase one may take, in words to write down; typing it once more shows that it was.
import QtQuick

Item {
    id: suggestion
    property string words
    signal wanted

    // As high as it is with words beside the button, so that nothing moves when they come.
    implicitHeight: Math.max(button.height, shown.implicitHeight)

    QuietButton {
        id: button
        anchors.verticalCenter: parent.verticalCenter
        text: suggestion.words === "" ? qsTr("Suggest one") : qsTr("Another")
        onClicked: suggestion.wanted()
    }
    Column {
        id: shown
        anchors.left: button.right
        anchors.leftMargin: Theme.pad
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        TextEdit {
            width: parent.width
            readOnly: true
            selectByMouse: true
            text: suggestion.words
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            font.family: Theme.sans
            font.pixelSize: Theme.textSize
            font.weight: Font.DemiBold
            color: Theme.ink
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            activeFocusOnTab: suggestion.words !== ""
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        Prose {
            width: parent.width
            text: suggestion.words === "" ? " " : qsTr("Write it down, then type it into both fields.")
            color: Theme.soft
            font.pixelSize: Theme.small
        }
    }
}
