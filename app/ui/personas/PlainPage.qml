// Who they are, how they speak, how you meet: what most companions need.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property EditorViewModel editor
    signal pictureWanted
    gap: Theme.pad

    Column {
        visible: page.editor.isNew
        width: page.pageWidth
        spacing: Theme.gap
        TextBox {
            id: notes
            width: parent.width
            label: qsTr("Begin with a few sentences")
            help: qsTr("Describe who you have in mind; the model drafts everything, and you continue from there. Or leave this empty and fill in the form.")
            cost: ""
            value: page.editor.draft.notes
            onEdited: text => page.editor.draft.note_down(text)
            // Always as high: the button below stays where it is while one writes.
            least: 5
            most: 5
            placeholder: qsTr("A retired lighthouse keeper called Ottilie, dry and patient, who collects storms…")
        }
        Row {
            spacing: Theme.gap
            QuietButton {
                text: page.editor.draft.busy ? qsTr("Stop") : qsTr("Write it for me")
                enabled: page.editor.draft.busy || notes.input.text.trim() !== ""
                onClicked: page.editor.draft.busy ? page.editor.draft.stop() : page.editor.draft.write_from(notes.input.text)
            }
        }
        Prose {
            width: parent.width
            visible: page.editor.draft.busy
            text: page.editor.draft.text !== "" ? page.editor.draft.text : qsTr("Thinking…")
            color: Theme.soft
            Accessible.role: Accessible.Indicator
            Accessible.name: qsTr("The model is writing")
        }
        Trouble {
            text: page.editor.draft.trouble
        }
    }
    Row {
        width: page.pageWidth
        spacing: Theme.pad
        Column {
            id: face
            spacing: Theme.gap
            Avatar {
                name: page.editor.name
                portrait: page.editor.portrait.name
                size: 96
                DropArea {
                    id: drop
                    anchors.fill: parent
                    onEntered: drag => drag.accepted = drag.hasUrls
                    onDropped: drop => page.editor.portrait.choose(drop.urls[0])
                }
                Rectangle {
                    anchors.fill: parent
                    visible: drop.containsDrag
                    radius: width / 2
                    color: "transparent"
                    border.width: 3
                    border.color: Theme.accent
                }
            }
            QuietButton {
                text: qsTr("Portrait…")
                onClicked: page.pictureWanted()
            }
        }
        Column {
            width: parent.width - face.width - Theme.pad
            spacing: Theme.gap
            EditorLine {
                width: parent.width
                editor: page.editor
                field: "name"
                label: qsTr("Name")
            }
            EditorLine {
                width: parent.width
                editor: page.editor
                field: "tagline"
                label: qsTr("Tagline")
            }
        }
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "description"
        label: qsTr("Who they are")
        help: qsTr("Appearance, background, habits. {{char}} stands for the companion's name, {{user}} for yours.")
        least: 6
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "personality"
        label: qsTr("Personality, in a few words")
        help: ""
        least: 2
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "mes_example"
        label: qsTr("How they speak")
        help: qsTr("A few lines of dialogue. Begin each example with <START>; write {{user}}: and {{char}}: before who speaks.")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "scenario"
        label: qsTr("How you meet")
        help: qsTr("Where you are and what is going on when a conversation begins.")
        least: 2
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "first_mes"
        label: qsTr("What they say first")
        help: qsTr("Every new conversation begins with it. If left empty, you begin.")
    }
    Prose {
        width: page.pageWidth
        text: page.editor.costs.total
        color: Theme.soft
        font.pixelSize: Theme.small
    }
}
