// Every key that does something, on one page.
pragma ComponentBehavior: Bound
import QtQuick
import kit

Sheet {
    id: sheet
    readonly property list<var> groups: [
        {
            heading: qsTr("Everywhere"),
            keys: [["Ctrl+K", qsTr("Find companions, conversations, commands, models and settings")], ["Ctrl+F", qsTr("Search what was said")], ["Ctrl+/", qsTr("This page")], ["Ctrl+,", qsTr("Settings")], ["F1", qsTr("Help")], ["Ctrl+L", qsTr("Lock")], ["Ctrl+Shift+H", qsTr("Hide the window at once and lock")], ["Esc", qsTr("Close what is open; stop a reply")]]
        },
        {
            heading: qsTr("Writing"),
            keys: [["Enter", qsTr("Send; during a reply, queue it to go next")], ["Shift+Enter", qsTr("New line")], ["↑", qsTr("With nothing written: go to the messages")], ["← →", qsTr("With nothing written: other versions of the last reply")], ["Ctrl+R", qsTr("Regenerate the last reply")], ["Ctrl+Shift+R", qsTr("Read the last reply aloud, or stop")]]
        },
        {
            heading: qsTr("Messages"),
            keys: [["↑ ↓", qsTr("From one message to the next")], ["← →", qsTr("Other versions of it")], ["E", qsTr("Edit it")], ["C", qsTr("Copy it")], ["R", qsTr("Read it aloud, or stop")], ["Del", qsTr("Delete it")], ["Menu", qsTr("More actions")], ["Esc", qsTr("Back to writing")]]
        },
        {
            heading: qsTr("Conversations"),
            keys: [["Ctrl+N", qsTr("New conversation")], ["Ctrl+Shift+N", qsTr("New companion")], ["Ctrl+G", qsTr("New group chat")], ["Ctrl+I", qsTr("Profile of your companion")], ["Ctrl+B", qsTr("Shrink or widen the list")], ["Ctrl+M", qsTr("Memories")], ["Ctrl+Shift+M", qsTr("Choose a model")], ["Ctrl+Z", qsTr("Undo the last deletion")]]
        }
    ]
    title: qsTr("Keyboard shortcuts")
    wanted: 860

    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 140 - 4 * Theme.textSize : 0)
        gap: Theme.gap
        Grid {
            width: page.pageWidth
            columns: width > 640 ? 2 : 1
            columnSpacing: 2 * Theme.pad
            rowSpacing: Theme.pad
            Repeater {
                model: sheet.groups
                delegate: Column {
                    id: group
                    required property var modelData
                    width: (page.pageWidth - (page.pageWidth > 640 ? 2 * Theme.pad : 0)) / (page.pageWidth > 640 ? 2 : 1)
                    spacing: 8
                    Heading {
                        topPadding: 0
                        text: group.modelData.heading
                    }
                    Repeater {
                        model: group.modelData.keys
                        delegate: Item {
                            id: line
                            required property var modelData
                            width: group.width
                            height: Math.max(cap.height, words.implicitHeight)
                            Accessible.role: Accessible.StaticText
                            Accessible.name: line.modelData[0] + ": " + line.modelData[1]
                            Rectangle {
                                id: cap
                                width: Math.max(34, letters.implicitWidth + 14)
                                height: 26
                                radius: 6
                                color: Theme.code
                                border.width: 1
                                border.color: Theme.line
                                Prose {
                                    id: letters
                                    anchors.centerIn: parent
                                    text: line.modelData[0]
                                    font.pixelSize: Theme.small
                                }
                            }
                            Prose {
                                id: words
                                x: 128
                                width: parent.width - x
                                y: Math.round((cap.height - Theme.textSize * 1.35) / 2)
                                text: line.modelData[1]
                                font.pixelSize: Theme.textSize - 1
                            }
                        }
                    }
                }
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Done")
            focus: true
            onClicked: sheet.close()
        }
    }
}
