// What there is to know, in a few lines each: it is all here, nothing is looked up.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

Sheet {
    id: sheet
    required property HelpViewModel help
    // A heading, and what stands below it.
    readonly property list<var> parts: [
        {
            heading: qsTr("Talking"),
            text: qsTr("Write below and press Enter. Point at a message to see what you can do with it: regenerate, edit, copy, leaf through versions, branch, and see why it was said. What you delete stays in “Trash”, at the bottom left, until you delete it there; Ctrl+Z undoes the last deletion. What you send during a reply waits until it ends.")
        },
        {
            heading: qsTr("A better model"),
            text: qsTr("The small one that is included is for trying out the app. “Models” recommends one for this computer and shows how much memory it needs before anything is downloaded. Downloads resume after an interruption. A model that thinks before it speaks does so only if you turn that on in Settings; its thoughts are folded away above the answer.")
        },
        {
            heading: qsTr("Companions"),
            text: qsTr("“All” opens the gallery: import cards from other programs, drop them on the window, or create somebody new. If a card does not say how old somebody is and it matters, you are asked once. The three dots above a conversation open its scene: an author's note, another scenario, who takes part.")
        },
        {
            heading: qsTr("Presence"),
            text: qsTr("The portrait above a conversation opens the profile. The face follows what is said; give a companion pictures of their own in the editor, under Expressions. It can float over other windows: drag it, double-click it to come back, right-click it to let clicks through; Ctrl+K, “Float the face”, ends that. A picture can stand behind the conversation, and a companion can speak first at times you set.")
        },
        {
            heading: qsTr("Memory"),
            text: qsTr("The bookmark above a conversation opens what a companion remembers and which message it comes from. Correct it, keep it always in mind, or forget it: it goes to the Trash, or for good. You can also set a conversation to make no memories.")
        },
        {
            heading: qsTr("Boundaries"),
            text: qsTr("The sliders above a conversation say what is welcome, for everybody, one companion or one conversation. Your safe word, written alone, pauses any scene at once. A companion is a program and says so when you ask in earnest. Nothing opens the way to anything sexual that involves minors.")
        },
        {
            heading: qsTr("Privacy"),
            text: qsTr("Everything is encrypted on this computer. Nothing goes out but what you look up or download, and one click on “Check for updates”; “Models”, “Network” lists each connection, and “Security and privacy” tries these promises.")
        },
        {
            heading: qsTr("If something is lost"),
            text: qsTr("Write down the recovery code: without it and the passphrase nobody can open the vault, not even us. “Security and privacy” makes backups and restores them, and suggests a passphrase of six words; automatic copies are made every week.")
        },
        {
            heading: qsTr("Keys"),
            text: qsTr("Ctrl+/ shows them all · Enter sends · Shift+Enter starts a new line · Esc stops a reply · Ctrl+Z undoes the last deletion · Ctrl+N starts a conversation · Ctrl+K finds companions, conversations and commands · Ctrl+F searches what was said · with nothing written, Up goes to the messages, Left and Right leaf through versions of the last reply · Ctrl+, opens the settings · F1 opens this · Ctrl+L locks · Ctrl+Shift+H hides the window at once and locks; start Inglenook again to see it · Tab and arrows reach everything")
        },
        {
            heading: qsTr("If a model does not run"),
            text: qsTr("The line under its name says why, and what to do. A smaller one, or one with fewer bits, takes less memory. A model whose chat format asks for too much time or memory is used with a plain transcript instead; its page says so. “inglenook doctor” in a terminal says what was found on this computer.")
        }
    ]

    title: qsTr("Help")
    wanted: 820
    onOpened: page.forceActiveFocus()

    Tabs {
        width: parent.width
        names: [qsTr("In short"), ...sheet.help.titles]
        current: sheet.help.at + 1
        Accessible.name: qsTr("Help pages")
        onWanted: at => {
            sheet.help.open(at - 1);
            page.flick.contentY = 0;
        }
    }
    ScrollPage {
        id: page
        width: sheet.availableWidth
        height: Math.min(wantedHeight, sheet.parent ? sheet.parent.height - 250 - 8 * Theme.textSize : 0)
        gap: sheet.help.at < 0 ? 2 : Theme.gap
        activeFocusOnTab: true
        Accessible.role: Accessible.Pane
        Accessible.name: sheet.title

        Repeater {
            model: sheet.help.at < 0 ? sheet.parts : []
            delegate: Column {
                id: part
                required property var modelData
                width: page.pageWidth
                Heading {
                    text: part.modelData.heading
                }
                Prose {
                    width: parent.width
                    text: part.modelData.text
                }
            }
        }
        Repeater {
            model: sheet.help.blocks
            delegate: BlockView {
                limit: page.pageWidth
                width: limit
                onCopyWanted: text => sheet.help.copy_text(text)
            }
        }
    }
    Item {
        width: parent.width
        height: done.height
        PrimaryButton {
            id: done
            anchors.right: parent.right
            text: qsTr("Done")
            onClicked: sheet.close()
        }
    }
}
