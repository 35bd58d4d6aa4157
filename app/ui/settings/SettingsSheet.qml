// Every setting, by section: the sections on the left, a search above; the models on the registry; what this is.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property SettingsViewModel settings
    required property AboutViewModel about
    signal securityWanted
    signal wordsWanted
    signal profilesWanted
    signal modelsWanted
    signal helpWanted

    readonly property bool wide: availableWidth > 45 * Theme.textSize
    readonly property string looked: search.text.trim().toLowerCase()

    title: qsTr("Settings")
    wanted: 980
    full: true
    onAboutToShow: {
        search.text = "";
        settings.refresh();
        settings.look_at_machine();
    }
    onOpened: search.input.forceActiveFocus(Qt.PopupFocusReason)

    // Show just what *words* name.
    function find(words: string) {
        open();
        search.text = words;
    }
    function go_to(section: string) {
        search.text = "";
        const first = sheet.settings.first_of(section);
        const entry = entries.itemAt(first);
        if (first === 0)
            page.flick.contentY = 0;
        else if (entry !== null)
            page.flick.contentY = Math.max(0, Math.min(entry.y, page.flick.contentHeight - page.flick.height));
    }

    Field {
        id: search
        width: sheet.wide ? sheet.availableWidth - side.width - Theme.pad : sheet.availableWidth
        x: sheet.wide ? side.width + Theme.pad : 0
        label: qsTr("Search the settings")
    }
    Row {
        width: sheet.availableWidth
        spacing: Theme.pad
        Column {
            id: side
            visible: sheet.wide
            width: visible ? 13 * Theme.textSize : 0
            spacing: 2
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Sections")
            Repeater {
                model: sheet.settings.sections
                delegate: SideLine {
                    required property string modelData
                    width: side.width
                    text: modelData
                    onClicked: sheet.go_to(modelData)
                }
            }
            Rectangle {
                width: parent.width
                height: 1
                color: Theme.line
            }
            SideLine {
                width: side.width
                text: qsTr("Models…")
                onClicked: {
                    sheet.close();
                    sheet.modelsWanted();
                }
            }
            SideLine {
                width: side.width
                text: qsTr("Security and privacy…")
                onClicked: {
                    sheet.close();
                    sheet.securityWanted();
                }
            }
            SideLine {
                width: side.width
                text: qsTr("Help…")
                onClicked: {
                    sheet.close();
                    sheet.helpWanted();
                }
            }
        }
        ScrollPage {
            id: page
            width: sheet.availableWidth - (sheet.wide ? side.width + Theme.pad : 0)
            height: sheet.parent ? sheet.parent.height - 190 - 6 * Theme.textSize : 0
            gap: 2

            Sample {
                width: page.pageWidth
                visible: sheet.looked === ""
            }
            Repeater {
                id: entries
                model: sheet.settings.settings
                delegate: Column {
                    id: entry
                    required property string key
                    required property string section
                    required property string heading
                    required property string label
                    required property string help
                    required property string kind
                    required property var value
                    required property list<string> choices
                    required property int low
                    required property int high
                    required property int index
                    width: page.pageWidth
                    visible: sheet.looked === "" || [section, label, help, ...choices].some(words => words.toLowerCase().includes(sheet.looked))
                    Prose {
                        visible: entry.heading !== "" || sheet.looked !== ""
                        topPadding: entry.index === 0 ? Theme.gap : Theme.pad
                        text: entry.section
                        color: Theme.accent
                        font.weight: Font.DemiBold
                        font.pixelSize: Theme.small
                    }
                    SettingItem {
                        width: parent.width
                        label: entry.label
                        help: entry.help
                        kind: entry.kind
                        value: entry.value
                        choices: entry.choices
                        low: entry.low
                        high: entry.high
                        onPut: value => sheet.settings.put(entry.key, value)
                    }
                    QuietButton {
                        visible: entry.key === "your_name"
                        text: qsTr("Profiles: who you are…")
                        onClicked: {
                            sheet.close();
                            sheet.profilesWanted();
                        }
                    }
                    QuietButton {
                        visible: entry.key === "style"
                        text: qsTr("Sampling…")
                        onClicked: {
                            sheet.close();
                            sheet.wordsWanted();
                        }
                    }
                }
            }
            Prose {
                visible: sheet.looked !== "" && page.wantedHeight < 3 * Theme.textSize
                text: qsTr("No setting matches.")
                color: Theme.soft
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
            Heading {
                visible: sheet.looked === ""
                text: qsTr("This computer")
            }
            Repeater {
                model: sheet.looked === "" ? sheet.settings.machine : []
                delegate: Prose {
                    required property string modelData
                    width: page.pageWidth
                    text: modelData
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
            }
            AboutPart {
                width: page.pageWidth
                visible: sheet.looked === ""
                about: sheet.about
                folder: sheet.settings.folder
            }
        }
    }
    Item {
        width: parent.width
        height: done.height
        Row {
            visible: !sheet.wide
            spacing: Theme.gap
            QuietButton {
                text: qsTr("Security and privacy…")
                onClicked: {
                    sheet.close();
                    sheet.securityWanted();
                }
            }
            QuietButton {
                text: qsTr("Help…")
                onClicked: {
                    sheet.close();
                    sheet.helpWanted();
                }
            }
        }
        PrimaryButton {
            id: done
            anchors.right: parent.right
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
}
