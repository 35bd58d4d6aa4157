// Every other field of a card, for who knows cards.
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property EditorViewModel editor
    gap: Theme.pad

    EditorLine {
        width: page.pageWidth
        editor: page.editor
        field: "nickname"
        label: qsTr("Nickname: what {{char}} stands for, if not the name")
    }
    EditorLine {
        width: page.pageWidth
        editor: page.editor
        field: "tags"
        label: qsTr("Tags, separated by commas")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "system_prompt"
        label: qsTr("Instructions")
        help: qsTr("Replaces our own first paragraph; {{original}} stands for it. Boundaries always follow.")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "post_history_instructions"
        label: qsTr("Closing instructions")
        help: qsTr("Read again every turn, just before your message.")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "depth_note"
        label: qsTr("Character's note")
        help: qsTr("A reminder placed near the end of the conversation.")
        least: 2
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "nutshell"
        label: qsTr("In a nutshell, for the small starter model")
        help: qsTr("Two or three plain sentences that begin with “You are”. If left empty, the beginning of the description is used.")
        least: 2
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "creator_notes"
        label: qsTr("Creator's notes")
        help: qsTr("For people; no model ever reads them.")
    }
    EditorLine {
        width: page.pageWidth
        editor: page.editor
        field: "creator"
        label: qsTr("Creator")
    }
    EditorLine {
        width: page.pageWidth
        editor: page.editor
        field: "character_version"
        label: qsTr("Version")
    }
    Tick {
        width: page.pageWidth
        visible: !page.editor.isNew
        text: qsTr("Exact placement: lore and notes go exactly where the card wants them. More must be read again every turn, so the first word comes later. Off: they go before your last message and cost nothing.")
        checked: page.editor.placesExactly
        onToggled: page.editor.place_exactly(checked)
    }
}
