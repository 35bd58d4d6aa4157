// What became of many files at once, and what is to be said about one that came in.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property CardImportViewModel bringing
    title: qsTr("Imported")
    wanted: 640

    Prose {
        width: parent.width
        text: sheet.bringing.report
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 260 : 0)
        gap: Theme.gap
        Repeater {
            model: sheet.bringing.notes
            delegate: Column {
                id: line
                required property string label
                required property string words
                width: page.pageWidth
                Prose {
                    width: parent.width
                    text: line.label
                    font.weight: Font.DemiBold
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                }
                Prose {
                    width: parent.width
                    text: line.words
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
}
