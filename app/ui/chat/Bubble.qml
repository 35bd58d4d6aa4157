// One message: whose it is and when, its blocks, what became of it, and what one may do with it.
pragma ComponentBehavior: Bound
import QtQuick
import Inglenook
import kit

FocusScope {
    id: message
    required property ChatViewModel chat
    required property int key
    required property string author
    required property string portrait
    required property string time
    required property string day
    required property bool begins
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
    required property int speaker
    required property var attachments
    property bool editing: false
    signal editWanted(int key)
    signal editEnded
    signal removalWanted(int key)
    signal boundariesWanted
    signal linkWanted(string address)
    signal modelsWanted
    signal moreWanted
    signal stepped(int by)
    signal writingWanted
    signal pictureWanted(var picture)

    // With the message itself in the focus, keys do what its buttons do.
    readonly property bool reached: activeFocus && Window.activeFocusItem === message
    Keys.onPressed: event => {
        if (!reached || event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return;
        event.accepted = true;
        if (event.key === Qt.Key_Up)
            message.stepped(1);
        else if (event.key === Qt.Key_Down)
            message.stepped(-1);
        else if (event.key === Qt.Key_Escape)
            message.writingWanted();
        else if (event.key === Qt.Key_Left && siblings > 1)
            message.chat.actions.swipe(message.key, -1);
        else if (event.key === Qt.Key_Right && siblings > 1)
            message.chat.actions.swipe(message.key, 1);
        else if (event.key === Qt.Key_E && plain !== "" && !isAside)
            message.editWanted(message.key);
        else if (event.key === Qt.Key_C && plain !== "")
            message.chat.actions.copy(message.key);
        else if (event.key === Qt.Key_R && plain !== "" && !isAside)
            message.chat.actions.aloud.toggle(message.key);
        else if (event.key === Qt.Key_Delete)
            message.removalWanted(message.key);
        else if (event.key === Qt.Key_Menu || event.key === Qt.Key_Return)
            message.moreWanted();
        else
            event.accepted = false;
    }
    Rectangle {
        anchors.fill: column
        anchors.margins: -4
        visible: message.reached
        radius: Theme.radius
        color: "transparent"
        border.width: 2
        border.color: Theme.accent
    }
    readonly property bool growing: progress === "open"
    readonly property bool awake: hover.hovered || tools.hovered || activeFocus || (isLast && !growing)
    readonly property int room: Math.min(Theme.column, width - 2 * Theme.pad)

    // How it is laid out.
    readonly property bool boxed: Theme.chatStyle === "bubbles" || isAside
    readonly property bool onRight: isMine && Theme.chatStyle === "bubbles"
    readonly property bool isBook: Theme.chatStyle === "book" && !isAside
    readonly property int gutter: onRight || width < 480 ? 0 : isBook ? (isMine ? 28 : 0) : 52
    readonly property real widest: onRight || (boxed && !isAside) ? (room - gutter) * (onRight ? 0.82 : 0.94) : room - gutter
    readonly property real inner: widest - (boxed ? 2 * Theme.pad : 0)

    z: awake ? 1 : 0
    implicitHeight: column.implicitHeight + (isLast ? 42 : 0)
    Accessible.role: Accessible.ListItem
    // What was done with it, in a few words.
    readonly property string marks: [checkpoint !== "" ? "⚑ " + checkpoint : "", isPinned ? qsTr("Pinned") : "", isHidden ? qsTr("Hidden from the model") : ""].filter(part => part !== "").join(" · ")
    readonly property string shown: attachments.map(each => each.seconds > 0 ? qsTr("Recording: %1").arg(each.alt) : each.alt !== "" ? qsTr("Picture: %1").arg(each.alt) : qsTr("Picture, not described")).join(", ")
    Accessible.name: (isMine ? qsTr("You") : author) + ": " + [shown, plain].filter(part => part !== "").join(". ") + (marks !== "" ? ", " + marks : "")

    HoverHandler {
        id: hover
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        enabled: !message.growing && !message.editing && !message.isAside
        onTapped: message.moreWanted()
    }
    Column {
        id: column
        opacity: message.isHidden ? 0.5 : 1
        x: Math.round((message.width - message.room) / 2)
        width: message.room
        topPadding: message.day !== "" ? 0 : message.begins ? Theme.turnGap : 2
        bottomPadding: 2
        spacing: 2

        DayLine {
            width: parent.width
            day: message.day
        }
        Row {
            visible: message.begins && !(message.isBook && message.isMine)
            anchors.right: message.onRight ? parent.right : undefined
            leftPadding: message.gutter
            rightPadding: message.onRight ? 4 : 0
            spacing: Theme.gap
            Prose {
                visible: !message.onRight
                text: message.author
                color: message.isAside || message.isMine ? Theme.soft : Theme.speaker(message.speaker)
                font.pixelSize: Theme.small + 1
                font.weight: Font.DemiBold
            }
            Prose {
                visible: !message.isBook
                anchors.baseline: parent.children[0].baseline
                text: message.time
                color: Theme.soft
                font.pixelSize: Theme.small
            }
        }
        Rectangle {
            id: bubble
            anchors.right: message.onRight ? parent.right : undefined
            x: message.gutter
            width: message.editing ? message.room - message.gutter : message.boxed ? Math.min(message.widest, Math.max(body.implicitWidth + 2 * Theme.pad, 48)) : message.widest
            height: body.implicitHeight + (message.boxed ? 20 : 4)
            radius: Theme.radius
            color: message.editing || !message.boxed || message.isAside ? "transparent" : message.isMine ? Theme.mine : Theme.theirs
            // The app's own words stand apart: nothing a model says can look like them.
            border.width: message.isAside || (Theme.outlined && message.boxed && !message.editing) ? 1 : 0
            border.color: message.isAside ? Theme.accent : Theme.line

            // In a book the person's own words are set in.
            Rectangle {
                visible: message.isBook && message.isMine
                x: -16
                y: 4
                width: 3
                height: parent.height - 8
                radius: 2
                color: Theme.accent
                opacity: 0.5
            }
            // Who says it stands at the first of a row.
            Avatar {
                visible: message.gutter > 0 && message.begins && !message.isAside && !message.isBook
                x: -message.gutter
                y: -Theme.small - 6
                name: message.author
                portrait: message.portrait
                size: 40
            }
            Column {
                id: body
                x: message.boxed && !message.editing ? Theme.pad : 0
                y: message.boxed ? 10 : 2
                width: parent.width - 2 * x
                spacing: 10

                Prose {
                    visible: message.isAside
                    width: parent.width
                    text: qsTr("Inglenook, outside the story")
                    color: Theme.accent
                    font.pixelSize: Theme.small
                    font.weight: Font.DemiBold
                }
                Loader {
                    active: message.editing
                    visible: active
                    width: parent.width
                    sourceComponent: InlineEditor {
                        begun: message.chat.actions.words_for_editing(message.key)
                        busy: message.chat.reply.busy
                        onSaved: text => {
                            // What could not be kept stands in the field again.
                            message.chat.actions.keep_edit_draft(message.key, text);
                            if (message.chat.reply.edit(message.key, text)) {
                                message.chat.actions.keep_edit_draft(message.key, "");
                                message.editEnded();
                            } else {
                                isSettled = false;
                            }
                        }
                        onParked: text => {
                            message.chat.actions.keep_edit_draft(message.key, text === message.chat.actions.text_of(message.key) ? "" : text);
                            message.editEnded();
                        }
                        onDiscarded: {
                            message.chat.actions.keep_edit_draft(message.key, "");
                            message.editEnded();
                        }
                    }
                }
                Column {
                    visible: message.thinking !== "" && !message.editing
                    width: parent.width
                    spacing: 4
                    QuietButton {
                        id: fold
                        checkable: true
                        text: checked ? qsTr("Hide its thoughts") : message.growing && message.plain === "" ? qsTr("Thinking…") : qsTr("Show its thoughts")
                    }
                    Prose {
                        visible: fold.checked
                        width: message.inner
                        text: message.thinking
                        color: Theme.soft
                        font.pixelSize: Theme.small
                    }
                }
                Loader {
                    active: message.attachments.length > 0
                    visible: active
                    sourceComponent: ShownPictures {
                        attachments: message.attachments
                        limit: message.inner
                        onViewed: picture => message.pictureWanted(picture)
                    }
                }
                Repeater {
                    model: message.editing ? null : message.blocks
                    delegate: BlockView {
                        limit: message.inner
                        width: message.boxed ? Math.min(limit, implicitWidth) : limit
                        onCopyWanted: text => message.chat.actions.copy_text(text)
                    }
                }
                QuietButton {
                    visible: message.blocks.shown < message.blocks.total && !message.editing
                    text: qsTr("Show more (%L1 of %L2 characters shown)").arg(message.blocks.shown).arg(message.blocks.total)
                    onClicked: message.blocks.show_more()
                }
                Waiting {
                    visible: message.growing && message.plain === ""
                    author: message.author
                    status: message.chat.reply.status
                }
                Prose {
                    visible: text !== ""
                    width: message.boxed ? Math.min(implicitWidth, message.inner) : parent.width
                    text: message.note !== "" ? message.note : message.progress === "failed" ? qsTr("There was no reply.") : message.progress === "cut_off" ? qsTr("You interrupted here. Only what you heard was kept.") : message.progress === "stopped" ? (message.plain === "" ? qsTr("Stopped before the first word.") : qsTr("Stopped here.")) : ""
                    color: message.note !== "" || message.progress === "failed" ? Theme.warning : Theme.soft
                    font.pixelSize: Theme.small
                }
                Prose {
                    visible: tools.showsFigures && text !== ""
                    width: message.inner
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
            x: message.gutter
            width: parent.width - x
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
            x: message.gutter
            width: parent.width - x
            spacing: Theme.gap
            QuietButton {
                text: qsTr("Regenerate")
                enabled: !message.chat.reply.busy
                onClicked: message.chat.reply.regenerate(message.key)
            }
            QuietButton {
                text: qsTr("Edit my message")
                enabled: !message.chat.reply.busy
                onClicked: message.editWanted(message.chat.actions.asked_by(message.key))
            }
            QuietButton {
                text: message.no === "training" ? qsTr("Content rating…") : qsTr("Boundaries…")
                onClicked: message.boundariesWanted()
            }
            QuietButton {
                visible: message.no === "training"
                text: qsTr("Another model…")
                onClicked: message.modelsWanted()
            }
        }
        Prose {
            anchors.right: message.onRight ? parent.right : undefined
            leftPadding: message.gutter
            visible: text !== ""
            text: message.marks
            color: Theme.accent
            font.pixelSize: Theme.small
        }
    }
    MessageTools {
        id: tools
        chat: message.chat
        key: message.key
        isMine: message.isMine
        isLast: message.isLast
        isFirst: message.isFirst
        isAside: message.isAside
        hasWords: message.plain !== ""
        hasFigures: message.figures !== ""
        place: message.place
        siblings: message.siblings
        floats: !message.isLast
        fromRight: floats || message.onRight
        x: fromRight ? column.x + column.width - width : column.x + message.gutter - 6
        y: message.isLast ? message.height - height - 4 : column.y + bubble.y - height / 2 - 4
        visible: !message.growing && !message.editing
        opacity: message.awake ? 1 : 0
        onEditWanted: message.editWanted(message.key)
        onRemovalWanted: message.removalWanted(message.key)
        onMoreWanted: message.moreWanted()
    }
    // A finger does not hover: the first touch shows what lies here, and presses nothing that was not seen.
    MouseArea {
        anchors.fill: tools
        z: 1
        visible: tools.visible && !message.awake
        onClicked: message.forceActiveFocus(Qt.MouseFocusReason)
    }
}
