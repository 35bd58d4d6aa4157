// What a card holds, before it is brought in.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit

Sheet {
    id: sheet
    required property CardImportViewModel bringing

    title: qsTr("Import %1?").arg(bringing.name)
    wanted: 720
    closePolicy: Popup.CloseOnEscape
    onOpened: yes.forceActiveFocus(Qt.TabFocusReason)

    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 180 - 4 * Theme.textSize : 0)
        gap: Theme.pad

        Row {
            width: page.pageWidth
            spacing: Theme.pad
            Image {
                id: portrait
                visible: sheet.bringing.portrait !== ""
                width: visible ? Math.min(180, page.pageWidth / 3) : 0
                height: visible ? Math.min(270, width * 1.5) : 0
                source: visible ? Theme.whole(sheet.bringing.portrait) : ""
                fillMode: Image.PreserveAspectFit
                verticalAlignment: Image.AlignTop
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Portrait of %1").arg(sheet.bringing.name)
            }
            Column {
                width: parent.width - (portrait.visible ? portrait.width + Theme.pad : 0)
                spacing: Theme.gap
                Prose {
                    width: parent.width
                    visible: text !== ""
                    text: sheet.bringing.by
                    color: Theme.soft
                }
                Prose {
                    width: parent.width
                    visible: text !== ""
                    text: sheet.bringing.cost
                    color: Theme.soft
                }
                Flow {
                    width: parent.width
                    spacing: 6
                    Repeater {
                        model: sheet.bringing.tags.slice(0, 16)
                        delegate: Rectangle {
                            id: tag
                            required property string modelData
                            width: Math.min(word.implicitWidth + 20, page.pageWidth - 40)
                            height: word.implicitHeight + 6
                            radius: height / 2
                            color: Theme.chosen
                            Prose {
                                id: word
                                anchors.centerIn: parent
                                width: Math.min(implicitWidth, page.pageWidth - 60)
                                text: tag.modelData
                                font.pixelSize: Theme.small
                                elide: Text.ElideRight
                                wrapMode: Text.NoWrap
                            }
                        }
                    }
                }
                Prose {
                    width: parent.width
                    visible: sheet.bringing.isTwin
                    text: qsTr("You already have this card. Importing it makes a second companion.")
                    color: Theme.accent
                }
                Repeater {
                    model: sheet.bringing.notes
                    delegate: Prose {
                        required property string label
                        required property string words
                        width: page.pageWidth - (portrait.visible ? portrait.width + Theme.pad : 0)
                        text: label + ": " + words
                        color: Theme.accent
                        font.pixelSize: Theme.small
                    }
                }
            }
        }
        Repeater {
            model: sheet.bringing.parts
            delegate: Column {
                id: part
                required property string label
                required property string body
                width: page.pageWidth
                Heading {
                    width: parent.width
                    text: part.label
                }
                Prose {
                    width: parent.width
                    text: part.body
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    maximumLineCount: 14
                    elide: Text.ElideRight
                }
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            id: yes
            text: qsTr("Import")
            onClicked: {
                sheet.close();
                sheet.bringing.keep();
            }
        }
        QuietButton {
            text: qsTr("Cancel")
            onClicked: {
                sheet.close();
                sheet.bringing.refuse();
            }
        }
    }
}
