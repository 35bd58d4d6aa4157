// Several companions in one conversation, and whose turn it is.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

ScrollPage {
    id: page
    required property DetailsViewModel details
    gap: Theme.pad

    Prose {
        width: page.pageWidth
        text: page.details.hasConversation ? qsTr("Add others to this conversation: each keeps their own card and lore, and speaks as themselves.") : qsTr("Say something first: others can join once the conversation has begun.")
        color: Theme.soft
    }
    SettingItem {
        width: page.pageWidth
        visible: members.count > 0
        label: qsTr("Whose turn it is")
        help: qsTr("Naturally: who is named, and who feels like talking. In order: all of them. Only when asked: you press a name above the field. One by one: somebody who has not spoken yet.")
        kind: "choice"
        value: page.details.participants.order
        choices: [qsTr("Naturally"), qsTr("In order"), qsTr("Only when asked"), qsTr("One by one")]
        low: 0
        high: 0
        onPut: value => page.details.participants.choose_order(value)
    }
    Repeater {
        id: members
        model: page.details.participants.members
        delegate: Column {
            id: one
            required property int key
            required property string name
            required property string portrait
            required property bool isMuted
            width: page.pageWidth
            spacing: 4
            Row {
                width: parent.width
                spacing: Theme.gap
                Avatar {
                    id: face
                    name: one.name
                    portrait: one.portrait
                    size: 40
                }
                Prose {
                    width: parent.width - face.width - Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    text: one.isMuted ? qsTr("%1 (silent)").arg(one.name) : one.name
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
            }
            Flow {
                width: parent.width
                spacing: 4
                QuietButton {
                    text: one.isMuted ? qsTr("Let speak") : qsTr("Silence")
                    Accessible.name: text + ": " + one.name
                    onClicked: page.details.participants.mute(one.key, !one.isMuted)
                }
                QuietButton {
                    text: qsTr("Up")
                    Accessible.name: qsTr("Move %1 up").arg(one.name)
                    onClicked: page.details.participants.move_up(one.key)
                }
                QuietButton {
                    visible: one.key !== page.details.participants.host
                    text: qsTr("Leave")
                    Accessible.name: qsTr("Remove %1").arg(one.name)
                    onClicked: page.details.participants.let_go(one.key)
                }
            }
        }
    }
    Heading {
        width: page.pageWidth
        text: qsTr("Who else could join")
    }
    Field {
        id: words
        width: page.pageWidth
        label: qsTr("Search your companions")
        input.onTextEdited: page.details.participants.look_for(words.text)
    }
    Repeater {
        model: page.details.participants.others
        delegate: ActionItem {
            required property int key
            required property string name
            width: page.pageWidth
            label: name
            detail: ""
            action: qsTr("Add")
            onActed: page.details.participants.let_in(key)
        }
    }
}
