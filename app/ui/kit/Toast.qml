// A passing word over everything else, with one thing one may do about it.
import QtQuick

Rectangle {
    id: toast
    property string text
    property string action
    property real limit: 640
    signal acted

    function show(words: string, doing: string) {
        text = words;
        action = doing;
        visible = true;
        clock.restart();
    }
    function hide() {
        clock.stop();
        visible = false;
    }

    visible: false
    radius: Theme.radius
    color: Theme.toast
    implicitWidth: row.implicitWidth + 2 * Theme.pad
    implicitHeight: row.implicitHeight + Theme.pad
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Timer {
        id: clock
        interval: 10000
        onTriggered: {
            toast.visible = false;
        }
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.pad
        Prose {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, Math.min(640, toast.limit) - 2 * Theme.pad - (button.visible ? button.width + Theme.pad : 0))
            maximumLineCount: 3
            elide: Text.ElideRight
            text: toast.text
            color: Theme.toastInk
            font.pixelSize: Theme.textSize - 1
        }
        PrimaryButton {
            id: button
            anchors.verticalCenter: parent.verticalCenter
            visible: toast.action !== ""
            text: toast.action
            implicitHeight: Theme.target
            onClicked: {
                toast.hide();
                toast.acted();
            }
        }
    }
}
