// A passphrase one may take, in words to write down; typing it once more shows that it was.
import QtQuick

Column {
    id: suggestion
    property string words
    signal wanted

    spacing: 6
    QuietButton {
        text: suggestion.words === "" ? qsTr("Suggest one") : qsTr("Suggest another")
        onClicked: suggestion.wanted()
    }
    TextEdit {
        visible: suggestion.words !== ""
        width: suggestion.width
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
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Prose {
        visible: suggestion.words !== ""
        width: suggestion.width
        text: qsTr("Write it down on paper and type it into both fields. It is shown only here, and only now.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
}
