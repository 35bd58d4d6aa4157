// What stands in a field as long as nothing is written there.
import QtQuick

// Qt's own placeholder would read what it says as HTML, and fetch what it names.
Prose {
    required property bool wanted

    anchors.fill: parent
    anchors.leftMargin: 10
    anchors.rightMargin: 10
    anchors.topMargin: 6
    anchors.bottomMargin: 6
    topPadding: 0
    lineHeight: 1
    visible: wanted && text !== ""
    color: Theme.soft
    verticalAlignment: Text.AlignVCenter
    elide: Text.ElideRight
    Accessible.ignored: true
}
