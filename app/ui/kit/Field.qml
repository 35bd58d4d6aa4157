// One line to write in, with its name above it.
import QtQuick
import QtQuick.Controls.Basic

Column {
    id: field
    required property string label
    property alias text: input.text
    property string placeholder
    property alias secret: input.secretText
    property alias input: input
    signal accepted
    signal finished

    spacing: 4

    Prose {
        width: field.width
        text: field.label
        font.pixelSize: Theme.small
        color: Theme.soft
    }
    TextField {
        id: input
        property bool secretText: false
        property bool seen: false
        onSecretTextChanged: seen = false
        Accessible.name: field.label
        // WORKAROUND: Qt 6.11 hides the name of a password field from voices, but not its description.
        Accessible.description: secretText ? field.label : field.placeholder
        width: field.width
        implicitHeight: Theme.target + 8
        leftPadding: Theme.pad - 4
        rightPadding: secretText ? eye.width + 6 : leftPadding
        font.family: Theme.sans
        font.pixelSize: Theme.textSize
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        echoMode: secretText && !seen ? TextInput.Password : TextInput.Normal
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        ContextMenu.menu: EditMenu {
            field: input
        }
        onAccepted: field.accepted()
        onEditingFinished: field.finished()
        Placeholder {
            anchors.leftMargin: Theme.pad - 4
            text: field.placeholder
            font.pixelSize: Theme.textSize
            wanted: input.length === 0 && input.preeditText === ""
        }
        IconButton {
            id: eye
            visible: input.secretText
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            size: 32
            // Tab goes from one field to the next; who needs the eye reaches it by mouse, or by its name.
            focusPolicy: Qt.NoFocus
            name: input.seen ? qsTr("Hide: %1").arg(field.label) : qsTr("Show: %1").arg(field.label)
            sign: "eye"
            tint: input.seen ? Theme.accent : Theme.soft
            onClicked: input.seen = !input.seen
        }
        background: Rectangle {
            radius: 10
            color: Theme.raised
            border.width: input.activeFocus ? 2 : 1
            border.color: input.activeFocus ? Theme.accent : Theme.line
        }
    }
}
