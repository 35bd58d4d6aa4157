// Every setting, by section; the models on the registry; what this is.
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

    title: qsTr("Settings")
    wanted: 680
    onAboutToShow: {
        settings.refresh();
        settings.look_at_machine();
    }

    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 140 - 5 * Theme.textSize : 0)
        gap: 2

        Repeater {
            model: sheet.settings.settings
            delegate: Column {
                id: entry
                required property string key
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
                Prose {
                    visible: entry.heading !== ""
                    topPadding: entry.index === 0 ? 0 : Theme.pad
                    text: entry.heading
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
        Heading {
            text: qsTr("This computer")
        }
        Repeater {
            model: sheet.settings.machine
            delegate: Prose {
                required property string modelData
                width: page.pageWidth
                text: modelData
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        QuietButton {
            text: qsTr("Models…")
            onClicked: {
                sheet.close();
                sheet.modelsWanted();
            }
        }
        AboutPart {
            width: page.pageWidth
            about: sheet.about
            folder: sheet.settings.folder
        }
    }
    Item {
        width: parent.width
        height: done.height
        QuietButton {
            id: security
            text: qsTr("Security and privacy…")
            onClicked: {
                sheet.close();
                sheet.securityWanted();
            }
        }
        QuietButton {
            anchors.left: security.right
            anchors.leftMargin: Theme.gap
            text: qsTr("Help…")
            onClicked: {
                sheet.close();
                sheet.helpWanted();
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
