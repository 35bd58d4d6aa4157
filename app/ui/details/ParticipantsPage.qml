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
        text: page.details.hasConversation ? qsTr("Add others to this conversation: each keeps their own card and lore, and speaks as themselves.") : qsTr("Send a message first: others can join once the conversation has begun.")
        color: Theme.soft
    }
    SettingItem {
        width: page.pageWidth
        visible: members.count > 0
        label: qsTr("Who speaks next")
        help: qsTr("Naturally: whoever is named or feels like talking. In order: all of them in turn. Only when asked: you click a name above the message field. One by one: somebody who has not spoken yet.")
        kind: "choice"
        value: page.details.participants.order
        choices: [qsTr("Naturally"), qsTr("In order"), qsTr("Only when asked"), qsTr("One by one")]
        low: 0
        high: 0
        onPut: value => page.details.participants.choose_order(value)
    }
    Prose {
        width: page.pageWidth
        visible: members.count > 0
        text: qsTr("Drag them into the order in which they speak.")
        color: Theme.soft
        font.pixelSize: Theme.small
    }
    Column {
        id: order
        width: page.pageWidth
        spacing: 2
        readonly property int step: 58
        Repeater {
            id: members
            model: page.details.participants.members
            delegate: Rectangle {
                id: one
                required property int key
                required property int index
                required property string name
                required property string portrait
                required property bool isMuted
                required property int place
                width: order.width
                height: order.step - 2
                radius: 10
                z: drag.active ? 1 : 0
                color: drag.active ? Theme.chosen : "transparent"
                Accessible.role: Accessible.ListItem
                Accessible.name: isMuted ? qsTr("%1 (muted)").arg(name) : name
                // Where it is dropped is where it stands; whoever uses keys has Up.
                DragHandler {
                    id: drag
                    xAxis.enabled: false
                    onActiveChanged: {
                        if (!active)
                            page.details.participants.move_to(one.key, Math.max(0, Math.round(one.y / order.step)));
                    }
                }
                HoverHandler {
                    cursorShape: drag.active ? Qt.ClosedHandCursor : Qt.OpenHandCursor
                }
                Avatar {
                    id: face
                    x: 4
                    anchors.verticalCenter: parent.verticalCenter
                    name: one.name
                    portrait: one.portrait
                    size: 40
                    Accessible.ignored: true
                }
                Prose {
                    anchors.left: face.right
                    anchors.leftMargin: Theme.gap
                    anchors.right: acts.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: one.isMuted ? qsTr("%1 (muted)").arg(one.name) : one.name
                    color: Theme.speaker(one.place)
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Row {
                    id: acts
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    QuietButton {
                        text: one.isMuted ? qsTr("Unmute") : qsTr("Mute")
                        Accessible.name: text + ": " + one.name
                        onClicked: page.details.participants.mute(one.key, !one.isMuted)
                    }
                    IconButton {
                        visible: one.index > 0
                        name: qsTr("Move %1 up").arg(one.name)
                        sign: "up"
                        onClicked: page.details.participants.move_up(one.key)
                    }
                    IconButton {
                        visible: one.key !== page.details.participants.host
                        name: qsTr("Remove %1").arg(one.name)
                        sign: "close"
                        onClicked: page.details.participants.let_go(one.key)
                    }
                }
            }
        }
    }
    Heading {
        width: page.pageWidth
        text: qsTr("Others you can add")
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
