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
        Accessible.name: field.label
        // WORKAROUND: Qt 6.11 hides the name of a password field from voices, but not its description.
        Accessible.description: secretText ? field.label : field.placeholder
        width: field.width
        implicitHeight: Theme.target + 8
        leftPadding: Theme.pad - 4
        font.family: Theme.sans
        font.pixelSize: Theme.textSize
        color: Theme.ink
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        selectByMouse: true
        echoMode: secretText ? TextInput.Password : TextInput.Normal
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        onAccepted: field.accepted()
        onEditingFinished: field.finished()
        Placeholder {
            anchors.leftMargin: Theme.pad - 4
            text: field.placeholder
            font.pixelSize: Theme.textSize
            wanted: input.length === 0 && input.preeditText === ""
        }
        background: Rectangle {
            radius: 10
            color: Theme.raised
            border.width: input.activeFocus ? 2 : 1
            border.color: input.activeFocus ? Theme.accent : Theme.line
        }
    }
}
