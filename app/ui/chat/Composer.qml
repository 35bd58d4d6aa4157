// Where a person writes; Send while it is quiet, Stop while a reply comes.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import Inglenook
import kit

Item {
    id: composer
    required property ChatViewModel chat
    property real tallest: 220
    // What stood in the field when one began to dictate.
    property string before: ""
    signal undoWanted
    signal messagesWanted
    signal pictureWanted(var picture)
    readonly property bool hasPictures: chat.composer.attachments.count > 0

    implicitHeight: box.height + (waiting.visible ? waiting.height + Theme.gap : 0) + 2 * Theme.gap + 14

    function focusInput() {
        input.forceActiveFocus();
    }
    function empty() {
        // Not clear(), which Ctrl+Z would take back: what was sent is not written any more.
        input.text = "";
    }
    function send() {
        // Letters that an input method has not settled yet belong to the message.
        composer.chat.composer.settle_letters();
        if (input.text.trim() === "" && !hasPictures)
            return;
        // What was understood until now is sent; a word that came later would fill the field again.
        composer.chat.actions.call.drop_dictation();
        // The safe word is heard while a reply comes; anything else waits for its end, in sight.
        if (composer.chat.reply.busy && !composer.chat.reply.is_safe_word(input.text)) {
            if (!composer.chat.reply.isWriting && composer.chat.composer.queue(input.text))
                composer.empty();
            return;
        }
        // What could not be kept stays in the field.
        if (composer.chat.reply.send(input.text))
            composer.empty();
    }

    Component.onCompleted: {
        input.text = composer.chat.composer.draft();
        input.cursorPosition = input.length;
        focusInput();
    }
    Connections {
        target: composer.chat.reply
        function onSendAnywayWanted() {
            if (composer.chat.reply.send_all_the_same(input.text))
                composer.empty();
        }
    }
    Connections {
        target: composer.chat.actions.call
        function onDictated(text: string, isFinal: bool) {
            if (text === "" && !isFinal)
                return;
            input.text = composer.before + text;
            input.cursorPosition = input.length;
            composer.chat.composer.keep_draft(input.text);
        }
    }
    Connections {
        target: composer.chat.composer
        function onJoined(text: string) {
            input.text = input.text.trim() === "" ? text : text + "\n\n" + input.text;
            input.cursorPosition = input.length;
            composer.chat.composer.keep_draft(input.text);
        }
        function onRestored(text: string) {
            input.text = text;
            input.cursorPosition = text.length;
        }
    }
    // What was sent while a reply comes: it goes when the reply has ended.
    Rectangle {
        id: waiting
        visible: composer.chat.composer.queued !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap
        width: box.width
        height: Theme.target + 4
        radius: 10
        color: Theme.mine
        Prose {
            anchors.left: parent.left
            anchors.leftMargin: Theme.pad
            anchors.right: back.left
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Queued: %1").arg(composer.chat.composer.queued)
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        IconButton {
            id: back
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            size: 32
            name: qsTr("Edit queued message")
            sign: "pencil"
            onClicked: composer.chat.composer.unqueue()
        }
    }
    Rectangle {
        id: box
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap + (waiting.visible ? waiting.height + Theme.gap : 0)
        width: Math.min(Theme.column, parent.width - 2 * Theme.pad)
        height: Math.min(Math.max(52, area.contentHeight + 24), composer.tallest) + strip.room
        radius: 18
        color: Theme.raised
        border.width: input.activeFocus ? 2 : 1
        border.color: input.activeFocus ? Theme.accent : Theme.line

        AttachmentStrip {
            id: strip
            readonly property real room: visible ? height + Theme.gap : 0
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.gap
            attachments: composer.chat.composer.attachments
            onViewed: shown => composer.pictureWanted(shown)
        }
        IconButton {
            id: attach
            anchors.left: parent.left
            anchors.leftMargin: 7
            anchors.verticalCenter: button.verticalCenter
            size: 34
            name: qsTr("Attach a picture or a recording")
            sign: "picture"
            onClicked: choosing.open()
        }
        IconButton {
            id: still
            anchors.left: attach.right
            anchors.verticalCenter: button.verticalCenter
            size: 34
            visible: composer.chat.composer.attachments.hasCamera
            width: visible ? implicitWidth : 0
            name: composer.chat.composer.attachments.isCameraOpen ? qsTr("The camera is on") : qsTr("Take a picture with the camera")
            sign: "camera"
            tint: composer.chat.composer.attachments.isCameraOpen ? Theme.danger : Theme.soft
            onClicked: {
                composer.chat.composer.attachments.take_still();
                composer.focusInput();
            }
        }
        FileDialog {
            id: choosing
            title: qsTr("Pictures and recordings")
            fileMode: FileDialog.OpenFiles
            nameFilters: [qsTr("Pictures and recordings (*.png *.jpg *.jpeg *.webp *.gif *.wav *.mp3 *.flac *.ogg)")]
            onAccepted: {
                composer.chat.composer.attachments.add_files(selectedFiles);
                composer.focusInput();
            }
        }
        Flickable {
            id: area
            anchors.left: still.right
            anchors.right: ghost.left
            anchors.top: parent.top
            anchors.topMargin: 6 + strip.room
            anchors.bottom: parent.bottom
            anchors.margins: 6
            contentHeight: input.contentHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            TextArea.flickable: TextArea {
                id: input
                ContextMenu.menu: EditMenu {
                    field: input
                }
                Accessible.name: qsTr("Message")
                wrapMode: TextArea.Wrap
                textFormat: TextEdit.PlainText
                readOnly: composer.chat.reply.isWriting || composer.chat.actions.call.dictating
                font.family: Theme.sans
                font.pixelSize: Theme.textSize
                color: Theme.ink
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                selectByMouse: true
                verticalAlignment: TextEdit.AlignVCenter
                background: null
                Placeholder {
                    text: composer.chat.conversation.company.isGroup ? qsTr("Write to everyone…") : qsTr("Write to %1…").arg(composer.chat.conversation.name)
                    font.pixelSize: Theme.textSize
                    wrapMode: Text.NoWrap
                    wanted: input.length === 0 && input.preeditText === ""
                }
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                inputMethodHints: Qt.ImhSensitiveData
                onTextChanged: {
                    if (activeFocus)
                        composer.chat.composer.keep_draft(text);
                }
                Keys.onPressed: event => {
                    if (event.matches(StandardKey.Paste) && composer.chat.composer.attachments.paste()) {
                        event.accepted = true;
                        return;
                    }
                    // A field takes this key even with no letters to take back.
                    if (event.matches(StandardKey.Undo) && !input.canUndo) {
                        composer.undoWanted();
                        event.accepted = true;
                        return;
                    }
                    // With nothing written, the arrows leaf through the versions of the last message.
                    if (input.length === 0 && !event.modifiers && (event.key === Qt.Key_Left || event.key === Qt.Key_Right)) {
                        event.accepted = composer.chat.actions.swipe_last(event.key === Qt.Key_Left ? -1 : 1);
                        return;
                    }
                    if (input.length === 0 && !event.modifiers && event.key === Qt.Key_Up && !composer.chat.conversation.isEmpty) {
                        composer.messagesWanted();
                        event.accepted = true;
                        return;
                    }
                    if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter)
                        return;
                    // This key ends a syllable that is being composed, and sends nothing.
                    if (input.inputMethodComposing) {
                        composer.chat.composer.settle_letters();
                        event.accepted = true;
                        return;
                    }
                    const control = event.modifiers & Qt.ControlModifier;
                    const shift = event.modifiers & Qt.ShiftModifier;
                    if (control || (composer.chat.enterSends && !shift)) {
                        composer.send();
                        event.accepted = true;
                    }
                }
            }
            ScrollBar.vertical: ScrollBar {}
        }
        IconButton {
            id: dictate
            anchors.right: button.left
            anchors.verticalCenter: button.verticalCenter
            size: 34
            visible: !composer.chat.reply.busy && !composer.chat.conversation.paused
            width: visible ? implicitWidth : 0
            name: composer.chat.actions.call.dictating ? qsTr("Stop dictating") : qsTr("Dictate")
            sign: composer.chat.actions.call.dictating ? "stop" : "microphone"
            tint: composer.chat.actions.call.dictating ? Theme.danger : Theme.soft
            onClicked: {
                if (!composer.chat.actions.call.dictating)
                    composer.before = input.text === "" || input.text.endsWith(" ") ? input.text : input.text + " ";
                composer.chat.actions.call.toggle_dictation();
                composer.focusInput();
            }
        }
        IconButton {
            id: ghost
            anchors.right: dictate.left
            anchors.verticalCenter: button.verticalCenter
            size: 34
            visible: !composer.chat.reply.busy && !composer.chat.conversation.isEmpty && !composer.chat.conversation.paused
            width: visible ? implicitWidth : 0
            name: qsTr("Write for me")
            sign: "feather"
            onClicked: {
                composer.chat.reply.impersonate(input.text);
                composer.focusInput();
            }
        }
        IconButton {
            id: button
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: 7
            size: 38
            name: composer.chat.reply.busy ? qsTr("Stop") : qsTr("Send")
            sign: composer.chat.reply.busy ? "stop" : "send"
            tint: Theme.accent
            enabled: composer.chat.reply.busy || input.text.trim() !== "" || composer.hasPictures
            onClicked: {
                if (composer.chat.reply.busy)
                    composer.chat.reply.stop();
                else
                    composer.send();
                composer.focusInput();
            }
        }
    }
    // How much of what the model sees at once is taken.
    Prose {
        anchors.right: box.right
        anchors.rightMargin: 4
        anchors.top: box.bottom
        anchors.topMargin: 1
        text: composer.chat.contextMeter
        color: Theme.soft
        font.pixelSize: Theme.small - 2
        Accessible.role: Accessible.StaticText
        Accessible.name: text !== "" ? qsTr("Context: %1").arg(text) : ""
    }
}
