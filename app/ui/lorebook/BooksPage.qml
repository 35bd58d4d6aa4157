// The books that could speak in this conversation.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property LorebookViewModel lorebook
    signal entriesWanted(int key)
    signal bringWanted
    signal removalWanted(int key)
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: qsTr("A lorebook tells the model about places, people and things just when they come up, so that a whole world fits.")
        color: Theme.soft
    }
    Flow {
        width: page.pageWidth
        spacing: Theme.gap
        PrimaryButton {
            text: qsTr("New lorebook")
            onClicked: {
                page.lorebook.add_book();
                page.entriesWanted(page.lorebook.book);
            }
        }
        QuietButton {
            text: qsTr("Import a lorebook…")
            onClicked: page.bringWanted()
        }
    }
    Repeater {
        model: page.lorebook.books
        delegate: Column {
            id: book
            required property int key
            required property string name
            required property string whose
            required property int reach
            required property bool isOn
            required property bool isOwn
            width: page.pageWidth
            spacing: 2
            ActionItem {
                width: parent.width
                label: book.name
                detail: book.isOn ? book.whose : qsTr("turned off")
                action: qsTr("Entries…")
                other: book.isOwn ? "" : qsTr("Delete…")
                onActed: page.entriesWanted(book.key)
                onOtherActed: page.removalWanted(book.key)
            }
            Row {
                visible: !book.isOwn
                spacing: Theme.pad
                Tick {
                    text: qsTr("On")
                    Accessible.name: qsTr("%1 is on").arg(book.name)
                    checked: book.isOn
                    onToggled: page.lorebook.turn_book(book.key, checked)
                }
                Choice {
                    name: qsTr("Who %1 is for").arg(book.name)
                    choices: [qsTr("For everybody"), qsTr("For this companion"), qsTr("For this conversation")]
                    currentIndex: book.reach
                    implicitWidth: 14 * Theme.textSize
                    onActivated: at => page.lorebook.reach_book(book.key, at)
                }
            }
        }
    }
}
