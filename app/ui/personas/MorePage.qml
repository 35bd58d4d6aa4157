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
        label: qsTr("Nickname: what {{char}} stands for, where it is not the name")
    }
    EditorLine {
        width: page.pageWidth
        editor: page.editor
        field: "tags"
        label: qsTr("Tags, with commas between")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "system_prompt"
        label: qsTr("Instructions")
        help: qsTr("Takes the place of our own first paragraph; {{original}} stands for it. Boundaries always follow.")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "post_history_instructions"
        label: qsTr("Last words of the prompt")
        help: qsTr("Read anew in every turn, just before your message.")
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "depth_note"
        label: qsTr("Character's note")
        help: qsTr("A reminder that stands near the end of the conversation.")
        least: 2
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "nutshell"
        label: qsTr("In a nutshell, for the tiny starter model")
        help: qsTr("Two or three plain sentences that begin with “You are”. Empty: the beginning of the description.")
        least: 2
    }
    EditorField {
        width: page.pageWidth
        editor: page.editor
        field: "creator_notes"
        label: qsTr("Notes by its maker")
        help: qsTr("For people; no model ever reads them.")
    }
    EditorLine {
        width: page.pageWidth
        editor: page.editor
        field: "creator"
        label: qsTr("Made by")
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
        text: qsTr("Exact placement: lore and notes stand just where the card wants them. More must be read anew in every turn, so the first word comes later; off, they stand before your last message and cost nothing.")
        checked: page.editor.placesExactly
        onToggled: page.editor.place_exactly(checked)
    }
}
