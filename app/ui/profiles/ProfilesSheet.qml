// Who one is in conversations.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Inglenook
import kit

Sheet {
    id: sheet
    required property ProfilesViewModel profiles
    title: qsTr("Who you are")
    wanted: 680
    onAboutToShow: profiles.open(0)
    onClosed: profiles.open(0)

    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 170 - 4 * Theme.textSize : 400)
        gap: Theme.pad

        Prose {
            width: page.pageWidth
            text: qsTr("A profile tells companions your name and who you are in a story. The default one is used everywhere; under “This conversation” you can be somebody else with one companion, or in one conversation.")
            color: Theme.soft
        }
        Flow {
            width: page.pageWidth
            spacing: Theme.gap
            PrimaryButton {
                text: qsTr("New profile")
                onClicked: sheet.profiles.add()
            }
            QuietButton {
                text: qsTr("Use the current companion as a profile")
                onClicked: sheet.profiles.from_companion()
            }
        }
        Repeater {
            model: sheet.profiles.profiles
            delegate: Row {
                id: one
                required property int key
                required property string name
                required property string description
                required property string portrait
                required property bool isUsual
                width: page.pageWidth
                spacing: Theme.gap
                Avatar {
                    id: face
                    name: one.name
                    portrait: one.portrait
                    size: 44
                }
                ActionItem {
                    width: parent.width - face.width - Theme.gap
                    label: one.name
                    detail: one.isUsual ? qsTr("Your default profile") : one.description
                    ticked: one.isUsual
                    action: qsTr("Change…")
                    other: one.isUsual ? qsTr("Remove as default") : qsTr("Make default")
                    onActed: sheet.profiles.open(one.key)
                    onOtherActed: sheet.profiles.make_usual(one.key)
                }
            }
        }
        Column {
            visible: sheet.profiles.key > 0
            width: page.pageWidth
            spacing: Theme.gap
            Heading {
                width: parent.width
                text: qsTr("Change %1").arg(sheet.profiles.name)
            }
            Field {
                id: name
                width: parent.width
                label: qsTr("What companions call you")
                text: sheet.profiles.name
                onFinished: sheet.profiles.put(text, words.input.text)
            }
            TextBox {
                id: words
                width: parent.width
                label: qsTr("Who you are")
                help: qsTr("Companions read it in every prompt; leave out what they do not need to know.")
                cost: ""
                value: sheet.profiles.description
                onEdited: text => later.restart()
            }
            Timer {
                id: later
                interval: 600
                onTriggered: sheet.profiles.put(name.text, words.input.text)
            }
            Trouble {
                text: sheet.profiles.trouble
            }
            Flow {
                width: parent.width
                spacing: Theme.gap
                QuietButton {
                    text: qsTr("Portrait…")
                    onClicked: picture.open()
                }
                QuietButton {
                    text: qsTr("Make a companion from it")
                    onClicked: sheet.profiles.into_companion(sheet.profiles.key)
                }
                QuietButton {
                    text: qsTr("Delete this profile")
                    onClicked: sheet.profiles.remove(sheet.profiles.key)
                }
            }
        }
    }
    SheetButtons {
        PrimaryButton {
            text: qsTr("Done")
            onClicked: {
                sheet.profiles.put(name.text, words.input.text);
                if (sheet.profiles.trouble === "")
                    sheet.close();
            }
        }
    }
    FileDialog {
        id: picture
        title: qsTr("Choose a portrait")
        nameFilters: [qsTr("Pictures (*.png *.jpg *.jpeg *.webp *.gif)")]
        onAccepted: sheet.profiles.choose_picture(selectedFile)
    }
}
