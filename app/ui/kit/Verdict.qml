// How well something runs here, in a word and a colour; the word alone says it all.
import QtQuick

Rectangle {
    id: badge
    required property string verdict
    required property string words

    visible: words !== ""
    implicitWidth: label.implicitWidth + 20
    implicitHeight: label.implicitHeight + 4
    radius: height / 2
    color: verdict === "great" ? Theme.good : verdict === "runs" ? Theme.chosen : "transparent"
    border.width: 1
    border.color: verdict === "great" ? Theme.good : verdict === "not" ? Theme.warning : Theme.line

    Prose {
        id: label
        anchors.centerIn: parent
        text: badge.words
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        color: badge.verdict === "great" ? Theme.goodInk : badge.verdict === "not" ? Theme.warning : Theme.ink
    }
}
