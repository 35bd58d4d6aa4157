// Every setting, by section; the models on the shelf; what this is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property SettingsController settings
    signal securityWanted
    signal wordsWanted

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
                    visible: entry.key === "style"
                    text: qsTr("How words are chosen…")
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
        Heading {
            text: qsTr("Models on this computer")
        }
        Repeater {
            model: sheet.settings.models
            delegate: RadioButton {
                id: choice
                required property string key
                required property string detail
                required property bool isCurrent
                Accessible.name: key + ", " + detail
                width: page.pageWidth
                checked: isCurrent
                onClicked: sheet.settings.use_model(key)
                indicator: Rectangle {
                    x: 2
                    anchors.verticalCenter: parent.verticalCenter
                    width: 20
                    height: 20
                    radius: 10
                    color: "transparent"
                    border.width: choice.visualFocus ? 3 : 2
                    border.color: choice.checked || choice.visualFocus ? Theme.accent : Theme.soft
                    Rectangle {
                        anchors.centerIn: parent
                        width: 10
                        height: 10
                        radius: 5
                        color: Theme.accent
                        visible: choice.checked
                    }
                }
                contentItem: Column {
                    leftPadding: 34
                    Prose {
                        text: choice.key
                    }
                    Prose {
                        text: choice.detail
                        color: Theme.soft
                        font.pixelSize: Theme.small
                    }
                }
            }
        }
        Row {
            spacing: Theme.gap
            topPadding: Theme.gap
            QuietButton {
                text: sheet.settings.adding ? qsTr("Trying the model…") : qsTr("Add a GGUF file…")
                enabled: !sheet.settings.adding
                onClicked: picker.open()
            }
            QuietButton {
                visible: sheet.settings.adding
                text: qsTr("Cancel")
                onClicked: sheet.settings.stop_adding()
            }
        }
        Prose {
            topPadding: Theme.pad
            width: parent.width
            text: qsTr("Inglenook %1. Everything is kept in %2. Nothing connects anywhere.").arg(sheet.settings.version).arg(sheet.settings.folder)
            color: Theme.soft
            font.pixelSize: Theme.small
        }
    }
    Item {
        width: parent.width
        height: done.height
        QuietButton {
            text: qsTr("Security and privacy…")
            onClicked: {
                sheet.close();
                sheet.securityWanted();
            }
        }
        PrimaryButton {
            id: done
            anchors.right: parent.right
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
    FileDialog {
        id: picker
        title: qsTr("Add a model")
        nameFilters: [qsTr("Models (*.gguf)")]
        onAccepted: sheet.settings.add_model(selectedFile)
    }
}
