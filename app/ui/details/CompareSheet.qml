// All versions of a message beside each other.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Sheet {
    id: sheet
    required property DetailsViewModel details
    title: qsTr("Which one?")
    wanted: 1060

    ListView {
        id: all
        readonly property real each: Math.max(260, (width - 2 * Theme.gap) / Math.min(3, Math.max(1, count)) - Theme.gap)
        width: sheet.availableWidth
        height: Math.max(240, sheet.parent ? sheet.parent.height - 220 : 400)
        orientation: ListView.Horizontal
        spacing: Theme.gap
        clip: true
        model: sheet.details.variants.alternatives
        keyNavigationEnabled: true
        activeFocusOnTab: true
        ScrollBar.horizontal: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Versions")
        delegate: Rectangle {
            id: one
            required property int key
            required property string text
            required property int place
            required property bool isShown
            width: all.each
            height: all.height - Theme.pad
            radius: Theme.radius
            color: Theme.ground
            border.width: one.isShown ? 2 : 1
            border.color: one.isShown ? Theme.accent : Theme.line
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("Version %1: %2").arg(place).arg(text)
            ScrollPage {
                id: words
                anchors.fill: parent
                anchors.margins: Theme.pad
                anchors.bottomMargin: choose.height + 2 * Theme.pad
                Prose {
                    width: words.pageWidth
                    text: one.text
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                }
            }
            QuietButton {
                id: choose
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.gap
                anchors.horizontalCenter: parent.horizontalCenter
                text: one.isShown ? qsTr("Keep showing this") : qsTr("Show this one")
                Accessible.name: qsTr("Show version %1").arg(one.place)
                onClicked: {
                    sheet.details.variants.choose_alternative(one.key);
                    sheet.close();
                }
            }
        }
    }
    SheetButtons {
        QuietButton {
            text: qsTr("Close")
            onClicked: sheet.close()
        }
    }
}
