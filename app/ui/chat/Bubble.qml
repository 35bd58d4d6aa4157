// One message: its blocks, what became of it, and what one may do with it.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

FocusScope {
    id: message
    required property ChatViewModel chat
    required property int key
    required property string author
    required property bool isMine
    required property var blocks
    required property string plain
    required property string thinking
    required property string progress
    required property string note
    required property int place
    required property int siblings
    required property bool isLast
    required property string figures
    required property bool isAside
    required property string no
    required property list<string> links
    required property bool isHidden
    required property bool isPinned
    required property string checkpoint
    required property bool isFirst
    required property bool saysWhose
    signal editWanted(int key)
    signal removalWanted(int key)
    signal boundariesWanted
    signal linkWanted(string address)
    signal modelsWanted
    signal moreWanted

    readonly property bool growing: progress === "open"
    readonly property bool awake: hover.hovered || activeFocus || (isLast && !growing)
    readonly property int room: Math.min(Theme.column, width - 2 * Theme.pad)

    implicitHeight: column.implicitHeight + 6
    Accessible.role: Accessible.ListItem
    // What was done with it, in a few words.
    readonly property string marks: [checkpoint !== "" ? "⚑ " + checkpoint : "", isPinned ? qsTr("Pinned") : "", isHidden ? qsTr("Hidden from the model") : ""].filter(part => part !== "").join(" · ")
    Accessible.name: (isMine ? qsTr("You") : author) + ": " + plain + (marks !== "" ? ", " + marks : "")

    HoverHandler {
        id: hover
    }
    Column {
        id: column
        opacity: message.isHidden ? 0.5 : 1
        x: Math.round((message.width - message.room) / 2)
        width: message.room
        spacing: 2

        Rectangle {
            id: bubble
            anchors.right: message.isMine ? parent.right : undefined
            width: message.isMine ? Math.min(parent.width * 0.82, body.implicitWidth + 2 * Theme.pad) : parent.width
            height: body.implicitHeight + (message.isMine || message.isAside ? 20 : 8)
            radius: Theme.radius
            color: message.isMine ? Theme.mine : "transparent"
            // The app's own words stand apart: nothing a model says can look like them.
            border.width: message.isAside ? 1 : 0
            border.color: Theme.accent

            Column {
                id: body
                readonly property bool boxed: message.isMine || message.isAside
                x: boxed ? Theme.pad : 0
                y: boxed ? 10 : 4
                width: boxed ? parent.width - 2 * Theme.pad : parent.width
                spacing: 10

                Prose {
                    visible: message.isAside
                    width: parent.width
                    text: qsTr("Inglenook, outside the story")
                    color: Theme.accent
                    font.pixelSize: Theme.small
                    font.weight: Font.DemiBold
                }

                Prose {
                    visible: message.saysWhose
                    width: parent.width
                    text: message.author
                    color: Theme.accent
                    font.pixelSize: Theme.small
                    font.weight: Font.DemiBold
                }

                Column {
                    visible: message.thinking !== ""
                    width: parent.width
                    spacing: 4
                    QuietButton {
                        id: fold
                        checkable: true
                        text: checked ? qsTr("Hide what it thought") : message.growing && message.plain === "" ? qsTr("Thinking…") : qsTr("Show what it thought")
                    }
                    Prose {
                        visible: fold.checked
                        width: parent.width
                        text: message.thinking
                        color: Theme.soft
                        font.pixelSize: Theme.small
                    }
                }
                Repeater {
                    model: message.blocks
                    delegate: BlockView {
                        limit: message.isMine ? message.room * 0.82 - 2 * Theme.pad : message.isAside ? message.room - 2 * Theme.pad : message.room
                        width: message.isMine ? Math.min(limit, implicitWidth) : limit
                        onCopyWanted: text => message.chat.actions.copy_text(text)
                    }
                }
                QuietButton {
                    visible: message.blocks.shown < message.blocks.total
                    text: qsTr("Show more: %L1 of %L2 characters are shown").arg(message.blocks.shown).arg(message.blocks.total)
                    onClicked: message.blocks.show_more()
                }
                Row {
                    visible: message.growing && message.plain === ""
                    spacing: 6
                    height: visible ? 24 : 0
                    Accessible.role: Accessible.Indicator
                    Accessible.name: qsTr("%1 is writing").arg(message.author)
                    Repeater {
                        model: 3
                        delegate: Rectangle {
                            id: dot
                            required property int index
                            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                            width: 8
                            height: 8
                            radius: 4
                            color: Theme.soft
                            SequentialAnimation on opacity {
                                running: message.growing && message.plain === "" && !Theme.still
                                loops: Animation.Infinite
                                PauseAnimation {
                                    duration: dot.index * 160
                                }
                                NumberAnimation {
                                    from: 1
                                    to: 0.25
                                    duration: 420
                                }
                                NumberAnimation {
                                    from: 0.25
                                    to: 1
                                    duration: 420
                                }
                                PauseAnimation {
                                    duration: 320 - dot.index * 160
                                }
                            }
                        }
                    }
                }
                Prose {
                    visible: text !== ""
                    width: message.isMine ? implicitWidth : parent.width
                    text: message.note !== "" ? message.note : message.progress === "failed" ? qsTr("There was no reply.") : message.progress === "stopped" ? (message.plain === "" ? qsTr("Stopped before the first word.") : qsTr("Stopped here.")) : ""
                    color: message.note !== "" || message.progress === "failed" ? Theme.warning : Theme.soft
                    font.pixelSize: Theme.small
                }
                Prose {
                    visible: numbers.checked && text !== ""
                    width: parent.width
                    text: message.figures
                    color: Theme.soft
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
        }
        Flow {
            visible: message.links.length > 0 && !message.growing
            width: parent.width
            spacing: Theme.gap
            Repeater {
                model: message.links
                delegate: QuietButton {
                    required property string modelData
                    text: qsTr("Open %1…").arg(message.chat.addresses.host_of(modelData))
                    onClicked: message.linkWanted(modelData)
                }
            }
        }
        Flow {
            visible: message.no !== "" && message.isLast && !message.growing
            width: parent.width
            spacing: Theme.gap
            QuietButton {
                text: qsTr("Another answer")
                enabled: !message.chat.reply.busy
                onClicked: message.chat.reply.regenerate(message.key)
            }
            QuietButton {
                text: qsTr("Say it in other words")
                enabled: !message.chat.reply.busy
                onClicked: message.editWanted(message.chat.actions.asked_by(message.key))
            }
            QuietButton {
                text: message.no === "training" ? qsTr("Another level…") : qsTr("Boundaries…")
                onClicked: message.boundariesWanted()
            }
            QuietButton {
                visible: message.no === "training"
                text: qsTr("Another model…")
                onClicked: message.modelsWanted()
            }
        }
        Prose {
            anchors.right: message.isMine ? parent.right : undefined
            visible: text !== ""
            text: message.marks
            color: Theme.accent
            font.pixelSize: Theme.small
        }
        // Another version adds its arrows on the far side: what one was about to press stays where it is.
        Item {
            width: parent.width
            height: 32
            opacity: message.awake || message.siblings > 1 ? 1 : 0
            visible: !message.growing

            Row {
                id: tools
                anchors.right: message.isMine ? parent.right : undefined
                height: parent.height

                IconButton {
                    visible: (!message.isMine || message.isLast) && !message.isAside && !(message.isFirst && !message.isMine)
                    name: message.isMine ? qsTr("Ask for an answer") : qsTr("Another answer")
                    sign: "again"
                    size: 30
                    enabled: !message.chat.reply.busy
                    onClicked: message.chat.reply.regenerate(message.key)
                }
                IconButton {
                    visible: !message.isMine && !message.isAside && !message.isFirst
                    name: qsTr("Three other answers")
                    sign: "several"
                    size: 30
                    enabled: !message.chat.reply.busy
                    onClicked: message.chat.reply.regenerate_several(message.key)
                }
                IconButton {
                    visible: message.plain !== "" && !message.isAside
                    name: qsTr("Edit")
                    sign: "pencil"
                    size: 30
                    enabled: !message.chat.reply.busy
                    onClicked: message.editWanted(message.key)
                }
                IconButton {
                    visible: message.plain !== ""
                    name: qsTr("Copy")
                    sign: "copy"
                    size: 30
                    onClicked: message.chat.actions.copy(message.key)
                }
                IconButton {
                    id: numbers
                    visible: message.figures !== ""
                    checkable: true
                    name: checked ? qsTr("Hide the figures") : qsTr("Show the figures")
                    sign: "gauge"
                    size: 30
                }
                IconButton {
                    name: qsTr("Delete")
                    sign: "bin"
                    size: 30
                    enabled: !message.chat.reply.busy
                    onClicked: message.removalWanted(message.key)
                }
                IconButton {
                    visible: !message.isAside
                    name: qsTr("More")
                    sign: "dots"
                    size: 30
                    onClicked: message.moreWanted()
                }
            }
            Row {
                anchors.left: message.isMine ? undefined : tools.right
                anchors.right: message.isMine ? tools.left : undefined
                height: parent.height
                visible: message.siblings > 1

                IconButton {
                    name: qsTr("Earlier version")
                    sign: "left"
                    size: 30
                    enabled: message.place > 1 && !message.chat.reply.busy
                    onClicked: message.chat.actions.swipe(message.key, -1)
                }
                Prose {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("%1 of %2").arg(message.place).arg(message.siblings)
                    color: Theme.soft
                    font.pixelSize: Theme.small
                }
                IconButton {
                    name: qsTr("Later version")
                    sign: "right"
                    size: 30
                    enabled: message.place < message.siblings && !message.chat.reply.busy
                    onClicked: message.chat.actions.swipe(message.key, 1)
                }
            }
        }
    }
}
