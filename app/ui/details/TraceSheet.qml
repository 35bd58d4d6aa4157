// Why this reply: what the model read for it.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property DetailsViewModel details
    title: qsTr("Why this reply")
    beside: true
    wanted: 640

    Prose {
        width: parent.width
        text: sheet.details.trace.summary
    }
    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 260 : 400)
        gap: 12
        Repeater {
            model: sheet.details.trace.shares
            delegate: Item {
                id: part
                required property string label
                required property int tokens
                required property real share
                width: page.pageWidth
                height: words.implicitHeight + 14
                Accessible.role: Accessible.StaticText
                Accessible.name: label + ", " + tokens
                Prose {
                    id: words
                    width: parent.width - count.width - Theme.gap
                    text: part.label
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Prose {
                    id: count
                    anchors.right: parent.right
                    text: part.tokens
                    color: Theme.soft
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 5
                    radius: 3
                    color: Theme.line
                    Rectangle {
                        width: Math.max(2, parent.width * part.share)
                        height: parent.height
                        radius: 3
                        color: Theme.accent
                    }
                }
            }
        }
        Heading {
            width: page.pageWidth
            visible: recalled.count > 0
            text: qsTr("What came to mind")
        }
        Repeater {
            id: recalled
            model: sheet.details.trace.recalled
            delegate: Prose {
                required property string modelData
                width: page.pageWidth
                text: modelData
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
        Heading {
            width: page.pageWidth
            visible: lore.count > 0
            text: qsTr("Lore")
        }
        Repeater {
            id: lore
            model: sheet.details.trace.lore
            delegate: Column {
                id: entry
                required property string name
                required property string why
                required property bool woke
                required property int tokens
                width: page.pageWidth
                Prose {
                    width: parent.width
                    text: (entry.woke ? "✓ " : "") + entry.name
                    color: entry.woke ? Theme.ink : Theme.soft
                    font.weight: entry.woke ? Font.DemiBold : Font.Normal
                }
                Prose {
                    width: parent.width
                    text: entry.why
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
